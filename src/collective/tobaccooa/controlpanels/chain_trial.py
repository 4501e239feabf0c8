"""What a trial of a chain looks like on the page: the sample's path, then what was found."""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.browser import words
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.workflows.chain_rules import sentences
from collective.tobaccooa.workflows.chain_words import limit_title
from collective.tobaccooa.workflows.chain_words import MODE_TITLES
from collective.tobaccooa.workflows.deadlines import Due
from collective.tobaccooa.workflows.deadlines import NOON
from collective.tobaccooa.workflows.simulation import Finding
from collective.tobaccooa.workflows.simulation import Severity
from collective.tobaccooa.workflows.simulation import Trial
from collective.tobaccooa.workflows.simulation import TrialStep
from collective.tobaccooa.workflows.texts import step_title
from typing import Any


NAMED = 6
WAYS = {
    "taken": _("label_way_taken", default="goes here"),
    "by_choice": _("label_way_by_choice", default="only if chosen"),
    "left_out": _("label_way_left_out", default="not used"),
}
HEADINGS = {
    Severity.DEAD: _("label_finding_dead", default="Dead end"),
    Severity.WEAK: _("label_finding_weak", default="Weakness"),
    Severity.HINT: _("label_finding_for_now", default="For now"),
}
MARKS = {
    Severity.DEAD: "oa-findings__error",
    Severity.WEAK: "oa-findings__warning",
    Severity.HINT: None,
}


def path_shown(trial: Trial, who: Directory, say: Callable[[Any], str]) -> dict[str, Any]:
    """Return the path of the sample: `{"steps", "arrives", "ends"}`."""
    return {
        "steps": [_step(each, who, say) for each in trial.steps],
        "arrives": step_title(trial.target) if trial.target else "",
        "ends": words.day(trial.ends),
    }


def _step(each: TrialStep, who: Directory, say: Callable[[Any], str]) -> dict[str, Any]:
    chosen = [who.fullname(user) for user in each.takers or each.offered]
    others = [who.fullname(user) for user in each.offered if user not in each.takers]
    to = [say(step_title(step)) for step in each.may_go_to[1:]]
    many = len(each.takers or each.offered) > 1
    return {
        "title": step_title(each.step.id),
        "way": WAYS[each.way],
        "css": f"oa-path__step oa-path__step--{each.way}",
        "out": each.way == "left_out",
        "must_choose": each.way != "left_out" and not each.takers,
        "who": _names(chosen),
        "others": _names(others) if each.takers else "",
        "mode": MODE_TITLES[str(each.step.mode)] if many else "",
        "limit": limit_title(each.step.limit_days) if each.way != "left_out" else "",
        "due": _due(each.due, say),
        "also_to": "、".join(to),
    }


def _due(due: Due, say: Callable[[Any], str]) -> str:
    if due.on is None or due.at is None:
        return ""
    noon = due.at.astimezone(SHANGHAI).time() == NOON
    day = f"{due.on.month}月{due.on.day}日"
    return say(_("label_until_noon", default="${day} noon", mapping={"day": day})) if noon else day


def _names(names: list[str]) -> str:
    if len(names) > NAMED:
        return "、".join(names[:NAMED]) + f"……（{len(names)}）"
    return "、".join(names)


def findings_shown(found: list[Finding], type_title: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the findings, worst first: `{"heading", "css", "text"}`."""
    return [
        {"heading": HEADINGS[severity], "css": MARKS[severity], "text": text}
        for severity in Severity
        for text in sentences((f for f in found if f.severity is severity), type_title)
    ]

"""The chain as a line: done, now, to come, with the branches of special deliveries."""

from __future__ import annotations

from collective.tobaccooa.i18n import say
from collective.tobaccooa.workflows.facts import people_behind
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.situation import Situation
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.texts import step_title
from typing import Any


def chain_line(situation: Situation, staff: DirectoryStaff) -> list[dict[str, Any]]:
    """The chain as a line: done, now, to come; steps that don't apply are left out."""
    facts = situation.facts
    here = facts.chain.index(facts.step)
    done = _last_visits(situation)
    line = []
    for step in facts.chain.steps:
        position = facts.chain.index(step.id)
        if step.kind == "work":
            applies = situation.plan_step(step.id).applies
            if applies in ("never", "if_chosen") and step.id not in done and step.id != facts.step:
                continue
        elif step.id != facts.step and (step.kind == "end" or step.id == "archived"):
            continue
        status = "now" if position == here else "done" if position < here else "to_come"
        if status == "done" and step.kind == "work" and step.id not in done:
            status = "skipped"
        place = _chain_place(step.id, status, done.get(step.id), facts, staff)
        line.append({**place, "branches": branches_at(step.id, situation, staff)})
    return line


def branches_at(step: str, situation: Situation, staff: DirectoryStaff) -> list[dict[str, Any]]:
    """Return the special deliveries that left a step, in order.

    :returns: `{"by", "to", "to_step", "to_step_title", "then", "reason", "at", "open"}`; `open`
        while its addressees have not answered.
    """
    trail = situation.trail
    away = sum(1 for frame in situation.frames if frame.special)
    sent = [n for n, each in enumerate(trail) if each.action == Action.SPECIAL_DELIVERY]
    waiting = set(sent[len(sent) - away :]) if away else set()
    return [
        {
            "by": staff.title(trail[n].on_behalf_of or trail[n].actor),
            "to": [staff.title(each) for each in trail[n].next_holders],
            "to_step": trail[n].to_step,
            "to_step_title": say(step_title(trail[n].to_step)),
            "then": trail[n].then or "back_to_me",
            "reason": trail[n].reason or trail[n].opinion,
            "at": trail[n].at,
            "open": n in waiting,
        }
        for n in sent
        if trail[n].step == step
    ]


def _last_visits(situation: Situation) -> dict[str, list[TrailEntry]]:
    """Step → who advanced the document there when it was last there, in order."""
    visits: dict[str, list[TrailEntry]] = {}
    before = ""
    for entry in situation.trail:
        if entry.step != before:
            visits.pop(entry.step, None)
        before = entry.step
        if entry.action == Action.ADVANCE and not entry.visiting:
            visits.setdefault(entry.step, []).append(entry)
    return visits


def _chain_place(
    step_id: str,
    status: str,
    visit: list[TrailEntry] | None,
    facts: DocumentFacts,
    staff: DirectoryStaff,
) -> dict[str, Any]:
    names: list[str] = []
    at = None
    if status == "now":
        for holder in facts.holders:
            names += [staff.title(u) for u in sorted(people_behind(holder, staff))]
        at = facts.holders[0].since if facts.holders else None
    elif status == "done" and visit:
        names = list(
            dict.fromkeys(staff.title(entry.on_behalf_of or entry.actor) for entry in visit)
        )
        at = visit[-1].at
    return {
        "id": step_id,
        "title": say(step_title(step_id)),
        "status": status,
        "holders": names,
        "at": at,
    }

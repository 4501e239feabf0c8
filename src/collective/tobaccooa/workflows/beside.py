"""Acts beside the chain: urging, more time, a corrected opinion or register entry.

They leave the document with its holders; what changes of these is when they must be done and how
often they were urged.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.organisation.clock import today as today_of
from collective.tobaccooa.workflows.choosing import need_reason
from collective.tobaccooa.workflows.choosing import stay
from collective.tobaccooa.workflows.deadlines import end_of_day
from collective.tobaccooa.workflows.guards import acts_for
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Extension
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import Route
from collective.tobaccooa.workflows.model import SYSTEM
from collective.tobaccooa.workflows.situation import Situation
from dataclasses import replace
from datetime import date
from datetime import timedelta


#: Between two reminders of one person to the same holders.
PAUSE = timedelta(minutes=5)
#: An extension beyond this is a typing error.
LONGEST = timedelta(days=366)


def urge(decision: Decision, situation: Situation, actor: str) -> Route:
    """Remind the present holders (催办).

    :raises Refused: the same person has just done so: a second press of the button, or a flood.
    """
    holders = situation.facts.holders
    if any(
        entry.action == Action.URGE
        and actor == (entry.on_behalf_of or entry.actor) != SYSTEM
        and entry.at > max(situation.now - PAUSE, *(h.since for h in holders))
        for entry in reversed(situation.trail)
    ):
        raise Refused(
            _(
                "reason_urged_just_now",
                default="You have just urged it. Give them some minutes before you urge again.",
            )
        )
    urged = tuple(replace(h, urged=h.urged + 1, urged_at=situation.now) for h in holders)
    return stay(decision, situation, urged)


def ask_extension(decision: Decision, situation: Situation, actor: str) -> Route:
    """Ask for more time, with a reason.

    :raises InvalidInput: no day, none after the present limit, or one too far away.
    """
    need_reason(decision)
    facts = situation.facts
    mine = [facts.holders[i].due_on for i in acts_for(facts, actor)]
    limit = max((day for day in mine if day is not None), default=today_of(situation.now))
    _check_day(decision.until, limit)
    return stay(decision, situation, facts.holders)


def grant_extension(decision: Decision, situation: Situation, actor: str) -> Route:
    """Decide on more time: until the day asked for, until another, or not at all.

    :raises InvalidInput: a refusal without a reason, or an impossible day.
    """
    asked = situation.facts.extension
    if asked is None or not decision.granted:
        need_reason(decision)
        return stay(decision, situation, situation.facts.holders)
    until = decision.until or asked.until
    _check_day(until, today_of(situation.now) - timedelta(days=1))
    return stay(decision, situation, extended(situation.facts.holders, until))


def extension_remark(decision: Decision, asked: Extension | None) -> str:
    """Return what the trail says of an extension beside its reason: until when, or that it is not
    given; "" for other acts. In Chinese, as everything that is written down.
    """
    until = decision.until or (asked.until if asked is not None else None)
    day = {"day": until.isoformat() if until is not None else ""}
    if decision.action == Action.ASK_EXTENSION:
        return write_down(
            _("remark_extension_asked", default="more time until ${day} asked for", mapping=day)
        )
    if decision.action != Action.GRANT_EXTENSION:
        return ""
    if not decision.granted:
        return write_down(_("remark_extension_refused", default="no more time given"))
    return write_down(
        _("remark_extension_granted", default="more time given until ${day}", mapping=day)
    )


def extended(holders: tuple[Holder, ...], until: date) -> tuple[Holder, ...]:
    """Give the holders until the end of a day; nobody gets less time than before."""
    due = end_of_day(until)
    return tuple(
        replace(h, due_on=due.on, due_at=due.at) if h.due_on is not None and h.due_on < until else h
        for h in holders
    )


def _check_day(until: date | None, after: date) -> None:
    if until is None:
        raise InvalidInput(
            _("error_extension_day", default="Say until when more time is needed."), field="until"
        )
    if not after < until <= after + LONGEST:
        raise InvalidInput(
            _(
                "error_extension_not_later",
                default="The new day must lie after ${day}, and at most a year later.",
                mapping={"day": after.isoformat()},
            ),
            field="until",
        )


def supersede_opinion(decision: Decision, situation: Situation, actor: str) -> Route:
    """Replace one's own last opinion; the old one stays visible."""
    if not decision.opinion.strip():
        raise InvalidInput(
            _("error_opinion_needed", default="Write the opinion that takes its place."),
            field="opinion",
        )
    return stay(decision, situation, situation.facts.holders)


def correct_entry(decision: Decision, situation: Situation, actor: str) -> Route:
    """Correct fields of the register entry, with a reason; a requirement writes the fields."""
    need_reason(decision)
    if not decision.corrections:
        raise InvalidInput(
            _("error_no_correction", default="Change at least one field."), field="corrections"
        )
    facts = situation.facts
    return Route(
        decision.action,
        facts.step,
        facts.step,
        facts.holders,
        situation.frames,
        situation.queue,
        situation.mode,
    )

"""Who is told what after a decision. Pure.

Only what the work lists don't show by themselves: that a document comes is seen there; that it
came *back*, was taken away, hurries, or moved on without its drafter is not.
"""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.texts import ACTED_FOR_YOU
from collective.tobaccooa.inbox.notices.texts import ENDED
from collective.tobaccooa.inbox.notices.texts import EXTENSION_ASKED
from collective.tobaccooa.inbox.notices.texts import EXTENSION_GRANTED
from collective.tobaccooa.inbox.notices.texts import EXTENSION_REFUSED
from collective.tobaccooa.inbox.notices.texts import PASSED
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Snapshot
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.texts import ACTION_TITLES
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A decision as the rules see it.

    :ivar deciders: finds the people who decide on more time.
    :ivar write: writes a message down, with its variables, as the text that is stored.
    """

    decision: Decision
    entry: TrailEntry
    before: Snapshot
    after: Snapshot
    drafter: str
    number: str
    deciders: Callable[[], tuple[str, ...]]
    write: Callable[..., str]


@dataclass(frozen=True)
class Telling:
    """What is to be told: to whom (user ids and groups), of what kind, with which words."""

    kind: Kind
    principals: tuple[str, ...]
    note: str = ""
    urgent: bool = False


def tellings(case: Case) -> list[Telling]:
    """Return what is to be told after a decision, what matters more to a person first."""
    rule = RULES.get(case.entry.action)
    found = rule(case) if rule is not None else []
    if case.entry.on_behalf_of:
        title = ACTION_TITLES.get(case.entry.action, case.entry.action)
        note = case.write(ACTED_FOR_YOU, action=case.write(title))
        found = [*found, Telling(Kind.DELEGATED, (case.entry.on_behalf_of,), note)]
    return [each for each in found if each.principals]


def newcomers(case: Case) -> tuple[str, ...]:
    """Return the holders that the decision brought."""
    before = {holder.principal for holder in case.before.holders}
    return tuple(h.principal for h in case.after.holders if h.principal not in before)


def _words(case: Case) -> str:
    return case.entry.reason or case.entry.opinion


def _returned(case: Case) -> list[Telling]:
    return [Telling(Kind.RETURNED, newcomers(case), _words(case))]


def _sent_specially(case: Case) -> list[Telling]:
    return [Telling(Kind.SPECIAL_DELIVERY, newcomers(case), _words(case))]


def _withdrawn(case: Case) -> list[Telling]:
    after = {holder.principal for holder in case.after.holders}
    gone = tuple(h.principal for h in case.before.holders if h.principal not in after)
    return [Telling(Kind.WITHDRAWN, gone, _words(case))]


def _urged(case: Case) -> list[Telling]:
    holders = tuple(holder.principal for holder in case.after.holders)
    return [Telling(Kind.URGED, holders, _words(case), urgent=True)]


def _circulated(case: Case) -> list[Telling]:
    known = {(reader.principal, reader.since) for reader in case.before.readers}
    new = [each for each in case.after.readers if (each.principal, each.since) not in known]
    note = new[0].message if new else ""
    return [Telling(Kind.CIRCULATED, tuple(each.principal for each in new), note)]


def _said(case: Case) -> str:
    """The person's own words; the trail's reason says the day as well."""
    return case.decision.reason.strip() or case.decision.opinion.strip()


def _extension_asked(case: Case) -> list[Telling]:
    until = case.decision.until
    day = until.isoformat() if until else ""
    note = case.write(EXTENSION_ASKED, day=day, reason=_said(case))
    return [Telling(Kind.EXTENSION, case.deciders(), note)]


def _extension_decided(case: Case) -> list[Telling]:
    asked = case.before.extension
    if asked is None:
        return []
    if case.decision.granted:
        note = case.write(EXTENSION_GRANTED)
    else:
        note = case.write(EXTENSION_REFUSED, reason=_said(case))
    return [Telling(Kind.EXTENSION, (asked.asked_by,), note)]


def _passed(case: Case) -> list[Telling]:
    passed = PASSED.get(case.entry.step)
    if passed is None or case.entry.to_step == case.entry.step:
        return []
    number = case.number if case.entry.step == "numbering" else ""
    return [Telling(Kind.PROGRESS, (case.drafter,), f"{case.write(passed)} {number}".strip())]


def _ended(case: Case) -> list[Telling]:
    holders = (holder.principal for holder in case.before.holders)
    note = " ".join(filter(None, (case.write(ENDED[case.entry.action]), _words(case))))
    return [Telling(Kind.PROGRESS, (case.drafter, *holders), note)]


RULES: dict[str, Callable[[Case], list[Telling]]] = {
    "return": _returned,
    "withdraw": _withdrawn,
    "special_delivery": _sent_specially,
    "urge": _urged,
    "circulate": _circulated,
    "ask_extension": _extension_asked,
    "grant_extension": _extension_decided,
    "advance": _passed,
    "void": _ended,
    "abolish": _ended,
}

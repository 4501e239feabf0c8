"""Urging by rule: a round every quarter of an hour asks for a job for each document that is due.

A round reads the boxes of what is in progress and wakes only documents whose time of urging has
begun. Each document is urged in a transaction of its own, by a job that asks the rule once more; so
a round may come twice, late or not at all, and nobody is urged twice for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.telling import people_of
from collective.tobaccooa.inbox.notices.telling import tell
from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.jobs.interfaces import IPeriodic
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.escalations import escalate
from collective.tobaccooa.supervision.escalations import page_of
from collective.tobaccooa.supervision.halfdays import HalfDays
from collective.tobaccooa.supervision.progress import holdings_of
from collective.tobaccooa.supervision.standing import end_of
from collective.tobaccooa.supervision.superiors import superiors_of
from collective.tobaccooa.supervision.urging import due_urging
from collective.tobaccooa.supervision.urging import has_begun
from collective.tobaccooa.supervision.urging import hearers
from collective.tobaccooa.supervision.urging import Holding
from collective.tobaccooa.supervision.urging import Insistence
from collective.tobaccooa.supervision.urging import strongest
from collective.tobaccooa.supervision.urging_settings import rule_for
from collective.tobaccooa.supervision.urging_settings import rules
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import SYSTEM
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.state import KernelState
from collective.tobaccooa.workflows.urging import urge_by_rule
from datetime import datetime
from datetime import timedelta
from zope.interface import implementer


JOB = "urge"

MESSAGES = {
    Insistence.HOLDER: _(
        "urging_message_holder", default="The limit of this document comes near or has passed."
    ),
    Insistence.HEAD: _(
        "urging_message_head",
        default="This document still waits; your head has been told as well.",
    ),
    Insistence.LEADER: _(
        "urging_message_leader",
        default="This document still waits; the supervising leader has been told as well.",
    ),
}


def due_documents(now: datetime) -> Iterator[str]:
    """Yield the references of the documents that are to be urged now; writes nothing."""
    halves = HalfDays(working_calendar(), clock.today(now))
    if not halves.in_office_hours(now):
        return
    known, found = rules(), set()
    for item, _drafter in holdings_of(unit.code for unit in directory().units()):
        rule = known.get(item.urgency, known["normal"])
        holding = Holding(item.since, end_of(item.due_on, item.due_at))
        if rule.most and has_begun(rule, holding, now, halves):
            found.add(item.reference)
    for reference in sorted(found):
        document = document_by_reference(reference)
        if document is not None and _level(document, now, halves) is not None:
            yield reference


def urge_if_due(document, now: datetime) -> Insistence | None:
    """Urge the holders of a document if the rule says so; return with what insistence.

    The trail gets an entry in the name of the system; heads and leaders are told; the third time it
    lies in the leader's list.
    """
    halves = HalfDays(working_calendar(), clock.today(now))
    levels = list(_levels(document, now, halves))
    level = strongest(each for _holder, each in levels)
    if level is None:
        return None
    urge_by_rule(document, write_down(MESSAGES[level]), now)
    for holder, its_level in levels:
        if its_level is not None:
            _tell_above(document, holder, its_level, now)
    return level


def _level(document, now: datetime, halves: HalfDays) -> Insistence | None:
    return strongest(level for _holder, level in _levels(document, now, halves))


def _levels(
    document, now: datetime, halves: HalfDays
) -> Iterator[tuple[Holder, Insistence | None]]:
    """Yield each holder, and how insistently the rule urges them now."""
    state = kernel_state(document)
    if state.snapshot().ended or _only_begun(document, state):
        return
    rule = rule_for(document.urgency or "normal")
    for holder in state.holders:
        ends = end_of(holder.due_on, holder.due_at)
        if state.extension is not None and ends is not None and now <= ends:
            continue  # more time was asked for, and that has still to be decided
        holding = Holding(
            since=holder.since,
            ends=ends,
            by_rule=urged_by_rule(state, holder),
            last=holder.urged_at,
        )
        yield holder, due_urging(rule, holding, now, halves)


def _only_begun(document, state: KernelState) -> bool:
    """Whether it is a draft that its drafter has not sent anywhere yet: nobody waits for it."""
    return document.chain_id == "outgoing" and all(
        entry.step == entry.to_step for entry in state.trail[1:]
    )


def urged_by_rule(state: KernelState, holder: Holder) -> int:
    """Return how often the rule has urged a holder, from the trail."""
    return sum(
        entry.actor == SYSTEM and entry.action == Action.URGE and entry.at >= holder.since
        for entry in state.trail
    )


def _tell_above(document, holder: Holder, level: Insistence, now: datetime) -> None:
    """Tell head and leader; the holder is told by the trail's entry, like of any urging."""
    people = directory()
    superiors = superiors_of(holder, document.unit_code, people)
    above = hearers(level, holder.principal, superiors)[1:]
    times = urged_by_rule(kernel_state(document), holder)
    told = set(people_of([holder.principal]))
    for principal in above:
        people_there = [each for each in people_of([principal]) if each not in told]
        told.update(people_there)
        leads = principal == superiors.leader
        tell(people_there, _notice(document, holder, times, leads), now)
    if level >= Insistence.LEADER and superiors.leader:
        escalate(document, holder, superiors.leader, times, now)


def _notice(document, holder: Holder, times: int, leads: bool) -> Notice:
    """What head and leader are told; the leader's leads to the page on which to take note of it."""
    words = _(
        "notice_urged_in_vain",
        default="Urged ${times} times; still with ${holder}.",
        mapping={"times": str(times), "holder": directory().title_of(holder.principal)},
    )
    return Notice(
        kind=Kind.ESCALATED,
        title=document.title or "",
        reference=document.reference,
        url=page_of(document.unit_code, document.reference) if leads else "",
        urgent=True,
        note=write_down(words),
    )


@implementer(IPeriodic)
class UrgingRounds:
    """Periodic work: ask for the urging of all that is due."""

    title = _("title_urging_rounds", default="Urging by rule")
    every = timedelta(minutes=15)

    def __call__(self, site) -> str:
        asked = 0
        for reference in list(due_documents(clock.now())):
            enqueue(JOB, reference, key=reference)
            asked += 1
        return _(
            "msg_urging_rounds", default="${count} documents urged.", mapping={"count": str(asked)}
        )


@implementer(IJob)
class UrgeJob:
    """The job that urges one document, if it is still due."""

    title = _("title_urge_job", default="Urge a document")

    def __call__(self, site, reference: str) -> None:
        document = document_by_reference(reference)
        if document is not None:
            urge_if_due(document, clock.now())

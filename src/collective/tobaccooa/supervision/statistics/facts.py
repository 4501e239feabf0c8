"""From a document to what the statistics keep of it (`model.Account`)."""

from __future__ import annotations

from collections import Counter
from collective.tobaccooa.compat.conversion import state_of as pages_of
from collective.tobaccooa.documents.recipients import parse_recipient
from collective.tobaccooa.documents.recipients import RecipientKind
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.supervision.statistics.model import Account
from collective.tobaccooa.supervision.statistics.model import month_of
from collective.tobaccooa.supervision.statistics.model import Row
from collective.tobaccooa.supervision.statistics.model import Visit
from collective.tobaccooa.supervision.statistics.paper import text_pages
from collective.tobaccooa.supervision.statistics.visits import DueOf
from collective.tobaccooa.supervision.statistics.visits import visits_of
from collective.tobaccooa.workflows.deadlines import due_after
from collective.tobaccooa.workflows.deadlines import end_of_day
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.settings import urgency_caps
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.state import KernelState
from typing import Any


#: Recipients that get the document in this system; an outside body still gets paper.
WITHOUT_PAPER = (RecipientKind.UNIT, RecipientKind.DEPARTMENT)


def account_of(document: Any) -> Account:
    """Return what is kept of a started document, from its own records alone."""
    state = kernel_state(document)
    ended, standing = visits_of(state.trail, due_of(document, state))
    copies = copies_of(document, state)
    row = Row(
        reference=document.reference,
        kind=document.chain_id,
        document_type=document.document_type or "",
        urgency=document.urgency or "normal",
        department=document.department or "",
        drafter=document.drafter,
        created=microseconds(state.trail[0].at),
        signed=microseconds(state.signature.at) if state.signature is not None else 0,
        voided=state.step == "voided",
        pages=page_count(document),
        copies=copies,
        visits=(),
    )
    months: dict[str, Row | None] = {month_of(microseconds(e.at)): None for e in state.trail}
    for at in (row.created, row.signed, *(at for at, _ in copies)):
        if at:
            months[month_of(at)] = row
    for visit in ended:
        found = months[month_of(visit.left)] or row
        months[month_of(visit.left)] = found._replace(visits=(*found.visits, visit))
    last = row._replace(visits=_as_held(standing, state))
    return Account(row.reference, months, last if last.visits else None)


def _as_held(standing: list[Visit], state: KernelState) -> tuple[Visit, ...]:
    """The open visits with the times that the kernel keeps with the holders."""
    held = {holder.principal: holder for holder in state.holders}
    return tuple(
        visit._replace(
            came=microseconds(held[visit.person].since),
            due=microseconds(due) if (due := held[visit.person].due_at) else 0,
        )
        for visit in standing
        if visit.person in held
    )


def due_of(document: Any, state: KernelState) -> DueOf:
    """Return the function that tells the end of a holder's time limit.

    The workflow's history keeps the last day of the first holder with each decision; the plan
    tells the rest, and whether a day ends at noon.
    """
    history = (document.workflow_history or {}).get(chain(state.chain_id).workflow, ())
    kept = {status.get("digest"): status.get("due_on") for status in history}
    limits = {step.id: step.limit_days for step in state.plan}
    calendar, caps = working_calendar(), urgency_caps()

    def due(entry: TrailEntry, principal: str, step: str) -> int:
        planned = due_after(limits.get(step), document.urgency, entry.at, calendar, caps)
        if entry.next_holders[:1] == (principal,) and entry.digest in kept:
            day = kept[entry.digest]
            if day is None:
                return 0
            if day != planned.on:
                planned = end_of_day(day)
        return microseconds(planned.at) if planned.at is not None else 0

    return due


def copies_of(document: Any, state: KernelState) -> tuple[tuple[int, int], ...]:
    """Return when how many copies were sent or circulated without paper."""
    found: Counter[int] = Counter()
    sent = [each for each in state.trail if each.to_step == "distributed" != each.step]
    if sent:
        recipients = {*document.main_recipients, *document.copy_recipients}
        parsed = (parse_recipient(each) for each in recipients)
        found[microseconds(sent[0].at)] += sum(
            each is not None and each.kind in WITHOUT_PAPER for each in parsed
        )
    for reader in state.readers:
        found[microseconds(reader.since)] += 1
    return tuple(sorted((at, many) for at, many in found.items() if many))


def page_count(document: Any) -> int:
    """Return the pages of the text (estimated) and of the files (one where none are known)."""
    files = (pages_of(each).get("num_pages") or 1 for each in document.attachments())
    return text_pages(document.text_html()) + sum(files)

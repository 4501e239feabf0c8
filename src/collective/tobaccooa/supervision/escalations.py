"""What was urged in vain lies in the supervising leader's list of what is to be read (催办上报).

One row for each document, in an annotation of the site root. It ends when the document moves on, or
when one of the leaders has marked it as seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.interfaces import IWorkItemSource
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.inbox.shards import Buckets
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import SYSTEM
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from plone import api
from typing import Any
from urllib.parse import quote
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


KEY = "collective.tobaccooa.escalations"
PREFIX = "escalation"
STEP = "escalated"
NOT_THERE = _(
    "error_no_escalation",
    default="The document has been handled meanwhile; there is nothing to confirm.",
)


@dataclass(frozen=True)
class Escalation:
    """A document that a leader was told of.

    :ivar reference: the document's; :ivar unit: its unit; :ivar leader: group in whose box it lies.
    :ivar holder: who has not handled it, since :ivar since:.
    :ivar sentence: what stands in the leader's list, in Chinese.
    :ivar seen_at: when a leader marked it as seen; :ivar seen_by: which one.
    """

    reference: str
    unit: str
    leader: str
    holder: str
    since: datetime
    at: datetime
    sentence: str
    seen_at: datetime | None = None
    seen_by: str = ""

    def row(self) -> tuple[Any, ...]:
        """Return what is stored: one type per place."""
        return (
            self.unit,
            self.leader,
            self.holder,
            microseconds(self.since),
            microseconds(self.at),
            self.sentence,
            microseconds(self.seen_at) if self.seen_at else 0,
            self.seen_by,
        )

    @classmethod
    def from_row(cls, reference: str, row: tuple[Any, ...]) -> Escalation:
        """Read what `row()` made."""
        unit, leader, holder, since, at, sentence, seen, seen_by = row
        return cls(
            reference,
            unit,
            leader,
            holder,
            moment(since),
            moment(at),
            sentence,
            moment(seen) if seen else None,
            seen_by,
        )

    def place(self) -> Place | None:
        """Return where it lies, None when a leader has seen it."""
        return None if self.seen_at else (Shelf.TO_READ, self.leader, 0)

    def item(self) -> WorkItem:
        """Return its line there."""
        return WorkItem(
            reference=f"{PREFIX}:{self.reference}",
            title=self.sentence,
            step=STEP,
            since=self.at,
            sender=SYSTEM,
            unit=self.unit,
            register=PREFIX,
        )


def _store(create: bool = False) -> Buckets:
    annotations = IAnnotations(api.portal.get())
    store = annotations.get(KEY)
    if store is None:
        store = Buckets()
        if create:
            annotations[KEY] = store
    return store


def escalation_of(reference: str) -> Escalation | None:
    """Return the escalation of a document, None when there is none."""
    row = _store().get(reference)
    return Escalation.from_row(reference, row) if row else None


def page_of(unit: str, reference: str) -> str:
    """Return the absolute address of the page about a document's escalation, "" without a unit."""
    try:
        address = directory().unit_object(unit).absolute_url()
    except NotHere:
        return ""
    return f"{address}/@@escalation?document={quote(reference, safe='')}"


def escalate(document, holder: Holder, leader: str, times: int, now: datetime) -> Escalation:
    """Put a document into a leader's list; what the leader has seen already stays away.

    :param leader: group of the supervising leaders; :param times: how often it was urged.
    """
    found = escalation_of(document.reference)
    if found is not None and (found.holder, found.since) == (holder.principal, holder.since):
        return found
    sentence = write_down(
        _(
            "escalation_sentence",
            default="Urged ${times} times and not handled: ${title}",
            mapping={"times": str(times), "title": document.title or ""},
        )
    )
    made = Escalation(
        document.reference,
        document.unit_code,
        leader,
        holder.principal,
        holder.since,
        now,
        sentence,
    )
    _keep(found, made)
    return made


def mark_seen(reference: str, user_id: str, now: datetime) -> Escalation:
    """Take a document from the leaders' list: one of them has seen it.

    :raises NotHere: it is not there any more, the document has moved on.
    :raises Refused: somebody else than those leaders asks.
    """
    found = escalation_of(reference)
    if found is None:
        raise NotHere(NOT_THERE)
    if found.leader not in directory().principals_of(user_id):
        raise Refused(
            _(
                "reason_escalation_of_others",
                default="Only the leader in whose list it lies can mark it as seen.",
            )
        )
    if found.seen_at is not None:
        return found
    seen = replace(found, seen_at=now, seen_by=user_id)
    _keep(found, seen)
    return seen


def on_decided(event) -> None:
    """The document has moved on: nobody need be told of its last holder any more."""
    found = escalation_of(event.object.reference)
    if found is None:
        return
    holding = {(holder.principal, holder.since) for holder in event.after.holders}
    if (found.holder, found.since) not in holding:
        _keep(found, None)


def _keep(before: Escalation | None, after: Escalation | None) -> None:
    """Store an escalation and move its line; the only writer of both."""
    store, boxes = _store(create=True), inbox_store(api.portal.get(), create=True)
    old = before.place() if before is not None else None
    new = after.place() if after is not None else None
    if before is not None and old is not None and old != new:
        boxes.remove(old[0], old[1], before.item().reference)
    if after is not None and new is not None:
        boxes.put(new[0], new[1], after.item())
    if after is not None:
        store.put(after.reference, after.row())
    elif before is not None:
        store.remove(before.reference)


@implementer(IWorkItemSource)
class EscalationSource:
    """The lines in the leaders' lists."""

    def expected(self) -> Iterator[tuple[Place, WorkItem]]:
        """Yield what no leader has seen yet."""
        for reference, row in _store().items():
            found = Escalation.from_row(reference, row)
            place = found.place()
            if place is not None:
                yield place, found.item()

    def fresh(self, item: WorkItem) -> WorkItem:
        """Return the item as it is: its sentence says what was then."""
        return item

    def url(self, item: WorkItem) -> str:
        """Return the address of the document for machines."""
        reference = item.reference.partition(":")[2]
        return source_of(reference).url(replace(item, reference=reference))

    def page(self, item: WorkItem) -> str:
        """Return the address of the page on which to mark it as seen."""
        return page_of(item.unit, item.reference.partition(":")[2])

    def step_title(self, item: WorkItem) -> str:
        """Return who has not handled it."""
        found = escalation_of(item.reference.partition(":")[2])
        if found is None:
            return _("title_escalation", default="Urged in vain")
        return _(
            "state_escalated",
            default="Not handled by ${holder}",
            mapping={"holder": directory().title_of(found.holder)},
        )

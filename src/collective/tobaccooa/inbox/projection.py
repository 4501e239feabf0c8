"""Where a document lies: the pure rule that subscribers follow and `health` checks against.

Open (待办): with each holder. To read (待阅): with each reader who has not confirmed. Started
(我发起): with the drafter, until the end and after. Done (已办): with everybody who acted, or for
whom somebody acted, and with readers who confirmed; each once, at the last time.
"""

from __future__ import annotations

from collections.abc import Mapping
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import Reader
from collective.tobaccooa.workflows.model import SYSTEM
from collective.tobaccooa.workflows.model import TrailEntry
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime


#: The entry that begins a trail: nobody has acted yet.
START = "start"

INCOMING = "incoming"

#: Where an item lies: shelf, principal, and its time (microseconds) on shelves by time, else 0.
Place = tuple[Shelf, str, int]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the projection needs of a document.

    :ivar origin: group of the unit that sent an incoming document, or "".
    """

    reference: str
    title: str
    unit: str
    number: str
    document_type: str
    urgency: str
    register: str
    drafter: str
    step: str
    ended: bool
    holders: tuple[Holder, ...]
    readers: tuple[Reader, ...]
    trail: tuple[TrailEntry, ...]
    origin: str = ""


def places(facts: DocumentFacts) -> dict[Place, WorkItem]:
    """Return every place where the document must lie, with the item there."""
    found: dict[Place, WorkItem] = {}
    for holder in facts.holders:
        found.setdefault((Shelf.OPEN, holder.principal, 0), _open_item(facts, holder))
    for reader in facts.readers:
        if reader.read_at is None:
            found[(Shelf.TO_READ, reader.principal, 0)] = _to_read_item(facts, reader)
    started = _started_item(facts)
    shelf = Shelf.ENDED if facts.ended else Shelf.STARTED
    time = microseconds(started.since) if facts.ended else 0
    found[(shelf, facts.drafter, time)] = started
    for user, (at, step, sender) in last_acts(facts.trail, facts.readers).items():
        item = replace(_settled(facts), step=step, since=at, sender=sender)
        found[(Shelf.DONE, user, microseconds(at))] = item
    return found


def last_acts(
    trail: tuple[TrailEntry, ...], readers: tuple[Reader, ...] = ()
) -> dict[str, tuple[datetime, str, str]]:
    """Return when each person acted last: `{user: (time, step, who had it before)}`."""
    acts: dict[str, tuple[datetime, str, str]] = {}
    before = ""
    for entry in trail:
        if entry.action == Action.URGE:
            continue  # who urges has handled nothing
        if entry.action != START:
            for user in filter(None, ({entry.actor, entry.on_behalf_of} - {SYSTEM})):
                acts[user] = (entry.at, entry.step, before)
        before = entry.actor
    for reader in readers:
        who, at = reader.read_by, reader.read_at
        if who and at and (who not in acts or acts[who][0] < at):
            acts[who] = (at, "", reader.sent_by)
    return acts


def changes(
    before: Mapping[Place, WorkItem], after: Mapping[Place, WorkItem]
) -> tuple[list[Place], list[tuple[Place, WorkItem]]]:
    """Return what to remove and what to put; places that stay equal are not touched."""
    removed = [place for place in before if place not in after]
    put = [(place, item) for place, item in after.items() if before.get(place) != item]
    return removed, put


def _item(facts: DocumentFacts) -> WorkItem:
    return WorkItem(
        reference=facts.reference,
        title=facts.title,
        step=facts.step,
        since=facts.trail[0].at,
        urgency=facts.urgency,
        unit=facts.unit,
        number=facts.number,
        document_type=facts.document_type,
        register=facts.register,
    )


def _open_item(facts: DocumentFacts, holder: Holder) -> WorkItem:
    return replace(
        _item(facts),
        since=holder.since,
        due_on=holder.due_on,
        sender=_sender(facts, holder.since),
        due_at=holder.due_at,
        opened_at=holder.opened_at,
        urged=holder.urged,
    )


def _to_read_item(facts: DocumentFacts, reader: Reader) -> WorkItem:
    return replace(
        _settled(facts), step="", since=reader.since, sender=reader.sent_by, urged=reader.urged
    )


def _settled(facts: DocumentFacts) -> WorkItem:
    """Return a line for a list whose lines are not written again when the document moves on.

    Its step goes on changing, and an outgoing document gets its number later; a page shows the
    present ones. The number of an incoming document is the sender's and stays.
    """
    item = _item(facts)
    return item if facts.register == INCOMING else replace(item, number="")


def _started_item(facts: DocumentFacts) -> WorkItem:
    return replace(_item(facts), sender=facts.trail[-1].actor)


def _sender(facts: DocumentFacts, since: datetime) -> str:
    """Return who brought a document to a holder: the last who acted by then.

    What was only just registered came from the unit that sent it, not from who registered it.
    """
    for entry in reversed(facts.trail):
        if entry.at <= since and entry.action != START:
            return entry.actor
    return facts.origin or facts.trail[0].actor

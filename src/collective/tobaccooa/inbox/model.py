"""What a work item is, which kinds there are, in which order and by which filters they are shown.

Pure: no site, no database. Times are aware UTC datetimes, dates are Asia/Shanghai.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from enum import StrEnum


class Kind(StrEnum):
    """The four lists of a person."""

    OPEN = "open"  # 待办
    TO_READ = "to-read"  # 待阅
    STARTED = "started"  # 我发起
    DONE = "done"  # 已办


class Shelf(StrEnum):
    """Where a row lies. What I started has two shelves: in progress, and ended."""

    OPEN = "open"
    TO_READ = "to-read"
    STARTED = "started"
    ENDED = "ended"
    DONE = "done"


#: Rows of these shelves are kept by time and shown newest first.
BY_TIME = frozenset({Shelf.ENDED, Shelf.DONE})

SHELVES_OF: dict[Kind, tuple[Shelf, ...]] = {
    Kind.OPEN: (Shelf.OPEN,),
    Kind.TO_READ: (Shelf.TO_READ,),
    Kind.STARTED: (Shelf.STARTED, Shelf.ENDED),
    Kind.DONE: (Shelf.DONE,),
}

#: Most urgent first (缓急: 特急, 加急, 平急 as normal).
URGENCY_RANK = {"extra_urgent": 0, "urgent": 1, "normal": 2}

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Row = tuple[str, str, int, str, str, str, str, str, int, str, str, int, int]


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of a person's list.

    `reference` names a document ("city/outgoing/2026/…") or another thing that waits, with a
    prefix ("delivery:…"). `since` is when it came (done: when I acted; ended: when I started it).
    `sender` is the user who had it before. `register` is outgoing, incoming or delivery.
    `principal` is the user or group in whose box it lies. `due_at` is the exact end of `due_on`'s
    limit. `urged` counts reminders. `for_whom` is the person whose item an assistant sees.
    """

    reference: str
    title: str
    step: str
    since: datetime
    due_on: date | None = None
    urgency: str = "normal"
    sender: str = ""
    unit: str = ""
    number: str = ""
    opened_at: datetime | None = None
    document_type: str = ""
    register: str = ""
    principal: str = ""
    due_at: datetime | None = None
    urged: int = 0
    for_whom: str = ""

    def row(self) -> Row:
        """Return what is stored: one type per place, so that rows can be compared (`shards`)."""
        return (
            self.title,
            self.step,
            microseconds(self.since),
            self.due_on.isoformat() if self.due_on else "",
            self.urgency,
            self.sender,
            self.unit,
            self.number,
            microseconds(self.opened_at) if self.opened_at else 0,
            self.document_type,
            self.register,
            microseconds(self.due_at) if self.due_at else 0,
            self.urged,
        )

    def held_by(self, principal: str) -> WorkItem:
        return replace(self, principal=principal)


def item_of(reference: str, row: Row, principal: str = "") -> WorkItem:
    """Return the item that a stored row stands for."""
    title, step, since, due, urgency, sender, unit, number, opened = row[:9]
    document_type, register, due_at, urged = row[9:]
    return WorkItem(
        reference=reference,
        title=title,
        step=step,
        since=moment(since),
        due_on=date.fromisoformat(due) if due else None,
        urgency=urgency,
        sender=sender,
        unit=unit,
        number=number,
        opened_at=moment(opened) if opened else None,
        document_type=document_type,
        register=register,
        principal=principal,
        due_at=moment(due_at) if due_at else None,
        urged=urged,
    )


def microseconds(at: datetime) -> int:
    """Return microseconds since 1970, UTC. :raises ValueError: for a naive datetime."""
    if at.tzinfo is None:
        raise ValueError("a time needs a time zone")
    return (at - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """Return the aware UTC datetime of a number of microseconds."""
    return _EPOCH + value * _MICROSECOND


def sort_key(item: WorkItem) -> tuple:
    """Order of lists in progress: urgency, then due date (none last), then what waits longest."""
    rank = URGENCY_RANK.get(item.urgency, len(URGENCY_RANK))
    return (rank, item.due_on or date.max, item.since, item.reference, item.principal)


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show of a list; an empty value lets everything through.

    `type` is a document type (notice, …) or a register (outgoing, incoming, delivery);
    `q` are words that must all occur in title, number or sender, in any case.
    """

    unit: str = ""
    type: str = ""
    step: str = ""
    q: str = ""

    def __bool__(self) -> bool:
        return bool(self.unit or self.type or self.step or self.q.strip())

    def lets_through(self, item: WorkItem) -> bool:
        if self.unit and item.unit != self.unit:
            return False
        if self.type and self.type not in (item.document_type, item.register):
            return False
        if self.step and item.step != self.step:
            return False
        text = f"{item.title} {item.number} {item.sender}".casefold()
        return all(word in text for word in self.q.casefold().split())

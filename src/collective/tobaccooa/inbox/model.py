"""What a work item is, which kinds there are, in which order and by which filters they are shown.

Pure: no site, no database. Times are aware UTC datetimes, dates are Asia/Shanghai.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Container
from collective.tobaccooa.documents.numbering import normalise
from collective.tobaccooa.organisation.clock import SHANGHAI
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from enum import StrEnum

import unicodedata


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
_NEVER = datetime.max.replace(tzinfo=UTC)

Row = tuple[str, str, int, str, str, str, str, str, int, str, str, int, int]
#: What `item_of` makes an item of: reference, row, principal.
Line = tuple[str, Row, str]
# after every stored day and time
_NO_DAY = date.max.isoformat()
_NO_TIME = (_NEVER - _EPOCH) // _MICROSECOND


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
    due = (item.due_on or date.max, item.due_at or _NEVER)
    return (rank, *due, item.since, item.reference, item.principal)


def age_key(item: WorkItem) -> tuple:
    """Order of lists by time, the oldest first."""
    return (item.since, item.reference, item.principal)


def line_sort_key(line: Line) -> tuple:
    """`sort_key` of a stored line: a list of hundreds is put in order without making its items."""
    reference, row, principal = line
    rank = URGENCY_RANK.get(row[4], len(URGENCY_RANK))
    return (rank, row[3] or _NO_DAY, row[11] or _NO_TIME, row[2], reference, principal)


def line_age_key(line: Line) -> tuple:
    """`age_key` of a stored line."""
    reference, row, principal = line
    return (row[2], reference, principal)


class Sort(StrEnum):
    """In which order a list is shown."""

    DUE = "due"  # urgency, due date, what waits longest
    NEWEST = "newest"
    OLDEST = "oldest"


#: The orders of each list, the usual one first. What I started stands in two parts, each in order:
#: what is in progress, and what has ended.
SORTS_OF: dict[Kind, tuple[Sort, ...]] = {
    Kind.OPEN: (Sort.DUE, Sort.NEWEST, Sort.OLDEST),
    Kind.TO_READ: (Sort.DUE, Sort.NEWEST, Sort.OLDEST),
    Kind.STARTED: (Sort.NEWEST, Sort.OLDEST),
    Kind.DONE: (Sort.NEWEST, Sort.OLDEST),
}


def sort_of(kind: Kind, asked: str = "") -> Sort:
    """Return the order that is asked for, the usual one of the list when nothing is.

    :raises ValueError: the list has no such order.
    """
    orders = SORTS_OF[kind]
    if not asked:
        return orders[0]
    return orders[orders.index(Sort(asked))]


#: Stands for what is one's own in `Filter.whose`; no user has this id.
OWN = "-"


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show of a list; an empty value lets everything through.

    `type` is a document type (notice, …) or a register (outgoing, incoming, delivery); `step` is
    the one of the line: in the list of what is done, where the person handled it. `q` are words
    that must all occur in title, number, or id or name of the sender, in any case and width.
    `since` and `until` are the first and the last day (Asia/Shanghai) of the line's time.
    `whose` is the person for whom an assistant sees it, `OWN` for what is one's own.
    """

    unit: str = ""
    type: str = ""
    step: str = ""
    q: str = ""
    since: date | None = None
    until: date | None = None
    whose: str = ""

    def __bool__(self) -> bool:
        texts = (self.unit, self.type, self.step, self.q.strip(), self.whose)
        return any((*texts, self.since, self.until))

    def words(self) -> list[tuple[str, str]]:
        """Return each word as typed and as it would stand in a number, both folded."""
        return [(fold(word), fold(normalise(word))) for word in self.q.split()]

    def lets_through(self, item: WorkItem) -> bool:
        """Whether a line is shown; for many lines make a `matcher` once."""
        return matcher(self)(item)


def fold(text: str) -> str:
    """Return text as it is compared: case and width unified."""
    return unicodedata.normalize("NFKC", text).casefold()


def matcher(
    wanted: Filter,
    name_of: Callable[[str], str] = str,
    numbered: Callable[[str], Container[str]] = lambda word: (),
) -> Callable[[WorkItem], bool]:
    """Return the test of a line, everything in it prepared once.

    :param name_of: gives the name of a sender.
    :param numbered: gives the references of the documents that have a word as their number: lines
        of what is done don't follow the number, because many people's lists would be written.
    """
    words = [(word, number, numbered(word)) for word, number in wanted.words()]
    start = _midnight(wanted.since) if wanted.since else None
    end = _midnight(wanted.until + timedelta(days=1)) if wanted.until else None
    names: dict[str, str] = {}

    def said(item: WorkItem) -> str:
        if item.sender not in names:
            names[item.sender] = f"{item.sender} {name_of(item.sender)}" if item.sender else ""
        return fold(f"{item.title} {item.number} {names[item.sender]}")

    def matches(item: WorkItem) -> bool:
        if wanted.unit and item.unit != wanted.unit:
            return False
        if wanted.type and wanted.type not in (item.document_type, item.register):
            return False
        if wanted.step and item.step != wanted.step:
            return False
        if wanted.whose and wanted.whose != (item.for_whom or OWN):
            return False
        if (start and item.since < start) or (end and item.since >= end):
            return False
        if not words:
            return True
        text = said(item)
        return all(
            word in text or number in text or item.reference in references
            for word, number, references in words
        )

    return matches


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)

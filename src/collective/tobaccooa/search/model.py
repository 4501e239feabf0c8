"""A register's row and the questions that may be asked of a register. Pure.

Rows are kept as plain tuples; `principals` are the users and groups that have a role on the
document beside the unit's supervising posts: they see its row, others don't.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from typing import Any
from typing import NamedTuple
from zoneinfo import ZoneInfo

import unicodedata


SHANGHAI = ZoneInfo("Asia/Shanghai")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
KINDS = ("outgoing", "incoming", "briefing")

# Posts that see the whole register of their unit.
WHOLE_REGISTER = ("leader", "director", "clerk")


class RegisterRow(NamedTuple):
    """What a unit's register (登记簿) tells of one document.

    :param reference: `<unit>/<kind>/<year>/<id>`.
    :param number: the rendered document number (发文字号); of an incoming document the sender's.
    :param receipt: the receipt number (收文号) of an incoming document, or "".
    :param step: id of the present step; :param done: true once no work is left in the chain.
    :param source: where an incoming document comes from, or "".
    :param created: when its chain started; :param updated: of the last decision or change.
    :param holders: users and groups that must act now.
    """

    reference: str
    title: str
    number: str
    receipt: str
    document_type: str
    urgency: str
    department: str
    drafter: str
    source: str
    step: str
    done: bool
    created: datetime
    updated: datetime
    signed: datetime | None
    principals: tuple[str, ...]
    holders: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        return self.reference.split("/")[0]

    @property
    def kind(self) -> str:
        return self.reference.split("/")[1]

    @property
    def year(self) -> int:
        return int(self.reference.split("/")[2])

    @property
    def key(self) -> tuple[int, str]:
        """The row's place: newest first."""
        return place(self.created, self.reference)

    def values(self) -> tuple[Any, ...]:
        """Return the plain tuple that is stored."""
        return tuple(self)

    @classmethod
    def read(cls, values: tuple[Any, ...]) -> RegisterRow:
        """Read what `values()` made."""
        return cls._make(values)


@dataclass(frozen=True)
class Filters:
    """What a reader asks a register for; an empty value asks nothing.

    :param text: words that must all occur in the title or in a number.
    :param since: first and :param until: last day of creation, Asia/Shanghai.
    """

    kind: str = ""
    year: int | None = None
    step: str = ""
    department: str = ""
    document_type: str = ""
    urgency: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None
    done: bool | None = None

    @property
    def narrows(self) -> bool:
        """True when rows must be looked at to know whether they are asked for."""
        asked = (self.step, self.department, self.document_type, self.urgency, self.text)
        return any(asked) or self.done is not None or bool(self.since or self.until)

    def has_partition(self, kind: str, year: int) -> bool:
        """Whether rows of that kind and year can be asked for at all."""
        if (self.kind and kind != self.kind) or (self.year and year != self.year):
            return False
        early = self.since is not None and year < self.since.year
        return not early and not (self.until is not None and year > self.until.year)


def place(created: datetime, reference: str) -> tuple[int, str]:
    """Return the key under which a row stands: newest first, in microseconds since 1970."""
    return (-((created - EPOCH) // MICROSECOND), reference)


def fold(text: str) -> str:
    """Return text as it is compared: widths and case unified, without spaces."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.casefold().split())


def matcher(filters: Filters, normalise: Callable[[str], str]) -> Callable[[RegisterRow], bool]:
    """Return the test of a row, everything in it prepared once.

    :param normalise: brings a document number into the form in which numbers are stored.
    """
    wanted = [
        (name, getattr(filters, name))
        for name in ("step", "department", "document_type", "urgency")
        if getattr(filters, name)
    ]
    words = [(fold(word), fold(normalise(word))) for word in filters.text.split()]
    start = _midnight(filters.since) if filters.since else None
    end = _midnight(filters.until + timedelta(days=1)) if filters.until else None

    def matches(row: RegisterRow) -> bool:
        if any(getattr(row, name) != value for name, value in wanted):
            return False
        if filters.done is not None and row.done != filters.done:
            return False
        if (start and row.created < start) or (end and row.created >= end):
            return False
        return not words or _has_words(row, words)

    return matches


def _has_words(row: RegisterRow, words: list[tuple[str, str]]) -> bool:
    numbers = fold(f"{row.number} {row.receipt}")
    title = fold(row.title)
    return all(word in title or word in numbers or number in numbers for word, number in words)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def whole_readers(unit: str) -> frozenset[str]:
    """The groups that read the unit's whole register."""
    return frozenset(f"{unit}.post.{post}" for post in WHOLE_REGISTER)


def sees_whole(unit: str, principals: frozenset[str]) -> bool:
    """Whether somebody with these principals reads the unit's whole register."""
    return not principals.isdisjoint(whole_readers(unit))

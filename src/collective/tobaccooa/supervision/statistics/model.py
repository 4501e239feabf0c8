"""What is kept for the statistics of one document, and periods of days. Pure.

Times are whole microseconds since 1970 (UTC), 0 for "none": plain numbers are compared and stored
without any code of ours. Days and months are those of Asia/Shanghai, which has been UTC+8 without
summer time since 1992.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any
from typing import NamedTuple


SECOND = 1_000_000
DAY_SECONDS = 86_400
SHANGHAI_SECONDS = 8 * 3600
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


class How(StrEnum):
    """How a visit ended.

    `decided`: its holder sent the document on. `taken`: it was handed over to somebody else, or
    the document was voided; that says nothing about how long the work takes, only whether it was
    late.
    """

    OPEN = ""
    DECIDED = "decided"
    TAKEN = "taken"


class Visit(NamedTuple):
    """The time that a document spent with one holder at one step.

    :param person: user id of who decided, in the name of whom if an assistant did; of an open
        visit the holder, which may be a post's group.
    :param came, left, due: microseconds; `left` 0 while it lasts, `due` 0 without a time limit.
    """

    step: str
    person: str
    came: int
    left: int
    due: int
    how: str

    def is_overdue(self, now: int) -> bool:
        """Tell whether it ended after its limit, or stands after it now."""
        return 0 < self.due < (self.left or now)


class Row(NamedTuple):
    """What counts of one document in one month.

    :param created: when its chain began; :param signed: when it was signed (签发).
    :param pages: pages of its text and files; :param copies: (when, how many copies were sent
        or circulated without paper).
    :param visits: those that ended in the month.
    """

    reference: str
    kind: str
    document_type: str
    urgency: str
    department: str
    drafter: str
    created: int
    signed: int
    voided: bool
    pages: int
    copies: tuple[tuple[int, int], ...]
    visits: tuple[Visit, ...]

    def values(self) -> tuple[Any, ...]:
        """Return the plain tuple that is stored."""
        return (*self[:-1], tuple(tuple(visit) for visit in self.visits))

    @classmethod
    def read(cls, values: tuple[Any, ...]) -> Row:
        """Read what `values()` made."""
        return cls._make((*values[:-1], tuple(map(Visit._make, values[-1]))))


@dataclass(frozen=True)
class Account:
    """All that is kept of one document.

    :param months: its row in each month of its trail, `2026-11` → row, or None where nothing of
        it counts in that month (any more).
    :param standing: its open visits as a row, or None when nobody holds it.
    """

    reference: str
    months: dict[str, Row | None]
    standing: Row | None


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both counted, Asia/Shanghai."""

    first: date
    last: date

    @cached_property
    def start(self) -> int:
        """The first microsecond."""
        return start_of(self.first)

    @cached_property
    def end(self) -> int:
        """The first microsecond after it."""
        return start_of(self.last + timedelta(days=1))

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def months(self) -> list[str]:
        """Return its months in order, the first and last perhaps in part."""
        found, day = [], self.first.replace(day=1)
        while day <= self.last:
            found.append(f"{day:%Y-%m}")
            day = (day + timedelta(days=31)).replace(day=1)
        return found


def start_of(day: date) -> int:
    """Return the first microsecond of a day in Asia/Shanghai."""
    seconds = (day.toordinal() - EPOCH_ORDINAL) * DAY_SECONDS - SHANGHAI_SECONDS
    return seconds * SECOND


def day_of(at: int) -> date:
    """Return the day in Asia/Shanghai of a time in microseconds."""
    days = (at // SECOND + SHANGHAI_SECONDS) // DAY_SECONDS
    return date.fromordinal(days + EPOCH_ORDINAL)


def month_of(at: int) -> str:
    """Return the month in Asia/Shanghai of a time in microseconds, such as `2026-11`."""
    return day_of(at).isoformat()[:7]

"""Working time between two instants, by the working calendar and the office hours. Pure.

Source of the default hours: usual summer-less office hours of the pilot (8:30-12:00, 14:00-18:00);
a site sets its own.
"""

from __future__ import annotations

from collective.tobaccooa.supervision.statistics.model import DAY_SECONDS
from collective.tobaccooa.supervision.statistics.model import EPOCH_ORDINAL
from collective.tobaccooa.supervision.statistics.model import SECOND
from collective.tobaccooa.supervision.statistics.model import SHANGHAI_SECONDS
from datetime import date
from typing import Protocol

import re


DEFAULT_HOURS = "8:30-12:00, 14:00-18:00"
_TIME = r"([01]?\d|2[0-4])[:：]([0-5]\d)"
_SPAN = re.compile(rf"{_TIME}\s*[-–—~至]\s*{_TIME}", re.ASCII)
_SEPARATOR = re.compile(r"[,，、;；\s]+")

#: A part of the day: (first, last) second since midnight.
Span = tuple[int, int]


class Calendar(Protocol):
    """What is needed of a working calendar."""

    def is_working_day(self, day: date) -> bool: ...


def read_hours(text: str) -> tuple[Span, ...]:
    """Return the spans of a text such as `8:30-12:00, 14:00-18:00`.

    :raises ValueError: it holds something else, or spans that overlap or are out of order.
    """
    spans: list[Span] = []
    rest = _SPAN.sub("", text)
    for found in _SPAN.finditer(text):
        hours = [int(each) for each in found.groups()]
        spans.append((_seconds(*hours[:2]), _seconds(*hours[2:])))
    if not spans or _SEPARATOR.sub("", rest):
        raise ValueError(text)
    edges = [edge for span in spans for edge in span]
    if edges != sorted(set(edges)) or edges[-1] > DAY_SECONDS:
        raise ValueError(text)
    return tuple(spans)


def _seconds(hour: int, minute: int) -> int:
    return hour * 3600 + minute * 60


class WorkingTime:
    """A clock that runs in office hours on working days only.

    Differences of `worked()` are working time: additive, never negative, and each costs the same
    however far apart the instants lie.
    """

    def __init__(self, calendar: Calendar, hours: tuple[Span, ...]) -> None:
        self._calendar = calendar
        self._hours = hours
        #: seconds of a full working day
        self.day = sum(last - first for first, last in hours)
        #: from its place, a day since 1970, on: (working days before it, whether it is one)
        self._first = 0
        self._days: list[tuple[int, bool]] = []
        self._known: dict[int, tuple[int, bool]] = {}

    def worked(self, at: int) -> int:
        """Return the working seconds from a fixed beginning up to an instant (microseconds)."""
        day, second = divmod(at // SECOND + SHANGHAI_SECONDS, DAY_SECONDS)
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._day(day)
        before, working = known
        total = before * self.day
        if working:
            for first, last in self._hours:
                if second <= first:
                    break
                total += min(second, last) - first
        return total

    def hours(self, came: int, left: int) -> float:
        """Return the working hours between two instants, 0 when `left` is not after `came`."""
        return max(0, self.worked(left) - self.worked(came)) / 3600 if left > came else 0.0

    def _day(self, day: int) -> tuple[int, bool]:
        if not self._days:
            self._first = day
            self._days.append((0, self._is_working(day)))
        while day < self._first:
            # earlier days count down from the beginning
            before, _ = self._days[0]
            self._first -= 1
            working = self._is_working(self._first)
            self._days.insert(0, (before - working, working))
        while day >= self._first + len(self._days):
            before, working = self._days[-1]
            following = self._first + len(self._days)
            self._days.append((before + working, self._is_working(following)))
        return self._days[day - self._first]

    def _is_working(self, day: int) -> bool:
        return self._calendar.is_working_day(date.fromordinal(day + EPOCH_ORDINAL))

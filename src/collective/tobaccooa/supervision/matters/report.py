"""The monthly report on matters: what was new, done in time, done late, and is overdue. Pure.

Days are those of Asia/Shanghai. In time means: reported as done by its date; how long the review
took is nobody's delay but the reviewer's. The date is the one that was valid on the day: an
extension counts only when it was given before the old date had passed.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from collective.tobaccooa.organisation.clock import today as day_of
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import Record
from collective.tobaccooa.supervision.matters.model import State
from dataclasses import dataclass
from datetime import date

import re


_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Span:
    """A calendar month, as far as it has come.

    :ivar last: its last day, or today while it runs.
    """

    first: date
    last: date

    @property
    def name(self) -> str:
        """The month as 2026-11."""
        return f"{self.first:%Y-%m}"

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last


def span_of(text: str, today: date) -> Span | None:
    """Return the month that is written as 2026-11, None when it is no month or yet to come."""
    found = _MONTH.fullmatch(text)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    first = date(year, month, 1)
    if first > today:
        return None
    return Span(first, min(today, date(year, month, monthrange(year, month)[1])))


def months_beside(span: Span) -> tuple[str, str]:
    """Return the names of the month before and of the month after."""
    position = span.first.year * 12 + span.first.month - 1
    return _name(position - 1), _name(position + 1)


def _name(position: int) -> str:
    return f"{position // 12}-{position % 12 + 1:02}"


@dataclass(frozen=True)
class Figures:
    """What is counted of a lead, or summed over several.

    :ivar new: made in the month; :ivar in_time, late: closed in it, by when they were reported.
    :ivar cancelled: in it; :ivar going: in progress at its end; :ivar overdue: of these, past
        their date and not reported.
    """

    new: int = 0
    in_time: int = 0
    late: int = 0
    cancelled: int = 0
    going: int = 0
    overdue: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.new + other.new,
            self.in_time + other.in_time,
            self.late + other.late,
            self.cancelled + other.cancelled,
            self.going + other.going,
            self.overdue + other.overdue,
        )

    @property
    def share(self) -> float | None:
        """The share of those closed that was in time, 0 to 1; None when nothing was closed."""
        closed = self.in_time + self.late
        return self.in_time / closed if closed else None


def figures_of(matter: Matter, span: Span) -> Figures:
    """Return what one matter adds to the figures of a month."""
    made = day_of(matter.created_at)
    if made > span.last:
        return Figures()
    ended = day_of(matter.ended_at) if matter.ended_at is not None else None
    in_month = ended is not None and span.holds(ended)
    closed = in_month and matter.state is State.CLOSED
    going = ended is None or ended > span.last
    return Figures(
        new=int(span.holds(made)),
        in_time=int(closed and matter.in_time is True),
        late=int(closed and matter.in_time is False),
        cancelled=int(in_month and matter.state is State.CANCELLED),
        going=int(going),
        overdue=int(going and _is_overdue(matter, span.last)),
    )


def _is_overdue(matter: Matter, day: date) -> bool:
    """Tell whether it was past its date and not reported at the end of a day."""
    return matter.judged_on(day) < day and _reported_by(matter, day) is None


def _reported_by(matter: Matter, day: date) -> Record | None:
    """Return the report under review at the end of a day."""
    found = None
    for record in matter.history:
        if day_of(record.at) <= day and record.act in ("report", "send_back"):
            found = record if record.act == "report" else None
    return found


def by_lead(matters: Iterable[Matter], span: Span) -> dict[str, Figures]:
    """Return the figures of each lead with any."""
    found: dict[str, Figures] = {}
    for matter in matters:
        figures = figures_of(matter, span)
        if figures != Figures():
            found[matter.lead] = found.get(matter.lead, Figures()) + figures
    return found


def total(figures: Iterable[Figures]) -> Figures:
    """Return the sum of figures."""
    return sum(figures, Figures())


def concerns(matter: Matter, span: Span) -> bool:
    """Tell whether a matter belongs into the month's list: it is counted there somewhere."""
    return figures_of(matter, span) != Figures()

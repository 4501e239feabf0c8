"""When a matter is urged by itself: three working days before its date, then when it has passed.

Pure. Days are those of Asia/Shanghai. There are fixed days for each due date: the third working day
before it, the first after it, and every fifth working day from there on. What the clock has missed
is made up once, at the latest of these days.
"""

from __future__ import annotations

from collective.tobaccooa.organisation.clock import today as day_of
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import State
from collective.tobaccooa.workflows.model import SYSTEM
from datetime import date
from datetime import timedelta
from typing import Protocol


DAYS_BEFORE = 3
DAYS_BETWEEN = 5
#: Urged so often by itself, its leader is told.
IN_VAIN = 3


class Calendar(Protocol):
    """What is needed of a working calendar."""

    def add_working_days(self, start: date, days: int) -> date: ...

    def working_days_between(self, first: date, last: date) -> int: ...


def last_day_to_urge(due_on: date, today: date, calendar: Calendar) -> date | None:
    """Return the latest of the days to urge that has come, None before the first."""
    passed = calendar.working_days_between(due_on, today) if today > due_on else 0
    if passed > 0:
        rounds = (passed - 1) // DAYS_BETWEEN
        return calendar.add_working_days(due_on, 1 + rounds * DAYS_BETWEEN)
    first = due_on
    while calendar.working_days_between(first, due_on) < DAYS_BEFORE:
        first -= timedelta(days=1)
    return first if first <= today else None


def is_due(matter: Matter, today: date, calendar: Calendar) -> bool:
    """Tell whether a matter is to be urged today."""
    if matter.state is not State.OPEN:
        return False
    day = last_day_to_urge(matter.due_on, today, calendar)
    if day is None or day < day_of(matter.since):
        return False
    urged = [each.at for each in matter.history if each.act is Act.URGE and each.actor == SYSTEM]
    return not urged or day_of(urged[-1]) < day


def urged_by_rule(matter: Matter) -> int:
    """Return how often it was urged by itself since it came to those who have it."""
    return sum(
        each.act is Act.URGE and each.actor == SYSTEM and each.at >= matter.since
        for each in matter.history
    )

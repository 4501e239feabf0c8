"""How a thing that waits stands: for how long, in time or late, and by how much. Pure."""

from __future__ import annotations

from collective.tobaccooa.organisation.calendar import WorkingCalendar
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.supervision.halfdays import HalfDays
from collective.tobaccooa.workflows.lights import Light
from collective.tobaccooa.workflows.lights import light_of
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time


#: Worst first.
SEVERITY = (Light.OVERDUE, Light.DUE_SOON, Light.ON_TIME)


@dataclass(frozen=True, slots=True)
class Standing:
    """How long something has waited and how its limit stands.

    :ivar age: half days since it came.
    :ivar light: without a limit it is in time.
    :ivar left: half days until the limit ends, negative when it has ended; None without a limit.
    """

    age: int
    light: Light
    left: int | None = None

    @property
    def age_in_days(self) -> float:
        """Working days since it came, in halves."""
        return self.age / 2

    @property
    def overdue_in_days(self) -> float:
        """Working days since the limit ended, in halves; 0 when it has not."""
        return max(0, -(self.left or 0)) / 2


def end_of(due_on: date | None, due_at: datetime | None) -> datetime | None:
    """Return when a limit ends: the moment where it is known, else the end of its last day.

    :returns: aware datetime, None without a limit.
    """
    if due_at is not None or due_on is None:
        return due_at
    return datetime.combine(due_on, time.max, SHANGHAI)


class Clock:
    """The moment at which things are judged, with the calendar.

    :param soon: how many working days before the last one something is due soon.
    """

    def __init__(self, calendar: WorkingCalendar, now: datetime, soon: float = 1) -> None:
        self.now = now
        self.today = now.astimezone(SHANGHAI).date()
        self.calendar = calendar
        self.soon = soon
        self.halves = HalfDays(calendar, self.today)
        self._now = self.halves.index(now)
        self._lights: dict[date, Light] = {}
        self._ends: dict[datetime, int] = {}

    def standing(
        self, since: datetime, due_on: date | None, due_at: datetime | None = None
    ) -> Standing:
        """Return how something stands that waits since then, with that limit."""
        age = max(0, self._now - self.halves.index(since))
        end = end_of(due_on, due_at)
        if end is None or due_on is None:
            return Standing(age, Light.ON_TIME)
        light = Light.OVERDUE if end < self.now else self._by_day(due_on)
        return Standing(age, light, self._index_of(end) - self._now)

    def _index_of(self, end: datetime) -> int:
        """Limits end at the same moments for many documents."""
        found = self._ends.get(end)
        if found is None:
            found = self._ends[end] = self.halves.index(end)
        return found

    def _by_day(self, due_on: date) -> Light:
        found = self._lights.get(due_on)
        if found is None:
            found = self._lights[due_on] = light_of(due_on, self.today, self.calendar, self.soon)
        return found

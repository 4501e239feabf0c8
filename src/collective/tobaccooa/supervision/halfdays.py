"""Working time in half days (半个工作日), as limits and urging count it. Pure.

A working day has two halves; the first ends at noon, the second when the office closes, both in
Asia/Shanghai. Nothing passes on holidays, nights and weekends. Practice of the bureaus: limits and
urging are counted by half days (gongwen practice, 4.4); nobody is urged at lunch or after hours.
"""

from __future__ import annotations

from collective.tobaccooa.organisation.calendar import ONE_DAY
from collective.tobaccooa.organisation.calendar import WorkingCalendar
from collective.tobaccooa.organisation.clock import SHANGHAI
from datetime import date
from datetime import datetime
from datetime import time


NOON = time(12, 0)
CLOSING = time(18, 0)
#: When people are at their desks: from (included) until (excluded).
OFFICE_HOURS = ((time(8, 30), NOON), (time(14, 0), CLOSING))


class HalfDays:
    """Counts half days on a calendar; remembers what it counted, so many questions are cheap.

    :param anchor: a day near those that are asked about.
    """

    def __init__(self, calendar: WorkingCalendar, anchor: date) -> None:
        self._calendar = calendar
        self._anchor = anchor
        self._after = [0]
        self._before = [0]

    def _days_before(self, day: date) -> int:
        """Working days from the anchor (included) to `day` (excluded); negative before it."""
        distance = (day - self._anchor).days
        while distance >= len(self._after):
            last = self._anchor + (len(self._after) - 1) * ONE_DAY
            self._after.append(self._after[-1] + self._calendar.is_working_day(last))
        while -distance >= len(self._before):
            day_before = self._anchor - len(self._before) * ONE_DAY
            self._before.append(self._before[-1] - self._calendar.is_working_day(day_before))
        return self._after[distance] if distance >= 0 else self._before[-distance]

    def index(self, at: datetime) -> int:
        """Return how many half days have ended since the anchor day began.

        :param at: aware datetime.
        """
        local = at.astimezone(SHANGHAI)
        full = 2 * self._days_before(local.date())
        if not self._calendar.is_working_day(local.date()):
            return full
        return full + (local.time() >= NOON) + (local.time() >= CLOSING)

    def between(self, start: datetime, end: datetime) -> int:
        """Return how many half days ended after `start` up to `end`; negative the other way."""
        return self.index(end) - self.index(start)

    def in_office_hours(self, at: datetime) -> bool:
        """Tell whether people are at work at that moment."""
        local = at.astimezone(SHANGHAI)
        if not self._calendar.is_working_day(local.date()):
            return False
        return any(first <= local.time() < last for first, last in OFFICE_HOURS)


def in_days(halves: int) -> float:
    """Return half days as working days: 3 → 1.5."""
    return halves / 2

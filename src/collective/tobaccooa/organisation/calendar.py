"""Working days (工作日) with public holidays and make-up days (调休). Pure.

A year of which nothing is known counts Monday to Friday; `has_year` tells, so that pages can warn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta


ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked.

    :param holidays: days off that may fall on Monday to Friday.
    :param workdays: Saturdays and Sundays that are worked (make-up days).
    :param years: years whose plan is known.
    """

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def has_year(self, year: int) -> bool:
        """Tell whether the plan of that year is known."""
        return year in self.years

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work on that day; a make-up day wins over a holiday."""
        if day in self.workdays:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def add_working_days(self, start: date, days: int) -> date:
        """Return the working day that lies `days` working days after `start`.

        :param days: 0 or more; 0 gives `start` itself if it is worked, else the next day that is.
        :raises ValueError: `days` is negative.
        """
        if days < 0:
            raise ValueError("days must not be negative")
        day = start
        while days:
            day += ONE_DAY
            days -= self.is_working_day(day)
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Count the working days after `first` up to and including `last`.

        Negative when `last` lies before `first`, so that it tells how long something is overdue.
        """
        if last < first:
            return -self.working_days_between(last, first)
        count, day = 0, first
        while day < last:
            day += ONE_DAY
            count += self.is_working_day(day)
        return count

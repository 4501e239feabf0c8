"""The site's working calendar: kept per year, edited by the administrator, seeded once.

The State Council publishes a year's plan in the November before; chinesecalendar knows past plans
only, hence the editable table.
"""

from __future__ import annotations

from chinese_calendar.constants import holidays as known_holidays
from chinese_calendar.constants import workdays as known_workdays
from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.calendar import WorkingCalendar
from collective.tobaccooa.organisation.store import organisation
from datetime import date
from functools import lru_cache


FIRST_SEEDED_YEAR = 2020


def working_calendar() -> WorkingCalendar:
    """Return the calendar of the current site."""
    return _calendar_of(tuple(organisation().years.items()))


@lru_cache(maxsize=8)
def _calendar_of(
    years: tuple[tuple[int, tuple[frozenset[date], frozenset[date]]], ...],
) -> WorkingCalendar:
    """Put the plans of the years together; they change once a year."""
    return WorkingCalendar(
        frozenset().union(*(holidays for _year, (holidays, _workdays) in years)),
        frozenset().union(*(workdays for _year, (_holidays, workdays) in years)),
        frozenset(year for year, _plan in years),
    )


def set_year(year: int, holidays: Iterable[date], workdays: Iterable[date]) -> None:
    """Set the plan of a year.

    :param holidays: days off.
    :param workdays: make-up days; each must be a Saturday or Sunday.
    :raises InvalidInput: a day of another year or in both lists, or a make-up day on a weekday.
    """
    off, worked = frozenset(holidays), frozenset(workdays)
    for day in sorted(off | worked):
        problem = wrong_day(day, year, off, worked)
        if problem is not None:
            raise InvalidInput(problem, field="holidays" if day in off else "workdays")
    record = organisation(create=True)
    if record.years.get(year) != (off, worked):
        record.years[year] = (off, worked)


def wrong_day(day: date, year: int, off: frozenset[date], worked: frozenset[date]) -> str | None:
    """Return why a day cannot be in the plan of that year, None if it can."""
    mapping = {"day": day.isoformat(), "year": year}
    if day.year != year:
        return _(
            "error_day_of_other_year",
            default="${day} does not lie in ${year}.",
            mapping=mapping,
        )
    if day in off and day in worked:
        return _(
            "error_day_in_both",
            default="${day} is both a holiday and a make-up day; remove it from one list.",
            mapping=mapping,
        )
    if day in worked and day.weekday() < 5:
        return _(
            "error_make_up_on_weekday",
            default="${day} is no Saturday or Sunday, so it needs no make-up entry.",
            mapping=mapping,
        )
    return None


def seed() -> None:
    """Fill the years that chinesecalendar knows and nobody has edited yet."""
    known = {day.year for day in known_holidays}
    record = organisation(create=True)
    for year in sorted(known):
        if year >= FIRST_SEEDED_YEAR and year not in record.years:
            set_year(
                year,
                [day for day in known_holidays if day.year == year],
                [day for day in known_workdays if day.year == year],
            )

"""Which period a reader asks for: a name or two days. Pure."""

from __future__ import annotations

from collective.tobaccooa.supervision.statistics.model import Period
from datetime import date
from datetime import timedelta


NAMES = ("month", "last_month", "quarter", "year", "last_year")
#: The longest period in days: ten years.
LONGEST = 3660
#: Years that a period may lie in; the calendar itself ends not long after.
YEARS = range(1993, 3000)


def named(name: str, today: date) -> Period:
    """Return a named period; the present ones end with their last day, not today.

    :param name: one of `NAMES`; anything else is taken as `month`.
    """
    this_month = today.replace(day=1)
    if name == "last_month":
        return _months(month_before(this_month, 1), 1)
    if name == "quarter":
        return _months(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3)
    if name == "year":
        return _months(today.replace(month=1, day=1), 12)
    if name == "last_year":
        return _months(date(today.year - 1, 1, 1), 12)
    return _months(this_month, 1)


def between(first: str, last: str, today: date) -> Period:
    """Return the period of two days such as `2026-11-01`; an empty one is taken from today.

    Without a first day it begins with the month of the last; without a last it ends today, or
    with the first day when that is later.

    :raises ValueError: no days, in the wrong order, or more than ten years.
    """
    end = date.fromisoformat(last) if last else None
    begin = date.fromisoformat(first) if first else (end or today).replace(day=1)
    period = Period(begin, end or max(today, begin))
    if not is_sound(period):
        raise ValueError(f"{first}..{last}")
    return period


def before(period: Period) -> Period:
    """Return the period to compare with: as many whole months, or as many days, before it."""
    whole = period.first.day == 1 and (period.last + timedelta(days=1)).day == 1
    if whole:
        count = len(period.months())
        return _months(month_before(period.first, count), count)
    last = period.first - timedelta(days=1)
    return Period(last - timedelta(days=period.days - 1), last)


def run_up(period: Period, count: int) -> Period:
    """Return the whole months up to the end of the period, at least `count` of them."""
    first = min(month_before(period.last.replace(day=1), count - 1), period.first.replace(day=1))
    return Period(first, period.last)


def is_sound(period: Period) -> bool:
    """Whether its days are in order, not too many, and of a time in which there are papers."""
    return 0 < period.days <= LONGEST and {period.first.year, period.last.year} <= set(YEARS)


def month_before(first: date, count: int) -> date:
    """Return the first day of the month `count` months before that of a first day."""
    index = first.year * 12 + first.month - 1 - count
    return date(index // 12, index % 12 + 1, 1)


def _months(first: date, count: int) -> Period:
    return Period(first, month_before(first, -count) - timedelta(days=1))

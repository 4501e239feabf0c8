"""Half working days: what passes on a calendar with weekends, a holiday and a make-up day."""

from __future__ import annotations

from collective.tobaccooa.organisation.calendar import WorkingCalendar
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.supervision.halfdays import HalfDays
from collective.tobaccooa.supervision.standing import Clock
from collective.tobaccooa.workflows.lights import Light
from datetime import date
from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st

import pytest


# Thursday and Friday, 1 and 2 October, are holidays; Saturday the 10th is worked.
CALENDAR = WorkingCalendar(
    frozenset({date(2026, 10, 1), date(2026, 10, 2)}), frozenset({date(2026, 10, 10)})
)
WEDNESDAY = date(2026, 9, 30)
HALVES = HalfDays(CALENDAR, WEDNESDAY)

moments = st.datetimes(datetime(2026, 8, 1), datetime(2026, 12, 1), timezones=st.just(SHANGHAI))


def at(day, hour, minute=0, month=10):
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "end", "halves"),
    [
        (at(30, 9, month=9), at(30, 11, month=9), 0),
        (at(30, 9, month=9), at(30, 12, month=9), 1),
        (at(30, 9, month=9), at(30, 18, month=9), 2),
        (at(30, 9, month=9), at(5, 8), 2),  # the holiday and the weekend don't count
        (at(30, 9, month=9), at(5, 12), 3),
        (at(9, 19), at(10, 19), 2),  # the make-up Saturday does
        (at(11, 0), at(11, 23), 0),
    ],
)
def test_half_days_pass_in_working_time_only(start, end, halves):
    assert HALVES.between(start, end) == halves
    assert HALVES.between(end, start) == -halves


@given(moments, moments, moments)
def test_time_adds_up_and_never_runs_back(one, two, three):
    first, second, third = sorted((one, two, three))
    assert HALVES.between(first, second) >= 0
    assert HALVES.between(first, second) + HALVES.between(second, third) == HALVES.between(
        first, third
    )


@given(moments)
def test_the_anchor_makes_no_difference(moment):
    other = HalfDays(CALENDAR, moment.date() - timedelta(days=17))
    start = at(1, 9)
    assert other.between(start, moment) == HALVES.between(start, moment)


@given(moments)
def test_a_working_day_has_two_halves(moment):
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    worked = CALENDAR.is_working_day(midnight.date())
    assert HALVES.between(midnight, midnight + timedelta(days=1)) == (2 if worked else 0)
    assert not HALVES.in_office_hours(moment) or worked


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        (at(30, 8, 29, month=9), False),
        (at(30, 8, 30, month=9), True),
        (at(30, 12, month=9), False),
        (at(30, 14, month=9), True),
        (at(30, 18, month=9), False),
        (at(1, 10), False),
        (at(10, 10), True),
        (at(11, 10), False),
    ],
)
def test_office_hours(moment, there):
    assert HALVES.in_office_hours(moment) is there


def test_how_a_thing_stands_before_and_after_its_limit():
    since, due = at(28, 9, month=9), date(2026, 9, 30)
    monday = Clock(CALENDAR, at(28, 10, month=9)).standing(since, due)
    assert (monday.age, monday.light, monday.overdue_in_days) == (0, Light.ON_TIME, 0)
    wednesday = Clock(CALENDAR, at(30, 15, month=9)).standing(since, due)
    assert (wednesday.age_in_days, wednesday.light, wednesday.left) == (2.5, Light.DUE_SOON, 1)
    # the holiday: the limit is over, but no working time has been lost yet
    thursday = Clock(CALENDAR, at(1, 10)).standing(since, due)
    assert (thursday.light, thursday.overdue_in_days) == (Light.OVERDUE, 0)
    tuesday = Clock(CALENDAR, at(6, 13)).standing(since, due)
    assert (tuesday.light, tuesday.overdue_in_days) == (Light.OVERDUE, 1.5)


def test_a_limit_that_ends_at_noon_is_over_in_the_afternoon():
    since, noon = at(30, 8, month=9), at(30, 12, month=9)
    before = Clock(CALENDAR, at(30, 11, month=9)).standing(since, noon.date(), noon)
    after = Clock(CALENDAR, at(30, 14, month=9)).standing(since, noon.date(), noon)
    assert (before.light, after.light) == (Light.DUE_SOON, Light.OVERDUE)


def test_without_a_limit_everything_is_in_time():
    standing = Clock(CALENDAR, at(12, 9)).standing(at(1, 9, month=6), None)
    assert (standing.light, standing.left) == (Light.ON_TIME, None)
    assert standing.age_in_days > 80

"""Working time: additive, only in office hours of working days, the same at any distance."""

from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.organisation.calendar import WorkingCalendar
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.supervision.statistics.working_hours import DEFAULT_HOURS
from collective.tobaccooa.supervision.statistics.working_hours import read_hours
from collective.tobaccooa.supervision.statistics.working_hours import WorkingTime
from datetime import date
from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st

import pytest


#: 1 to 8 October off, 10 October (a Saturday) worked.
CALENDAR = WorkingCalendar(
    frozenset(date(2026, 10, day) for day in range(1, 9)), frozenset({date(2026, 10, 10)})
)
MOMENTS = st.integers(0, 3 * 365 * 86400).map(
    lambda second: microseconds(datetime(2025, 1, 1, tzinfo=SHANGHAI) + timedelta(seconds=second))
)


def clock():
    return WorkingTime(CALENDAR, read_hours(DEFAULT_HOURS))


def at(day, hour, minute=0, month=10):
    return microseconds(datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("came", "left", "hours"),
    [
        (at(12, 9), at(12, 10, 30), 1.5),
        (at(12, 11, 30), at(12, 14, 30), 1),  # lunch is no work
        (at(12, 7), at(12, 22), 7.5),
        (at(12, 17), at(13, 9), 1.5),  # nor is the night
        (at(30, 17, month=9), at(9, 9), 1.5),  # nor are holidays
        (at(9, 17), at(12, 8, 30), 8.5),  # a Saturday that is worked
        (at(17, 9), at(18, 18), 0),  # a weekend
        (at(12, 10), at(12, 9), 0),
    ],
)
def test_only_office_hours_of_working_days_count(came, left, hours):
    assert clock().hours(came, left) == pytest.approx(hours)


@given(st.lists(MOMENTS, min_size=3, max_size=3))
def test_working_time_adds_up(moments):
    first, second, third = sorted(moments)
    watch = clock()
    whole = watch.hours(first, third)
    assert whole == pytest.approx(watch.hours(first, second) + watch.hours(second, third))
    # in whatever order it learns of days
    assert clock().hours(second, third) == pytest.approx(watch.hours(second, third))


@given(MOMENTS, MOMENTS)
def test_it_equals_counting_the_days(one, other):
    came, left = sorted((one, other))
    days = (left - came) / 86_400_000_000
    assert 0 <= clock().hours(came, left) <= (days + 1) * 7.5


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("8:30-12:00, 14:00-18:00", ((30600, 43200), (50400, 64800))),
        ("09:00—17:00", ((32400, 61200),)),
        ("8：30至12：00，13：00至17：30", ((30600, 43200), (46800, 63000))),
    ],
)
def test_office_hours_are_read(text, spans):
    assert read_hours(text) == spans


@pytest.mark.parametrize(
    "text",
    ["", "上午", "12:00-8:30", "8:00-12:00, 11:00-17:00", "8:00-25:00", "8-12", "8:00-24:30"],
)
def test_what_is_no_office_hours_is_refused(text):
    with pytest.raises(ValueError):
        read_hours(text)

"""Working days, pure."""

from __future__ import annotations

from collective.tobaccooa.organisation.calendar import WorkingCalendar
from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st

import pytest


NATIONAL_DAY = WorkingCalendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    workdays=frozenset({date(2026, 10, 10)}),
    years=frozenset({2026}),
)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
CALENDARS = st.builds(
    WorkingCalendar,
    st.frozensets(DAYS, max_size=40),
    st.frozensets(DAYS, max_size=20),
    st.frozensets(st.integers(2025, 2028)),
)


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("day", "worked"),
        [
            (date(2026, 9, 30), True),
            (date(2026, 10, 1), False),
            (date(2026, 10, 8), True),
            (date(2026, 10, 10), True),  # a Saturday that is worked
            (date(2026, 10, 11), False),
        ],
    )
    def test_holidays_are_off_and_make_up_days_are_worked(self, day, worked):
        assert NATIONAL_DAY.is_working_day(day) is worked

    def test_a_limit_runs_over_holidays(self):
        assert NATIONAL_DAY.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)

    def test_no_days_on_a_day_off_gives_the_next_working_day(self):
        assert NATIONAL_DAY.add_working_days(date(2026, 10, 3), 0) == date(2026, 10, 8)
        assert NATIONAL_DAY.add_working_days(date(2026, 10, 8), 0) == date(2026, 10, 8)

    def test_overdue_is_counted_negative(self):
        assert NATIONAL_DAY.working_days_between(date(2026, 10, 9), date(2026, 9, 30)) == -2

    def test_a_negative_limit_is_refused(self):
        with pytest.raises(ValueError, match="negative"):
            NATIONAL_DAY.add_working_days(date(2026, 10, 1), -1)

    def test_a_year_without_plan_counts_monday_to_friday_and_says_so(self):
        assert not NATIONAL_DAY.has_year(2027)
        assert NATIONAL_DAY.is_working_day(date(2027, 10, 1))
        assert not NATIONAL_DAY.is_working_day(date(2027, 10, 2))


class TestLaws:
    @given(CALENDARS, DAYS, st.integers(0, 40))
    def test_adding_ends_on_a_working_day_not_before_the_start(self, calendar, start, days):
        end = calendar.add_working_days(start, days)
        assert end >= start
        assert calendar.is_working_day(end)

    @given(CALENDARS, DAYS, st.integers(1, 40))
    def test_counting_takes_back_what_adding_gave(self, calendar, start, days):
        assert calendar.working_days_between(start, calendar.add_working_days(start, days)) == days

    @given(CALENDARS, DAYS, st.integers(0, 20), st.integers(1, 20))
    def test_adding_in_two_steps_is_adding_at_once(self, calendar, start, first, second):
        if not calendar.is_working_day(start):
            start = calendar.add_working_days(start, 0)
        halfway = calendar.add_working_days(start, first)
        assert calendar.add_working_days(halfway, second) == calendar.add_working_days(
            start, first + second
        )

    @given(CALENDARS, DAYS, st.integers(0, 60), st.integers(0, 60))
    def test_spans_add_up(self, calendar, first, one, two):
        middle = first + timedelta(one)
        last = middle + timedelta(two)
        assert calendar.working_days_between(first, last) == calendar.working_days_between(
            first, middle
        ) + calendar.working_days_between(middle, last)

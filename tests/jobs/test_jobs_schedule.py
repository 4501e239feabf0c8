"""Periods follow each other without a gap, and work is due once in each."""

from collective.tobaccooa.jobs.schedule import Daily
from collective.tobaccooa.jobs.schedule import is_due
from collective.tobaccooa.jobs.schedule import next_period
from collective.tobaccooa.jobs.schedule import period_of
from collective.tobaccooa.jobs.schedule import SHORTEST
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


instants = st.datetimes(
    datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC), allow_imaginary=False
)
rhythms = st.one_of(
    st.builds(Daily, st.integers(0, 23), st.integers(0, 59)),
    st.timedeltas(SHORTEST, timedelta(days=40)),
)


@given(rhythms, instants)
def test_an_instant_lies_in_its_period(every, now):
    assert period_of(every, now) <= now < next_period(every, now)


@given(rhythms, instants)
def test_periods_follow_without_gap_or_overlap(every, now):
    following = next_period(every, now)
    assert period_of(every, following) == following
    assert period_of(every, following - timedelta(microseconds=1)) == period_of(every, now)


@given(rhythms, instants, st.lists(st.timedeltas(timedelta(0), timedelta(days=3)), max_size=60))
def test_work_is_asked_for_once_in_each_period_in_which_anybody_looked(every, now, pauses):
    last, asked, seen = None, [], set()
    for pause in pauses:
        now += pause
        seen.add(period_of(every, now))
        if is_due(every, last, now):
            last = period_of(every, now)
            asked.append(last)
    assert asked == sorted(seen)


@given(rhythms, instants, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_clock_that_is_put_back_makes_nothing_due(every, now, back):
    assert not is_due(every, period_of(every, now), now - back)


def test_a_day_begins_at_its_hour_in_shanghai():
    six = Daily(6)
    before = datetime(2026, 11, 24, 21, 59, tzinfo=UTC)
    assert period_of(six, before) == datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    assert next_period(six, before) == datetime(2026, 11, 24, 22, 0, tzinfo=UTC)


def test_impossible_rhythms_are_refused():
    with pytest.raises(ValueError):
        Daily(24)
    with pytest.raises(ValueError):
        period_of(timedelta(seconds=1), datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(ValueError):
        period_of(Daily(1), datetime(2026, 1, 1))

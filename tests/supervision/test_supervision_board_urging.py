"""The rule of urging: never out of hours, ever more insistent, nothing after the document moved."""

from __future__ import annotations

from collective.tobaccooa.organisation.calendar import WorkingCalendar
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.supervision.halfdays import HalfDays
from collective.tobaccooa.supervision.urging import DEFAULTS
from collective.tobaccooa.supervision.urging import due_urging
from collective.tobaccooa.supervision.urging import hearers
from collective.tobaccooa.supervision.urging import Holding
from collective.tobaccooa.supervision.urging import Insistence
from collective.tobaccooa.supervision.urging import Rule
from collective.tobaccooa.supervision.urging import Superiors
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from itertools import pairwise


CALENDAR = WorkingCalendar(
    frozenset(date(2026, 10, day) for day in (1, 2, 5, 6, 7)), frozenset({date(2026, 10, 10)})
)
HALVES = HalfDays(CALENDAR, date(2026, 9, 28))
QUARTER = timedelta(minutes=15)

moments = st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 1), timezones=st.just(SHANGHAI))
rules = st.builds(
    Rule,
    before=st.integers(0, 6),
    every=st.integers(1, 6),
    idle=st.integers(0, 8),
    to_head=st.integers(1, 3),
    to_leader=st.integers(3, 5),
    most=st.integers(0, 8),
)


def at(day, hour, minute=0, month=9):
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def left_alone(rule, since, ends, until, step=QUARTER):
    """Let a holder do nothing; return (when, how insistently) they were urged."""
    holding, now, urged = Holding(since, ends), since, []
    while now < until:
        level = due_urging(rule, holding, now, HALVES)
        if level is not None:
            urged.append((now, level))
            holding = replace(holding, by_rule=holding.by_rule + 1, last=now)
        now += step
    return urged


def test_an_ordinary_document_is_urged_daily_from_the_last_afternoon():
    # came on Monday, to be handled by Wednesday evening; then come the holidays
    urged = left_alone(DEFAULTS["normal"], at(28, 9), at(30, 18), at(14, 9, month=10))
    days = [when.strftime("%m-%d %H:%M") for when, _level in urged]
    assert days == [
        "09-30 14:00",
        "10-08 14:00",
        "10-09 14:00",
        "10-10 14:00",
        "10-12 14:00",
        "10-13 14:00",
    ]
    assert [level for _when, level in urged] == [1, 2, 3, 3, 3, 3]


def test_a_pressing_document_is_urged_every_half_day():
    urged = left_alone(DEFAULTS["extra_urgent"], at(28, 10), at(29, 18), at(30, 18, 30))
    days = [when.strftime("%d %H:%M") for when, _level in urged]
    assert days == ["29 08:30", "29 14:00", "30 08:30", "30 14:00"]


def test_without_a_limit_it_is_urged_after_some_days_of_silence():
    urged = left_alone(DEFAULTS["normal"], at(21, 9), None, at(25, 18))
    assert [when.strftime("%d %H:%M") for when, _level in urged] == ["24 08:30", "25 08:30"]
    assert not left_alone(replace(DEFAULTS["normal"], idle=0), at(1, 9), None, at(30, 18))


def test_a_rule_that_is_turned_off_urges_nobody():
    assert not left_alone(replace(DEFAULTS["normal"], most=0), at(1, 9), at(2, 9), at(30, 18))


def test_who_was_urged_by_hand_is_left_in_peace_for_the_pause():
    holding = Holding(at(21, 9), at(23, 18), by_rule=0, last=at(24, 9))
    assert due_urging(DEFAULTS["normal"], holding, at(24, 15), HALVES) is None
    # the rule begins with its own first urging all the same
    assert due_urging(DEFAULTS["normal"], holding, at(25, 15), HALVES) is Insistence.HOLDER


@settings(deadline=None)
@given(rules, moments, st.one_of(st.none(), moments), st.integers(1, 60))
def test_never_out_of_hours_ever_more_insistent_and_never_too_often(rule, since, ends, hours):
    until = since + timedelta(days=20)
    urged = left_alone(rule, since, ends, until, timedelta(minutes=15 * hours))
    assert len(urged) <= rule.most
    for when, _level in urged:
        assert HALVES.in_office_hours(when)
        assert HALVES.between(since, when) >= 1
        if ends is not None:
            assert HALVES.between(when, ends) <= rule.before
    levels = [level for _when, level in urged]
    assert levels == sorted(levels)
    for (one, _), (two, _) in pairwise(urged):
        assert HALVES.between(one, two) >= rule.every


@settings(deadline=None)
@given(rules, moments, moments, moments)
def test_a_new_holder_starts_from_nothing(rule, since, ends, moved):
    urged = left_alone(rule, since, ends, since + timedelta(days=10), timedelta(hours=3))
    fresh = left_alone(rule, moved, ends, moved + timedelta(days=10), timedelta(hours=3))
    for each in (urged, fresh):
        if each and rule.to_head > 1:
            assert each[0][1] is Insistence.HOLDER


@settings(deadline=None)
@given(rules, moments, moments, moments)
def test_a_round_that_comes_twice_urges_once(rule, since, ends, now):
    holding = Holding(since, ends)
    level = due_urging(rule, holding, now, HALVES)
    if level is not None:
        again = replace(holding, by_rule=1, last=now)
        assert due_urging(rule, again, now, HALVES) is None
        assert due_urging(rule, again, now + timedelta(minutes=1), HALVES) is None or (
            HALVES.between(now, now + timedelta(minutes=1)) >= rule.every
        )


def test_who_hears_of_an_urging():
    above = Superiors("city.finance.head", "city.post.deputy")
    assert hearers(Insistence.HOLDER, "wang", above) == ("wang",)
    assert hearers(Insistence.HEAD, "wang", above) == ("wang", "city.finance.head")
    assert hearers(Insistence.LEADER, "wang", above) == (
        "wang",
        "city.finance.head",
        "city.post.deputy",
    )
    assert hearers(Insistence.LEADER, "wang", Superiors("", "wang")) == ("wang",)

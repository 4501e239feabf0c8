"""Days on which all portals are grey."""

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.styles import mourning
from collective.tobaccooa.portal.styles.mourning import Period
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import json
import pytest


DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize("typed", ["2026-12-13", "2026年12月13日", "2026/12/13", "２０２６.12.13"])
def test_days_are_read_as_people_write_them(typed):
    assert mourning.parse_day(typed, "first") == date(2026, 12, 13)


@pytest.mark.parametrize(
    ("first", "last", "reason", "field"),
    [
        ("", "", "国家公祭日", "first"),
        ("2026-02-30", "", "国家公祭日", "first"),
        ("2026-12-13", "13", "国家公祭日", "last"),
        ("2026-12-13", "2026-12-12", "国家公祭日", "last"),
        ("2026-12-13", "2027-12-13", "国家公祭日", "last"),
        ("2026-12-13", "", "  ", "reason"),
        ("2026-12-13", "", "因" * 61, "reason"),
    ],
)
def test_other_periods_are_refused(first, last, reason, field):
    with pytest.raises(InvalidInput) as caught:
        mourning.parse_period(first, last, reason)
    assert caught.value.field == field


@given(DAYS, st.integers(0, 30), DAYS)
def test_both_ends_belong_to_it_and_nothing_else(first, length, day):
    period = Period(first, first + timedelta(days=length), "哀悼")
    inside = first <= day <= period.last
    assert mourning.is_mourning([period], day) == inside
    assert mourning.is_mourning([period], period.first)
    assert mourning.is_mourning([period], period.last)
    assert not mourning.is_mourning([period], period.last + timedelta(days=1))


def test_the_same_days_are_not_entered_twice():
    period = mourning.parse_period("2026-12-13", "", "国家公祭日")
    kept = mourning.added((), period)
    with pytest.raises(InvalidInput):
        mourning.added(kept, period)


def test_what_is_over_is_not_told_to_pages():
    periods = [
        Period(date(2025, 12, 13), date(2025, 12, 13)),
        Period(date(2026, 1, 1), date(2026, 1, 2)),
    ]
    left = mourning.still_to_come(periods, date(2026, 1, 2))
    assert json.loads(mourning.as_data(left)) == [["2026-01-01", "2026-01-02"]]


def test_midnight_is_that_of_shanghai(demo_portal):
    from collective.tobaccooa.portal.styles import keeping

    keeping.keep_mourning([mourning.parse_period("2026-12-13", "", "国家公祭日")])
    begin = datetime(2026, 12, 12, 16, tzinfo=UTC)
    second, day = timedelta(seconds=1), timedelta(days=1)
    assert not keeping.mourning_today(begin - second)
    assert keeping.mourning_today(begin)
    assert keeping.mourning_today(begin + day - second)
    assert not keeping.mourning_today(begin + day)


def test_every_portal_turns_grey_and_is_made_anew(demo_portal, monkeypatch):
    from collective.tobaccooa.organisation import clock
    from collective.tobaccooa.organisation.directory import directory
    from collective.tobaccooa.portal.store import portal_record
    from collective.tobaccooa.portal.styles import keeping
    from collective.tobaccooa.portal.styles.look import look_of

    units = [directory().unit_object(unit.code) for unit in directory().units()]
    before = [portal_record(unit).counter() for unit in units]
    keeping.keep_mourning([mourning.parse_period("2026-12-13", "", "国家公祭日")])
    assert all(portal_record(unit).counter() > old for unit, old in zip(units, before, strict=True))
    monkeypatch.setattr(clock, "today", lambda now=None: date(2026, 12, 13))
    for unit in units:
        assert look_of(unit).attributes["data-grey"] == "yes"
    monkeypatch.setattr(clock, "today", lambda now=None: date(2026, 12, 10))
    found = look_of(units[0]).attributes
    assert "data-grey" not in found
    assert json.loads(found["data-mourning"]) == [["2026-12-13", "2026-12-13"]]

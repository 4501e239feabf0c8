"""Lights and overdue days: the thresholds, and equality with a count day by day."""

from collective.tobaccooa.portal.freshness.rules import ColumnFacts
from collective.tobaccooa.portal.freshness.rules import days_overdue
from collective.tobaccooa.portal.freshness.rules import days_supervised
from collective.tobaccooa.portal.freshness.rules import judge
from collective.tobaccooa.portal.freshness.rules import judge_portal
from collective.tobaccooa.portal.freshness.rules import local_day
from collective.tobaccooa.portal.freshness.rules import Month
from collective.tobaccooa.portal.freshness.rules import notice_days
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


TODAY = date(2026, 11, 25)
LONG_AGO = date(2026, 1, 1)
days = st.dates(date(2026, 8, 1), date(2027, 2, 28))
months = st.builds(Month, st.just(2026), st.integers(9, 12))


def column(ago=None, max_age=14, kind="news", shown=1, closed=False, since=LONG_AGO):
    published = None if ago is None else TODAY - timedelta(days=ago)
    return ColumnFacts(kind, max_age, since, shown, published, closed)


def light(*args, **kwargs):
    return judge(column(*args, **kwargs), TODAY).light


class TestColumn:
    @pytest.mark.parametrize(
        ("ago", "expected"),
        [(0, "fresh"), (11, "fresh"), (12, "due"), (14, "due"), (15, "stale"), (400, "stale")],
    )
    def test_fourteen_days(self, ago, expected):
        assert light(ago) == expected

    def test_the_notice_is_a_fifth_between_three_days_and_a_week_and_at_most_half(self):
        ages = (1, 2, 4, 7, 14, 30, 180, 365)
        assert [notice_days(age) for age in ages] == [0, 1, 2, 3, 3, 6, 7, 7]

    def test_what_never_had_news_is_empty(self):
        assert light(None, shown=0) == "empty"

    def test_what_shows_nothing_any_more_is_empty_but_for_the_ticker(self):
        assert light(3, shown=0) == "empty"
        assert light(3, shown=0, kind="ticker") == "fresh"

    def test_without_a_longest_time_it_is_never_stale(self):
        verdict = judge(column(900, max_age=None), TODAY)
        assert (verdict.light, verdict.supervised, verdict.days_left) == ("fresh", False, None)
        assert light(None, max_age=None, shown=0) == "empty"

    @pytest.mark.parametrize("more", [{"closed": True}, {"kind": "documents"}, {"kind": "feed"}])
    def test_closed_ones_and_those_that_fill_themselves_are_exempt(self, more):
        verdict = judge(column(None, shown=0, **more), TODAY)
        assert (verdict.light, verdict.supervised) == ("fresh", False)

    def test_overdue_days_are_counted_from_the_first_stale_day(self):
        assert judge(column(14), TODAY).days_overdue == 0
        assert judge(column(15), TODAY).days_overdue == 1

    @given(st.integers(1, 3650), st.integers(0, 4000))
    def test_it_gets_only_worse_with_time(self, max_age, ago):
        order = ["fresh", "due", "stale"]
        now, later = light(ago, max_age), light(ago + 1, max_age)
        assert order.index(now) <= order.index(later)
        assert (now == "stale") == (ago > max_age)


class TestPortal:
    def verdicts(self, *lights):
        ages = {"fresh": 1, "due": 13, "stale": 20, "empty": None}
        return [judge(column(ages[each], shown=each != "empty"), TODAY) for each in lights]

    def judged(self, *lights, ago=1):
        last = None if ago is None else TODAY - timedelta(days=ago)
        return judge_portal(self.verdicts(*lights), last, TODAY)

    def test_the_front_page_has_fourteen_days(self):
        assert self.judged("fresh", ago=11).light == "fresh"
        assert self.judged("fresh", ago=12).light == "due"
        assert self.judged("fresh", ago=14).light == "due"
        assert self.judged("fresh", ago=15).light == "stale"
        assert self.judged("fresh", ago=15).reasons == ("front_page",)

    @pytest.mark.parametrize("kind", ["stale", "empty"])
    def test_five_columns_make_a_large_portal_fail(self, kind):
        fresh = ["fresh"] * 20
        assert self.judged(*fresh, *[kind] * 4).light == "due"
        failed = self.judged(*fresh, *[kind] * 5)
        assert (failed.light, failed.reasons) == ("stale", (f"{kind}_columns",))

    def test_half_the_columns_and_two_at_least_make_a_small_one_fail(self):
        assert self.judged("stale", "fresh").light == "due"
        assert self.judged("stale", "stale").light == "stale"
        assert self.judged("stale", "stale", "fresh", "fresh", "fresh").light == "due"

    def test_without_any_news_or_column_it_is_empty(self):
        assert self.judged("empty", "empty", ago=None).light == "empty"
        assert judge_portal([], None, TODAY).light == "empty"

    def test_all_is_well(self):
        assert self.judged("fresh", "fresh", "due").light == "fresh"


class TestDaysOverdue:
    def brute(self, published, max_age, since, month, today):
        count, day = 0, month.first
        while day <= min(month.last, today):
            known = [each for each in {since, *published} if since <= each <= day]
            if known and (day - max(known)).days > max_age:
                count += 1
            day += timedelta(days=1)
        return count

    @given(st.lists(days, max_size=30), st.integers(1, 200), days, months, days)
    def test_it_equals_a_count_day_by_day(self, published, max_age, since, month, today):
        found = days_overdue(published, max_age, since, month, today)
        assert found == self.brute(published, max_age, since, month, today)
        assert 0 <= found <= days_supervised(since, month, today)

    @given(st.lists(days, max_size=20), days, st.integers(1, 60), months, days)
    def test_more_news_never_makes_it_worse(self, published, more, max_age, month, today):
        args = (max_age, date(2026, 8, 1), month, today)
        assert days_overdue([*published, more], *args) <= days_overdue(published, *args)

    @given(st.lists(days, max_size=10), st.integers(1, 60), days)
    def test_its_last_day_agrees_with_the_light(self, published, max_age, today):
        month = Month.of(today)
        known = [day for day in published if day <= today]
        facts = ColumnFacts("news", max_age, date(2026, 8, 1), 1, max(known, default=None))
        yesterday = today - timedelta(days=1)
        until_yesterday = days_overdue(published, max_age, facts.since, month, yesterday)
        until_today = days_overdue(published, max_age, facts.since, month, today)
        assert until_today - until_yesterday == (judge(facts, today).days_overdue > 0)


class TestMonth:
    def test_it_is_read_and_written(self):
        assert str(Month.parse("2026-02")) == "2026-02"
        assert Month.parse("2028-02").last == date(2028, 2, 29)

    @pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-1", "1999-01", "2026-11-01"])
    def test_nonsense_is_refused(self, text):
        with pytest.raises(ValueError):
            Month.parse(text)

    @given(months, st.integers(-30, 30))
    def test_it_moves_there_and_back(self, month, number):
        assert month.moved(number).moved(-number) == month

    def test_a_day_is_that_of_shanghai(self):
        assert local_day(datetime(2026, 11, 24, 16, 0, tzinfo=UTC)) == TODAY
        with pytest.raises(ValueError):
            local_day(datetime(2026, 11, 24))

"""Days as text, pure."""

from __future__ import annotations

from collective.tobaccooa.organisation.calendar_text import format_days
from collective.tobaccooa.organisation.calendar_text import parse_days
from collective.tobaccooa.organisation.calendar_text import UnreadableLine
from datetime import date
from hypothesis import given
from hypothesis import strategies as st

import pytest


class TestDays:
    @given(st.frozensets(st.dates(date(2027, 1, 1), date(2027, 12, 31))))
    def test_text_gives_back_the_days(self, days):
        assert parse_days(format_days(days), 2027) == days

    def test_neighbours_stand_in_one_line(self):
        days = [date(2027, 10, day) for day in (1, 2, 3, 5)]
        assert format_days(days) == "2027-10-01 至 2027-10-03\n2027-10-05"

    @pytest.mark.parametrize(
        "text", ["2027-10-01", "2027年10月1日", "10月1日", "10-01", " ２０２７．１０．１ ", "10/1;"]
    )
    def test_a_day_may_be_written_in_many_ways(self, text):
        assert parse_days(text, 2027) == {date(2027, 10, 1)}

    @pytest.mark.parametrize(
        "text", ["x", "2027-02-30", "10-07 至 10-01", "2027-01-01 至 2027-12-31", "\n" * 300 + "x"]
    )
    def test_what_is_no_day_is_refused(self, text):
        with pytest.raises(UnreadableLine):
            parse_days(text, 2027)

"""The monthly report: every matter counted where it belongs, and sums that agree."""

from .test_supervision_matters_model import did
from .test_supervision_matters_model import DUE
from .test_supervision_matters_model import matter
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import possible
from collective.tobaccooa.supervision.matters.report import by_lead
from collective.tobaccooa.supervision.matters.report import Figures
from collective.tobaccooa.supervision.matters.report import figures_of
from collective.tobaccooa.supervision.matters.report import months_beside
from collective.tobaccooa.supervision.matters.report import span_of
from collective.tobaccooa.supervision.matters.report import total
from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st

import pytest


TODAY = date(2027, 6, 30)


def month(text, today=TODAY):
    return span_of(text, today)


def test_a_month_runs_to_its_end_or_to_today():
    assert month("2026-11").last == date(2026, 11, 30)
    assert month("2027-06", date(2027, 6, 9)).last == date(2027, 6, 9)
    assert months_beside(month("2026-12")) == ("2026-11", "2027-01")
    assert months_beside(month("2027-01")) == ("2026-12", "2027-02")


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "1999-01", "2026-1", "２０２６-11", "2027-07"]
)
def test_what_is_no_month_or_yet_to_come_is_none(text):
    assert month(text) is None


def test_a_matter_is_new_in_its_month_and_goes_on_until_it_ends():
    found = matter()
    assert figures_of(found, month("2026-10")) == Figures()
    assert figures_of(found, month("2026-11")) == Figures(new=1, going=1, overdue=1)
    assert figures_of(found, month("2026-11", DUE)) == Figures(new=1, going=1)
    closed = did(did(found, Act.REPORT, days=18), Act.CLOSE, "city-director", days=35)
    assert figures_of(closed, month("2026-11")) == Figures(new=1, going=1)
    assert figures_of(closed, month("2026-12")) == Figures(in_time=1)
    assert figures_of(closed, month("2027-01")) == Figures()


def test_late_and_cancelled():
    late = did(did(matter(), Act.REPORT, days=25), Act.CLOSE, "city-director", days=26)
    assert figures_of(late, month("2026-11")) == Figures(new=1, late=1)
    gone = did(matter(), Act.CANCEL, "city-leader", days=3)
    assert figures_of(gone, month("2026-11")) == Figures(new=1, cancelled=1)


def test_an_extension_after_the_date_leaves_the_month_overdue():
    until = date(2027, 1, 31)
    late = did(matter(), Act.EXTEND, "city-director", days=20, until=until)
    assert figures_of(late, month("2026-11")).overdue == 1
    early = did(matter(), Act.EXTEND, "city-director", days=2, until=until)
    assert figures_of(early, month("2026-11")).overdue == 0


def test_the_share_in_time():
    assert Figures(in_time=3, late=1).share == 0.75
    assert Figures(new=4).share is None


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(list(Act)), st.integers(0, 50)), max_size=8), max_size=6
    )
)
def test_over_the_months_each_matter_is_new_once_and_ends_once(lives):
    matters = []
    for life in lives:
        found, day = matter(), 0
        for act, more in life:
            day += more
            if possible(act, found.state):
                until = found.due_on + timedelta(days=9) if act is Act.EXTEND else None
                found = did(found, act, days=day, until=until)
        matters.append(found)
    spans = [span_of(f"{2026 + n // 12}-{n % 12 + 1:02}", date(2028, 12, 31)) for n in range(36)]
    sums = [total(by_lead(matters, span).values()) for span in spans]
    whole = total(sums)
    assert whole.new == len(matters)
    assert whole.in_time + whole.late + whole.cancelled == sum(
        each.ended_at is not None for each in matters
    )
    assert sums[-1].going == sum(each.ended_at is None for each in matters)
    assert all(each.overdue <= each.going for each in sums)

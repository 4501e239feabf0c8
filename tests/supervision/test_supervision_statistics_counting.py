"""From rows to figures, periods, and paper."""

from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.organisation.calendar import WorkingCalendar
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.supervision.statistics.counting import count
from collective.tobaccooa.supervision.statistics.counting import count_by_month
from collective.tobaccooa.supervision.statistics.counting import Question
from collective.tobaccooa.supervision.statistics.counting import Work
from collective.tobaccooa.supervision.statistics.model import day_of
from collective.tobaccooa.supervision.statistics.model import month_of
from collective.tobaccooa.supervision.statistics.model import Period
from collective.tobaccooa.supervision.statistics.model import Row
from collective.tobaccooa.supervision.statistics.model import start_of
from collective.tobaccooa.supervision.statistics.model import Visit
from collective.tobaccooa.supervision.statistics.paper import sheets
from collective.tobaccooa.supervision.statistics.paper import text_pages
from collective.tobaccooa.supervision.statistics.periods import before
from collective.tobaccooa.supervision.statistics.periods import between
from collective.tobaccooa.supervision.statistics.periods import named
from collective.tobaccooa.supervision.statistics.periods import run_up
from collective.tobaccooa.supervision.statistics.working_hours import DEFAULT_HOURS
from collective.tobaccooa.supervision.statistics.working_hours import read_hours
from collective.tobaccooa.supervision.statistics.working_hours import WorkingTime
from datetime import date
from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st
from math import ceil

import pytest


NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
CLOCK = WorkingTime(WorkingCalendar(), read_hours(DEFAULT_HOURS))


def at(month, day, hour=9):
    return microseconds(datetime(2026, month, day, hour, tzinfo=SHANGHAI))


NOW = at(11, 25)


def row(**more):
    values = {
        "reference": "city/outgoing/2026/a",
        "kind": "outgoing",
        "document_type": "notice",
        "urgency": "normal",
        "department": "city-finance",
        "drafter": "anna",
        "created": at(10, 30),
        "signed": at(11, 3),
        "voided": False,
        "pages": 3,
        "copies": (),
        "visits": (),
    }
    return Row(**{**values, **more})


def asked(period=NOVEMBER, now=NOW, only=None):
    return Question(period, now, CLOCK, {"bob": "city-legal"}.get, only)


def figures(*rows, standing=(), **more):
    months = {}
    for each in rows:
        times = (each.created, each.signed, *(at for at, _ in each.copies))
        for month in {month_of(time) for time in (*times, *(v.left for v in each.visits)) if time}:
            here = tuple(visit for visit in each.visits if month_of(visit.left) == month)
            months.setdefault(month, []).append(each._replace(visits=here))
    return count(months.items(), standing, asked(**more))


def test_an_outgoing_document_counts_on_the_day_of_signing():
    found = figures(row(), row(created=at(11, 9), signed=0), row(voided=True))
    assert (found.total.outgoing, found.total.drafted, found.total.incoming) == (1, 1, 0)
    assert found.by_month["2026-11"].outgoing == 1
    assert found.by_type["notice"].outgoing == found.by_urgency["normal"].outgoing == 1
    assert found.by_department["city-finance"].drafted == 1
    assert found.by_drafter == {"anna": 1}
    october = figures(row(), period=Period(date(2026, 10, 1), date(2026, 10, 31)))
    assert (october.total.outgoing, october.total.drafted) == (0, 1)


def test_an_incoming_document_counts_on_the_day_of_its_registration():
    found = figures(row(kind="incoming", signed=0, created=at(11, 1, 0)))
    assert found.total.incoming == 1
    assert found.total.drafted == found.total.outgoing == 0
    last = figures(row(kind="incoming", signed=0, created=at(10, 31, 23)))
    assert last.total.incoming == 0


def test_time_is_told_per_step_and_person():
    quick = Visit("signing", "bob", at(11, 3, 9), at(11, 3, 10), at(11, 4), "decided")
    slow = Visit("signing", "bob", at(11, 3, 9), at(11, 5, 9), at(11, 4), "decided")
    taken = Visit("signing", "carl", at(11, 3, 9), at(11, 6, 9), at(11, 4), "taken")
    found = figures(row(visits=(quick, slow, taken)))
    step = found.steps["signing"]
    assert step.count == 2
    assert step.mean == pytest.approx((1 + 15) / 2)
    assert step.p90 == pytest.approx(15)
    assert (step.late.total, step.late.overdue) == (3, 2)
    assert found.people["bob"].late.share == 0.5
    assert found.people["carl"].count == 0
    assert [round(each.hours) for each in found.waits] == [22, 15, 1]
    assert found.departments["city-legal"].count == 2


def test_what_stands_counts_only_while_the_period_lasts_and_only_when_late():
    late = row(visits=(Visit("signing", "bob", at(10, 1), 0, at(11, 4), ""),))
    in_time = row(visits=(Visit("signing", "bob", at(11, 24), 0, at(11, 27), ""),))
    found = figures(standing=(late, in_time))
    assert (found.work.late.total, found.work.late.overdue, found.work.count) == (1, 1, 0)
    assert len(found.waits) == 2
    october = figures(standing=(late,), period=Period(date(2026, 10, 1), date(2026, 10, 31)))
    assert october.work.late.total == 0
    assert october.waits == []


def test_a_head_sees_own_documents_and_own_people():
    visit = Visit("signing", "bob", at(11, 3, 9), at(11, 3, 10), 0, "decided")
    found = figures(row(visits=(visit,)), only=frozenset({"city-legal"}))
    assert found.total.outgoing == 0
    assert found.work.count == 1
    found = figures(row(visits=(visit,)), only=frozenset({"city-finance"}))
    assert found.total.outgoing == 1
    assert found.work.count == 0


def test_paper_is_pages_times_copies():
    found = figures(row(copies=((at(11, 4), 12), (at(10, 4), 5)))).paper
    assert (found.documents, found.copies, found.pages, found.sheets) == (1, 12, 36, 24)


@given(st.lists(st.floats(0, 500), min_size=1, max_size=60))
def test_the_percentile_is_the_nearest_rank(hours):
    p90 = Work(hours).p90
    assert p90 in hours
    assert sum(each <= p90 for each in hours) >= ceil(0.9 * len(hours))
    assert sum(each < p90 for each in hours) < 0.9 * len(hours)


EVENTS = st.integers(at(9, 1), at(12, 30))


@given(st.lists(st.tuples(EVENTS, st.one_of(st.just(0), EVENTS), st.booleans()), max_size=20))
def test_months_add_up_to_the_year(events):
    rows = [
        row(reference=str(place), created=min(one, two or one), signed=two, voided=voided)
        for place, (one, two, voided) in enumerate(events)
    ]
    year = figures(*rows, period=Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert year.total.drafted == len(rows)
    assert year.total.outgoing == sum(bool(r.signed and not r.voided) for r in rows)
    for found in (year.by_month, year.by_type, year.by_urgency, year.by_department):
        assert sum(each.outgoing for each in found.values()) == year.total.outgoing
        assert sum(each.drafted for each in found.values()) == year.total.drafted
    months = dict.fromkeys(NOVEMBER.months(), rows)
    assert count_by_month(months.items(), asked())["2026-11"].outgoing == sum(
        bool(r.signed and not r.voided and month_of(r.signed) == "2026-11") for r in rows
    )


@given(st.dates(date(1993, 1, 1), date(2060, 1, 1)))
def test_days_and_their_beginnings_agree(day):
    assert day_of(start_of(day)) == day
    assert day_of(start_of(day) - 1) == day - timedelta(days=1)
    assert start_of(day) == microseconds(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("month", date(2026, 11, 1), date(2026, 11, 30)),
        ("last_month", date(2026, 10, 1), date(2026, 10, 31)),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
        ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
        ("nonsense", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_named_periods(name, first, last):
    assert named(name, date(2026, 11, 25)) == Period(first, last)


def test_the_period_before_is_as_long():
    assert before(NOVEMBER) == Period(date(2026, 10, 1), date(2026, 10, 31))
    assert before(named("quarter", date(2026, 2, 1))).first == date(2025, 10, 1)
    week = Period(date(2026, 11, 9), date(2026, 11, 15))
    assert before(week) == Period(date(2026, 11, 2), date(2026, 11, 8))
    assert run_up(week, 12) == Period(date(2025, 12, 1), date(2026, 11, 15))
    assert len(run_up(named("year", date(2026, 11, 1)), 12).months()) == 12


def test_days_are_read():
    today = date(2026, 11, 25)
    assert between("", "", today) == Period(date(2026, 11, 1), today)
    assert between("2026-11-30", "", today) == Period(date(2026, 11, 30), date(2026, 11, 30))
    assert between("2026-01-05", "2026-02-01", today).months() == ["2026-01", "2026-02"]
    for first, last in (("2026-02-02", "2026-02-01"), ("x", ""), ("1999-01-01", "2026-01-01")):
        with pytest.raises(ValueError):
            between(first, last, today)


def test_pages_of_a_text():
    assert text_pages("") == text_pages("<p> </p>") == 0
    assert text_pages("<p>请落实。</p>") == 1
    assert text_pages("<p>" + "字" * 26 * 14 + "</p>") == 1
    assert text_pages("<p>字</p>" * 15) == 2
    assert sheets(3, 2) == 2
    assert sheets(3, 1) == 3

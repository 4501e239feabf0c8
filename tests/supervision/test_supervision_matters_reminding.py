"""A matter left alone is urged by itself, on fixed working days, each once."""

from .test_supervision_matters_model import did
from .test_supervision_matters_model import DUE
from .test_supervision_matters_model import matter
from collective.tobaccooa.organisation.calendar import WorkingCalendar
from collective.tobaccooa.supervision.matters import model
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import Record
from collective.tobaccooa.supervision.matters.reminding import is_due
from collective.tobaccooa.supervision.matters.reminding import last_day_to_urge
from collective.tobaccooa.supervision.matters.reminding import urged_by_rule
from collective.tobaccooa.workflows.model import SYSTEM
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st


CALENDAR = WorkingCalendar()


def urged(found, day):
    at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    return model.after(found, Record(Act.URGE, SYSTEM, at))


def days_urged(found, first, count, skip=()):
    """Look at the matter every day; return the days on which it was urged."""
    days = []
    for number in range(count):
        day = first + timedelta(days=number)
        if day not in skip and is_due(found, day, CALENDAR):
            found = urged(found, day)
            days.append(day)
    return days, found


def test_three_days_before_then_after_then_every_week():
    # due on Friday, 20 November 2026
    days, found = days_urged(matter(), date(2026, 11, 2), 40)
    assert days == [
        date(2026, 11, 17),
        date(2026, 11, 23),
        date(2026, 11, 30),
        date(2026, 12, 7),
    ]
    assert urged_by_rule(found) == 4


def test_missed_days_are_made_up_once():
    gone = [date(2026, 11, 17) + timedelta(days=n) for n in range(10)]
    days, _found = days_urged(matter(), date(2026, 11, 2), 35, skip=gone)
    assert days == [date(2026, 11, 27), date(2026, 11, 30)]


def test_what_is_reported_or_ended_is_left_alone():
    reported = did(matter(), Act.REPORT)
    assert days_urged(reported, date(2026, 11, 2), 60)[0] == []
    back = did(reported, Act.SEND_BACK, "city-director", days=24)  # 26 November
    assert days_urged(back, date(2026, 11, 26), 10)[0] == [date(2026, 11, 30)]


def test_a_moved_date_moves_the_days():
    later = date(2026, 12, 18)
    found = did(matter(), Act.EXTEND, "city-director", days=3, until=later)
    assert days_urged(found, date(2026, 11, 5), 45)[0][0] == date(2026, 12, 15)


@given(st.integers(0, 400), st.integers(-200, 200))
def test_the_day_to_urge_has_come_and_never_goes_back(shift, offset):
    due = DUE + timedelta(days=shift)
    today = due + timedelta(days=offset)
    day = last_day_to_urge(due, today, CALENDAR)
    following = last_day_to_urge(due, today + timedelta(days=1), CALENDAR)
    assert day is None or day <= today
    assert day is None or (following is not None and following >= day)

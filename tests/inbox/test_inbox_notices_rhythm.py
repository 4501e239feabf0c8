"""Quiet hours and digests: nothing goes in them, everything goes once."""

from __future__ import annotations

from collective.tobaccooa.inbox.notices.model import id_at
from collective.tobaccooa.inbox.notices.outbox import Outbox
from collective.tobaccooa.inbox.notices.rhythm import last_slot
from collective.tobaccooa.inbox.notices.rhythm import LEAST_OPEN
from collective.tobaccooa.inbox.notices.rhythm import next_turn
from collective.tobaccooa.inbox.notices.rhythm import PAUSE
from collective.tobaccooa.inbox.notices.rhythm import Quiet
from collective.tobaccooa.inbox.notices.rhythm import Rhythm
from collective.tobaccooa.inbox.notices.rhythm import slots_on
from collective.tobaccooa.inbox.notices.rhythm import Times
from collective.tobaccooa.inbox.notices.rhythm import Turn
from collective.tobaccooa.jobs.schedule import ZONE
from collective.tobaccooa.organisation.calendar import WorkingCalendar
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from itertools import pairwise

import pytest


#: Monday 2026-09-28 to Friday; 10-01 to 10-07 are off, Saturday 10-10 is worked.
CALENDAR = WorkingCalendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    workdays=frozenset({date(2026, 10, 10)}),
    years=frozenset({2026}),
)
QUIET = Quiet()
TWICE = Times().of(Rhythm.TWICE)


def at(day: int, hour: int, minute: int = 0, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("when", "quiet"),
    [
        (at(28, 7, 59), True),
        (at(28, 8, 0), False),
        (at(28, 18, 59), False),
        (at(28, 19, 0), True),
        (at(29, 0, 0), True),
        (at(26, 12, 0), True),  # Saturday
        (at(1, 12, 0, month=10), True),  # National Day
        (at(10, 12, 0, month=10), False),  # a Saturday that is worked
        (at(28, 12).astimezone(UTC), False),
    ],
)
def test_evenings_nights_and_days_off_are_quiet(when, quiet):
    assert QUIET.at(when, CALENDAR) is quiet


@pytest.mark.parametrize(
    ("when", "over"),
    [
        (at(28, 12), at(28, 12)),
        (at(28, 6), at(28, 8)),
        (at(28, 22), at(29, 8)),
        (at(25, 19), at(28, 8)),  # Friday evening
        (at(30, 20), at(8, 8, month=10)),  # before the holidays
    ],
)
def test_quiet_hours_end_on_the_next_day_that_is_worked(when, over):
    assert QUIET.over(when, CALENDAR) == over


def test_a_rest_at_noon_and_no_rest_at_all():
    noon = Quiet(time(12), time(14), days_off=False)
    assert noon.at(at(26, 13), CALENDAR)
    assert not noon.at(at(26, 23), CALENDAR)
    assert noon.over(at(26, 13), CALENDAR) == at(26, 14)
    never = Quiet(time(8), time(8), days_off=False)
    assert not any(never.at(at(26, hour), CALENDAR) for hour in range(24))


def test_a_calendar_without_a_working_day_does_not_hang():
    idle = WorkingCalendar(holidays=frozenset(date(2026, 1, 1) + timedelta(n) for n in range(365)))
    assert QUIET.over(at(28, 12), idle) > at(28, 12)
    assert last_slot(at(28, 12), TWICE, QUIET, idle) is None


def test_a_digest_in_quiet_hours_waits_for_their_end_or_falls_out():
    late = Quiet(time(19), time(9))
    assert slots_on(date(2026, 9, 28), TWICE, QUIET, CALENDAR) == [at(28, 8, 30), at(28, 14)]
    assert slots_on(date(2026, 9, 28), TWICE, late, CALENDAR) == [at(28, 9), at(28, 14)]
    assert slots_on(date(2026, 9, 26), TWICE, QUIET, CALENDAR) == []
    assert slots_on(date(2026, 9, 28), (time(20),), QUIET, CALENDAR) == [at(28, 8)]
    assert slots_on(date(2026, 9, 28), (), QUIET, CALENDAR) == []
    assert last_slot(at(5, 12, month=10), TWICE, QUIET, CALENDAR) == at(30, 14)


def test_turns_of_a_day():
    """Monday: held back until 8:30, urgent at once but not every five minutes, 14:00 for all."""

    def turn(before, rhythm, urgent, when):
        return next_turn(before, rhythm, urgent, when, Times(), QUIET, CALENDAR)

    friday = Turn(at(25, 14), at(25, 14))
    assert turn(friday, Rhythm.AT_ONCE, True, at(27, 12)) is None  # Sunday
    assert turn(friday, Rhythm.AT_ONCE, True, at(28, 7, 55)) is None
    assert turn(friday, Rhythm.TWICE, True, at(28, 8, 5)) is None
    assert turn(friday, Rhythm.AT_ONCE, False, at(28, 8, 5)) is None
    urgent = turn(friday, Rhythm.AT_ONCE, True, at(28, 8, 5))
    assert urgent == Turn(at(25, 14), at(28, 8, 5))
    assert turn(urgent, Rhythm.AT_ONCE, True, at(28, 8, 10)) is None
    morning = turn(urgent, Rhythm.AT_ONCE, False, at(28, 8, 30))
    assert morning == Turn(at(28, 8, 30), at(28, 8, 30))
    assert turn(morning, Rhythm.TWICE, False, at(28, 8, 35)) is None
    assert turn(morning, Rhythm.DAILY, False, at(28, 14, 1)) is None
    assert turn(morning, Rhythm.TWICE, False, at(28, 14, 1)) == Turn(at(28, 14), at(28, 14, 1))
    assert turn(friday, Rhythm.NEVER, True, at(28, 14)) is None


times_of_day = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30]))
quiets = st.builds(Quiet, times_of_day, times_of_day, st.booleans()).filter(
    lambda quiet: quiet.open_minutes >= LEAST_OPEN
)
minutes = st.integers(0, 5 * 24 * 60)


@given(quiets, minutes)
def test_the_end_of_quiet_hours_is_not_quiet(quiet, minute):
    when = at(21, 0) + timedelta(minutes=minute)
    over = quiet.over(when, CALENDAR)
    assert over >= when
    assert not quiet.at(over, CALENDAR)
    if over > when:
        assert quiet.at(when, CALENDAR)
        assert quiet.at(over - timedelta(minutes=1), CALENDAR)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(minutes, st.booleans()), max_size=12),
    st.sampled_from([Rhythm.AT_ONCE, Rhythm.TWICE, Rhythm.DAILY]),
    quiets,
    st.integers(5, 120),
)
def test_every_notice_goes_into_exactly_one_mail_outside_quiet_hours(
    told, rhythm, quiet, minutes_between
):
    """However often somebody looks, and whenever notices come: eight simulated days."""
    box, mails, start = Outbox(), [], at(13, 0)
    waiting = sorted((start + timedelta(minutes=minute), urgent) for minute, urgent in told)
    ids = [id_at(when, f"{number:04d}") for number, (when, _urgent) in enumerate(waiting)]
    coming = list(zip(waiting, ids, strict=True))
    now, end = start, start + timedelta(days=8)
    while now < end:
        while coming and coming[0][0][0] <= now:
            (_when, urgent), notice_id = coming.pop(0)
            box.put("city-clerk", notice_id, urgent)
        urgent = box.people().get("city-clerk", False)
        after = next_turn(box.turn("city-clerk"), rhythm, urgent, now, Times(), quiet, CALENDAR)
        if after is not None:
            box.set_turn("city-clerk", after)
            content = box.waiting("city-clerk")
            box.remove("city-clerk", content)
            if content:
                mails.append((now, content))
        now += timedelta(minutes=minutes_between)
    assert sorted(each for _when, content in mails for each in content) == sorted(ids)
    assert not any(quiet.at(when, CALENDAR) for when, _content in mails)
    moments = [when for when, _content in mails]
    for earlier, later in pairwise(moments):
        slots = slots_on(later.astimezone(ZONE).date(), TWICE, quiet, CALENDAR)
        assert later - earlier >= PAUSE or any(earlier < slot <= later for slot in slots)
    # a digest is made for each slot once, and when mails are turned on
    days = 8 if rhythm is Rhythm.DAILY else 16
    assert rhythm is Rhythm.AT_ONCE or len(mails) <= days + 1


def test_the_rows_of_an_outbox_are_each_person_s_own():
    box = Outbox()
    ids = [id_at(at(28, hour), "0") for hour in range(9, 12)]
    for user in ("city-clerk", "city-clerk2", "city-clerj"):
        for notice_id in ids:
            box.put(user, notice_id, notice_id == ids[1])
    assert box.waiting("city-clerk") == ids
    box.remove("city-clerk", [*ids[:2], "unknown"])
    assert box.waiting("city-clerk") == ids[2:]
    assert box.waiting("nobody") == []
    assert box.people() == {"city-clerk": False, "city-clerk2": True, "city-clerj": True}
    assert box.forget(id_at(at(28, 10), "")) == 2
    assert box.waiting("city-clerj") == ids[1:]
    assert box.turn("city-clerk") == Turn()
    turn = Turn(at(28, 8, 30), None)
    box.set_turn("city-clerk", turn)
    assert box.turn("city-clerk") == turn

"""When mails go out: quiet hours, the times of the digests, what is due. Pure.

Instants are aware datetimes, times of day and days are those of Asia/Shanghai. Urgent notices may
go at once, everything else is gathered until the next digest; in quiet hours nothing goes at all.
"""

from __future__ import annotations

from collective.tobaccooa.jobs.schedule import ZONE
from collective.tobaccooa.organisation.calendar import WorkingCalendar
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from enum import StrEnum


class Rhythm(StrEnum):
    """How often somebody wants mail."""

    AT_ONCE = "at_once"  # urgent at once, the rest as TWICE
    TWICE = "twice"
    DAILY = "daily"
    NEVER = "never"


#: Two mails to one person lie at least this far apart.
PAUSE = timedelta(minutes=15)

_ONE_DAY = timedelta(days=1)
#: Longer than any holiday; a calendar without a working day must not be searched for ever.
_DAYS = 40
_DAY_MINUTES = 24 * 60

#: Of a working day, so much must be left in which mail may go.
LEAST_OPEN = 120


@dataclass(frozen=True, slots=True)
class Quiet:
    """When nobody is disturbed: from one time of day to another, and on days that aren't worked.

    The end may lie on the next day; the same time twice means that no part of a day is quiet.
    """

    begins: time = time(19, 0)
    ends: time = time(8, 0)
    days_off: bool = True

    def at(self, when: datetime, calendar: WorkingCalendar) -> bool:
        """Tell whether an instant is quiet."""
        local = when.astimezone(ZONE)
        if self.days_off and not calendar.is_working_day(local.date()):
            return True
        now = local.time()
        if self.begins <= self.ends:
            return self.begins <= now < self.ends
        return now >= self.begins or now < self.ends

    @property
    def open_minutes(self) -> int:
        """How many minutes of a day that is worked are not quiet."""
        begins, ends = _minute(self.begins), _minute(self.ends)
        quiet = ends - begins if begins <= ends else ends - begins + _DAY_MINUTES
        return _DAY_MINUTES - quiet

    def over(self, when: datetime, calendar: WorkingCalendar) -> datetime:
        """Return the first instant from `when` on that isn't quiet, in UTC."""
        local = when.astimezone(ZONE)
        for _ in range(2 * _DAYS):
            if not self.at(local, calendar):
                break
            day = local.date()
            if self.days_off and not calendar.is_working_day(day):
                local = _at(day + _ONE_DAY, time(0))
            elif local.time() < self.ends:
                local = _at(day, self.ends)
            else:
                local = _at(day + _ONE_DAY, time(0))
        return local.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Times:
    """When the two digests of a day are made."""

    morning: time = time(8, 30)
    afternoon: time = time(14, 0)

    def of(self, rhythm: Rhythm) -> tuple[time, ...]:
        """Return the times of day at which somebody with that rhythm gets a digest."""
        if rhythm is Rhythm.NEVER:
            return ()
        if rhythm is Rhythm.DAILY:
            return (self.morning,)
        return (self.morning, self.afternoon)


def slots_on(
    day: date, times: tuple[time, ...], quiet: Quiet, calendar: WorkingCalendar
) -> list[datetime]:
    """Return the digests of a day.

    One that would be made in quiet hours waits for their end on the same day, else it falls out:
    what it would have brought comes with the next. When all fall out, one is made as soon as the
    day is not quiet.
    """
    for wanted in (times, (time(0),) if times else ()):
        moved = {quiet.over(_at(day, each), calendar) for each in wanted}
        found = sorted(each for each in moved if each.astimezone(ZONE).date() == day)
        if found:
            return found
    return []


def last_slot(
    now: datetime, times: tuple[time, ...], quiet: Quiet, calendar: WorkingCalendar
) -> datetime | None:
    """Return the latest digest that should have been made by now, None: none for weeks."""
    day = now.astimezone(ZONE).date()
    for back in range(_DAYS):
        found = [
            each for each in slots_on(day - back * _ONE_DAY, times, quiet, calendar) if each <= now
        ]
        if found:
            return found[-1]
    return None


@dataclass(frozen=True, slots=True)
class Turn:
    """How far somebody's mails have got.

    :ivar slot: the last digest that was made. :ivar mailed: when a mail was last asked for.
    """

    slot: datetime | None = None
    mailed: datetime | None = None


def next_turn(
    turn: Turn,
    rhythm: Rhythm,
    urgent: bool,
    now: datetime,
    times: Times,
    quiet: Quiet,
    calendar: WorkingCalendar,
) -> Turn | None:
    """Return the turn after `now` when a mail is due, None when none is.

    :param urgent: something urgent waits.
    """
    if rhythm is Rhythm.NEVER or quiet.at(now, calendar):
        return None
    slot = last_slot(now, times.of(rhythm), quiet, calendar)
    if slot is not None and (turn.slot is None or turn.slot < slot):
        return Turn(slot, now)
    rested = turn.mailed is None or turn.mailed + PAUSE <= now
    if urgent and rhythm is Rhythm.AT_ONCE and rested:
        return Turn(turn.slot, now)
    return None


def _minute(when: time) -> int:
    return when.hour * 60 + when.minute


def _at(day: date, when: time) -> datetime:
    return datetime.combine(day, when, tzinfo=ZONE)

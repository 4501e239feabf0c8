"""Time limits in working days and halves of them, by step and urgency.

Every figure is local policy (gongwen practice: 特急 within 1 day, 加急 within 3): the chain table
holds the step's limit, the urgency can only shorten it. A limit of whole days ends with the end of
its last working day; one that ends with a half ends at noon or with the end of the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from collective.tobaccooa.organisation.clock import SHANGHAI
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from typing import NamedTuple
from typing import Protocol


#: The usual caps in working days; a site may set others.
URGENCY_LIMITS: Mapping[str, float] = {"extra_urgent": 1, "urgent": 3}
URGENCIES = ("extra_urgent", "urgent", "normal")
NOON = time(12)


class Calendar(Protocol):
    """What is needed of a working calendar."""

    def is_working_day(self, day: date) -> bool: ...

    def add_working_days(self, start: date, days: int) -> date: ...


class Due(NamedTuple):
    """When a limit ends: its last day (Asia/Shanghai) and the exact instant (aware UTC)."""

    on: date | None
    at: datetime | None


NO_LIMIT = Due(None, None)


def limit_in_days(
    limit_days: float | None, urgency: str, caps: Mapping[str, float] = URGENCY_LIMITS
) -> float | None:
    """Return the step's limit in working days, shortened by urgency; None is no limit."""
    cap = caps.get(urgency)
    if limit_days is None or cap is None:
        return limit_days if cap is None else cap
    return min(limit_days, cap)


def due_after(
    limit_days: float | None,
    urgency: str,
    now: datetime,
    calendar: Calendar,
    caps: Mapping[str, float] = URGENCY_LIMITS,
) -> Due:
    """Return when a step that begins now must be done.

    :param now: aware datetime.
    """
    days = limit_in_days(limit_days, urgency, caps)
    if days is None:
        return NO_LIMIT
    halves = round(days * 2)
    local = now.astimezone(SHANGHAI)
    if halves % 2 == 0:
        return end_of_day(calendar.add_working_days(local.date(), halves // 2))
    # half-days are counted after the one in which the step begins
    half = halves + (local.time() >= NOON if calendar.is_working_day(local.date()) else -1)
    day = calendar.add_working_days(local.date(), half // 2 + _begins_later(local.date(), calendar))
    return end_of_day(day) if half % 2 else Due(day, _instant(day, NOON))


def _begins_later(day: date, calendar: Calendar) -> int:
    """On a day off the first working half-day is the next working morning."""
    return 0 if calendar.is_working_day(day) else 1


def end_of_day(day: date) -> Due:
    """Return the limit that ends with a day."""
    return Due(day, _instant(day + timedelta(days=1), time()))


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, SHANGHAI).astimezone(UTC)

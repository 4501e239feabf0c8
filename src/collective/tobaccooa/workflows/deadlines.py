"""Time limits in working days, by step and urgency.

Every figure is local policy (gongwen practice: 特急 within 1 day, 加急 within 3): the chain table
holds the step's limit, the urgency can only shorten it.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol


URGENCY_LIMITS = {"extra_urgent": 1, "urgent": 3}
URGENCIES = ("extra_urgent", "urgent", "normal")


class Calendar(Protocol):
    """What is needed of a working calendar."""

    def add_working_days(self, start: date, days: int) -> date: ...


def limit_in_days(limit_days: int | None, urgency: str) -> int | None:
    """Return the step's limit in working days, shortened by urgency; None is no limit."""
    cap = URGENCY_LIMITS.get(urgency)
    if limit_days is None or cap is None:
        return limit_days if cap is None else cap
    return min(limit_days, cap)


def due_date(limit_days: int | None, urgency: str, today: date, calendar: Calendar) -> date | None:
    """Return the last day for a step that begins today (Asia/Shanghai), or None."""
    days = limit_in_days(limit_days, urgency)
    return None if days is None else calendar.add_working_days(today, days)

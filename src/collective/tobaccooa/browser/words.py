"""How times, due dates and sizes are said on a page. Pure."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.organisation.calendar import WorkingCalendar
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.workflows import lights
from collective.tobaccooa.workflows.lights import light_of
from dataclasses import dataclass
from datetime import date
from datetime import datetime


@dataclass(frozen=True)
class Light:
    """Whether something is in time: `on_time`, `due_soon` or `overdue`, and how to say it."""

    id: str
    title: str


def day(value: date | None) -> str:
    """Return a date as 2026年9月1日; the empty string for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return f"{value.year}年{value.month}月{value.day}日"


def exact(value: datetime | date | None) -> str:
    """Return a time as 2026年9月1日 14:30 (Asia/Shanghai), a date without the hour."""
    if not isinstance(value, datetime):
        return day(value)
    return f"{day(value)} {value.astimezone(SHANGHAI):%H:%M}"


def short(value: datetime | None, today: date) -> str:
    """Return a time as lists show it: 09-01 14:30; in another year 2025-09-01."""
    if value is None:
        return ""
    local = value.astimezone(SHANGHAI)
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d}"


def ends_at_noon(due_at: datetime) -> bool:
    """Whether a limit ends with the first half of a day (12:00 in Asia/Shanghai)."""
    return due_at.astimezone(SHANGHAI).hour == 12


def light(due_on: date, today: date, calendar: WorkingCalendar, soon: float = 1) -> Light:
    """Return the light of a due date (the rule: `workflows.lights`), and how to say it."""
    found = light_of(due_on, today, calendar, soon)
    if found is lights.Light.OVERDUE:
        days = max(1, calendar.working_days_between(due_on, today))
        title = _(
            "light_overdue", default="${days} working days overdue", mapping={"days": str(days)}
        )
    elif due_on == today:
        title = _("light_due_today", default="Due today")
    elif found is lights.Light.DUE_SOON:
        title = _due_in(calendar.working_days_between(today, due_on))
    else:
        title = _("light_on_time", default="In time")
    return Light(found.value, title)


def _due_in(days: int) -> str:
    if days <= 1:
        return _("light_due_next", default="Due next working day")
    return _("light_due_in", default="Due in ${days} working days", mapping={"days": str(days)})


def size(count: int) -> str:
    """Return a file's size as people say it."""
    if count < 1024:
        return f"{count} B"
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def near_day(value: datetime | date | None, today: date) -> str:
    """Return a day as a sentence says it: 9月3日, in another year 2025年9月3日."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return f"{value.month}月{value.day}日" if value.year == today.year else day(value)

"""The daily look at all matters: what comes near its date or has passed it is urged."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.jobs.interfaces import IPeriodic
from collective.tobaccooa.jobs.schedule import Daily
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.matters.life import urge_by_rule
from collective.tobaccooa.supervision.matters.reminding import is_due
from collective.tobaccooa.supervision.matters.store import matter_store
from datetime import datetime
from typing import Any
from zope.interface import implementer


COMES = _("matter_urge_comes", default="The due date comes near: please finish it or say how far.")
PASSED = _("matter_urge_passed", default="The due date has passed: please finish it at once.")


@implementer(IPeriodic)
class UrgeMatters:
    """Periodic work, when the office opens."""

    title = _("title_urge_matters", default="Urging of supervised matters")
    every = Daily(8, 30)

    def __call__(self, site: Any) -> str:
        count = urge_what_is_due(site, clock.now())
        return _(
            "msg_urge_matters",
            default="${count} matters were urged.",
            mapping={"count": str(count)},
        )


def urge_what_is_due(site: Any, now: datetime) -> int:
    """Urge every matter whose day has come, on working days; each once for each of its days.

    :returns: how many were urged.
    """
    today, calendar = clock.today(now), working_calendar()
    if not calendar.is_working_day(today):
        return 0
    waiting = matter_store(site).in_progress([unit.code for unit in directory().units()])
    due = [each for each in waiting if is_due(each, today, calendar)]
    for matter in due:
        urge_by_rule(matter, write_down(PASSED if matter.due_on < today else COMES), now)
    return len(due)

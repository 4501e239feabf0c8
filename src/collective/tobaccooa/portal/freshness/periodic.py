"""The daily look at all columns: who keeps a stale one is reminded, once in seven days at most."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.jobs.interfaces import IPeriodic
from collective.tobaccooa.jobs.schedule import Daily
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.freshness.facts import column_standing
from collective.tobaccooa.portal.freshness.facts import unit_objects
from collective.tobaccooa.portal.freshness.reminders import remind
from collective.tobaccooa.portal.freshness.reminders import reminder_store
from collective.tobaccooa.portal.freshness.reminders import settle
from collective.tobaccooa.portal.freshness.rules import local_day
from datetime import datetime
from typing import Any
from zope.interface import implementer


DAYS_BETWEEN = 7


@implementer(IPeriodic)
class DailyReminders:
    """Periodic work, before the office opens."""

    title = _("title_daily_reminders", default="Reminders of stale columns")
    every = Daily(7, 30)

    def __call__(self, site: Any) -> str:
        put, nobody = remind_of_stale_columns(clock.now())
        return _(
            "msg_daily_reminders",
            default="${put} columns were reminded of; ${nobody} stale columns have no keepers.",
            mapping={"put": str(put), "nobody": str(nobody)},
        )


def remind_of_stale_columns(now: datetime) -> tuple[int, int]:
    """Remind of every stale column that was not reminded of in the last seven days.

    Reminders of columns that need not be fresh any more, as in a closed portal, end.

    :returns: (how many columns were reminded of, how many have nobody to remind).
    """
    put = nobody = 0
    for unit_object in unit_objects():
        for column in columns_of(unit_object):
            standing = column_standing(column, now)
            if not standing.verdict.supervised:
                settle(column.UID())
            if not standing.verdict.days_overdue or _reminded_lately(column, now):
                continue
            try:
                remind(column, "", now, standing.last_published_at)
                put += 1
            except Refused:
                nobody += 1
    return put, nobody


def _reminded_lately(column: Any, now: datetime) -> bool:
    last = reminder_store().get(column.UID())
    return last is not None and (local_day(now) - local_day(last.at)).days < DAYS_BETWEEN

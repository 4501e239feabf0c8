"""The hourly reading of external feeds: one job for each column that shows one."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.jobs.interfaces import IPeriodic
from collective.tobaccooa.portal.importing.feeds import ask_for
from collective.tobaccooa.portal.importing.feeds import feed_columns
from datetime import timedelta
from typing import Any
from zope.interface import implementer


@implementer(IPeriodic)
class HourlyFeeds:
    """Periodic work."""

    title = _("periodic_read_feeds", default="Read external feeds")
    every = timedelta(hours=1)

    def __call__(self, site: Any) -> str:
        """Ask for all feeds; one slow server then delays no other."""
        columns = feed_columns()
        for column in columns:
            ask_for(column)
        return _(
            "periodic_read_feeds_done",
            default="${count} feeds are being read.",
            mapping={"count": str(len(columns))},
        )

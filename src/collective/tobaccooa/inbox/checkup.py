"""The health figure: how many lines of the work lists are not as the documents say, every night.

Kept on the site root with the time of the last check, for the administrator's page. It is written
by the nightly job, by who compares on the page, and by who makes the lists anew; by nobody at work.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.inbox.comparison import Result
from collective.tobaccooa.inbox.health import examine
from collective.tobaccooa.jobs.interfaces import IPeriodic
from collective.tobaccooa.jobs.schedule import Daily
from collective.tobaccooa.organisation import clock
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from persistent import Persistent
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


KEY = "collective.tobaccooa.inbox.checkup"
#: A check that is older says that the nightly work doesn't run.
FRESH = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Checkup:
    """What the last check found.

    :ivar at: when (aware UTC). :ivar lines: how many lines there must be.
    :ivar drift: how many lines are missing, too much or different.
    """

    at: datetime
    lines: int
    drift: int

    def is_fresh(self, now: datetime) -> bool:
        """Whether the check is of the last two days."""
        return now - self.at <= FRESH


class Record(Persistent):
    """The last check of a site, as plain values."""

    def __init__(self) -> None:
        self.values: tuple[datetime, int, int] | None = None


def last_checkup(site: Any) -> Checkup | None:
    """Return the last check, None before the first; writes nothing."""
    record = IAnnotations(site).get(KEY)
    return Checkup(*record.values) if record is not None and record.values else None


def note(site: Any, lines: int, drift: int) -> Checkup:
    """Keep the result of a check made now."""
    annotations = IAnnotations(site)
    record = annotations.get(KEY)
    if record is None:
        record = annotations[KEY] = Record()
    record.values = (clock.now(), lines, drift)
    return Checkup(*record.values)


def check(site: Any) -> Result:
    """Compare the lists with the documents and keep the figure."""
    result = examine(site)
    note(site, result.lines, len(result.differences))
    return result


@implementer(IPeriodic)
class NightlyCheckup:
    """Periodic work, while nobody is in the office."""

    title = _("title_inbox_checkup", default="Check of the work lists")
    every = Daily(3, 20)

    def __call__(self, site: Any) -> str:
        """Check; return what was found."""
        result = check(site)
        return _(
            "msg_inbox_checkup",
            default="${drift} of ${lines} lines differ from the documents.",
            mapping={"drift": str(len(result.differences)), "lines": str(result.lines)},
        )

"""The statistics of a unit for a period, as they are now.

The rows are written a moment after each change. What still waits for that is read from the
documents themselves, so that the figures are never behind; reading writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import department_of
from collective.tobaccooa.organisation.principals import headed_by
from collective.tobaccooa.organisation.principals import post_of
from collective.tobaccooa.search.entry import JOB as ENTRY_JOB
from collective.tobaccooa.supervision.statistics import settings
from collective.tobaccooa.supervision.statistics.counting import count
from collective.tobaccooa.supervision.statistics.counting import count_by_month
from collective.tobaccooa.supervision.statistics.counting import Figures
from collective.tobaccooa.supervision.statistics.counting import Papers
from collective.tobaccooa.supervision.statistics.counting import Question
from collective.tobaccooa.supervision.statistics.facts import account_of
from collective.tobaccooa.supervision.statistics.keeping import JOB
from collective.tobaccooa.supervision.statistics.model import Account
from collective.tobaccooa.supervision.statistics.model import Period
from collective.tobaccooa.supervision.statistics.model import Row
from collective.tobaccooa.supervision.statistics.store import statistics_store
from collective.tobaccooa.supervision.statistics.store import UnitRows
from collective.tobaccooa.supervision.statistics.working_hours import WorkingTime
from datetime import datetime
from functools import cached_property
from plone import api


#: More than so many waiting documents are left to the background; the page says so.
FRESHENED = 200
_WAITING = (JobState.WAITING, JobState.RUNNING, JobState.FAILED)


class Reader:
    """Answers for the units of a site, as they are in this transaction.

    :ivar behind: how many documents wait to be counted and are not yet in the figures.
    """

    def __init__(self, now: datetime) -> None:
        self.now = microseconds(now)
        self.behind = 0
        self._store = statistics_store(api.portal.get())
        self._departments: dict[str, str] = {}

    @cached_property
    def clock(self) -> WorkingTime:
        """The clock that runs in office hours."""
        return settings.working_time()

    @cached_property
    def _directory(self) -> Directory:
        return directory()

    def figures(self, unit: str, period: Period, only: frozenset[str] | None = None) -> Figures:
        """Return the figures of a unit.

        :param unit: its code; :param only: narrowed to these departments.
        """
        rows, fresh = self._store.unit(unit), self._fresh.get(unit, {})
        asked = self._question(period, only)
        return count(self._months(unit, period), _standing(rows, fresh), asked)

    def by_month(
        self, unit: str, period: Period, only: frozenset[str] | None = None
    ) -> dict[str, Papers]:
        """Return the documents of each month of a period: `2026-11` → their numbers."""
        return count_by_month(self._months(unit, period), self._question(period, only))

    def _question(self, period: Period, only: frozenset[str] | None) -> Question:
        return Question(
            period, self.now, self.clock, self.department_of, only, settings.pages_on_sheet()
        )

    def _months(self, unit: str, period: Period) -> Iterator[tuple[str, Iterator[Row]]]:
        rows, fresh = self._store.unit(unit), self._fresh.get(unit, {})
        return ((month, _month(rows, month, fresh)) for month in period.months())

    def department_of(self, principal: str) -> str:
        """Return the main department of a person, or "" for somebody in none.

        A post belongs to the department of its first member.
        """
        known = self._departments.get(principal)
        if known is None:
            known = self._departments[principal] = self._find_department(principal)
        return known

    def _find_department(self, principal: str) -> str:
        group = headed_by(principal) or department_of(principal)
        if group:
            return group
        members = self._directory.members(principal) if post_of(principal) else (principal,)
        found = (self._directory.person(each).department for each in members)
        return next((each for each in found if each), "")

    @cached_property
    def _fresh(self) -> dict[str, dict[str, Account]]:
        """What waits to be counted, read from the documents: unit → reference → account."""
        waiting = waiting_references()
        if len(waiting) > FRESHENED:
            self.behind = len(waiting)
            return {}
        found: dict[str, dict[str, Account]] = {}
        for reference in waiting:
            document = document_by_reference(reference)
            if document is not None:
                account = account_of(document)
                found.setdefault(document.unit_code, {})[reference] = account
        return found


def waiting_references() -> set[str]:
    """Return the references of the documents that changed and are not counted yet."""
    queue = queue_of(api.portal.get())
    if queue is None:
        return set()
    return {
        job.args[0]
        for state in _WAITING
        for job in queue.jobs(state)
        if job.name in (JOB, ENTRY_JOB) and job.args
    }


def _month(rows: UnitRows, month: str, fresh: dict[str, Account]) -> Iterator[Row]:
    yield from (row for row in rows.month(month) if row.reference not in fresh)
    for account in fresh.values():
        row = account.months.get(month)
        if row is not None:
            yield row


def _standing(rows: UnitRows, fresh: dict[str, Account]) -> Iterator[Row]:
    yield from (row for row in rows.standing.rows() if row.reference not in fresh)
    yield from (each.standing for each in fresh.values() if each.standing is not None)

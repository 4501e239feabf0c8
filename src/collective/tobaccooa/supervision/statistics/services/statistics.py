"""`GET <unit>/@statistics?from=&to=`: the figures of a period."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.i18n import say
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from collective.tobaccooa.search.register import address_of
from collective.tobaccooa.supervision.statistics.access import scope_of
from collective.tobaccooa.supervision.statistics.counting import Figures
from collective.tobaccooa.supervision.statistics.counting import Papers
from collective.tobaccooa.supervision.statistics.counting import Wait
from collective.tobaccooa.supervision.statistics.counting import Work
from collective.tobaccooa.supervision.statistics.periods import between
from collective.tobaccooa.supervision.statistics.reading import Reader
from collective.tobaccooa.supervision.statistics.waiting import entries_of
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from collective.tobaccooa.workflows.texts import step_title
from typing import Any


#: Steps in the order of the chains.
STEPS = tuple(step for name in CHAIN_IDS for step in chain(name).work_steps)


class StatisticsGet(OAService):
    """The unit's figures; a head of a department gets those of the department.

    Parameters: `from` and `to`, days in Asia/Shanghai, both counted; left out: this month.
    """

    def answer(self) -> dict[str, Any]:
        """Return the figures as in the contract; shares are 0 to 1, hours working hours."""
        unit = directory().unit_of(self.context).code
        only = scope_of(unit, getSecurityManager().getUser())
        period = self._period()
        reader = Reader(clock.now())
        figures = reader.figures(unit, period, only)
        return {
            "@id": self.request.get("ACTUAL_URL") or self.context.absolute_url(),
            "unit": unit,
            "departments": sorted(only) if only is not None else None,
            "from": iso(period.first),
            "to": iso(period.last),
            **_papers(figures.total),
            "by_month": _groups(figures.by_month, "month"),
            "by_type": _groups(figures.by_type, "document_type", self._token),
            "by_urgency": _groups(figures.by_urgency, "urgency", self._token),
            "by_department": self._by_department(unit, figures),
            "by_person": self._by_person(figures),
            "steps": self._steps(figures),
            **_lateness(figures.work),
            "longest_waits": self._waits(figures.waits, unit),
            "paper_saved": vars(figures.paper),
            "behind": reader.behind,
        }

    def _period(self):
        first, last = self.param("from"), self.param("to")
        try:
            return between(first, last, clock.today())
        except ValueError as error:
            raise InvalidInput(
                _(
                    "error_statistics_period",
                    default="“from” and “to” must be days such as 2026-11-23, in order and at most "
                    "ten years apart.",
                ),
                field="from",
            ) from error

    def _token(self, token: str) -> str:
        return say(title_of_token(token), self.request) if token else ""

    def _by_department(self, unit: str, figures: Figures) -> list[dict[str, Any]]:
        people = directory()
        order = [each.id for each in people.departments(unit)]
        found = {*figures.by_department, *figures.departments}
        ids = [*(each for each in order if each in found), *sorted(found - set(order))]
        return [
            {
                "department": each or None,
                "title": people.department(each).title if people.has_department(each) else each,
                **_papers(figures.by_department.get(each, Papers())),
                **_work(figures.departments.get(each, Work())),
            }
            for each in ids
        ]

    def _by_person(self, figures: Figures) -> list[dict[str, Any]]:
        people = directory()
        ids = {*figures.by_drafter, *figures.people} - {""}
        return [
            {
                "id": each,
                "fullname": people.title_of(each),
                "department": people.person(each).department,
                "drafted": figures.by_drafter.get(each, 0),
                **_work(figures.people.get(each, Work())),
            }
            for each in sorted(ids, key=lambda one: (people.person(one).order, one))
        ]

    def _steps(self, figures: Figures) -> list[dict[str, Any]]:
        return [
            {
                "step": step,
                "title": say(step_title(step), self.request),
                **_work(figures.steps[step]),
            }
            for step in STEPS
            if step in figures.steps
        ]

    def _waits(self, waits: list[Wait], unit: str) -> list[dict[str, Any]]:
        people, seen = directory(), entries_of(waits, unit, self.actor)
        return [
            {
                "document": address_of(seen[wait.row.reference]),
                "title": seen[wait.row.reference].title,
                "step": wait.visit.step,
                "holder": wait.visit.person or None,
                "fullname": people.title_of(wait.visit.person) if wait.visit.person else None,
                "since": iso(moment(wait.visit.came)),
                "until": iso(moment(wait.visit.left)) if wait.visit.left else None,
                "due_at": iso(moment(wait.visit.due)) if wait.visit.due else None,
                "working_hours": round(wait.hours, 1),
            }
            for wait in waits
            if wait.row.reference in seen
        ]


def _papers(papers: Papers) -> dict[str, int]:
    return {
        "outgoing": papers.outgoing,
        "incoming": papers.incoming,
        "drafted": papers.drafted,
    }


def _groups(found: dict[str, Papers], name: str, title: Any = None) -> list[dict[str, Any]]:
    return [
        {name: key, **({"title": title(key)} if title else {}), **_papers(found[key])}
        for key in sorted(found)
    ]


def _lateness(work: Work) -> dict[str, Any]:
    return {
        "with_limit": work.late.total,
        "overdue": work.late.overdue,
        "overdue_share": round(work.late.share, 4),
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "count": work.count,
        "mean_working_hours": round(work.mean, 2),
        "p90_working_hours": round(work.p90, 2),
        **_lateness(work),
    }

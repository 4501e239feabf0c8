"""The unit's statistics (统计), and the same tables as an .xlsx file."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.statistics import tables
from collective.tobaccooa.browser.statistics.tables import Link
from collective.tobaccooa.browser.statistics.tables import Table
from collective.tobaccooa.browser.statistics.texts import number
from collective.tobaccooa.browser.statistics.texts import period_title
from collective.tobaccooa.browser.statistics.texts import PERIOD_TITLES
from collective.tobaccooa.browser.statistics.xlsx import write_tables
from collective.tobaccooa.browser.statistics.xlsx import XLSX
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.search.register import address_of
from collective.tobaccooa.supervision.statistics import periods
from collective.tobaccooa.supervision.statistics import settings
from collective.tobaccooa.supervision.statistics.access import scope_of
from collective.tobaccooa.supervision.statistics.counting import Figures
from collective.tobaccooa.supervision.statistics.model import Period
from collective.tobaccooa.supervision.statistics.reading import Reader
from collective.tobaccooa.supervision.statistics.waiting import entries_of
from collective.tobaccooa.workflows.texts import step_title
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from zExceptions import Unauthorized


URGENCIES = ("extra_urgent", "urgent", "normal")
MONTHS_DRAWN = 12
#: What waited less than this many hours would be shown as 0.0.
WORTH_TELLING = 0.05


class StatisticsPage(OfficePage):
    """`<unit>/@@statistics?period=month` or `?from=&to=`."""

    section = "statistics"
    page_title = _("nav_statistics", default="Statistics")
    scripts = ("vendor/chart.js", "statistics.js")

    def __call__(self):
        """Show the figures.

        :raises Unauthorized: to those who see none of the unit.
        """
        self.only  # noqa: B018 - judged before anything is rendered
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.answer()

    def answer(self):
        """Return the page."""
        return self.index()

    @cached_property
    def only(self) -> frozenset[str] | None:
        """The departments to which the view is narrowed, None for the whole unit."""
        try:
            return scope_of(self.unit.code, getSecurityManager().getUser())
        except Refused as error:
            raise Unauthorized(self.say(error.message)) from error

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.unit_url}/@@statistics"

    @property
    def query(self) -> str:
        """What to add to an address so that it shows the same period."""
        if self.own_days:
            days = {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
            return urlencode(days)
        return urlencode({"period": self.chosen})

    # the period

    @property
    def chosen(self) -> str:
        """The named period that is shown, "" for days."""
        asked = self.text("period")
        return "" if self.own_days else asked if asked in PERIOD_TITLES else "month"

    @property
    def own_days(self) -> bool:
        """Whether days were asked for that can be shown."""
        return self._between is not None

    @cached_property
    def _between(self) -> Period | None:
        first, last = self.text("from"), self.text("to")
        if not first and not last:
            return None
        try:
            return periods.between(first, last, self.today)
        except ValueError:
            return None

    @property
    def bad_days(self) -> bool:
        """Whether days were asked for that can't be shown."""
        return bool(self.text("from") or self.text("to")) and not self.own_days

    @cached_property
    def period(self) -> Period:
        """The period that is shown."""
        return self._between or periods.named(self.chosen, self.today)

    @cached_property
    def before(self) -> Period:
        """The period with which it is compared."""
        return periods.before(self.period)

    def title_of(self, period: Period) -> str:
        """Return a period in words."""
        return period_title(period)

    def choices(self) -> list[dict[str, Any]]:
        """Return the named periods."""
        return [
            {
                "title": title,
                "url": f"{self.address}?period={name}",
                "current": "page" if name == self.chosen else None,
            }
            for name, title in PERIOD_TITLES.items()
        ]

    # figures

    @cached_property
    def reader(self) -> Reader:
        """The figures as they are now."""
        return Reader(clock.now())

    @cached_property
    def figures(self) -> Figures:
        """The figures of the period."""
        return self.reader.figures(self.unit.code, self.period, self.only)

    @property
    def behind(self) -> int:
        """How many documents are not counted yet."""
        return self.reader.behind if self.figures else 0

    def scope_title(self) -> str:
        """Return the department whose figures these are, "" for the whole unit."""
        titles = (self.directory.department(each).title for each in sorted(self.only or ()))
        return "、".join(titles)

    def big_figures(self) -> list[dict[str, Any]]:
        """Return the figures on top, each with that of the period before."""
        now = self.figures
        then = self.reader.figures(self.unit.code, self.before, self.only)
        return [
            self._big(tables.OUTGOING, now.total.outgoing, then.total.outgoing, "count"),
            self._big(tables.INCOMING, now.total.incoming, then.total.incoming, "count"),
            self._big(
                _("stat_mean_of_a_step", default="Mean working hours of a step"),
                now.work.mean if now.work.count else None,
                then.work.mean if then.work.count else None,
                "hours",
            ),
            self._big(
                tables.SHARE,
                now.work.late.share if now.work.late.total else None,
                then.work.late.share if then.work.late.total else None,
                "share",
            ),
        ]

    def _big(self, title: str, now: float | None, then: float | None, kind: str) -> dict[str, Any]:
        return {"title": title, "value": number(now, kind), "before": number(then, kind)}

    @cached_property
    def tables(self) -> list[Table]:
        """All tables, those with figures first."""
        found = self.figures
        drawn = periods.run_up(self._until_now, MONTHS_DRAWN)
        return [
            tables.months(self.reader.by_month(self.unit.code, drawn, self.only)),
            tables.types(found, self._token),
            tables.urgencies(found, URGENCIES, self._token),
            tables.steps(found),
            tables.departments(found, self._departments(), self._department),
            tables.people(found, self._people(), self._named),
            *self._units(),
            tables.waits(self._waits()),
            tables.paper(found, period_title(self.period)),
        ]

    @property
    def _until_now(self) -> Period:
        """The period without the months to come."""
        last = min(self.period.last, max(self.period.first, self.today))
        return Period(self.period.first, last)

    def _token(self, token: str) -> str:
        return self.say(title_of_token(token)) if token else self._department("")

    def _departments(self) -> list[str]:
        return [each.id for each in self.directory.departments(self.unit.code)]

    def _department(self, department: str) -> str:
        if self.directory.has_department(department):
            found = self.directory.department(department)
            return (
                found.title
                if found.unit == self.unit.code
                else self.directory.title_of(department.replace("-", ".", 1))
            )
        return department or self.say(_("stat_none", default="In no department"))

    def _people(self) -> list[str]:
        ids = {*self.figures.by_drafter, *self.figures.people} - {""}
        return sorted(ids, key=self._rank)

    def _rank(self, principal: str) -> tuple[bool, int, str]:
        """People by their rank, then the posts at which something stands."""
        known = self.directory.has_person(principal)
        return (not known, self.directory.person(principal).order, principal)

    def _named(self, user: str) -> tuple[str, str]:
        department = self.reader.department_of(user)
        return (
            self.directory.title_of(user),
            self._department(department) if department else "",
        )

    def _units(self) -> list[Table]:
        """The table of the units below, for those who see the whole unit."""
        below = [
            each for each in self.directory.units() if self.unit.code in self._above(each.code)
        ]
        if self.only is not None or not below:
            return []
        rows = []
        for each in below:
            url = f"{self.directory.unit_object(each.code).absolute_url()}/@@statistics"
            link = Link(each.short_title or each.title, f"{url}?{self.query}")
            rows.append((link, self.reader.figures(each.code, self.period)))
        return [tables.units(rows)]

    def _above(self, code: str) -> list[str]:
        return self.directory.ancestors(code)

    def _waits(self) -> list[tuple[Any, ...]]:
        waits = [wait for wait in self.figures.waits if wait.hours >= WORTH_TELLING]
        entries = entries_of(waits, self.unit.code, self.user)
        still = self.say(_("stat_still_waits", default="still waits"))
        rows = []
        for wait in waits:
            entry, visit = entries.get(wait.row.reference), wait.visit
            unnamed = self.say(_("stat_not_shown", default="(not shown to you)"))
            rows.append(
                (
                    Link(entry.title, address_of(entry)) if entry is not None else unnamed,
                    self.say(step_title(visit.step)),
                    self.directory.title_of(visit.person) if visit.person else "",
                    self.exact(moment(visit.came)),
                    self.exact(moment(visit.left)) if visit.left else still,
                    wait.hours,
                )
            )
        return rows

    def office_hours(self) -> str:
        """Return the office hours by which time is counted."""
        return settings.office_hours()


class StatisticsFile(StatisticsPage):
    """`<unit>/@@statistics.xlsx`: a sheet for each table."""

    def answer(self):
        """Return the file."""
        name = f"{self.unit.code}-{self.period.first:%Y%m%d}-{self.period.last:%Y%m%d}.xlsx"
        response = self.request.response
        response.setHeader("Content-Type", XLSX)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        return write_tables(self.tables, self.say)

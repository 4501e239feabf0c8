"""Pages of supervision: lights of columns and portals, reminders, the monthly table."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.portal.columns import column_in
from collective.tobaccooa.portal.freshness.access import supervises
from collective.tobaccooa.portal.freshness.access import supervises_all
from collective.tobaccooa.portal.freshness.adoptions import adoptions_in_month
from collective.tobaccooa.portal.freshness.facts import column_standing
from collective.tobaccooa.portal.freshness.facts import ColumnStanding
from collective.tobaccooa.portal.freshness.facts import portal_standing
from collective.tobaccooa.portal.freshness.facts import PortalStanding
from collective.tobaccooa.portal.freshness.facts import unit_objects
from collective.tobaccooa.portal.freshness.month import unit_table
from collective.tobaccooa.portal.freshness.reminders import mark_read
from collective.tobaccooa.portal.freshness.reminders import remind
from collective.tobaccooa.portal.freshness.reminders import Reminder
from collective.tobaccooa.portal.freshness.reminders import reminder_store
from collective.tobaccooa.portal.freshness.rules import Light
from collective.tobaccooa.portal.freshness.rules import Month
from collective.tobaccooa.portal.freshness.rules import SEVERITY
from collective.tobaccooa.portal.freshness.table import Figures
from collective.tobaccooa.portal.freshness.table import league
from collective.tobaccooa.portal.freshness.table import Place
from collective.tobaccooa.portal.freshness.table import total
from collective.tobaccooa.portal.freshness.table import UnitTable
from collective.tobaccooa.portal.freshness.texts import LIGHT_CLASSES
from collective.tobaccooa.portal.freshness.texts import LIGHT_TITLES
from collective.tobaccooa.portal.freshness.texts import PORTAL_LIGHT_TITLES
from collective.tobaccooa.portal.freshness.texts import REASON_TITLES
from collective.tobaccooa.portal.freshness.texts import remaining
from collective.tobaccooa.portal.freshness.xlsx import write_table
from collective.tobaccooa.portal.keepers import keepers
from functools import cached_property
from plone.uuid.interfaces import IUUID
from typing import Any
from zExceptions import NotFound
from zExceptions import Unauthorized


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SupervisingPage(OfficePage):
    """Base: for those who supervise the unit's portal; those of the city see all portals."""

    section = "portal"

    def check_access(self) -> None:
        """Refuse everybody else.

        :raises Unauthorized: to them.
        """
        if not supervises(self.unit.code, getSecurityManager().getUser()):
            raise Unauthorized(self.__name__)
        self.request.response.setHeader("Cache-Control", "private, no-store")

    @cached_property
    def sees_all(self) -> bool:
        """Whether the page shows all portals: at the city, to those who supervise it."""
        return self.unit.code == ROOT_UNIT and supervises_all(getSecurityManager().getUser())

    def light_of(self, light: Light, titles: dict[Light, str] = LIGHT_TITLES) -> dict[str, str]:
        """Return the word and the shape of a light."""
        return {"title": self.say(titles[light]), "css": LIGHT_CLASSES[light]}


class Supervision(SupervisingPage):
    """`<unit>/@@portal-supervision` (栏目督查)."""

    page_title = _("title_supervision", default="Supervision of columns")

    def __call__(self) -> str:
        """Show the lights; a POST reminds the keepers of a column."""
        self.check_access()
        if self.posted:
            return self._remind()
        return self.index()

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.unit_url}/@@portal-supervision"

    @cached_property
    def portals(self) -> list[PortalStanding]:
        """The portals that the page tells of, the worst first."""
        if not self.sees_all:
            return [self.own]
        own = self.own
        others = [
            portal_standing(each)
            for each in unit_objects()
            if self.directory.unit_of(each).code != self.unit.code
        ]
        return sorted([own, *others], key=lambda each: SEVERITY[each.verdict.light])

    @cached_property
    def own(self) -> PortalStanding:
        """The unit's own portal."""
        return portal_standing(self.directory.unit_object(self.unit.code))

    def figures(self) -> list[dict[str, Any]]:
        """Return the three figures on top of the page."""
        columns = [each for portal in self.portals for each in portal.columns]
        bad = sum(each.verdict.light in (Light.STALE, Light.EMPTY) for each in columns)
        due = sum(each.verdict.light is Light.DUE for each in columns)
        return [
            {"title": _("fresh_figure_overdue", default="stale or empty columns"), "count": bad},
            {"title": _("fresh_figure_due", default="columns soon due"), "count": due},
            {
                "title": _("fresh_figure_waiting", default="items waiting for approval"),
                "count": sum(each.waiting for each in columns),
            },
        ]

    def portal_rows(self) -> list[dict[str, Any]]:
        """Return one row for each portal, for those who see all of them."""
        if not self.sees_all:
            return []
        return [
            {
                "title": each.unit.title,
                "url": f"{each.unit_object.absolute_url()}/@@portal-supervision",
                "light": self.light_of(each.verdict.light, PORTAL_LIGHT_TITLES),
                "reasons": [self.say(REASON_TITLES[name]) for name in each.verdict.reasons],
                "last": self.exact(each.last_published_at),
                "counts": self._counts(each.verdict.counts),
            }
            for each in self.portals
        ]

    def portal_light(self) -> dict[str, Any]:
        """Return the light of the unit's own portal and why it is not better."""
        verdict = self.own.verdict
        reasons = [self.say(REASON_TITLES[name]) for name in verdict.reasons]
        return {**self.light_of(verdict.light, PORTAL_LIGHT_TITLES), "reasons": reasons}

    def _counts(self, counts: dict[Light, int]) -> str:
        """Return how many columns have which light, worst first, without those in time."""
        told = [light for light in SEVERITY if light is not Light.FRESH and counts[light]]
        return "，".join(f"{self.say(LIGHT_TITLES[light])} {counts[light]}" for light in told)

    def rows(self) -> list[dict[str, Any]]:
        """Return one row for each column of the unit, the worst first."""
        return [self._row(each) for each in self.own.columns]

    def _row(self, standing: ColumnStanding) -> dict[str, Any]:
        column, verdict = standing.column, standing.verdict
        who = keepers(column)
        told = reminder_store().get(IUUID(column))
        people = dict.fromkeys((*who.editors, *who.approvers))
        return {
            "id": column.getId(),
            "title": column.title,
            "url": column.absolute_url(),
            "light": self.light_of(verdict.light),
            "last": self.exact(standing.last_published_at),
            "left": self.say(remaining(verdict, standing.facts.closed)),
            "keepers": [self.directory.fullname(each) for each in people],
            "waiting": self._waiting(standing.waiting),
            "may_remind": verdict.light is not Light.FRESH and not standing.facts.closed,
            "remind_label": self.say(
                _(
                    "fresh_button_remind_of",
                    default="Remind the keepers of “${column}”",
                    mapping={"column": column.title},
                )
            ),
            "reminded": self.short(told.at) if told is not None else "",
        }

    def _waiting(self, count: int) -> str:
        if not count:
            return ""
        message = _("fresh_waiting", default="${count} waiting", mapping={"count": str(count)})
        return self.say(message)

    def _remind(self) -> str:
        self.check_form()
        try:
            column = column_in(self.directory.unit_object(self.unit.code), self.text("column"))
            last = column_standing(column).last_published_at
            reminder = remind(column, self.user, clock.now(), last)
        except OAError as error:
            self.tell(error.message, "error")
            return self.go(self.address)
        names = "、".join(self.directory.fullname(each) for each in reminder.readers)
        self.tell(
            _(
                "msg_reminded",
                default="${people} find the reminder of “${column}” under “to read” now.",
                mapping={"people": names, "column": column.title},
            )
        )
        return self.go(self.address)


class ReminderPage(OfficePage):
    """`<column>/@@column-reminder`: what a keeper was reminded of; a POST says it is read."""

    page_title = _("step_column_reminder", default="Column reminder")

    def __call__(self) -> str:
        """Show the reminder to who keeps or supervises the column.

        :raises Unauthorized: to everybody else. :raises NotFound: nobody was reminded.
        """
        if self.reminder is None:
            raise NotFound(self.__name__)
        if self.user not in self.reminder.readers and not supervises(
            self.unit.code, getSecurityManager().getUser()
        ):
            raise Unauthorized(self.__name__)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self._read() if self.posted else self.index()

    @cached_property
    def reminder(self) -> Reminder | None:
        """The latest reminder of the column."""
        return reminder_store().get(IUUID(self.context))

    @property
    def is_mine(self) -> bool:
        """Whether the person has still to read it."""
        return self.user in self.reminder.readers

    def facts(self) -> dict[str, Any]:
        """Return what the page says."""
        by = self.reminder.by
        return {
            "sentence": self.reminder.title,
            "at": self.exact(self.reminder.at),
            "by": self.directory.fullname(by) if by else "",
            "column": self.context.title,
            "url": self.context.absolute_url(),
        }

    def _read(self) -> str:
        self.check_form()
        mark_read(IUUID(self.context), self.user)
        self.tell(
            _(
                "msg_reminder_read",
                default="The reminder of “${column}” is read. Its light stays until something is "
                "published.",
                mapping={"column": self.context.title},
            )
        )
        return self.go(f"{self.portal_url}/@@my-work?kind=to-read")


class MonthPage(SupervisingPage):
    """`<unit>/@@portal-month?month=2026-11`: the figures of a month."""

    page_title = _("title_portal_month", default="Monthly figures of the portals")

    def __call__(self) -> str:
        """Show the table; a month that can't be read is said and the present one shown."""
        self.check_access()
        return self.index()

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.unit_url}/@@portal-month"

    @cached_property
    def month(self) -> Month:
        """The month that is shown; the present one where none or a bad one was asked for."""
        asked = self.text("month")
        try:
            return Month.parse(asked) if asked else Month.of(self.today)
        except ValueError:
            return Month.of(self.today)

    @property
    def bad_month(self) -> bool:
        """Whether what was asked for is no month."""
        asked = self.text("month")
        return bool(asked) and asked != str(self.month)

    @property
    def month_title(self) -> str:
        """Return the month as 2026年11月."""
        return f"{self.month.year}年{self.month.month}月"

    def before(self) -> str:
        """Address of the month before."""
        return f"{self.address}?month={self.month.moved(-1)}"

    def after(self) -> str:
        """Address of the month after, the empty string for the present one."""
        following = self.month.moved(1)
        return f"{self.address}?month={following}" if following.first <= self.today else ""

    @cached_property
    def tables(self) -> list[UnitTable]:
        """The units' parts of the table."""
        own = [self.directory.unit_object(self.unit.code)]
        return [
            unit_table(each, self.month, self._adoptions(each))
            for each in (unit_objects() if self.sees_all else own)
        ]

    def _adoptions(self, unit_object: Any) -> dict[str, tuple[int, int]]:
        return adoptions_in_month(self.directory.unit_of(unit_object).code, self.month.first)

    @cached_property
    def places(self) -> list[Place]:
        """The league of the subordinate units, for those who see all."""
        others = [each for each in self.tables if each.unit != ROOT_UNIT]
        return league(others) if self.sees_all else []

    def total(self) -> Figures:
        """Return the sum over all units shown."""
        return total(each.total for each in self.tables)

    def share(self, figures: Figures) -> str:
        """Return the share in time as a percentage, a dash where there is none."""
        return "—" if figures.on_time is None else f"{figures.on_time:.1%}"

    def overdue(self, figures: Figures) -> str:
        """Return the days overdue, a dash where nothing had to be in time."""
        return str(figures.overdue) if figures.days else "—"


class MonthFile(MonthPage):
    """`<unit>/@@portal-month.xlsx?month=2026-11`: the same figures as a file."""

    def __call__(self) -> bytes:
        """Return the file."""
        self.check_access()
        title = f"{self.unit.title} {self.month_title} 门户栏目统计"
        response = self.request.response
        response.setHeader("Content-Type", XLSX)
        name = f"portal-{self.unit.code}-{self.month}.xlsx"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        return write_table(title, self.tables, self.places)

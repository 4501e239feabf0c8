"""`@@oa-calendar`: holidays and make-up days (调休) of a year."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.calendar_text import format_days
from collective.tobaccooa.organisation.calendar_text import parse_days
from collective.tobaccooa.organisation.calendar_text import UnreadableLine
from collective.tobaccooa.organisation.calendars import set_year
from collective.tobaccooa.organisation.calendars import working_calendar
from datetime import date


FIRST_YEAR = 2000
LAST_YEAR = 2100
NEXT_YEAR_FROM_MONTH = 11


class CalendarPanel(Panel):
    """One year at a time, as two lists of days; warns of years without a plan."""

    page_title = _("heading_calendar", default="Working calendar")
    actions = {"save": "save"}

    @property
    def year(self) -> int:
        """The year shown: `?year=`, else this one."""
        text = self.text("year")
        asked = int(text) if text.isdecimal() and len(text) == 4 else 0
        return asked if FIRST_YEAR <= asked <= LAST_YEAR else self.today.year

    @property
    def years(self) -> list[tuple[int, bool]]:
        """The years to go to, and whether each has a plan."""
        calendar = working_calendar()
        around = range(self.year - 2, self.year + 3)
        return [(year, calendar.has_year(year)) for year in around]

    @property
    def missing(self) -> list[int]:
        """This year, and from November on the next, if they have no plan."""
        return missing_years(self.today)

    @property
    def known(self) -> bool:
        """Whether the year shown has a plan."""
        return working_calendar().has_year(self.year)

    @property
    def holidays(self) -> str:
        """What to show in the field of holidays: what was typed, else what is stored."""
        stored = (day for day in working_calendar().holidays if day.year == self.year)
        return self.text("holidays") if self.problem else format_days(stored)

    @property
    def workdays(self) -> str:
        """What to show in the field of make-up days."""
        stored = (day for day in working_calendar().workdays if day.year == self.year)
        return self.text("workdays") if self.problem else format_days(stored)

    def save(self) -> str:
        """Write the year's plan."""
        days = {}
        for name in ("holidays", "workdays"):
            try:
                days[name] = parse_days(self.text(name), self.year)
            except UnreadableLine as error:
                raise InvalidInput(error.message, field=name) from error
        set_year(self.year, days["holidays"], days["workdays"])
        self.tell(
            _(
                "msg_calendar_saved",
                default="The calendar of ${year} is saved; new time limits follow it.",
                mapping={"year": self.year},
            )
        )
        return f"{self.url}?year={self.year}"


def missing_years(today: date) -> list[int]:
    """Return the years that should have a plan by now and have none."""
    calendar = working_calendar()
    wanted = [today.year]
    if today.month >= NEXT_YEAR_FROM_MONTH:
        wanted.append(today.year + 1)
    return [year for year in wanted if not calendar.has_year(year)]

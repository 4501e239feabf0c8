"""`<unit>/@@matters-report?month=2026-11`, to print, and the same as .xlsx."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.matters.base import MatterPage
from collective.tobaccooa.browser.matters.xlsx import write_report
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.monthly import monthly
from collective.tobaccooa.supervision.matters.monthly import Report
from collective.tobaccooa.supervision.matters.report import Figures
from collective.tobaccooa.supervision.matters.report import months_beside
from collective.tobaccooa.supervision.matters.report import Span
from collective.tobaccooa.supervision.matters.report import span_of
from functools import cached_property
from typing import Any
from zExceptions import Unauthorized


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportPage(MatterPage):
    """The month's figures by lead, and the matters counted; for the office and the leaders."""

    page_title = _("title_matters_report", default="Monthly report on supervised matters")

    def __call__(self):
        """Show the report.

        :raises Unauthorized: to others.
        """
        self.check_access()
        return self.index()

    def check_access(self) -> None:
        """Refuse everybody who doesn't supervise the unit's matters.

        :raises Unauthorized: to them.
        """
        if not self.supervises:
            raise Unauthorized("matters-report")
        self.request.response.setHeader("Cache-Control", "private, no-store")

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.unit_url}/@@matters-report"

    @cached_property
    def span(self) -> Span:
        """The month that is shown; the present one where none or a bad one was asked for."""
        present = span_of(f"{self.today:%Y-%m}", self.today)
        return span_of(self.text("month"), self.today) or present

    @property
    def bad_month(self) -> bool:
        """Whether what was asked for is no month that has come."""
        asked = self.text("month")
        return bool(asked) and asked != self.span.name

    @property
    def month_title(self) -> str:
        """The month as 2026年11月."""
        return f"{self.span.first.year}年{self.span.first.month}月"

    def before(self) -> str:
        """Address of the month before."""
        return f"{self.address}?month={months_beside(self.span)[0]}"

    def after(self) -> str:
        """Address of the month after, "" for the present one."""
        following = months_beside(self.span)[1]
        return f"{self.address}?month={following}" if span_of(following, self.today) else ""

    @cached_property
    def report(self) -> Report:
        """The report."""
        return monthly(self.unit.code, self.span)

    def share(self, figures: Figures) -> str:
        """Return the share in time as a percentage, a dash where nothing was closed."""
        return "—" if figures.share is None else f"{figures.share:.0%}"

    def rows(self) -> list[dict[str, Any]]:
        """Return the matters that are counted, ready to show."""
        return [self._row(each) for each in self.report.matters]

    def _row(self, matter: Matter) -> dict[str, Any]:
        reported = matter.reported
        return {
            "url": f"{self.unit_url}/@@matter?id={matter.id}",
            "number": matter.number,
            "title": matter.title,
            "lead": self.names((matter.lead,)),
            "assisting": self.names(matter.assisting),
            "due": self.day(matter.due_on),
            "state": self.state(matter)["title"],
            "reported": self.day(reported.at) if reported is not None else "",
            "light": self.standing(matter),
        }


class ReportFile(ReportPage):
    """`<unit>/@@matters-report.xlsx?month=2026-11`: the same as a file."""

    def __call__(self) -> bytes:
        """Return the file."""
        self.check_access()
        response = self.request.response
        response.setHeader("Content-Type", XLSX)
        name = f"matters-{self.unit.code}-{self.span.name}.xlsx"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        title = f"{self.unit.title} {self.month_title} 督办事项月报"
        return write_report(title, self.report, self.rows())

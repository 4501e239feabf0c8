"""The administrator's page: do the figures agree with the documents, and by which hours."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.supervision.statistics import settings
from collective.tobaccooa.supervision.statistics.keeping import ask_to_rebuild
from collective.tobaccooa.supervision.statistics.keeping import Fault
from collective.tobaccooa.supervision.statistics.keeping import verify
from collective.tobaccooa.supervision.statistics.reading import waiting_references
from plone import api
from typing import Any


FAULT_TITLES = {
    "missing": _("stat_fault_missing", default="is not counted"),
    "different": _("stat_fault_different", default="is counted with old facts"),
    "surplus": _("stat_fault_surplus", default="should not be counted"),
    "register": _("stat_fault_register", default="stands otherwise in the register"),
}
#: Lines shown on the page; the number of all stands above them.
SHOWN = 200


class StatisticsHealth(OfficePage):
    """`@@oa-statistics-health`."""

    section = "manage"
    page_title = _("stat_health", default="Settings and health of the statistics")
    faults: list[Fault] | None = None

    def __call__(self):
        """Show the page; a POST compares, asks for new figures, or changes the settings."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.posted:
            self.check_form()
            if "verify" not in self.request.form:
                return self._rebuild() if "rebuild" in self.request.form else self._save()
            self.faults = verify(api.portal.get())
        return self.index()

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.portal_url}/@@oa-statistics-health"

    def _rebuild(self) -> str:
        count = ask_to_rebuild()
        self.tell(
            _(
                "msg_stat_rebuild",
                default="The figures of ${count} units are made anew in the background; see "
                "“Background jobs” for how far they are.",
                mapping={"count": str(count)},
            )
        )
        return self.go(self.address)

    def _save(self) -> str:
        try:
            settings.change(self.text("office_hours"), self.text("pages_on_sheet"))
        except OAError as error:
            self.tell(error.message, "error")
        else:
            self.tell(_("msg_stat_saved", default="All statistics are counted by these hours now."))
        return self.go(self.address)

    @property
    def office_hours(self) -> str:
        """The office hours as they were entered."""
        return settings.office_hours()

    def page_choices(self) -> list[dict[str, Any]]:
        """Return how many pages a sheet of paper may have."""
        chosen = settings.pages_on_sheet()
        return [{"id": each, "chosen": each == chosen} for each in (1, 2)]

    @property
    def waiting(self) -> int:
        """How many documents changed and are not counted yet."""
        return len(waiting_references())

    def lines(self) -> list[dict[str, str]]:
        """Return the first faults, in words."""
        return [
            {
                "reference": each.reference,
                "month": each.month,
                "fault": self.say(FAULT_TITLES[each.kind]),
            }
            for each in (self.faults or ())[:SHOWN]
        ]

"""`<unit>/@@oa-documents`: find a document to administer, without seeing what is in it."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.controlpanels.rules import RulesPanel
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.register import address_of
from collective.tobaccooa.search.register import RegisterPage
from collective.tobaccooa.search.register import whole_page
from collective.tobaccooa.search.store import registers_of
from collective.tobaccooa.workflows.texts import step_title
from functools import cached_property
from plone import api
from typing import Any


class FindDocuments(RulesPanel):
    """Register rows of a unit by words of title or number; each leads to `@@administer`."""

    page_title = _("heading_find_documents", default="Administer documents")

    @cached_property
    def units_kept(self) -> list[str]:
        """Units that the person administers; posts don't count here."""
        return self.administered

    @cached_property
    def scopes(self) -> list[str]:
        """One unit at a time."""
        return self.units_kept

    @cached_property
    def page(self) -> RegisterPage:
        """The rows that match, newest first; nothing before something is asked for."""
        registers = registers_of(api.portal.get())
        if registers is None or not self.asked:
            return RegisterPage([], 0)
        filters = Filters(text=self.asked)
        return whole_page(registers, self.unit_asked, filters, self.start(), PAGE_SIZE)

    @property
    def asked(self) -> str:
        """The words asked for."""
        return self.text("q")[:200]

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows, ready to show."""
        return [self._row(row) for row in self.page.rows]

    def _row(self, row: RegisterRow) -> dict[str, Any]:
        return {
            "url": f"{address_of(row)}/@@administer",
            "title": row.title,
            "number": " ".join(filter(None, (row.number, row.receipt))),
            "step": step_title(row.step),
            "created": self.day(row.created),
        }

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other pages of the list."""
        return paging_of(self, self.url, self.page.total, unit=self.unit_asked)

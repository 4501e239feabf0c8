"""The unit's registers (登记簿): outgoing and incoming documents by year, with filters."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.documents.vocabularies import DOCUMENT_TYPES
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.register import address_of
from collective.tobaccooa.search.register import register_page
from collective.tobaccooa.search.register import RegisterPage
from collective.tobaccooa.workflows.texts import step_title
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zExceptions import Unauthorized


KINDS = {
    "outgoing": _("label_register_outgoing", default="Outgoing documents"),
    "incoming": _("label_register_incoming", default="Incoming documents"),
}
YEARS_SHOWN = 10


class RegistersPage(OfficePage):
    """`<unit>/@@registers?type=outgoing|incoming`: what the person may see of the register."""

    filter_part = ViewPageTemplateFile("templates/registers_filter.pt")
    section = "registers"
    page_title = _("nav_registers", default="Registers")

    def __call__(self):
        """Show the register to people of the unit.

        :raises Unauthorized: to others.
        """
        self.check_access()
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    def check_access(self) -> None:
        """Refuse people of other units.

        :raises Unauthorized: to them.
        """
        if self.unit.code not in self.directory.units_of(self.user):
            raise Unauthorized("registers")

    def file_url(self) -> str:
        """Address of the register as a file, narrowed as it is shown."""
        kept = ("year", "document_type", "department", "q")
        query = {name: self.text(name) for name in kept if self.text(name)}
        return f"{self.address}.xlsx?{urlencode({'type': self.kind, **query})}"

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.unit_url}/@@registers"

    @property
    def kind(self) -> str:
        """Which register is shown."""
        asked = self.text("type")
        return asked if asked in KINDS else "outgoing"

    @cached_property
    def filters(self) -> Filters:
        """What the person narrows the register to."""
        year = self.text("year")
        known = year.isascii() and year.isdigit() and len(year) == 4
        return Filters(
            kind=self.kind,
            year=int(year) if known else None,
            document_type=self.text("document_type"),
            department=self.text("department"),
            text=self.text("q")[:200],
        )

    @property
    def filtered(self) -> bool:
        """Whether anything is narrowed."""
        return self.filters.narrows or bool(self.filters.year)

    @cached_property
    def page(self) -> RegisterPage:
        """The page of the register."""
        return register_page(self.unit.code, self.user, self.filters, self.start(), PAGE_SIZE)

    def tabs(self) -> list[dict[str, Any]]:
        """Return the two registers."""
        return [
            {
                "title": title,
                "url": f"{self.address}?type={kind}",
                "current": "page" if kind == self.kind else None,
            }
            for kind, title in KINDS.items()
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows, ready to show."""
        return [self._row(row) for row in self.page.rows]

    def _row(self, row: RegisterRow) -> dict[str, Any]:
        known = row.department and self.directory.has_department(row.department)
        return {
            "url": address_of(row),
            "number": row.number,
            "receipt": row.receipt,
            "title": row.title,
            "type": title_of_token(row.document_type),
            "source": row.source,
            "department": self.directory.department(row.department).title if known else "",
            "drafter": self.directory.fullname(row.drafter) if row.drafter else "",
            "step": step_title(row.step),
            "created": self.short(row.created),
            "signed": self.short(row.signed),
        }

    def years(self) -> list[dict[str, Any]]:
        """Return the years to choose from, the newest first."""
        newest = self.today.year
        return [
            {"id": year, "chosen": year == self.filters.year}
            for year in range(newest, newest - YEARS_SHOWN, -1)
        ]

    def types(self) -> list[dict[str, Any]]:
        """Return the document types to choose from."""
        chosen = self.filters.document_type
        return [
            {"id": each.token, "title": each.title, "chosen": each.token == chosen}
            for each in DOCUMENT_TYPES
        ]

    def departments(self) -> list[dict[str, Any]]:
        """Return the unit's departments to choose from."""
        chosen = self.filters.department
        return [
            {"id": each.id, "title": each.title, "chosen": each.id == chosen}
            for each in self.directory.departments(self.unit.code)
        ]

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other parts of the register."""
        return paging_of(self, self.address, self.page.total, type=self.kind)

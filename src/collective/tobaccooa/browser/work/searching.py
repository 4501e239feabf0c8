"""Search (查找) over every document that the person may see, and the answer as a file."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.browser.work.listing import day_of
from collective.tobaccooa.browser.work.rows import REGISTER_COLUMNS
from collective.tobaccooa.browser.work.rows import register_line
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.search.asking import Asked
from collective.tobaccooa.search.asking import FACETS
from collective.tobaccooa.search.finding import asked_people
from collective.tobaccooa.search.finding import each_found
from collective.tobaccooa.search.finding import find
from collective.tobaccooa.search.finding import Found
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.model import KINDS
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.register import address_of
from collective.tobaccooa.search.titles import facet_title
from collective.tobaccooa.workflows.texts import step_title
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode


FACET_LABELS = {
    "kind": _("facet_kind", default="Kind"),
    "unit": _("facet_unit", default="Unit"),
    "document_type": _("facet_document_type", default="Document type"),
    "step": _("facet_step", default="Step"),
    "department": _("facet_department", default="Department"),
    "year": _("facet_year", default="Year"),
    "month": _("facet_month", default="Month"),
}
FIELDS = ("q", "number", "person", "since", "until")
#: In the order of time, not of the counts.
BY_VALUE = ("year", "month")
#: So many values of a facet are shown at once, the others on demand.
SHOWN = 8
MOST_CHARACTERS = 200


class SearchOffice(OfficePage):
    """`@@search-office`: GET with any of the fields and facets."""

    facets_part = ViewPageTemplateFile("templates/search_facets.pt")
    form_part = ViewPageTemplateFile("templates/search_form.pt")
    section = "search-office"
    page_title = _("nav_search_office", default="Search")

    def __call__(self) -> Any:
        """Show what is found."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.portal_url}/@@search-office"

    @cached_property
    def fields(self) -> dict[str, str]:
        """Return what was asked, by parameter; what is empty is left out."""
        found = {name: self.text(name)[:MOST_CHARACTERS] for name in (*FIELDS, *FACETS)}
        return {name: value for name, value in found.items() if value}

    @cached_property
    def asked(self) -> Asked:
        """Return the question; what is not understood counts as not asked."""
        field = self.fields.get
        year, month = _number(field("year", ""), 4), _number(field("month", ""), 2)
        people, posts = asked_people(field("person", ""))
        kind = field("kind", "")
        return Asked(
            filters=Filters(
                kind=kind if kind in KINDS else "",
                year=year,
                step=field("step", ""),
                department=field("department", ""),
                document_type=field("document_type", ""),
                text=field("q", ""),
                since=day_of(field("since", "")),
                until=day_of(field("until", "")),
            ),
            unit=field("unit", ""),
            number=field("number", ""),
            month=month if year and month and month <= 12 else None,
            people=people,
            posts=posts,
        )

    @cached_property
    def found(self) -> Found:
        """Return the page of the answer."""
        return find(self.user, self.asked, self.start(), PAGE_SIZE)

    @property
    def unknown_person(self) -> bool:
        """Whether nobody has the name that was asked for."""
        return self.asked.people is not None and not self.asked.people

    @property
    def folded(self) -> bool:
        """Whether the lesser fields may stay folded away."""
        return not any(self.fields.get(name) for name in FIELDS[1:])

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows, ready to show."""
        return [self._row(row) for row in self.found.rows]

    def _row(self, row: RegisterRow) -> dict[str, Any]:
        known = row.department and self.directory.has_department(row.department)
        unit = self.directory.unit(row.unit) if self.directory.has_unit(row.unit) else None
        return {
            "url": address_of(row),
            "title": row.title,
            "number": row.number,
            "type": title_of_token(row.document_type),
            "kind": facet_title("kind", row.kind, self.directory),
            "urgency": row.urgency if row.urgency != "normal" else "",
            "urgency_title": title_of_token(row.urgency),
            "step": step_title(row.step),
            "source": row.source,
            "unit": (unit.short_title or unit.title) if unit else "",
            "department": self.directory.department(row.department).title if known else "",
            "drafter": self.directory.fullname(row.drafter) if row.drafter else "",
            "created": self.day(row.created),
        }

    def facets(self) -> list[dict[str, Any]]:
        """Return the facets that divide the answer: `{"label", "first", "more"}`."""
        return [found for found in map(self._facet, FACETS) if found]

    def _facet(self, name: str) -> dict[str, Any] | None:
        counted = self.found.facets[name]
        if len(counted) < 2 or name in self.fields:
            return None
        by_value = name in BY_VALUE
        ordered = sorted(
            counted.items(), key=lambda item: -int(item[0]) if by_value else (-item[1], item[0])
        )
        values = [
            {
                "title": self.say(facet_title(name, value, self.directory)),
                "count": count,
                "url": self._link({**self.fields, name: value}),
            }
            for value, count in ordered
        ]
        return {"label": FACET_LABELS[name], "first": values[:SHOWN], "more": values[SHOWN:]}

    def chosen(self) -> list[dict[str, str]]:
        """Return what was asked, each with the address of the search without it."""
        return [
            {"title": self._said(name, value), "url": self._link(self._without(name))}
            for name, value in self.fields.items()
        ]

    def _said(self, name: str, value: str) -> str:
        if name in FACETS:
            label, said = FACET_LABELS[name], self.say(facet_title(name, value, self.directory))
        else:
            known = name == "person" and self.directory.has_person(value)
            label, said = FIELD_LABELS[name], self.directory.fullname(value) if known else value
        return f"{self.say(label)}：{said}"

    def _without(self, name: str) -> dict[str, str]:
        gone = {name, "month"} if name == "year" else {name}
        return {each: value for each, value in self.fields.items() if each not in gone}

    def _link(self, fields: dict[str, str]) -> str:
        return f"{self.address}?{urlencode(fields)}" if fields else self.address

    def kept(self) -> list[tuple[str, str]]:
        """Return the facets that the form keeps."""
        return [(name, value) for name, value in self.fields.items() if name in FACETS]

    def file_url(self) -> str:
        """Address of the whole answer as a file."""
        return f"{self.address}.xlsx?{urlencode(self.fields)}"

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other parts of the answer."""
        return paging_of(self, self.address, self.found.total)


FIELD_LABELS = {
    "q": _("label_office_words", default="Words"),
    "number": _("label_document_number", default="Number"),
    "person": _("label_office_person", default="Person"),
    "since": _("label_day_since", default="From"),
    "until": _("label_day_until", default="Until"),
}


class SearchFile(SearchOffice):
    """`@@search-office.xlsx`: the whole answer."""

    def __call__(self) -> bytes:
        """Answer with the file."""
        return self.send_sheet(self.page_title, REGISTER_COLUMNS, self._lines())

    def _lines(self) -> Iterator[list[Any]]:
        for row in each_found(self.user, self.asked):
            yield register_line(self, row)


def _number(text: str, most: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most else None

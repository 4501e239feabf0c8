"""What matters add to other pages: an entry of the navigation, links and a part of a document."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.interfaces import IDocumentExtra
from collective.tobaccooa.browser.interfaces import INavigationEntries
from collective.tobaccooa.browser.matters.base import MatterPage
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.matters.instructions import instructions
from collective.tobaccooa.supervision.matters.instructions import may_make
from collective.tobaccooa.supervision.matters.life import of_document
from collective.tobaccooa.supervision.matters.listing import is_concerned
from collective.tobaccooa.supervision.matters.parties import viewer_of
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zope.interface import implementer


MAKE = _("link_make_matter", default="Make it a supervised matter")


@implementer(INavigationEntries)
class MattersEntry:
    """督办, for those who supervise matters of their unit or have had one."""

    def __init__(self, context, request) -> None:
        self.context = context

    def entries(self, user, portal_url) -> list[tuple[str, str, str]]:
        known, viewer = directory(), viewer_of(user)
        own = known.person(user).unit
        for unit in sorted(known.units_of(user), key=lambda code: (code != own, code)):
            if known.has_unit(unit) and is_concerned(viewer, unit):
                address = f"{known.unit_object(unit).absolute_url()}/@@matters"
                return [("matters", _("nav_matters_short", default="Matters"), address)]
        return []


@implementer(IDocumentExtra)
class DocumentMatters(MatterPage):
    """On a document's page: the matters it has led to, and the way to make one."""

    part = ViewPageTemplateFile("templates/document_matters.pt")

    @cached_property
    def makes(self) -> bool:
        """Whether the person may make matters of the document."""
        return may_make(self.context, self.viewer)

    @cached_property
    def _instructions(self) -> frozenset[str]:
        return frozenset(each.id for each in instructions(self.context))

    def links(self, entry, user) -> list[tuple[str, str]]:
        if not self.makes or entry["id"] not in self._instructions:
            return []
        return [(MAKE, self.make_url(entry["id"]))]

    def section(self, user) -> str:
        return self.part() if self.makes or self.rows else ""

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The matters of the document that the person may know of."""
        return [
            {
                "url": f"{self.unit_url}/@@matter?id={each.id}",
                "title": each.title,
                "number": each.number,
                "lead": self.names((each.lead,)),
                "due": self.day(each.due_on),
                "state": self.state(each),
                "light": self.standing(each),
            }
            for each in of_document(self.context, self.viewer)
        ]

    def make_url(self, entry: str = "") -> str:
        """Address of the form for a new matter."""
        query = {"document": self.context.reference, "instruction": entry}
        return f"{self.unit_url}/@@new-matter?{urlencode(query)}"

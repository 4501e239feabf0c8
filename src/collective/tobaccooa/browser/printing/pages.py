"""`<document>/@@handling-sheet`: the handling sheet, laid out for A4, printed by the browser."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.document import DocumentPage
from collective.tobaccooa.browser.document import LEADER_STEPS
from collective.tobaccooa.browser.interfaces import IDocumentTools
from collective.tobaccooa.browser.printing.sheet import Box
from collective.tobaccooa.browser.printing.sheet import boxes
from collective.tobaccooa.browser.printing.sheet import css_text
from collective.tobaccooa.browser.shell import VERSION
from collective.tobaccooa.browser.template import OfficeTemplate
from collective.tobaccooa.browser.words import size
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exchange.recipients import recipient_title
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.rendition.frozen import frozen
from collective.tobaccooa.workflows.spec import chain
from functools import cached_property
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.interface import implementer


#: Titles longer than this are set smaller, so that the first page keeps room for opinions.
LONG = 100
SHOWN_DIGITS = 16


class HandlingSheet(DocumentPage):
    """For whoever may see the document; a page of its own, without the frame."""

    version = VERSION
    sent_part = ViewPageTemplateFile("templates/sent.pt")
    record_part = ViewPageTemplateFile("templates/record.pt")

    def __call__(self):
        """Show the sheet; reading writes nothing."""
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Theme-Disabled", "1")
        return self.index()

    @property
    def heading(self) -> str:
        """What kind of sheet it is."""
        if self.is_incoming:
            return self.say(_("title_sheet_incoming", default="Handling sheet (incoming)"))
        return self.say(_("title_sheet_outgoing", default="Handling sheet (outgoing)"))

    @property
    def title_class(self) -> str:
        """Long titles are set smaller."""
        return "title title--long" if len(self.context.title) > LONG else "title"

    def fields(self) -> list[tuple[str, str]]:
        """Return the small fields of the head, two in a row; empty ones stay to be filled in."""
        facts, drafted = self.facts(), self.state["trail"][0]
        drafter = self.directory.fullname(self.context.drafter)
        if self.is_incoming:
            return [
                (_("label_receipt_number", default="Receipt no."), facts["receipt"] or ""),
                (_("label_document_number", default="Number"), facts["number"] or ""),
                (_("label_from_unit", default="Sent by"), facts["from"]),
                (_("label_received_at", default="Received at"), self.day(self._received)),
                (_("label_document_type", default="Document type"), self.say(facts["type"])),
                (_("label_urgency", default="Urgency"), self.say(facts["urgency_title"])),
                (_("label_registered_by", default="Registered by"), drafter),
                (_("label_department", default="Department"), facts["department"]),
            ]
        return [
            (_("label_document_number", default="Number"), facts["number"] or ""),
            (_("label_document_type", default="Document type"), self.say(facts["type"])),
            (_("label_urgency", default="Urgency"), self.say(facts["urgency_title"])),
            (_("label_openness", default="Openness"), self._openness),
            (_("label_department", default="Department"), facts["department"]),
            (_("label_drafter", default="Drafter"), f"{drafter} {self.day(drafted['at'])}"),
        ]

    @property
    def _received(self) -> Any:
        return self.context.received_at

    @property
    def _openness(self) -> str:
        return self.say(title_of_token(self.context.openness))

    def wide_fields(self) -> list[tuple[str, str]]:
        """Return the fields that take a whole row, those with a value."""
        context = self.context
        found = []
        if not self.is_incoming:
            for label, recipients in (
                (_("label_to", default="To"), context.main_recipients),
                (_("label_copy", default="Copy"), context.copy_recipients),
            ):
                found.append((label, "、".join(recipient_title(each) for each in recipients)))
        files = [
            f"{number}. {each['title']}（{each['size_said']}）"
            for number, each in enumerate(self.attachments(), 1)
        ]
        found.append((_("heading_attachments", default="Attachments"), "\n".join(files)))
        found.append((_("label_notes", default="Notes"), context.notes or ""))
        return [(label, value) for label, value in found if value]

    def attachments(self) -> list[dict[str, Any]]:
        """Return the files with their sizes."""
        return [
            {"title": each.title, "size_said": size(each.file.getSize() if each.file else 0)}
            for each in self.context.attachments()
        ]

    def boxes(self) -> list[Box]:
        """Return what was said, step by step in the order of the chain."""
        return boxes(
            self.state["chain"],
            self.state["trail"],
            self.directory.title_of,
            self.exact,
            LEADER_STEPS,
            chain(self.context.chain_id).work_steps,
        )

    def note_of(self, box: Box) -> str:
        """Return what the step gave the document: its number, its seal."""
        text = frozen(self.context)
        if box.step == "sealing" and text is not None and text.seal:
            return text.seal
        if box.step == "numbering":
            return self.context.document_number or ""
        return ""

    @cached_property
    def sent(self) -> dict[str, Any] | None:
        """Who got it and who has signed, None before it is sent."""
        return self.matrix()

    @property
    def record(self) -> dict[str, Any]:
        """What proves the sheet: how many entries the trail has and the digest of the last."""
        trail = self.state["trail"]
        return {
            "count": str(len(trail)),
            "digest": trail[-1]["digest"],
            "short": trail[-1]["digest"][:SHOWN_DIGITS],
            "valid": self.state["trail_valid"],
            "printed": self.exact(clock.now()),
            "by": self.directory.fullname(self.user),
        }

    @property
    def page_style(self) -> str:
        """Number of the page and of all pages, and the digest, in the margin of each page."""
        numbers = self.say(_("label_sheet_pages", default="Page ${page} of ${pages}"))
        before, _page, rest = numbers.partition("${page}")
        between, _pages, after = rest.partition("${pages}")
        begin, middle, end = (css_text(each) for each in (before, between, after))
        parts = f"{begin} counter(page) {middle} counter(pages) {end}"
        digest = self.record["short"]
        margins = f'@bottom-center {{ content: {parts}; }} @bottom-right {{ content: "{digest}"; }}'
        return f"@page {{ {margins} }}"


@implementer(IDocumentTools)
class SheetLink(BrowserView):
    """The link in the line under a document's head."""

    order = 30
    index = OfficeTemplate("templates/link.pt")

    def render(self, user: str) -> str:
        """Return the link."""
        return self.index()

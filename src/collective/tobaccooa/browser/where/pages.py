"""`@@where`: search one's documents and read where each is; `<document>/@@where`: one in full."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.document import DocumentPage
from collective.tobaccooa.browser.interfaces import IDocumentTools
from collective.tobaccooa.browser.interfaces import IPersonMenuEntries
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.template import OfficeTemplate
from collective.tobaccooa.browser.where.standing import sentence_of
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.exchange.deliveries import deliveries_of
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.pages import received
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.sources import number_of
from collective.tobaccooa.search.mine import my_page
from collective.tobaccooa.workflows.state import has_state
from functools import cached_property
from Products.Five.browser import BrowserView
from typing import Any
from zope.interface import implementer


#: Each row wakes its document, so a page is shorter than other lists.
ROWS = 25
#: Of the past: the last entries that say something; the document's page has them all.
BEFORE = 6
#: What waits to be signed for is listed with a search, so many at most; the list itself has all.
WAITING = 10
#: What the matrix knows of documents in other units is asked for so many.
ELSEWHERE = 30


def visible(reference: str | None) -> Any:
    """Return a document that the person who is signed in may see, else None."""
    document = document_by_reference(reference)
    if document is None or not has_state(document):
        return None
    return document if getSecurityManager().checkPermission("View", document) else None


class WherePage(OfficePage):
    """`@@where?q=…`: found among all that one may see; without words: what one started."""

    section = "where"
    page_title = _("title_where", default="Where is my document")

    def __call__(self):
        """Show the page; reading writes nothing."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.portal_url}/@@where"

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.text("q")[:200]

    @cached_property
    def found(self) -> tuple[list[str], int]:
        """References of this page of the list, and how many there are in all."""
        if self.words:
            page = my_page(self.user, self.words, self.start(), ROWS)
            return [row.reference for row in page.rows], page.total
        items = work_items(self.user, Kind.STARTED, start=self.start(), size=ROWS)
        return [item.reference for item in items.items], items.total

    def rows(self) -> list[dict[str, Any]]:
        """Return the documents, each with its sentence."""
        documents = (visible(reference) for reference in self.found[0])
        return [self._row(document) for document in documents if document is not None]

    def _row(self, document: Any) -> dict[str, Any]:
        return {
            "url": f"{document.absolute_url()}/@@where",
            "title": document.title,
            "number": number_of(document),
            "type": title_of_token(document.document_type) if document.document_type else "",
            "urgency": document.urgency if document.urgency != "normal" else "",
            "urgency_title": title_of_token(document.urgency),
            "unit": self._unit(document.unit_code),
            "sentence": sentence_of(document, self),
        }

    def _unit(self, code: str) -> str:
        """Name the unit where it is not one's own."""
        if code in self.directory.units_of(self.user) or not self.directory.has_unit(code):
            return ""
        unit = self.directory.unit(code)
        return unit.short_title or unit.title

    @cached_property
    def waiting(self) -> list[dict[str, Any]]:
        """What was sent to one's unit and waits to be signed for, found by the same words."""
        if not self.words or self.start():
            return []
        rows = [row for code in self._units for row in self._received(code)]
        return [self._delivery(row) for row in rows if self._matches(row)][:WAITING]

    @property
    def _units(self) -> list[str]:
        return sorted(self.directory.units_of(self.user))

    def _received(self, unit: str) -> list[Delivery]:
        try:
            return received(unit, self.user, State.SENT, size=1000).rows
        except Refused:
            return []

    def _matches(self, row: Delivery) -> bool:
        text = f"{row.paper.title} {row.paper.number}".casefold()
        return all(word in text for word in self.words.casefold().split())

    def _delivery(self, row: Delivery) -> dict[str, Any]:
        unit = row.receiving_unit or ""
        place = self.directory.unit_object(unit).absolute_url()
        return {
            "url": f"{place}/@@delivery?id={row.id}",
            "title": row.paper.title,
            "number": row.paper.number,
            "from": self.directory.unit(row.paper.unit).title,
            "sent": self.short(row.sent_at),
        }

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other parts of the list."""
        return paging_of(self, self.address, self.found[1])


class DocumentWhere(DocumentPage):
    """`<document>/@@where`: sentence, chain, what came before, and who has signed for it."""

    section = "where"
    scripts = ()

    @property
    def address(self) -> str:
        """Where to search for another one."""
        return f"{self.portal_url}/@@where"

    @property
    def sentence(self) -> str:
        """Where it is now."""
        return sentence_of(self.context, self)

    def before(self) -> list[dict[str, Any]]:
        """Return what happened last, the newest first."""
        return list(reversed(self.trail()))[:BEFORE]

    @property
    def has_more(self) -> bool:
        """Whether the trail is longer than what is shown."""
        return len(self.state["trail"]) > BEFORE

    def people(self) -> list[dict[str, str]]:
        """Return each holder by themselves, where there are several."""
        holders = self.state["holders"]
        if len(holders) < 2:
            return []
        return [
            {
                "name": each["fullname"],
                "since": self.exact(each["since"]),
                "opened": self.exact(each["opened_at"]),
                "due": self.day(each["due_on"]),
            }
            for each in holders
        ]

    def elsewhere(self) -> list[dict[str, str]]:
        """Return where it is in other units, as far as one may see it there; and its origin."""
        source = visible(getattr(self.context, "source_document", None))
        found = [(_("label_at_sender", default="At the sender"), source)]
        rows = deliveries_of(self.context) if not self.is_incoming else ()
        signed = [row for row in rows if row.incoming][:ELSEWHERE]
        found += [(self._unit_title(row), visible(row.incoming)) for row in signed]
        return [
            {
                "unit": title,
                "url": f"{document.absolute_url()}/@@where",
                "sentence": sentence_of(document, self),
            }
            for title, document in found
            if document is not None
        ]

    def _unit_title(self, row: Delivery) -> str:
        return self.directory.unit(row.to_unit).title if row.to_unit else row.to


@implementer(IDocumentTools)
class WhereLink(BrowserView):
    """The link in the line under a document's head."""

    order = 20
    index = OfficeTemplate("templates/link.pt")

    def render(self, user: str) -> str:
        """Return the link."""
        return self.index()


@implementer(IPersonMenuEntries)
class WhereEntry:
    """The entry of the person's menu."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context

    def entries(self, user: str, portal_url: str) -> list[tuple[str, Any, str]]:
        """Return the entry for everybody who is signed in."""
        return [
            ("where", _("title_where", default="Where is my document"), f"{portal_url}/@@where")
        ]

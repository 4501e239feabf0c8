"""The front page, the page of a column, the search within a portal."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.permissions import MANAGE_ORGANISATION
from collective.tobaccooa.portal import model
from collective.tobaccooa.portal.front.assembly import front_page
from collective.tobaccooa.portal.front.assembly import FrontPage
from collective.tobaccooa.portal.front.entries import entries_of
from collective.tobaccooa.portal.front.entries import entry
from collective.tobaccooa.portal.front.entries import total_of
from collective.tobaccooa.portal.front.kept import FRONT
from collective.tobaccooa.portal.front.lasting import holds_until
from collective.tobaccooa.portal.front.lasting import organisation_version
from collective.tobaccooa.portal.front.model import Entry
from collective.tobaccooa.portal.front.pages import PortalPage
from collective.tobaccooa.portal.items import published_query
from collective.tobaccooa.portal.receipts.unread import unread_notices
from functools import cached_property
from plone import api
from Products.CMFPlone.utils import safe_nativestring as safe_text
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.ZCTextIndex.ParseTree import ParseError
from typing import Any
from urllib.parse import urlencode

import time


ON_A_PAGE = 20
MOST_FOUND = 500


class Home(PortalPage):
    """The front page of a portal: kept for all readers alike, personal things put in."""

    zones_part = ViewPageTemplateFile("templates/zones.pt")
    block_part = ViewPageTemplateFile("templates/block.pt")
    my_work_part = ViewPageTemplateFile("templates/my_work.pt")
    calendar_part = ViewPageTemplateFile("templates/calendar.pt")
    counted = True
    shows_counts = True

    def __call__(self):
        """Show the page; a portal that is closed says so.

        In a site that nobody has been entered into yet, the administrator begins with the first
        steps.
        """
        if self.directory.is_empty() and self.may(MANAGE_ORGANISATION):
            return self.go(f"{self.portal_url}/@@oa-first-steps")
        if self.status == model.CLOSED:
            self.request.response.setStatus(410)
        return self.index()

    @property
    def page_title(self) -> str:
        """The page is the portal itself."""
        return self.say(_("nav_home", default="Home"))

    def content(self) -> str:
        """Return the blocks: the part that is the same for everybody, with what is one's own."""
        counter = self.record.counter
        if counter._p_changed:
            # raised in this very transaction, which may yet be given up with what it shows
            html = self._render()[0]
            return self._with_mine(html) if self.staff else html
        version = (counter(), self.today, organisation_version())
        oid = self.record._p_oid or id(self.record)
        key = (id(api.portal.get()._p_jar.db()), oid, self.staff, self.url)
        kept = FRONT.get(key, version, time.time(), self._render)
        return self._with_mine(kept) if self.staff else kept

    def _render(self) -> tuple[str, float]:
        self.front: FrontPage = front_page(self.portal, self.staff, self.look.layout, self.today)
        return self.zones_part(), holds_until(self.portal, self.record, self.today)

    def _with_mine(self, html: str) -> str:
        html = html.replace("<!--my-work-->", self.my_work_part())
        mark = self.say(_("mark_unread", default="unread"))
        for uid in self.unread():
            html = html.replace(f"<!--unread {uid}-->", f'<span class="op-new">{mark}</span>')
        return html

    def unread(self) -> list[str]:
        """Return the UIDs of the notices that the reader has not opened yet."""
        return [each.uid for each in unread_notices(self.user, self.portal)]

    def block(self, block: Any, zone: str) -> str:
        """Render one column."""
        return self.block_part(block=block, zone=zone)

    def boxes(self) -> list[dict[str, Any]]:
        """Return the reader's lists of work with their counts, for the box on the page."""
        found = self.counts()
        titles = {
            "open": _("tab_open", default="To do"),
            "to-read": _("tab_to_read", default="To read"),
            "started": _("tab_started", default="Started by me"),
            "done": _("tab_done", default="Done"),
        }
        return [
            {
                "title": self.say(title),
                "count": found[kind],
                "url": f"{self.portal_url}/@@my-work?kind={kind}",
                "waits": kind in ("open", "to-read") and found[kind],
            }
            for kind, title in titles.items()
        ]


class Paged(PortalPage):
    """A list of which a page is shown; `total` says how long it is."""

    total = 0
    #: What the address of a page repeats.
    repeated: tuple[str, ...] = ()

    def start(self) -> int:
        """Return where the page begins; at the last page for what lies beyond it."""
        return min(super().start(), max(0, (self.total - 1) // ON_A_PAGE * ON_A_PAGE))

    def pages(self) -> list[dict[str, Any]]:
        """Return the numbered links: `{"number", "url", "current"}`, near the present one."""
        here, last = self.start() // ON_A_PAGE, max(0, (self.total - 1) // ON_A_PAGE)
        if not last:
            return []
        shown = sorted({0, last, *range(max(0, here - 2), min(last, here + 2) + 1)})
        return [
            {
                "number": page + 1,
                "url": self._page_url(page * ON_A_PAGE),
                "current": "page" if page == here else None,
            }
            for page in shown
        ]

    def _page_url(self, start: int) -> str:
        asked = {name: self.text(name) for name in self.repeated}
        asked |= {"b_start": str(start)} if start else {}
        base = self.request["ACTUAL_URL"]
        return f"{base}?{urlencode(asked)}" if asked else base


class ColumnPage(Paged):
    """The page of a column: all that is published in it, page by page."""

    @property
    def page_title(self) -> str:
        """The column's name."""
        return self.context.title

    @cached_property
    def total(self) -> int:
        """How many items there are."""
        return total_of(self.context)

    @cached_property
    def entries(self) -> list[Entry]:
        """The lines of this page."""
        pictures = "card" if self.context.kind in (model.PICTURES, model.NEWS) else ""
        return entries_of(self.context, ON_A_PAGE, self.start(), pictures)

    @property
    def large(self) -> bool:
        """Whether lines are shown with their pictures."""
        return self.context.kind == model.PICTURES


class Search(Paged):
    """Search what is published in this portal (and in those below it)."""

    page_title = _("heading_portal_search", default="Search this portal")
    repeated = ("q",)

    @cached_property
    def words(self) -> str:
        """What is looked for."""
        return self.text("q")[:100]

    @cached_property
    def found(self) -> list[Any]:
        """The catalogue entries found, at most 500, newest first."""
        if not self.words:
            return []
        query = published_query("/".join(self.portal.getPhysicalPath()))
        query |= {"SearchableText": safe_text(self.words), "sort_on": "effective"}
        try:
            found = api.portal.get_tool("portal_catalog").searchResults(
                sort_order="reverse", sort_limit=MOST_FOUND, **query
            )
        except ParseError:
            # nothing in it is a word, or it is an operator without its words
            return []
        return list(found[:MOST_FOUND])

    @cached_property
    def total(self) -> int:
        """How many were found."""
        return len(self.found)

    @cached_property
    def entries(self) -> list[Entry]:
        """The lines of this page."""
        start = self.start()
        return [entry(brain) for brain in self.found[start : start + ON_A_PAGE]]

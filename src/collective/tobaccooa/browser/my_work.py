"""My work (我的工作): what waits, what is to be read, what the person started, what is done."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.documents.vocabularies import DOCUMENT_TYPES
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.inbox.items import Page
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.workflows.texts import STEP_TITLES
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zope.i18nmessageid import Message


TABS = {
    Kind.OPEN: _("tab_open", default="To do"),
    Kind.TO_READ: _("tab_to_read", default="To read"),
    Kind.STARTED: _("tab_started", default="Started by me"),
    Kind.DONE: _("tab_done", default="Done"),
}
EMPTY = {
    Kind.OPEN: (
        _("empty_open", default="Nothing waits for you"),
        _("empty_open_next", default="You can draft a document, or look at what you started."),
    ),
    Kind.TO_READ: (
        _("empty_to_read", default="Everything is read"),
        _("empty_to_read_next", default="Documents sent to you for reading will stand here."),
    ),
    Kind.STARTED: (
        _("empty_started", default="You have not started anything yet"),
        _("empty_started_next", default="Draft a document; here you then see who holds it."),
    ),
    Kind.DONE: (
        _("empty_done", default="Nothing handled yet"),
        _("empty_done_next", default="What you have handled can be found here again."),
    ),
}
#: What a time in each list says.
SINCE = {
    Kind.OPEN: _("label_came_at", default="came ${at}"),
    Kind.TO_READ: _("label_came_at", default="came ${at}"),
    Kind.STARTED: _("label_started_at", default="since ${at}"),
    Kind.DONE: _("label_handled_at", default="handled ${at}"),
}


class MyWork(OfficePage):
    """Four lists, each with its count; the landing page after signing in."""

    filter_part = ViewPageTemplateFile("templates/my_work_filter.pt")
    section = "my-work"
    page_title = _("nav_my_work", default="My work")

    def __call__(self):
        """Show the list; a badge must never come out of a cache."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    @cached_property
    def kind(self) -> Kind:
        """Return which of the lists is asked for."""
        asked = self.text("kind")
        return Kind(asked) if asked in set(Kind) else Kind.OPEN

    @cached_property
    def filter(self) -> Filter:
        """Return what the person narrows the list to."""
        return Filter(type=self.text("type"), step=self.text("step"), q=self.text("q")[:200])

    @cached_property
    def page(self) -> Page:
        """Return the part of the list to show."""
        return work_items(self.user, self.kind, self.filter, self.start(), PAGE_SIZE)

    def tabs(self) -> list[dict[str, Any]]:
        """Return the four tabs: `{"title", "count", "url", "current"}`."""
        return [
            {
                "title": title,
                "count": self.page.counts[kind.value],
                "url": f"{self.address}?kind={kind.value}",
                "current": "page" if kind is self.kind else None,
            }
            for kind, title in TABS.items()
        ]

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.portal_url}/@@my-work"

    def items(self) -> list[dict[str, Any]]:
        """Return the items of this page of the list, ready to show."""
        return [self._shown(item) for item in self.page.items]

    def _shown(self, item: WorkItem) -> dict[str, Any]:
        source = source_of(item.reference)
        waiting = self.kind in (Kind.OPEN, Kind.TO_READ)
        at = SINCE[self.kind]
        return {
            "title": item.title,
            "url": source.page(item) or self.address,
            "step": self.say(source.step_title(item)),
            "sender": self.directory.title_of(item.sender) if waiting and item.sender else "",
            "since": self.say(Message(at, mapping={"at": self.short(item.since)})),
            "since_exact": self.exact(item.since),
            "number": item.number,
            "type": self.say(title_of_token(item.document_type)) if item.document_type else "",
            "urgency": item.urgency if item.urgency != "normal" else "",
            "urgency_title": self.say(title_of_token(item.urgency)),
            "due": self._due(item) if waiting else "",
            "light": self.light(item.due_on) if self.kind is Kind.OPEN else None,
            "css": "oa-item oa-item--new" if waiting and item.opened_at is None else "oa-item",
            "is_new": waiting and item.opened_at is None,
        }

    def _due(self, item: WorkItem) -> str:
        if item.due_on is None:
            return ""
        due = f"{item.due_on:%m-%d}"
        if item.due_on.year != self.today.year:
            due = self.day(item.due_on)
        return self.say(_("label_due", default="due ${day}", mapping={"day": due}))

    def empty(self) -> dict[str, str]:
        """Return what to say of an empty list."""
        title, next_ = EMPTY[self.kind]
        if self.filter:
            title = _("empty_filtered", default="Nothing matches")
            next_ = _("empty_filtered_next", default="Change the words or show the whole list.")
        return {"title": title, "next": next_}

    def types(self) -> list[dict[str, Any]]:
        """Return the types to choose from in the filter."""
        return [
            {"id": each.token, "title": each.title, "selected": each.token == self.filter.type}
            for each in DOCUMENT_TYPES
        ]

    def steps(self) -> list[dict[str, Any]]:
        """Return the steps to choose from in the filter."""
        return [
            {"id": token, "title": title, "selected": token == self.filter.step}
            for token, title in STEP_TITLES.items()
        ]

    def paging(self) -> dict[str, Any] | None:
        """Return `{"before", "after", "first", "last", "total"}`, or None for a short list."""
        return paging_of(self, self.address, self.page.total, kind=self.kind.value)


def paging_of(page: OfficePage, address: str, total: int, **fixed: str) -> dict[str, Any] | None:
    """Return the links to the other parts of a list, or None when all of it is shown.

    :param fixed: query parameters to keep beside those of the present filter.
    """
    start = page.start()
    if total <= PAGE_SIZE and not start:
        return None
    kept = {k: v for k, v in page.request.form.items() if isinstance(v, str) and k != "b_start"}

    def link(at: int) -> str:
        return f"{address}?{urlencode({**kept, **fixed, 'b_start': at})}"

    return {
        "before": link(max(0, start - PAGE_SIZE)) if start else None,
        "after": link(start + PAGE_SIZE) if start + PAGE_SIZE < total else None,
        "first": min(start + 1, total),
        "last": min(start + PAGE_SIZE, total),
        "total": total,
    }

"""My work (我的工作): what waits, what is to be read, what the person started, what is done."""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.browser.words import ends_at_noon
from collective.tobaccooa.browser.work.listing import linker
from collective.tobaccooa.browser.work.listing import Listing
from collective.tobaccooa.browser.work.titles import SORTS
from collective.tobaccooa.browser.work.titles import TABS
from collective.tobaccooa.documents.vocabularies import DOCUMENT_TYPES
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.inbox.filters import filters_of
from collective.tobaccooa.inbox.items import Page
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.looking import HELPED
from collective.tobaccooa.inbox.looking import look_of
from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import OWN
from collective.tobaccooa.inbox.model import SORTS_OF
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.pulse import newest
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.workflows.texts import STEP_TITLES
from functools import cached_property
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zope.component import queryMultiAdapter
from zope.i18nmessageid import Message


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


#: What is done with the ticked items of a list: the page that takes them, and its button.
BULK = {
    Kind.OPEN: ("handle-many", _("button_handle_ticked", default="Handle the ticked ones")),
    Kind.TO_READ: ("mark-read-many", _("button_read_ticked", default="Mark the ticked as read")),
}
#: What a step in the filter means in each list.
STEP_LABELS = {Kind.DONE: _("label_step_handled", default="Step in which I handled it")}


class MyWork(OfficePage):
    """Four lists, each with its count; the landing page after signing in."""

    filter_part = ViewPageTemplateFile("templates/my_work_filter.pt")
    saved_part = ViewPageTemplateFile("work/templates/saved.pt")
    items_part = ViewPageTemplateFile("work/templates/items.pt")
    keep_part = ViewPageTemplateFile("work/templates/keep.pt")
    keys_part = ViewPageTemplateFile("work/templates/keys.pt")
    section = "my-work"
    page_title = _("nav_my_work", default="My work")
    day_labels = {
        "since": _("label_day_since", default="From"),
        "until": _("label_day_until", default="Until"),
    }

    def __call__(self):
        """Show the list; a badge must never come out of a cache."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    @cached_property
    def listing(self) -> Listing:
        """Return which list is asked for, narrowed how and in which order."""
        return Listing.read(self.text)

    @property
    def kind(self) -> Kind:
        """Return which of the lists is asked for."""
        return self.listing.kind

    @property
    def filter(self) -> Filter:
        """Return what the person narrows the list to."""
        return self.listing.filter

    @cached_property
    def page(self) -> Page:
        """Return the part of the list to show."""
        sort = self.listing.sort
        return work_items(self.user, self.kind, self.filter, self.start(), PAGE_SIZE, sort)

    def tabs(self) -> list[dict[str, Any]]:
        """Return the four tabs: `{"title", "kind", "count", "url", "current"}`."""
        return [
            {
                "title": title,
                "kind": kind.value,
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

    def file_url(self) -> str:
        """Address of the list as a file."""
        return self.listing.address(f"{self.address}.xlsx")

    def here(self) -> str:
        """Address of the list from its beginning."""
        return self.listing.address(self.address)

    @cached_property
    def newest(self) -> int:
        """Return when the newest waiting line came, for the pulse to tell what is newer."""
        return newest(self.user)

    @cached_property
    def bulk(self) -> dict[str, Any] | None:
        """Return what can be done with ticked items: `{"url", "button"}`; None: nothing."""
        name, button = BULK.get(self.kind, ("", ""))
        if not name or queryMultiAdapter((api.portal.get(), self.request), name=name) is None:
            return None
        return {"url": f"{self.portal_url}/@@{name}", "button": button}

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        """Return the items of this page of the list, ready to show."""
        start = self.start()
        return [self._shown(item, start + place) for place, item in enumerate(self.page.items)]

    @cached_property
    def _link(self) -> Callable[[str, int], str]:
        return linker(self.listing)

    def _shown(self, item: WorkItem, place: int) -> dict[str, Any]:
        source = source_of(item.reference)
        waiting = self.kind in (Kind.OPEN, Kind.TO_READ)
        at = SINCE[self.kind]
        url = source.page(item)
        if url and item.for_whom:
            url += f"?{urlencode({'on_behalf_of': item.for_whom})}"
        return {
            "title": item.title,
            "reference": item.reference,
            "tick": f"tick-{place}" if ":" not in item.reference else "",
            "url": self._link(url, place) if url else self.address,
            "step": self.say(source.step_title(item)),
            "for_whom": self.directory.fullname(item.for_whom) if item.for_whom else "",
            "sender": self.directory.title_of(item.sender) if waiting and item.sender else "",
            "since": self.say(Message(at, mapping={"at": self.short(item.since)})),
            "since_exact": self.exact(item.since),
            "number": item.number,
            "type": self.say(title_of_token(item.document_type)) if item.document_type else "",
            "urgency": item.urgency if item.urgency != "normal" else "",
            "urgency_title": self.say(title_of_token(item.urgency)),
            "due": self._due(item) if waiting else "",
            "light": self.light(item.due_on) if self.kind is Kind.OPEN else None,
            "urged": str(item.urged) if waiting and item.urged else "",
            "css": "oa-item oa-item--new" if waiting and item.opened_at is None else "oa-item",
            "is_new": waiting and item.opened_at is None,
        }

    def whose(self) -> list[dict[str, Any]]:
        """Return what an assistant may narrow the list to: `{"title", "url", "current"}`."""
        if self.kind not in HELPED or not (helps := look_of(self.user).helps):
            return []
        choices = [("", _("label_whose_all", default="All")), (OWN, _("label_own", default="Mine"))]
        choices += [
            (
                each.grantor,
                _(
                    "label_for_whom",
                    default="For ${name}",
                    mapping={"name": self.directory.fullname(each.grantor)},
                ),
            )
            for each in helps
        ]
        return [
            {
                "title": self.say(title),
                "url": self.listing.of(token).address(self.address),
                "current": "page" if token == self.filter.whose else None,
            }
            for token, title in choices
        ]

    def _due(self, item: WorkItem) -> str:
        if item.due_on is None:
            return ""
        due = f"{item.due_on:%m-%d}"
        if item.due_on.year != self.today.year:
            due = self.day(item.due_on)
        if item.due_at is not None and ends_at_noon(item.due_at):
            due = f"{due} 12:00"
        return self.say(_("label_due", default="due ${day}", mapping={"day": due}))

    def empty(self) -> dict[str, str]:
        """Return what to say of an empty list."""
        title, next_ = EMPTY[self.kind]
        if self.filter:
            title = _("empty_filtered", default="Nothing matches")
            next_ = _("empty_filtered_next", default="Change the words or show the whole list.")
        return {"title": title, "next": next_}

    def chosen(self) -> list[dict[str, str]]:
        """Return what the list is narrowed by, each with the address of the list without it."""
        return [
            {
                "title": self._said(name, value),
                "url": self.listing.without(name).address(self.address),
            }
            for name, value in self.listing.fields().items()
            if name not in ("kind", "sort")
        ]

    def _said(self, name: str, value: str) -> str:
        if name == "type":
            return self.say(title_of_token(value))
        if name == "step":
            return self.say(STEP_TITLES.get(value, value))
        if name == "unit":
            return self.directory.unit(value).title if self.directory.has_unit(value) else value
        if name in self.day_labels:
            return f"{self.say(self.day_labels[name])} {value}"
        return value

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

    def step_label(self) -> str:
        """Return what the filter calls the step."""
        return STEP_LABELS.get(self.kind, _("label_step", default="Step"))

    def units(self) -> list[dict[str, Any]]:
        """Return the units to choose from: the person's own and those of this page's items."""
        found = self.directory.units_of(self.user) | {item.unit for item in self.page.items}
        codes = found | {self.filter.unit} - {""}
        units = [unit for unit in self.directory.units() if unit.code in codes]
        if len(units) < 2:
            return []
        return [
            {"id": each.code, "title": each.title, "selected": each.code == self.filter.unit}
            for each in units
        ]

    def sorts(self) -> list[dict[str, Any]]:
        """Return the orders to choose from."""
        return [
            {"id": each.value, "title": SORTS[each], "selected": each is self.listing.sort}
            for each in SORTS_OF[self.kind]
        ]

    @cached_property
    def saved(self) -> list[dict[str, Any]]:
        """Return the person's saved filters: `{"name", "url", "current"}`."""
        return [
            {
                "name": each.name,
                "url": (listing := Listing(each.kind, each.filter, each.sort)).address(
                    self.address
                ),
                "current": "true" if listing == self.listing else None,
            }
            for each in filters_of(self.user)
        ]

    def saved_here(self) -> str:
        """Return the name under which the present filter is saved, "" when it is not."""
        return next((each["name"] for each in self.saved if each["current"]), "")

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

"""What the lean frame shows around a page: name of the unit, navigation, person, messages."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.interfaces import IHeadTool
from collective.tobaccooa.browser.interfaces import INavigationEntries
from collective.tobaccooa.browser.interfaces import IPageExtras
from collective.tobaccooa.browser.interfaces import IPersonMenuEntries
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.documents.register import may_read_ledgers
from collective.tobaccooa.organisation.principals import post_principal
from functools import cached_property
from pathlib import Path
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from zope.component import getMultiAdapter
from zope.component import subscribers

import hashlib


STATIC = Path(__file__).parent / "static"
#: Our mark, drawn in the page so that it takes the portal's brand colour.
MARK = (
    '<svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">'
    '<rect width="48" height="48" rx="10" fill="var(--oa-brand)"/>'
    '<path d="M13 10h16l7 7v21H13z" fill="#fff"/><path d="M29 10v7h7z" fill="#b9d2c9"/>'
    '<path d="M18 33c0-9 5-13 13-13 0 8-4 13-13 13zm0 0 8-8" fill="none" '
    'stroke="var(--oa-brand)" stroke-width="2.6" stroke-linecap="round" '
    'stroke-linejoin="round"/></svg>'
)
#: Pages named `oa-…` that are not the administrator's.
EVERYBODYS = ("oa-change-password", "oa-viewer", "oa-help", "oa-tour")
#: As many entries as a line at 1366 px has room for, and those that stay in it when there are more.
IN_LINE = 6
DAILY = ("my-work", "board", "new", "received", "registers", "search-office")
MARKS = {"error": "error", "warning": "warning", "warn": "warning"}
#: Changes with our static files, so that browsers may keep them for long.
VERSION = hashlib.sha256(
    b"".join(path.read_bytes() for path in sorted(STATIC.rglob("*")) if path.is_file())
).hexdigest()[:10]


def person_entries(user: str, portal_url: str, request: Any) -> list[dict[str, Any]]:
    """Return what domains add to the menu of somebody who is signed in."""
    return [
        {"id": token, "title": title, "url": url}
        for each in subscribers((api.portal.get(), request), IPersonMenuEntries)
        for token, title, url in each.entries(user, portal_url)
    ]


class OfficeShell(OfficePage):
    """The view `@@oa-shell`; asked by the frame, of no use by itself."""

    header = ViewPageTemplateFile("templates/header.pt")
    version = VERSION
    mark = MARK

    def __call__(self):
        """Answer nothing: this view only serves the frame."""
        return ""

    def named(self, name: str) -> Any:
        """Return one of Plone's views of this content that all pages may use."""
        return getMultiAdapter((self.context, self.request), name=name)

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return bool(self.user)

    @cached_property
    def body_attributes(self) -> dict[str, str]:
        """What the scripts of every page need to know: whom to ask for, and where."""
        if not self.is_staff:
            return {}
        return {"data-pulse": f"{self.portal_url}/@@oa-pulse", "data-user": self.user}

    @cached_property
    def unit_title(self) -> str:
        """The full name of the unit whose pages these are."""
        return self.unit.title

    @cached_property
    def home_url(self) -> str:
        """Address of the person's own unit."""
        return self.directory.unit_object(self.home_unit()).absolute_url()

    @cached_property
    def fullname(self) -> str:
        """Name of the person."""
        return self.directory.fullname(self.user)

    @cached_property
    def role_line(self) -> str:
        """Where the person works and as what."""
        person = self.directory.person(self.user)
        parts = [person.job_title]
        if person.department and self.directory.has_department(person.department):
            parts.insert(0, self.directory.department(person.department).title)
        if person.unit and self.directory.has_unit(person.unit):
            unit = self.directory.unit(person.unit)
            parts.insert(0, unit.short_title or unit.title)
        return " ".join(part for part in parts if part)

    @cached_property
    def is_staff(self) -> bool:
        """Whether the person belongs to a unit."""
        return bool(self.user and self.directory.units_of(self.user))

    def may_manage(self) -> bool:
        """Whether the person keeps the base data."""
        check = getSecurityManager().checkPermission
        return bool(check("collective.tobaccooa: Manage organisation", api.portal.get()))

    def nav_parts(self) -> dict[str, list[dict[str, Any]]]:
        """Return the navigation as it fits in one line: `{"first", "more"}`.

        The daily pages stand in the line, the others in a menu; few stand in the line all.
        """
        entries = self.nav
        if len(entries) <= IN_LINE:
            return {"first": entries, "more": []}
        first = [each for each in entries if each["id"] in DAILY]
        return {"first": first, "more": [each for each in entries if each["id"] not in DAILY]}

    @cached_property
    def nav(self) -> list[dict[str, Any]]:
        """The entries of the navigation: `{"id", "title", "url", "current"}`."""
        if not self.signed_in:
            return []
        portal, home = self.portal_url, self.home_url
        entries = [("my-work", _("nav_my_work", default="My work"), f"{portal}/@@my-work")]
        if self.is_staff:
            entries += [
                ("new", _("nav_new_document", default="Draft"), f"{home}/@@new-document"),
                ("received", _("nav_received", default="Received"), f"{home}/@@received"),
                ("registers", _("nav_registers", default="Registers"), f"{home}/@@registers"),
                (
                    "search-office",
                    _("nav_search_office", default="Search"),
                    f"{portal}/@@search-office",
                ),
            ]
            entries += self._logs(home)
        for each in subscribers((api.portal.get(), self.request), INavigationEntries):
            entries += each.entries(self.user, portal)
        if self.may_manage():
            entries.append(("manage", _("nav_manage", default="Manage"), f"{portal}/@@oa-manage"))
        here = self._section()
        return [
            {"id": token, "title": title, "url": url, "current": "page" if token == here else None}
            for token, title, url in entries
        ]

    def head_tools(self) -> list[str]:
        """Return the markup of what stands beside the person's menu."""
        if not self.is_staff:
            return []
        found = subscribers((api.portal.get(), self.request), IHeadTool)
        return [each.render(self.user, self) for each in sorted(found, key=lambda it: it.order)]

    @cached_property
    def person_entries(self) -> list[dict[str, Any]]:
        """The entries that domains add to the person's own menu: `{"id", "title", "url"}`."""
        return person_entries(self.user, self.portal_url, self.request)

    def extras(self) -> list[str]:
        """Return what domains put at the end of this page for this person."""
        page = self._published
        if not self.signed_in or not isinstance(page, OfficePage):
            return []
        found = subscribers((self.context, self.request), IPageExtras)
        return [html for each in found if (html := each.render(self.user, page))]

    def _logs(self, home: str) -> list[tuple[str, Any, str]]:
        """The ledger of numbers and the log of seals, for those who keep them."""
        unit = self.home_unit()
        reads = may_read_ledgers(unit, self.user)
        found = []
        if reads:
            found.append(("numbers", _("nav_numbers", default="Numbers"), f"{home}/@@numbers"))
        keeper = post_principal(unit, "sealkeeper") in self.directory.principals_of(self.user)
        if reads or keeper:
            found.append(("seal-log", _("nav_seal_log", default="Seals"), f"{home}/@@seal-log"))
        return found

    @property
    def _published(self) -> Any:
        published = self.request.get("PUBLISHED")
        return getattr(published, "__self__", published)

    def _section(self) -> str:
        view = self._published
        name = getattr(view, "__name__", "") or ""
        if getattr(view, "section", ""):
            return view.section
        if name.startswith("oa-") and name not in EVERYBODYS:
            return "manage"
        return name

    def messages(self) -> list[dict[str, str]]:
        """Return the messages that wait for this page: `{"kind", "text"}`."""
        return [
            {"kind": MARKS.get(each.type, "info"), "text": each.message}
            for each in IStatusMessage(self.request).show()
        ]

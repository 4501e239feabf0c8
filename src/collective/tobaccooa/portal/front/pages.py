"""What all pages of a portal share: whose portal it is, who looks, the frame around it."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collections.abc import Sequence
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.shell import MARKS
from collective.tobaccooa.browser.shell import person_entries
from collective.tobaccooa.inbox.items import counts
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.portal import model
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.finding import units_with_pages
from collective.tobaccooa.portal.front.assets import VERSION
from collective.tobaccooa.portal.keepers import keepers
from collective.tobaccooa.portal.keepers import keeps_portal
from collective.tobaccooa.portal.store import portal_of
from collective.tobaccooa.portal.store import portal_record
from collective.tobaccooa.portal.store import PortalRecord
from collective.tobaccooa.portal.styles.look import Look
from collective.tobaccooa.portal.styles.look import look_of
from datetime import datetime
from functools import cached_property
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any


WEEKDAYS = (
    _("weekday_1", default="Monday"),
    _("weekday_2", default="Tuesday"),
    _("weekday_3", default="Wednesday"),
    _("weekday_4", default="Thursday"),
    _("weekday_5", default="Friday"),
    _("weekday_6", default="Saturday"),
    _("weekday_7", default="Sunday"),
)
#: Columns that lead nowhere as a page of their own.
NOT_IN_NAVIGATION = (model.TICKER, model.LINKS)
NAVIGATION = 9
#: Stands where a picture is missing.
NO_PICTURE = (
    '<svg class="op-no-picture" viewBox="-45 -34 150 113" aria-hidden="true" focusable="false">'
    '<path d="M6 38 22 17l10 13 7-8 15 16z" fill="currentColor"/>'
    '<circle cx="44" cy="13" r="4" fill="currentColor"/></svg>'
)


class PortalPage(OfficePage):
    """Base of the portal's pages; rendered in the portal's own frame."""

    frame_template = ViewPageTemplateFile("templates/frame.pt")
    header = ViewPageTemplateFile("templates/header.pt")
    version = VERSION
    no_picture = NO_PICTURE
    page_title = ""
    scripts: tuple[str, ...] = ()
    #: Whether what is on this page is counted when it is really looked at (`visits`).
    counted = False
    #: Whether the lengths of the reader's lists of work stand on it.
    shows_counts = False
    #: Markup that parts of the portal put on it for this reader.
    extras: Sequence[str] = ()

    @cached_property
    def portal(self) -> Any:
        """The unit (SubPortal or site root) whose portal this is."""
        return portal_of(self.context)

    @cached_property
    def url(self) -> str:
        """Address of that portal."""
        return self.portal.absolute_url()

    @property
    def seen_url(self) -> str:
        """Where the page reports that it was looked at, "" where that is not counted."""
        return f"{self.context.absolute_url()}/@@seen" if self.counted else ""

    @cached_property
    def record(self) -> PortalRecord:
        """What is kept about the portal."""
        return portal_record(self.portal)

    @cached_property
    def look(self) -> Look:
        """How the portal looks: attributes of the page, banner, footer."""
        return look_of(self.portal, self.today)

    @cached_property
    def staff(self) -> bool:
        """Whether somebody is signed in."""
        return bool(self.user)

    def person_entries(self) -> list[dict[str, Any]]:
        """Return what domains add to the menu of who is signed in."""
        return person_entries(self.user, self.portal_url, self.request)

    @cached_property
    def status(self) -> str:
        """`open`, `closed` or `archived`."""
        return self.record.status

    @cached_property
    def now(self) -> datetime:
        """The time in Asia/Shanghai."""
        return datetime.now(SHANGHAI)

    @property
    def weekday(self) -> str:
        """The name of the day."""
        return self.say(WEEKDAYS[self.today.weekday()])

    @cached_property
    def columns(self) -> list[Any]:
        """The columns that the reader may see."""
        return [
            column
            for column in columns_of(self.portal)
            if (self.staff or column.audience == model.EVERYBODY) and self.status != model.CLOSED
        ]

    def navigation(self) -> list[dict[str, Any]]:
        """Return the entries of the navigation: `{"title", "url", "current"}`."""
        here = f"{self.context.absolute_url()}/"
        found = [
            {"title": column.title, "url": column.absolute_url()}
            for column in self.columns
            if column.kind not in NOT_IN_NAVIGATION
        ]
        return [
            each | {"current": "page" if here.startswith(f"{each['url']}/") else None}
            for each in found[:NAVIGATION]
        ]

    @cached_property
    def units(self) -> list[dict[str, str]]:
        """Return the portals below the top unit, for the list of units: `{"title", "url"}`."""
        return [
            {
                "title": unit.short_title or unit.title,
                "url": content.absolute_url(),
            }
            for unit, content in units_with_pages()
            if unit.parent is not None
        ]

    @cached_property
    def is_top(self) -> bool:
        """Whether this is the portal of the top unit."""
        return self.unit.parent is None

    @cached_property
    def top_title(self) -> str:
        """Short name of the top unit."""
        top = self.directory.units()[0]
        return top.short_title or top.title

    @cached_property
    def fullname(self) -> str:
        """Name of who looks."""
        return self.directory.fullname(self.user)

    def counts(self) -> dict[str, int]:
        """Return the lengths of the reader's four lists of work; never kept."""
        return counts(self.user)

    @cached_property
    def keeps_columns(self) -> bool:
        """Whether the reader keeps a column of this portal."""
        return any(self.user in keepers(column).everybody() for column in columns_of(self.portal))

    @cached_property
    def keeps_portal(self) -> bool:
        """Whether the reader keeps this portal's style."""
        return self.staff and keeps_portal(self.unit.code, getSecurityManager().getUser())

    def messages(self) -> list[dict[str, str]]:
        """Return the messages that wait for this page: `{"kind", "text"}`."""
        return [
            {"kind": MARKS.get(each.type, "info"), "text": each.message}
            for each in IStatusMessage(self.request).show()
        ]

    def may(self, permission: str) -> bool:
        """Whether the reader has a permission here."""
        return bool(getSecurityManager().checkPermission(permission, self.context))

    @cached_property
    def site_title(self) -> str:
        """The full name of the unit."""
        return self.unit.title

    @cached_property
    def authenticator(self) -> str:
        """The hidden field of a form that may write."""
        return api.content.get_view("authenticator", self.context, self.request).authenticator()

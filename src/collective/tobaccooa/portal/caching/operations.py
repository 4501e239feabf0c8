"""Caching operations of plone.caching: what a page, a file, a static resource says about itself.

`interceptResponse` answers 304 before the page is made; `modifyResponse` writes the headers.
"""

from __future__ import annotations

from AccessControl.PermissionRole import rolesForPermissionOn
from collective.tobaccooa import _
from collective.tobaccooa.portal.caching.etags import etag_of
from collective.tobaccooa.portal.caching.model import Answer
from collective.tobaccooa.portal.caching.model import cache_control
from collective.tobaccooa.portal.caching.model import OWN
from collective.tobaccooa.portal.caching.model import shared_seconds
from collective.tobaccooa.portal.caching.model import VARY
from collective.tobaccooa.portal.caching.model import YEAR
from collective.tobaccooa.portal.caching.settings import shared_limit
from collective.tobaccooa.portal.front.lasting import holds_until
from collective.tobaccooa.portal.interfaces import IColumnItem
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.model import CLOSED
from collective.tobaccooa.portal.standing import state_of
from collective.tobaccooa.portal.store import portal_of
from collective.tobaccooa.portal.store import portal_record
from DateTime import DateTime
from plone.app.caching.operations.utils import parseETags
from plone.caching.interfaces import ICachingOperation
from plone.caching.interfaces import ICachingOperationType
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import provider

import time


PREFIX = "collective.tobaccooa.portal.caching"
COOKIE = "statusmessages"
KEEPING = "collective.tobaccooa: Keep column"


def open_to_all(content: Any) -> bool:
    """Tell whether every visitor may see some content of a portal now, by its plain address."""
    if "Anonymous" not in rolesForPermissionOn("View", content):
        return False
    if not IColumnItem.providedBy(content):
        return portal_record(portal_of(content)).status != CLOSED
    now = DateTime()
    begun = content.effective_date is not None and content.effective_date <= now
    return begun and state_of(content) == "published" and open_to_all(content.__parent__)


def names_somebody(request: Any) -> bool:
    """Tell whether a request carries somebody's credentials, valid or not."""
    # the publisher moves the header there
    return "__ac" in request.cookies or bool(getattr(request, "_auth", None))


def is_plain(request: Any, content: Any) -> bool:
    """Tell whether content was asked for by its one address: others would never be purged."""
    asked = request.get("ACTUAL_URL", "").rstrip("/")
    return not request.get("QUERY_STRING") and asked == content.absolute_url().rstrip("/")


@implementer(ICachingOperation)
@adapter(Interface, Interface)
class Operation:
    """Base: nothing is intercepted, nothing modified."""

    prefix = PREFIX
    options: tuple[str, ...] = ()

    def __init__(self, published: Any, request: Any) -> None:
        self.published = published
        self.request = request

    def interceptResponse(self, rulename: str, response: Any) -> str | None:
        return None

    def modifyResponse(self, rulename: str, response: Any) -> None:
        return None


@provider(ICachingOperationType)
class PortalPages(Operation):
    """Pages of a portal: shared for visitors, asked again by those signed in (304)."""

    title = _("title_caching_pages", default="Pages of portals")
    description = _(
        "help_caching_pages",
        default="Visitors' pages may be kept by a cache in front until something on them changes; "
        "who is signed in asks each time, and gets nothing new only if nothing is.",
    )
    options = ("smaxage",)

    def interceptResponse(self, rulename: str, response: Any) -> str | None:
        asked = self.request.environ.get("HTTP_IF_NONE_MATCH")
        if not asked or COOKIE in self.request.cookies or self._keeps():
            return None
        if not self._answer(response).may_be_kept or self.published.status == CLOSED:
            return None
        if etag_of(self.published, self.request) not in parseETags(asked):
            return None
        self._headers(response)
        response.setStatus(304)
        return ""

    def modifyResponse(self, rulename: str, response: Any) -> None:
        self._headers(response)

    def _headers(self, response: Any) -> None:
        answer = self._answer(response)
        response.setHeader("Cache-Control", cache_control(answer, self._seconds(answer)))
        response.setHeader("Vary", VARY)
        if answer.may_be_kept:
            response.setHeader("ETag", f'"{etag_of(self.published, self.request)}"', literal=1)

    def _answer(self, response: Any) -> Answer:
        request, page = self.request, self.published
        return Answer(
            reading=request.get("REQUEST_METHOD") in ("GET", "HEAD"),
            status=response.getStatus(),
            personal=self._momentary(response) or self._keeps(),
            credentials=page.staff or names_somebody(request),
            plain=is_plain(request, page.context),
            public=not page.staff and open_to_all(page.context),
        )

    def _momentary(self, response: Any) -> bool:
        # whatever shows a message also takes its cookie back
        return bool(response.cookies) or COOKIE in self.request.cookies

    def _keeps(self) -> bool:
        # the tools of keepers depend on more than the page does, and hold tokens of the moment
        page = self.published
        kept = IColumnItem.providedBy(page.context) or IPortalColumn.providedBy(page.context)
        return page.staff and kept and page.may(KEEPING)

    def _seconds(self, answer: Answer) -> int:
        if not answer.may_be_shared:
            return 0
        page = self.published
        until = holds_until(page.portal, page.record, page.today)
        return shared_seconds(shared_limit(PREFIX, self.options[0]), until, time.time())


@provider(ICachingOperationType)
class OwnPages(Operation):
    """Pages of work and of search: for nobody else; what a page says itself goes before."""

    title = _("title_caching_own", default="Pages of one's own")
    description = _(
        "help_caching_own",
        default="Pages of work, search, previews: no cache in front keeps them.",
    )

    def modifyResponse(self, rulename: str, response: Any) -> None:
        if not response.getHeader("Cache-Control"):
            response.setHeader("Cache-Control", OWN)


@provider(ICachingOperationType)
class PortalFiles(Operation):
    """Files and pictures of columns' items, by Plone's own addresses; others are left alone."""

    title = _("title_caching_files", default="Files and pictures of portals")
    description = _(
        "help_caching_files",
        default="What every visitor may see may be kept by a cache in front; everything else stays "
        "with the reader.",
    )
    options = ("smaxage",)

    def modifyResponse(self, rulename: str, response: Any) -> None:
        item = self._content()
        if item is None:
            return
        answer = Answer(
            reading=self.request.get("REQUEST_METHOD") in ("GET", "HEAD"),
            status=response.getStatus(),
            personal=bool(response.cookies),
            credentials=names_somebody(self.request),
            plain=not self.request.get("QUERY_STRING"),
            public=open_to_all(item),
        )
        portal = portal_of(item)
        seconds = shared_limit(PREFIX, "smaxage")
        if item.expiration_date is not None:
            seconds = shared_seconds(seconds, float(item.expiration_date), time.time())
        if portal_record(portal).status == CLOSED:
            seconds = 0
        response.setHeader("Cache-Control", cache_control(answer, seconds))
        response.setHeader("Vary", VARY)

    def _content(self) -> Any:
        found = self.published
        while found is not None and not IColumnItem.providedBy(found):
            if IPortalColumn.providedBy(found):
                return None
            found = getattr(found, "__parent__", None)
        return found


@provider(ICachingOperationType)
class StaticFiles(Operation):
    """Our own static files: for a year where the address names their version."""

    title = _("title_caching_static", default="Static files")
    description = _(
        "help_caching_static",
        default="Style sheets and scripts may be kept for a year: a new release gives them new "
        "addresses.",
    )

    def modifyResponse(self, rulename: str, response: Any) -> None:
        request = self.request
        path, query = request.get("PATH_INFO", ""), request.get("QUERY_STRING", "")
        if "/++resource++tobaccooa" in path and query and response.getStatus() == 200:
            response.setHeader("Cache-Control", YEAR)

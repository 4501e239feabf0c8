"""The bell in the head of every page."""

from __future__ import annotations

from collective.tobaccooa.browser.interfaces import IHeadTool
from collective.tobaccooa.browser.interfaces import IPulsePart
from collective.tobaccooa.browser.noticing.lines import line_of
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.template import OfficeTemplate
from collective.tobaccooa.inbox.notices.telling import notices_of
from collective.tobaccooa.inbox.notices.telling import unseen
from Products.Five.browser import BrowserView
from typing import Any
from zope.interface import implementer


#: The menu under the bell shows so many.
LATEST = 6


@implementer(IHeadTool)
class Bell(BrowserView):
    """How many notices are new, and a menu that fetches the latest when it is opened.

    It stands on every page, so it reads one number and nothing else.
    """

    order = 10
    template = OfficeTemplate("templates/bell.pt")

    def render(self, user: str, shell: OfficePage) -> str:
        return self.template(count=unseen(user), portal_url=shell.portal_url, version=shell.version)


@implementer(IPulsePart)
class BellFigure:
    """Keeps the number beside the bell true while a page is open."""

    def __init__(self, site: Any, request: Any) -> None:
        """Nothing is needed of either."""

    def figures(self, user: str) -> dict[str, int]:
        """Return how many notices are new."""
        return {"notices": unseen(user)}


class LatestNotices(OfficePage):
    """`@@notices-latest`: the inside of that menu."""

    def __call__(self) -> str:
        """Show the latest; never out of a cache."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    def lines(self) -> list[dict[str, Any]]:
        """Return the latest notices, what is new first."""
        items = sorted(notices_of(self.user), key=lambda item: item.seen_at is not None)
        return [line_of(self, each) for each in items[:LATEST]]

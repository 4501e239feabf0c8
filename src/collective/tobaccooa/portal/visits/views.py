"""`POST <item or unit>/@@seen`: the page reports that somebody has looked at it.

The answer is empty (204) and nothing is written into the database: the view is counted in memory
(`model`) and added to the totals once a minute (`flushing`). That is why neither a token nor an
authenticator is asked for. The portal's script (`portal.js`) sends it when the
page was visible for two seconds.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.visits.flushing import counting
from collective.tobaccooa.portal.visits.flushing import tally
from collective.tobaccooa.portal.visits.model import is_robot
from collective.tobaccooa.portal.visits.store import FRONT
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five import BrowserView


PUBLISHED = "published"


class Seen(BrowserView):
    """Count a view of a front page."""

    def __call__(self) -> str:
        response = self.request.response
        response.setHeader("Cache-Control", "no-store")
        if self.request.get("REQUEST_METHOD") != "POST":
            response.setStatus(405)
            response.setHeader("Allow", "POST")
            return ""
        response.setStatus(204)
        program = self.request.get("HTTP_USER_AGENT") or ""
        if counting.is_set() and not is_robot(program) and self.counts():
            self._count(program)
        return ""

    def key(self) -> str:
        """Return under what the view is counted."""
        return FRONT

    def counts(self) -> bool:
        """Tell whether this is a thing whose views are counted."""
        return True

    def _count(self, program: str) -> None:
        user = getSecurityManager().getUser().getId()
        visitor = f"user {user}" if user else f"at {self.request.getClientAddr()} {program}"
        site = "/".join(api.portal.get().getPhysicalPath())
        unit = directory().unit_of(self.context).code
        tally.count(site, unit, self.key(), visitor, clock.today())


class ItemSeen(Seen):
    """Count a view of an item; what is not published yet is looked at by its keepers only."""

    def key(self) -> str:
        return IUUID(self.context)

    def counts(self) -> bool:
        return api.content.get_state(self.context, default="") == PUBLISHED

"""`@@notices`: everything that somebody was told, by day."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.noticing.lines import by_day
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.inbox.notices.model import Kept
from collective.tobaccooa.inbox.notices.telling import mark_all_seen
from collective.tobaccooa.inbox.notices.telling import mark_seen
from collective.tobaccooa.inbox.notices.telling import notices_of
from collective.tobaccooa.organisation import clock
from functools import cached_property
from typing import Any


class NoticesPage(OfficePage):
    """The centre; reading marks nothing, a click or the button does (POST)."""

    section = "notices"
    page_title = _("heading_notices", default="Notices")

    def __call__(self) -> str:
        """Show the list, or note what was seen."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if not self.posted:
            return self.index()
        self.check_form()
        return self.go(self._see())

    def _see(self) -> str:
        """Note what was seen; :returns: where to go on."""
        until = self.text("until")
        if until:
            count = mark_all_seen(self.user, until, clock.now())
            self.tell(
                _(
                    "msg_notices_seen",
                    default="${count} notices are marked as seen.",
                    mapping={"count": str(count)},
                )
            )
        else:
            mark_seen(self.user, self.texts("id"), clock.now())
        return f"{self.address}?show=all" if self.shows_all else self.address

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.portal_url}/@@notices"

    @property
    def shows_all(self) -> bool:
        """Whether those seen before are shown too."""
        return self.text("show") == "all"

    @cached_property
    def everything(self) -> list[Kept]:
        """All notices, newest first."""
        return notices_of(self.user)

    @cached_property
    def new(self) -> list[Kept]:
        """The new ones of them."""
        return [each for each in self.everything if each.seen_at is None]

    @property
    def chosen(self) -> list[Kept]:
        """What this list is about."""
        return self.everything if self.shows_all else self.new

    @property
    def newest(self) -> str:
        """Id of the newest notice when the page was made: what came later stays new."""
        return self.everything[0].id if self.everything else ""

    def tabs(self) -> list[dict[str, Any]]:
        """Return the two lists: `{"title", "count", "url", "current"}`."""
        return [
            {
                "title": title,
                "count": len(items),
                "url": f"{self.address}{query}",
                "current": "page" if bool(query) is self.shows_all else None,
            }
            for title, items, query in (
                (_("tab_notices_new", default="New"), self.new, ""),
                (_("tab_notices_all", default="All"), self.everything, "?show=all"),
            )
        ]

    def days(self) -> list[dict[str, Any]]:
        """Return this page of the list by day."""
        return by_day(self, self.chosen[self.start() : self.start() + PAGE_SIZE])

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other parts of the list."""
        return paging_of(self, self.address, len(self.chosen))

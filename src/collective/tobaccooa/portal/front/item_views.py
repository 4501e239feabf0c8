"""The page of an item: article, event, file, picture, link."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser import words
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.portal.front.entries import entry
from collective.tobaccooa.portal.front.extras import extras_of
from collective.tobaccooa.portal.front.extras import views_of
from collective.tobaccooa.portal.front.pages import PortalPage
from collective.tobaccooa.portal.front.sources import article_picture
from collective.tobaccooa.portal.guards import PUBLISHED
from collective.tobaccooa.portal.items import neighbours
from collective.tobaccooa.portal.standing import state_of
from DateTime import DateTime
from functools import cached_property
from typing import Any
from zope.component import queryMultiAdapter


class ItemPage(PortalPage):
    """What all items share; a field that a type lacks is not shown."""

    counted = True

    @property
    def page_title(self) -> str:
        """The item's title."""
        return self.context.title or self.context.getId()

    @cached_property
    def column(self) -> Any:
        """The column in which it lies."""
        return self.context.__parent__

    @cached_property
    def column_url(self) -> str:
        """Address of that column."""
        return self.column.absolute_url()

    @cached_property
    def _effective(self) -> Any:
        date = self.context.effective_date
        return date.asdatetime().astimezone(SHANGHAI) if date is not None else None

    @property
    def published(self) -> str:
        """When it was published: YYYY-MM-DD HH:MM (gongwen 4.8), Asia/Shanghai, or ""."""
        return f"{self._effective:%Y-%m-%d %H:%M}" if self._effective else ""

    @property
    def published_iso(self) -> str:
        """The same for machines."""
        return self._effective.isoformat(timespec="minutes") if self._effective else ""

    @property
    def department(self) -> str:
        """Who answers for the column."""
        known = self.directory
        found = self.column.department
        return known.department(found).title if found and known.has_department(found) else ""

    @property
    def views(self) -> int:
        """How often it was looked at."""
        return views_of(self.context)

    @property
    def expired(self) -> bool:
        """Whether its time is over."""
        end = self.context.expiration_date
        return end is not None and end <= DateTime()

    @property
    def description(self) -> str:
        """The summary."""
        return self.context.description or ""

    @property
    def html(self) -> str:
        """The text, ready to show."""
        text = getattr(self.context, "text", None)
        return text.output_relative_to(self.context) if text else ""

    @property
    def picture(self) -> str:
        """Markup of the picture, or ""."""
        return article_picture(self.context)

    @property
    def caption(self) -> str:
        """What is said under the picture."""
        return getattr(self.context, "image_caption", "") or ""

    @property
    def file(self) -> dict[str, str] | None:
        """The file to download: `{"name", "size", "url"}`."""
        file = getattr(self.context, "file", None)
        if file is None:
            return None
        name = file.filename or self.context.getId()
        return {
            "name": name,
            "size": words.size(file.getSize()),
            "url": f"{self.context.absolute_url()}/@@download/file",
        }

    @property
    def event(self) -> dict[str, str] | None:
        """When and where, of an event."""
        start = getattr(self.context, "start", None)
        if start is None:
            return None
        end = getattr(self.context, "end", None)
        exact = words.day if getattr(self.context, "whole_day", False) else words.exact
        said = exact(start) if end is None or exact(end) == exact(start) else ""
        return {
            "time": said or f"{exact(start)} — {exact(end)}",
            "location": getattr(self.context, "location", "") or "",
        }

    @property
    def remote(self) -> str:
        """The outside address of a link, or ""."""
        url = getattr(self.context, "remoteUrl", "") or ""
        return url if url.startswith(("http://", "https://")) else ""

    def keeping_part(self) -> str:
        """The keepers' panel above the article; "" for readers."""
        found = queryMultiAdapter((self.context, self.request), name="item-panel")
        return found() if found is not None else ""

    @cached_property
    def extras(self) -> list[str]:
        """What other parts of the portal put under the article."""
        return extras_of(self.context, self.request)

    def near(self) -> list[dict[str, Any]]:
        """The newer and the older neighbour in the column: `{"label", "title", "url"}`."""
        if self.expired or not self._effective or state_of(self.context) != PUBLISHED:
            return []
        newer, older = neighbours(self.context)
        both = [
            (_("label_newer", default="Newer"), newer),
            (_("label_older", default="Older"), older),
        ]
        return [
            {"label": self.say(label), "title": line.title, "url": line.url}
            for label, brain in both
            if brain is not None
            for line in (entry(brain),)
        ]


class LinkPage(ItemPage):
    """A link sends its readers on at once; its keepers see its page."""

    def __call__(self):
        """Redirect, unless the reader keeps the column."""
        if self.remote and not self.may("collective.tobaccooa: Keep column"):
            return self.go(self.remote)
        return self.index()

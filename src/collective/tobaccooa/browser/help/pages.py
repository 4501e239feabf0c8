"""`@@oa-help`: the table of contents, or with `?step=…` one page; link of the panel, menu entry."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.help.pictures import PICTURES_VERSION
from collective.tobaccooa.browser.help.pictures import SIZES
from collective.tobaccooa.browser.help.texts import contents
from collective.tobaccooa.browser.help.texts import HelpPage
from collective.tobaccooa.browser.help.texts import page_of
from collective.tobaccooa.browser.help.texts import placed
from collective.tobaccooa.browser.interfaces import IPersonMenuEntries
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.workflows.spec import chain
from functools import cached_property
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer


GROUPS = {
    "topics": _("heading_help_topics", default="For everybody"),
    "outgoing": _("heading_help_outgoing", default="Outgoing documents, step by step"),
    "incoming": _("heading_help_incoming", default="Incoming documents, step by step"),
}


def work_steps(chain_id: str) -> tuple[str, ...]:
    """Return the steps of a chain in which somebody has to act."""
    return chain(chain_id).work_steps


class HelpView(OfficePage):
    """Help for everybody who is signed in; no page depends on who reads it."""

    section = "help"

    def __call__(self):
        """Show a page, or the table of contents.

        :raises NotFound: there is no such page.
        """
        name = self.text("step")
        if name and self.page is None:
            raise NotFound(name[:60])
        self.request.response.setHeader("Cache-Control", "private, max-age=300")
        return self.index()

    @cached_property
    def page(self) -> HelpPage | None:
        """The page that is asked for."""
        return page_of(self.text("step"))

    @property
    def page_title(self) -> str:
        """The page's title."""
        if self.page is not None:
            return self.page.title
        return self.say(_("title_help", default="Help"))

    @property
    def address(self) -> str:
        """Address of the table of contents."""
        return f"{self.portal_url}/@@oa-help"

    def html(self) -> str:
        """Return the page's text with its links and pictures."""
        pictures = f"{self.portal_url}/++resource++tobaccooa/help"
        return placed(self.page.html, self.address, pictures, PICTURES_VERSION, SIZES)

    def groups(self) -> list[dict[str, Any]]:
        """Return the table of contents."""
        here = self.page.name if self.page is not None else ""
        return [
            {
                "title": GROUPS[group],
                "pages": [
                    {
                        "title": page.title,
                        "url": f"{self.address}?step={page.name}",
                        "current": "page" if page.name == here else None,
                    }
                    for page in pages
                ],
            }
            for group, pages in contents(work_steps)
        ]


@implementer(IPersonMenuEntries)
class HelpEntry:
    """The entry of the person's menu."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context

    def entries(self, user: str, portal_url: str) -> list[tuple[str, Any, str]]:
        """Return the entry for everybody who is signed in."""
        return [("help", _("title_help", default="Help"), f"{portal_url}/@@oa-help")]

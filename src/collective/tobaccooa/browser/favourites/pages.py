"""`@@favourites`: the list of what a person keeps; `@@favourite`: the star of a document."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.interfaces import IDocumentTools
from collective.tobaccooa.browser.interfaces import IPersonMenuEntries
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.browser.template import OfficeTemplate
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.inbox import favourites
from collective.tobaccooa.inbox.favourites import Favourite
from collective.tobaccooa.inbox.favourites import Favourites
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.workflows.texts import step_title
from functools import cached_property
from Products.Five.browser import BrowserView
from typing import Any
from zope.i18nmessageid import Message
from zope.interface import implementer

import transaction


REMOVE = _("label_favourite_remove", default="Remove ${title} from the favourites")


class FavouritesPage(OfficePage):
    """`@@favourites?q=…`: newest first; POST removes one, or what is out of sight."""

    section = "favourites"
    page_title = _("title_favourites", default="Favourites")

    def __call__(self):
        """Show the list; reading writes nothing."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if not self.posted:
            return self.index()
        self.check_form()
        if self.text("forget_hidden"):
            favourites.forget_hidden(self.user)
            self.tell(_("msg_favourites_forgotten", default="What you can no longer see is gone."))
        elif favourites.remove_favourite(self.user, self.text("remove")):
            self.tell(_("msg_favourite_removed", default="No longer among your favourites."))
        return self.go(self.address)

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.portal_url}/@@favourites"

    @property
    def words(self) -> str:
        """The words of the filter."""
        return self.text("q")[:100]

    @cached_property
    def found(self) -> Favourites:
        """What the filter lets through, all of it."""
        return favourites.favourites(self.user, self.words)

    def rows(self) -> list[dict[str, Any]]:
        """Return this page of the list, ready to show."""
        start = self.start()
        return [self._row(item) for item in self.found.items[start : start + PAGE_SIZE]]

    def _row(self, item: Favourite) -> dict[str, Any]:
        return {
            "reference": item.reference,
            "url": item.url,
            "title": item.title,
            "number": item.number,
            "step": step_title(item.step),
            "type": title_of_token(item.document_type) if item.document_type else "",
            "urgency": item.urgency if item.urgency != "normal" else "",
            "urgency_title": title_of_token(item.urgency),
            "remove_said": Message(REMOVE, mapping={"title": item.title}),
            "added": self.short(item.added_at),
            "added_exact": self.exact(item.added_at),
        }

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other parts of the list."""
        return paging_of(self, self.address, len(self.found.items))


class FavouriteForm(OfficePage):
    """`<document>/@@favourite`: POST `keep=yes|no`."""

    def __call__(self):
        """Keep it or stop keeping it, then show the document again."""
        self.check_form()
        reference = self.context.reference
        try:
            if self.text("keep") == "no":
                favourites.remove_favourite(self.user, reference)
                self.tell(_("msg_favourite_removed", default="No longer among your favourites."))
            elif favourites.add_favourite(self.user, reference, clock.now()):
                self.tell(
                    _(
                        "msg_favourite_added",
                        default="Kept. You find it under your name, in “Favourites”.",
                    )
                )
        except OAError as error:
            transaction.abort()
            self.tell(error.message, "error")
        return self.go(self.context.absolute_url())


@implementer(IDocumentTools)
class FavouriteStar(BrowserView):
    """The star in the line under a document's head."""

    order = 10
    index = OfficeTemplate("templates/star.pt")

    def render(self, user: str) -> str:
        """Return the button, pressed or not."""
        self.kept = favourites.is_favourite(user, self.context.reference)
        return self.index()


@implementer(IPersonMenuEntries)
class FavouritesEntry:
    """The entry of the person's menu."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context

    def entries(self, user: str, portal_url: str) -> list[tuple[str, Any, str]]:
        """Return the entry for everybody who is signed in."""
        title = _("title_favourites", default="Favourites")
        return [("favourites", title, f"{portal_url}/@@favourites")]

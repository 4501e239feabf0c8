"""`@favourites`: the caller's favourites. `GET` lists, `POST` keeps one, `DELETE` stops it."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.i18n import say
from collective.tobaccooa.inbox import favourites
from collective.tobaccooa.inbox.favourites import Favourite
from collective.tobaccooa.inbox.favourites import reference_in
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from collective.tobaccooa.workflows.texts import step_title
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class FavouritesGet(OAService):
    """A page of the caller's favourites, newest first; `q`: words of title or number."""

    def answer(self) -> dict[str, Any]:
        """Return the batch and how many are no longer visible."""
        found = favourites.favourites(self.actor, self.param("q"))
        return {**self.batch(found.items, self._item), "no_longer_visible": found.hidden}

    def _item(self, item: Favourite) -> dict[str, Any]:
        return {
            "@id": f"{self.context.absolute_url()}/@favourites/{item.reference}",
            "document": item.url,
            "title": item.title,
            "number": item.number or None,
            "step": item.step,
            "step_title": say(step_title(item.step), self.request),
            "document_type": item.document_type,
            "urgency": item.urgency,
            "unit": item.unit,
            "added_at": iso(item.added_at),
        }


class FavouritesPost(OAService):
    """Keep the document whose address or reference is in `{"document"}`; again: the same."""

    def answer(self) -> dict[str, Any]:
        """Return `{"document", "reference"}`."""
        document = self.body.get("document")
        reference = reference_in(document) if isinstance(document, str) else ""
        if not reference:
            raise InvalidInput(
                _(
                    "error_favourite_document",
                    default="Name the document by its address or its reference.",
                ),
                field="document",
            )
        self.status = 201 if favourites.add_favourite(self.actor, reference, clock.now()) else 200
        return {
            "@id": f"{self.context.absolute_url()}/@favourites/{reference}",
            "reference": reference,
        }


@implementer(IPublishTraverse)
class FavouritesDelete(OAService):
    """`DELETE @favourites/<unit>/<kind>/<year>/<id>`: stop keeping it."""

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self._named: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> FavouritesDelete:
        """Take the parts of the reference from the address."""
        self._named.append(name)
        return self

    def answer(self) -> None:
        """Answer nothing (204).

        :raises NotHere: it is none of the caller's favourites.
        """
        if not favourites.remove_favourite(self.actor, "/".join(self._named)):
            raise NotHere(
                _("error_no_favourite", default="This document is not among your favourites.")
            )
        self.status = 204

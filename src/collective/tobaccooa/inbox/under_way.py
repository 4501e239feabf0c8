"""What is under way (在办): the documents in anybody's box, at the cost of those alone."""

from __future__ import annotations

from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.store import inbox_store
from plone import api


def under_way(
    unit: str | None = None, register: str = "", document_type: str = ""
) -> dict[str, WorkItem]:
    """Return reference → one line of each document in progress.

    :param unit: a unit's code, None: of all units.
    :param register: outgoing or incoming, "" for both.
    :param document_type: a token, "" for all.
    """
    store = inbox_store(api.portal.get())
    return {
        item.reference: item
        for item in store.items(Shelf.OPEN, store.principals())
        if ":" not in item.reference
        and unit in (None, item.unit)
        and register in ("", item.register)
        and document_type in ("", item.document_type)
    }

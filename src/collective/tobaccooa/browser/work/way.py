"""The way through a list from the page of one of its items: before, after, back, next."""

from __future__ import annotations

from collective.tobaccooa.browser.work.listing import Listing
from collective.tobaccooa.browser.work.listing import Spot
from collective.tobaccooa.inbox.items import Around
from collective.tobaccooa.inbox.items import around
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.sources import source_of
from typing import Any


#: From these lists an item goes when it was handled.
_EMPTYING = (Kind.OPEN, Kind.TO_READ)


def way(user: str, spot: Spot, reference: str, my_work: str) -> dict[str, Any]:
    """Return how to go on from an item that was opened from a list.

    :param my_work: address of the page of the lists.
    :returns: `{"kind", "place" (from 1, None: no longer in the list), "total" (None: not counted),
        "before", "after" (`{"title", "url"}` or None), "back"}`.
    """
    found = _around(user, spot, reference)
    place = spot.at if found.place is None else found.place
    return {
        "kind": spot.listing.kind,
        "place": None if found.place is None else found.place + 1,
        "total": found.total,
        "before": _link(found.before, spot.listing, place - 1),
        "after": _link(found.after, spot.listing, place + (found.place is not None)),
        "back": spot.listing.address(my_work),
    }


def next_item(user: str, spot: Spot | None, reference: str) -> dict[str, str] | None:
    """Return what to handle next in the list from which the handled item came.

    After the last one of a list, what was passed over; without a list, what waits first.
    """
    spot = spot or Spot(Listing())
    found = _around(user, spot, reference)
    place = spot.at if found.place is None else found.place + 1
    link = _link(found.after, spot.listing, place)
    if link or not spot.at or spot.listing.kind not in _EMPTYING:
        return link
    first = Spot(spot.listing)
    return _link(_around(user, first, reference).after, spot.listing, 0)


def _around(user: str, spot: Spot, reference: str) -> Around:
    listing = spot.listing
    return around(user, listing.kind, listing.filter, listing.sort, reference, spot.at)


def _link(item: WorkItem | None, listing: Listing, at: int) -> dict[str, str] | None:
    url = source_of(item.reference).page(item) if item is not None else ""
    if item is None or not url:
        return None
    return {"title": item.title, "url": Spot(listing, max(0, at)).link(url)}

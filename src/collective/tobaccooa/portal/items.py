"""What a column shows: its published items as catalogue entries, newest first.

The entries are read without asking for each reader's rights: who may see the column may see what
is published in it (`access`), and callers ask for View on the column.
"""

from __future__ import annotations

from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.portal.guards import PUBLISHED
from collective.tobaccooa.portal.model import ITEM_TYPES
from DateTime import DateTime
from datetime import datetime
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any


# what the catalogue keeps for "not published"
NEVER = DateTime(1970, 1, 1)
# so many items may be published within a minute and still be told apart
SAME_MINUTE = 60
LONG_AGO = datetime(1970, 1, 1, tzinfo=SHANGHAI)


def published_query(path: str, now: DateTime | None = None) -> dict[str, Any]:
    """Return the catalogue query for what is published and not expired below a path.

    :param path: physical path of a column or portal, as text.
    :param now: the time that counts; now when left out.
    """
    return {
        "path": path,
        "portal_type": list(ITEM_TYPES),
        "review_state": PUBLISHED,
        "effectiveRange": now or DateTime(),
    }


def effective_of(brain: Any) -> datetime | None:
    """Return when an entry's item was published, Asia/Shanghai, or None."""
    found = brain.effective
    if isinstance(found, str):
        found = DateTime(found)
    if not isinstance(found, DateTime) or found <= NEVER:
        return None
    return found.asdatetime().astimezone(SHANGHAI)


def published_brains(column: Any, size: int | None = None) -> list[Any]:
    """Return the entries of a column's published items, newest first.

    :param size: at most so many; None for all.
    """
    query = published_query("/".join(column.getPhysicalPath()))
    query |= {"sort_on": "effective", "sort_order": "reverse"}
    if size is not None:
        query["sort_limit"] = size
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query)
    # the index counts minutes
    return sorted(found[:size], key=lambda brain: effective_of(brain) or LONG_AGO, reverse=True)


def published_count(column: Any) -> int:
    """Return how many published items a column shows, without reading them."""
    query = published_query("/".join(column.getPhysicalPath()))
    return len(api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query))


def neighbours(item: Any) -> tuple[Any | None, Any | None]:
    """Return the entries of the next newer and the next older published item of the same column.

    Items of the same instant go by their UID, so that from neighbour to neighbour each is reached.

    :param item: published, with its day of publication.
    """
    here = (effective_of_item(item), IUUID(item))
    path = "/".join(item.__parent__.getPhysicalPath())
    catalog = api.portal.get_tool("portal_catalog")
    both = []
    for reach, order in (("min", "ascending"), ("max", "reverse")):
        found = catalog.unrestrictedSearchResults(
            **published_query(path),
            effective={"query": item.effective_date, "range": reach},
            sort_on="effective",
            sort_order=order,
            sort_limit=SAME_MINUTE,
        )
        places = [((effective_of(brain) or LONG_AGO, brain.UID), brain) for brain in found]
        # the index counts minutes: it also gives what came before in the same one
        if reach == "min":
            both.append(min((each for each in places if each[0] > here), default=None, key=_place))
        else:
            both.append(max((each for each in places if each[0] < here), default=None, key=_place))
    newer, older = (each[1] if each is not None else None for each in both)
    return newer, older


def _place(pair: tuple[tuple[datetime, str], Any]) -> tuple[datetime, str]:
    return pair[0]


def effective_of_item(item: Any) -> datetime:
    """Return when an item was published, Asia/Shanghai; long ago for what never was."""
    found = item.effective_date
    return found.asdatetime().astimezone(SHANGHAI) if found is not None else LONG_AGO


def next_change(path: str, now: DateTime) -> DateTime | None:
    """Return when the next published item below a path begins or ceases to be shown, or None."""
    catalog = api.portal.get_tool("portal_catalog")
    times = []
    for index in ("effective", "expires"):
        found = catalog.unrestrictedSearchResults(
            path=path,
            review_state=PUBLISHED,
            portal_type=list(ITEM_TYPES),
            sort_on=index,
            sort_limit=1,
            **{index: {"query": now, "range": "min"}},
        )
        times += [getattr(brain, index) for brain in found[:1]]
    real = [time for time in times if time is not None and now < time < DateTime(2400, 1, 1)]
    return min(real, default=None)

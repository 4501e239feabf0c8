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
from typing import Any


# what the catalogue keeps for "not published"
NEVER = DateTime(1970, 1, 1)
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

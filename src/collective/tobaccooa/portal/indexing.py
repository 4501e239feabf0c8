"""Keep the catalogue true about who may see the items of columns, at the cost of what changes.

What is published in an open portal is found by everybody for whom its column is, whoever keeps it.
So when keepers change, only drafts and what waits are written again, not the archive; only a portal
that is closed shows even the rest to its supervising leaders alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.finding import units_with_pages
from collective.tobaccooa.portal.guards import DRAFT
from collective.tobaccooa.portal.guards import PENDING
from collective.tobaccooa.portal.model import CLOSED
from collective.tobaccooa.portal.model import ITEM_TYPES
from collective.tobaccooa.portal.store import portal_of
from collective.tobaccooa.portal.store import portal_record
from plone import api
from typing import Any


RIGHTS = ["allowedRolesAndUsers"]
KEEPING_POSTS = ("editor", "approver", "deputy")


def index_keepers(column: Any) -> None:
    """Write again who may see a column and what its keepers alone may see in it."""
    column.reindexObject(idxs=RIGHTS)
    states = {} if _is_closed(column) else {"review_state": [DRAFT, PENDING]}
    _index(_items(path="/".join(column.getPhysicalPath()), **states))


def index_rights(column: Any) -> None:
    """Write again who may see a column and everything in it: its audience has changed."""
    column.reindexObject(idxs=RIGHTS)
    _index(_items(path="/".join(column.getPhysicalPath())))


def index_person(user_id: str) -> None:
    """Write again what somebody may see now, and what they may see no longer."""
    known, closed = directory(), []
    groups = known.principals_of(user_id)
    for unit, content in units_with_pages():
        columns = columns_of(content)
        closed += [column for column in columns if _is_closed(column)]
        holds_post = any(post_principal(unit.code, post) in groups for post in KEEPING_POSTS)
        for column in columns:
            if holds_post or user_id in _named(column):
                index_keepers(column)
    token = f"user:{user_id}"
    _index(_items(review_state=[DRAFT, PENDING], allowedRolesAndUsers=token))
    for column in closed:
        _index(_items(path="/".join(column.getPhysicalPath()), allowedRolesAndUsers=token))


def _named(column: Any) -> tuple[str, ...]:
    return (*(column.editors or ()), column.approver, column.supervising_leader)


def _is_closed(column: Any) -> bool:
    return portal_record(portal_of(column)).status == CLOSED


def _items(**query: Any) -> Iterable[Any]:
    catalog = api.portal.get_tool("portal_catalog")
    query["portal_type"] = list(ITEM_TYPES)
    return [brain._unrestrictedGetObject() for brain in catalog.unrestrictedSearchResults(**query)]


def _index(items: Iterable[Any]) -> None:
    for item in items:
        item.reindexObject(idxs=RIGHTS)

"""Small questions about content and people that several parts of the portals ask."""

from __future__ import annotations

from AccessControl import getSecurityManager
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Collection
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.portal.interfaces import IPortalColumn
from plone import api
from typing import Any


def units_with_pages(codes: Collection[str] | None = None) -> list[tuple[Unit, Any]]:
    """Return (unit, its object) of all units in tree order, without those whose pages are gone.

    An administrator may have deleted a unit's pages; the other portals go on.

    :param codes: only these units; None means all.
    """
    known, found = directory(), []
    for unit in known.units():
        if codes is not None and unit.code not in codes:
            continue
        try:
            found.append((unit, known.unit_object(unit.code)))
        except NotHere:
            continue
    return found


def column_of(item: Any) -> Any:
    """Return the column that an item lies in, None for what lies elsewhere."""
    parent = aq_parent(aq_inner(item))
    return parent if IPortalColumn.providedBy(parent) else None


def roles_of(user_id: str, context: Any) -> frozenset[str]:
    """Return the roles of a person on some content; none for an unknown person."""
    user = getSecurityManager().getUser()
    if user.getId() != user_id:
        user = api.portal.get_tool("acl_users").getUserById(user_id)
    return frozenset(user.getRolesInContext(context)) if user is not None else frozenset()


def found_by_uid(uid: str) -> Any:
    """Return the content with a UID, whoever asks; None when it is gone."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(UID=uid):
        return brain._unrestrictedGetObject()
    return None

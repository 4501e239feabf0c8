"""Small questions about content and people that several parts of the portals ask."""

from __future__ import annotations

from AccessControl import getSecurityManager
from Acquisition import aq_inner
from Acquisition import aq_parent
from collective.tobaccooa.portal.interfaces import IPortalColumn
from plone import api
from typing import Any


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

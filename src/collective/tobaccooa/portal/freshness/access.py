"""Who supervises a portal: leaders and office of its unit, its keepers, and the city's."""

from __future__ import annotations

from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.guards import ADMINISTRATORS
from collective.tobaccooa.portal.keepers import keepers
from typing import Any


SUPERVISING_POSTS = ("leader", "deputy", "director", "editor", "approver", "admin")


def supervises_all(user: Any) -> bool:
    """Tell whether somebody supervises every portal: a post of the city, or an administrator.

    :param user: a PAS user.
    """
    return _holds_post(ROOT_UNIT, user) or _administers(ROOT_UNIT, user)


def supervises(unit: str, user: Any) -> bool:
    """Tell whether somebody supervises the portal of a unit.

    :param unit: its code; :param user: a PAS user.
    """
    if _holds_post(unit, user) or _administers(unit, user) or supervises_all(user):
        return True
    unit_object = directory().unit_object(unit)
    return any(user.getId() in keepers(column).everybody() for column in columns_of(unit_object))


def _holds_post(unit: str, user: Any) -> bool:
    groups = directory().principals_of(user.getId() or "")
    return any(post_principal(unit, post) in groups for post in SUPERVISING_POSTS)


def _administers(unit: str, user: Any) -> bool:
    return bool(ADMINISTRATORS & set(user.getRolesInContext(directory().unit_object(unit))))

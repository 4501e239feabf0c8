"""Whose rules somebody may keep: the administrator those of all, a unit its own."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.permissions import MANAGE_ORGANISATION


#: Besides a unit's own administrator, its office director keeps the rules of its chains.
RULE_KEEPERS = ("director",)
#: Whoever leads a unit sees what administrators did to its documents.
ACT_READERS = ("leader", "deputy", "director")


def administers(unit: str) -> bool:
    """Whether who is signed in is an application administrator of the unit."""
    place = directory().unit_object(unit)
    return bool(getSecurityManager().checkPermission(MANAGE_ORGANISATION, place))


def administers_all() -> bool:
    """Whether who is signed in is an application administrator of the whole site."""
    return administers(ROOT_UNIT)


def has_post(user: str, unit: str, posts: tuple[str, ...]) -> bool:
    """Whether somebody holds one of the posts in the unit."""
    mine = directory().principals_of(user)
    return any(post_principal(unit, post) in mine for post in posts)


def units_kept(user: str, posts: tuple[str, ...] = RULE_KEEPERS) -> list[str]:
    """Return the units, in tree order, which somebody administers or serves in one of the posts."""
    codes = [unit.code for unit in directory().units()]
    if administers_all():
        return codes
    return [code for code in codes if has_post(user, code, posts) or administers(code)]

"""Make the groups that stand for units, departments and posts, and read and set who is in them."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.organisation.principals import department_principal
from collective.tobaccooa.organisation.principals import head_principal
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import POSTS
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.organisation.principals import unit_principal
from collective.tobaccooa.organisation.vocabularies import POST_TITLES
from collective.tobaccooa.permissions import OA_ADMINISTRATOR
from plone import api
from typing import Any


def source_groups() -> Any:
    """Return the site's own groups plugin."""
    return api.portal.get().acl_users.source_groups


def ensure_group(group_id: str, title: str) -> None:
    """Make a group, or give it that title; writes nothing when it is so already."""
    info = source_groups().getGroupInfo(group_id)
    tool = api.portal.get_tool("portal_groups")
    if info is None:
        tool.addGroup(group_id, title=title)
    elif info.get("title") != title:
        tool.editGroup(group_id, title=title)


def ensure_unit_groups(unit_object: Any, code: str, title: str) -> None:
    """Make the groups of a unit; its administrators get their role on the unit alone.

    The root's administrators get it in the whole site.
    """
    ensure_group(unit_principal(code), title)
    for post in POSTS:
        ensure_group(post_principal(code, post), f"{title} {write_down(POST_TITLES[post])}")
    administrators = post_principal(code, "admin")
    if code == ROOT_UNIT:
        roles = api.portal.get().acl_users.portal_role_manager
        if administrators not in dict(roles.listAssignedPrincipals(OA_ADMINISTRATOR)):
            roles.assignRoleToPrincipal(OA_ADMINISTRATOR, administrators)
    elif OA_ADMINISTRATOR not in dict(unit_object.get_local_roles()).get(administrators, ()):
        unit_object.manage_addLocalRoles(administrators, [OA_ADMINISTRATOR])


def ensure_department_groups(department_id: str, unit_title: str, title: str) -> None:
    """Make the groups of a department and of its heads."""
    name = f"{unit_title} {title}"
    heads = _("label_heads_of", default="Head of ${department}", mapping={"department": name})
    ensure_group(department_principal(department_id), name)
    ensure_group(head_principal(department_id), write_down(heads))


def set_groups(user_id: str, wanted: Iterable[str], current: Iterable[str]) -> bool:
    """Put a user into exactly `wanted`, given the groups of ours that he is in now.

    :returns: whether anything changed.
    :raises KeyError: a wanted group does not exist.
    """
    plugin = source_groups()
    wanted, current = set(wanted), set(current)
    for group in sorted(wanted - current):
        plugin.addPrincipalToGroup(user_id, group)
    for group in sorted(current - wanted):
        plugin.removePrincipalFromGroup(user_id, group)
    return wanted != current

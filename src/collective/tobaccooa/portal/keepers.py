"""Who keeps a column and who keeps a portal: from the column's fields and the unit's posts."""

from __future__ import annotations

from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.permissions import COLUMN_APPROVER
from collective.tobaccooa.permissions import COLUMN_EDITOR
from collective.tobaccooa.permissions import COLUMN_SUPERVISOR
from collective.tobaccooa.portal.guards import ADMINISTRATORS
from collective.tobaccooa.portal.model import Keepers
from collective.tobaccooa.portal.model import OPEN
from collective.tobaccooa.portal.store import portal_of
from collective.tobaccooa.portal.store import portal_record
from typing import Any


def keepers(column: Any) -> Keepers:
    """Return who keeps a column now.

    Named people who have left no longer do; where nobody named is left, the holders of the unit's
    post `editor`, `approver` or `deputy` do.
    """
    return keepers_in(directory().unit_of(column).code, column)


def keepers_in(unit: str, column: Any) -> Keepers:
    """Return who keeps a column of the unit with that code; the column's place isn't asked for."""
    known = directory()
    named = {
        "editor": tuple(column.editors or ()),
        "approver": (column.approver,) if column.approver else (),
        "deputy": (column.supervising_leader,) if column.supervising_leader else (),
    }
    found = {
        post: tuple(user for user in people if known.person(user).active)
        or known.members(post_principal(unit, post))
        for post, people in named.items()
    }
    return Keepers(found["editor"], found["approver"], found["deputy"])


def is_open(column: Any) -> bool:
    """Tell whether a column may be changed: neither it nor its portal is closed."""
    return not column.closed and portal_record(portal_of(column)).status == OPEN


def roles_on(column: Any) -> dict[str, set[str]]:
    """Return user id → roles on a column; nobody but the leader keeps rights in a closed one."""
    found: dict[str, set[str]] = {}
    who = keepers(column)
    given = [(COLUMN_SUPERVISOR, who.leaders)]
    if is_open(column):
        given += [(COLUMN_EDITOR, who.editors), (COLUMN_APPROVER, who.approvers)]
    for role, people in given:
        for user in people:
            found.setdefault(user, set()).add(role)
    return found


def keeps_portal(unit: str, user: Any) -> bool:
    """Tell whether somebody keeps style, banner and footer of a unit's portal.

    :param unit: its code. Its own holders of the post `editor` do, not those of a unit above.
    :param user: a PAS user.
    """
    if post_principal(unit, "editor") in directory().principals_of(user.getId() or ""):
        return True
    return bool(ADMINISTRATORS & set(user.getRolesInContext(directory().unit_object(unit))))

"""Who may see a column and add to it: permissions on the column, which its items acquire.

A published item acquires View from its column, so that a column for staff, or of a closed portal,
needs no change in its items.
"""

from __future__ import annotations

from collective.tobaccooa.permissions import COLUMN_APPROVER
from collective.tobaccooa.permissions import COLUMN_EDITOR
from collective.tobaccooa.permissions import COLUMN_SUPERVISOR
from collective.tobaccooa.permissions import OA_ADMINISTRATOR
from collective.tobaccooa.portal.model import CLOSED
from collective.tobaccooa.portal.model import STAFF
from collective.tobaccooa.portal.store import portal_of
from collective.tobaccooa.portal.store import portal_record
from typing import Any


READING = ("View", "Access contents information", "List folder contents")
ADDING = (
    "Add portal content",
    "plone.app.contenttypes: Add News Item",
    "plone.app.contenttypes: Add Document",
    "plone.app.contenttypes: Add Event",
    "plone.app.contenttypes: Add File",
    "plone.app.contenttypes: Add Image",
    "plone.app.contenttypes: Add Link",
)
KEEPERS = (COLUMN_EDITOR, COLUMN_APPROVER, COLUMN_SUPERVISOR)
ADMINISTRATORS = ("Manager", "Site Administrator", OA_ADMINISTRATOR)
CHANGERS = ("Manager", "Site Administrator")


def apply_access(column: Any) -> bool:
    """Set the permissions on a column by its audience and its portal's status.

    :returns: whether anything changed, so that the entries below it must be indexed again.
    """
    status = portal_record(portal_of(column)).status
    before = _permissions(column)
    if status == CLOSED:
        roles, acquire = (*ADMINISTRATORS, COLUMN_SUPERVISOR), 0
    elif column.audience == STAFF:
        roles, acquire = (*ADMINISTRATORS, "Member", *KEEPERS), 0
    else:
        roles, acquire = (), 1
    for permission in READING:
        column.manage_permission(permission, roles, acquire=acquire)
    for permission in ADDING:
        column.manage_permission(permission, (*CHANGERS, COLUMN_EDITOR, COLUMN_APPROVER), acquire=0)
    for permission in ("Modify portal content", "Delete objects"):
        column.manage_permission(permission, CHANGERS + ADMINISTRATORS[2:], acquire=0)
    return before != _permissions(column)


def _permissions(column: Any) -> tuple[Any, ...]:
    names = ("_View_Permission", "_Add_portal_content_Permission")
    return tuple(column.__dict__.get(name) for name in names)

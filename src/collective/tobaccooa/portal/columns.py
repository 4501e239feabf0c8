"""Find, make and change columns. The only writer of them."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.portal.interfaces import IPortalColumn
from plone.dexterity.utils import createContentInContainer
from typing import Any
from zope.lifecycleevent import modified

import re


FIELDS = (
    "title",
    "description",
    "kind",
    "department",
    "editors",
    "approver",
    "supervising_leader",
    "max_age_days",
    "audience",
    "rises_to",
    "feed_url",
    "position",
    "closed",
)
COLUMN_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
COLUMN_TYPE = "PortalColumn"
#: Addresses that a unit needs for itself.
TAKEN = frozenset({"departments", "gongwen", "letterheads", "seals"})


def columns_of(unit_object: Any) -> list[Any]:
    """Return the columns of a unit's portal, by rank and id."""
    found = [unit_object._getOb(column.getId()) for column in bare_columns(unit_object)]
    return sorted(found, key=lambda column: (column.position or 0, column.getId()))


def bare_columns(unit_object: Any) -> list[Any]:
    """Return the columns of a unit in no order and without their place, for their own fields.

    Every page asks this, and a unit holds far more than its columns: the type is asked before the
    interfaces, which content computes.
    """
    return [
        item
        for item in unit_object._tree.values()
        if getattr(item, "portal_type", "") == COLUMN_TYPE and IPortalColumn.providedBy(item)
    ]


def column_in(unit_object: Any, column_id: str) -> Any:
    """Return a column of a unit.

    :raises NotHere: there is none with that id.
    """
    found = unit_object._getOb(column_id, None) if column_id else None
    if not IPortalColumn.providedBy(found):
        raise NotHere(
            _(
                "error_no_such_column",
                default="This portal has no column ${id}.",
                mapping={"id": column_id},
            )
        )
    return found


def check_column_id(column_id: str) -> None:
    """Refuse what can't be the address of a column.

    :raises InvalidInput: bad characters, or an address that units need themselves.
    """
    if not COLUMN_ID.fullmatch(column_id):
        raise InvalidInput(
            _(
                "error_column_id",
                default="It begins with a lower-case letter; lower-case letters, digits and "
                "hyphens only.",
            ),
            field="id",
        )
    if column_id in TAKEN:
        raise InvalidInput(
            _(
                "error_column_id_taken",
                default="The address ${id} is used by the unit itself; choose another.",
                mapping={"id": column_id},
            ),
            field="id",
        )


def add_column(unit_object: Any, column_id: str, values: dict[str, Any]) -> Any:
    """Add a column to a unit's portal.

    :param values: some of `FIELDS`.
    :raises InvalidInput: bad id, or something with that id is there.
    """
    check_column_id(column_id)
    if unit_object._getOb(column_id, None) is not None:
        raise InvalidInput(
            _(
                "error_column_id_exists",
                default="There is something with the address ${id} already; choose another.",
                mapping={"id": column_id},
            ),
            field="id",
        )
    return createContentInContainer(
        unit_object, "PortalColumn", checkConstraints=False, id=column_id, **values
    )


def change_column(column: Any, values: dict[str, Any]) -> bool:
    """Write changed fields; returns whether anything changed."""
    changed = {name: value for name, value in values.items() if getattr(column, name) != value}
    for name, value in changed.items():
        setattr(column, name, value)
    if changed:
        modified(column)
    return bool(changed)

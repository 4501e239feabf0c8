"""Where the directory's facts lie in the database: one persistent record on the site root.

Units and departments are copied here from their content objects by subscribers, so that asking
costs no catalogue search and wakes no content. Only `units.py`, `people.py`, `calendars.py` and
the subscribers write here.
"""

from __future__ import annotations

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from collective.tobaccooa.organisation.model import Department
from collective.tobaccooa.organisation.model import Unit
from persistent import Persistent
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite
from zope.globalrequest import getRequest


KEY = "collective.tobaccooa.organisation"
# where a request keeps the way to its record
KEPT = "_tobaccooa_organisation"


class Table(Persistent):
    """A small table that changes rarely: one database object, replaced as a whole."""

    def __init__(self) -> None:
        self.rows: dict[str, Any] = {}

    def put(self, key: str, row: Any) -> None:
        """Set a row; nothing is written when it is there already."""
        if self.rows.get(key) != row:
            self.rows = {**self.rows, key: row}

    def drop(self, key: str) -> None:
        """Remove a row if there is one."""
        if key in self.rows:
            self.rows = {k: v for k, v in self.rows.items() if k != key}


class Organisation(Persistent):
    """The record on the site root.

    `units` code → Unit; `paths` code → path from the site root, a tuple of ids; `departments`
    id → Department; `people` user id → Person; `gates` user id → why a session is held up
    (`password`: must be changed first, `left`: no longer here); `years` year → (holidays, make-up
    days), frozensets of dates; `delegations` id → Delegation, with `by_grantor` and `by_assistant`
    user id → ids, tuples in order; `pending` user id → a workbook that was tried but not imported.
    """

    def __init__(self) -> None:
        self.units = Table()
        self.paths = Table()
        self.departments = Table()
        self.people = OOBTree()
        self.gates = OOBTree()
        self.years = IOBTree()
        self.delegations = OOBTree()
        self.by_grantor = OOBTree()
        self.by_assistant = OOBTree()
        self.pending = OOBTree()

    def units_below(self, parent: str | None) -> list[Unit]:
        """Return the units directly below a unit, by rank."""
        found = [unit for unit in self.units.rows.values() if unit.parent == parent]
        return sorted(found, key=lambda unit: (unit.order, unit.code))

    def departments_in(self, unit: str) -> list[Department]:
        """Return the departments of a unit, by rank."""
        found = [row for row in self.departments.rows.values() if row.unit == unit]
        return sorted(found, key=lambda row: (row.order, row.id))


def organisation(*, create: bool = False) -> Organisation:
    """Return the record of the current site; the way to it is found once in a request.

    :param create: make it if it is missing; without it a reader gets an empty one, unstored.
    """
    request, site = getRequest(), getSite()
    # its own dictionary: an attribute could be answered from the form that somebody sent
    kept = getattr(request, "__dict__", {})
    known = kept.get(KEPT)
    if known is not None and known[0] is site:
        return known[1]
    annotations = IAnnotations(api.portal.get())
    record = annotations.get(KEY)
    if record is None:
        record = Organisation()
        if create:
            annotations[KEY] = record
    if record._p_jar is not None:
        kept[KEPT] = (site, record)
    return record

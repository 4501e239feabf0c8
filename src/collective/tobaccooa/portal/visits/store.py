"""How often each item was seen: one tree of totals for each unit and month.

Kept in an annotation of the unit, so that it moves and goes with it. Keys are UIDs, or `FRONT` for
the unit's front page. Only `flushing` writes, once a minute for each process: the trees merge what
two processes add to different items, and who conflicts over one item adds again.
"""

from __future__ import annotations

from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree
from collections.abc import Mapping
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation.directory import directory
from persistent import Persistent
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.visits"
FRONT = "front"
# keeps a tree from ever being empty, and so from conflicting as a whole
SENTINEL = ""


class VisitStore(Persistent):
    """The totals of a unit's portal by month."""

    def __init__(self) -> None:
        self.months = OOBTree()

    def add(self, month: str, counted: Mapping[str, int]) -> None:
        """Add views to the totals of a month (`2026-11`)."""
        totals = self.months.get(month)
        if totals is None:
            totals = self.months[month] = OIBTree({SENTINEL: 0})
        for uid, number in counted.items():
            totals[uid] = totals.get(uid, 0) + number

    def in_month(self, month: str) -> dict[str, int]:
        """Return UID → views of a month."""
        return {uid: number for uid, number in self.months.get(month, {}).items() if uid}

    def of(self, uid: str) -> int:
        """Return the views of one item in all months."""
        return sum(totals.get(uid, 0) for totals in self.months.values())


def visit_store(unit_object: Any, *, create: bool = False) -> VisitStore:
    """Return the totals of a unit.

    :param unit_object: a SubPortal or the site root.
    :param create: keep it if it is new; without it a reader gets an empty one, unstored.
    """
    annotations = IAnnotations(unit_object)
    store = annotations.get(KEY)
    if store is None:
        store = VisitStore()
        if create:
            annotations[KEY] = store
    return store


def views_in_month(unit: str, month: str) -> dict[str, int]:
    """Return UID → views in a month of what a unit's portal shows; `FRONT` is its front page.

    :param unit: code of the unit; :param month: as `2026-11`, Asia/Shanghai.
    """
    try:
        unit_object = directory().unit_object(unit)
    except NotHere:
        return {}
    return visit_store(unit_object).in_month(month)


def views_of(uid: str) -> int:
    """Return how often an item was seen since it exists, wherever it has been."""
    known = directory()
    total = 0
    for unit in known.units():
        try:
            total += visit_store(known.unit_object(unit.code)).of(uid)
        except NotHere:
            continue
    return total


def unit_prepared(event: Any) -> None:
    """Make the totals of a unit beforehand."""
    visit_store(event.unit_object, create=True)

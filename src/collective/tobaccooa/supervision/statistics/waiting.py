"""Which of the longest waits somebody may look at: those whose register row they may see."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.search.model import place
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.model import sees_whole
from collective.tobaccooa.search.store import registers_of
from collective.tobaccooa.supervision.statistics.counting import Wait
from plone import api


def entries_of(waits: Iterable[Wait], unit: str, viewer: str) -> dict[str, RegisterRow]:
    """Return the register's rows of the waits that the viewer may see, by reference.

    :param unit: a unit's code; :param viewer: a user id.
    """
    registers = registers_of(api.portal.get())
    if registers is None:
        return {}
    principals = directory().principals_of(viewer) | {viewer}
    whole = sees_whole(unit, principals)
    found = {}
    for wait in waits:
        reference = wait.row.reference
        entry = registers.row(place(moment(wait.row.created), reference))
        if entry is not None and (whole or not principals.isdisjoint(entry.principals)):
            found[reference] = entry
    return found

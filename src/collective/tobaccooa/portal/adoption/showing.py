"""What a column of the city shows of the units: by reference, credited, never copied.

The catalogue leaves out what was retracted or has expired, and what not everybody may see for whom
the column of the city is. Who the present reader is plays no part, so that a list may be cached.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.adoption.model import State
from collective.tobaccooa.portal.adoption.proposals import proposals_to
from collective.tobaccooa.portal.adoption.store import proposal_store
from collective.tobaccooa.portal.items import effective_of
from collective.tobaccooa.portal.items import LONG_AGO
from collective.tobaccooa.portal.items import published_brains
from collective.tobaccooa.portal.items import published_count
from collective.tobaccooa.portal.items import published_query
from collective.tobaccooa.portal.model import EVERYBODY
from collective.tobaccooa.portal.model import STAFF
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from plone import api
from typing import Any


#: A list asks the catalogue for at most so many adopted items.
NEWEST = 200

#: Who must be allowed to see an item that a column for these readers shows.
SEEN_BY = {EVERYBODY: ("Anonymous",), STAFF: ("Anonymous", "Authenticated", "Member")}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of a column: the catalogue's brain, and where it comes from ("" for its own)."""

    brain: Any
    unit: str = ""

    @property
    def credit(self) -> str:
        """来源：… in the reader's language, "" for an item of the column itself."""
        return credit(self.unit) if self.unit else ""


def credit(unit: str) -> str:
    """Return the line that names the unit an adopted item comes from."""
    try:
        found = directory().unit(unit)
    except NotHere:
        name = unit
    else:
        name = found.short_title or found.title
    return say(_("label_credit", default="Source: ${unit}", mapping={"unit": name}))


def adopted_uids(column) -> dict[str, str]:
    """Return `{UID: code of the unit}` of what a column of the city has adopted now.

    The originals may have expired since: ask the catalogue, which leaves those out.
    """
    return proposal_store(column).adopted()


def adopted_brains(column, size: int | None = None) -> list[Shown]:
    """Return the adopted items that everybody may see who may see the column, newest first.

    :param size: at most so many; of the 200 adopted last.
    """
    latest = islice(proposals_to(column, State.ADOPTED), NEWEST)
    units = {each.item: each.unit for each in latest}
    if not units:
        return []
    query = published_query("/".join(api.portal.get().getPhysicalPath()))
    query |= {"UID": list(units), "allowedRolesAndUsers": list(SEEN_BY[column.audience])}
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query)
    found = [Shown(brain, units[brain.UID]) for brain in brains]
    return sorted(found, key=published_at, reverse=True)[:size]


def published_at(line: Shown) -> datetime:
    """Return what lists of a column are sorted by."""
    return effective_of(line.brain) or LONG_AGO


def shown_in(column, size: int | None) -> list[Shown]:
    """Return a column's own and adopted items together, the latest published first.

    :param size: at most so many; None for all, with at most 200 adopted ones.
    """
    own = [Shown(brain) for brain in published_brains(column, size)]
    adopted = adopted_brains(column, size)
    if not adopted:
        return own[:size]
    return sorted([*own, *adopted], key=published_at, reverse=True)[:size]


def shown_count(column) -> int:
    """Return how many items a column shows, its own and at most 200 adopted ones."""
    return published_count(column) + len(adopted_brains(column))

"""Matters that have not ended, for the board of what is in progress."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.interfaces import IBoardSource
from collective.tobaccooa.supervision.matters.projection import places
from collective.tobaccooa.supervision.matters.store import matter_store
from collective.tobaccooa.supervision.progress import Holding
from plone import api
from zope.interface import implementer


@implementer(IBoardSource)
class WaitingMatters:
    """On the board of who supervises them; of a unit below, what it leads or assists."""

    def holdings(self, units: Iterable[str]) -> Iterator[Holding]:
        """Yield what waits for lead, assisting and reviewing parties."""
        wanted = frozenset(units)
        parties = wanted | {f"unit:{unit}" for unit in wanted}
        for matter in matter_store(api.portal.get()).in_progress(parties):
            for (shelf, principal, _time), item in places(matter).items():
                if shelf is Shelf.OPEN and {matter.unit, _unit_of(principal)} & wanted:
                    yield Holding(item.held_by(principal), "")


def _unit_of(principal: str) -> str:
    """Return the code of the unit whose person or group it is."""
    known = directory()
    if known.has_person(principal):
        return known.person(principal).unit or ""
    return principal.partition(".")[0]

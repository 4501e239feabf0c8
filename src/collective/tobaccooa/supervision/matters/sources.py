"""Matters as work items: what must lie in the boxes, and where a line leads."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.inbox.interfaces import IWorkItemSource
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.projection import places
from collective.tobaccooa.supervision.matters.store import matter_store
from collective.tobaccooa.supervision.matters.texts import STEP_TITLES
from dataclasses import replace
from plone import api
from zope.interface import implementer


@implementer(IWorkItemSource)
class MatterSource:
    """The work items of supervised matters."""

    def expected(self) -> Iterator[tuple[Place, WorkItem]]:
        for matter in matter_store(api.portal.get()).all():
            yield from places(matter).items()

    def fresh(self, item: WorkItem) -> WorkItem:
        matter = matter_of(item)
        return item if matter is None else replace(item, title=matter.title, number=matter.number)

    def url(self, item: WorkItem) -> str:
        return self._address(item, "/@matters/")

    def page(self, item: WorkItem) -> str:
        return self._address(item, "/@@matter?id=")

    def step_title(self, item: WorkItem) -> str:
        return STEP_TITLES.get(item.step, item.step)

    def _address(self, item: WorkItem, tail: str) -> str:
        """The address under the unit of whose box it is, so that people stay in their own."""
        matter = matter_of(item)
        if matter is None:
            return ""
        try:
            place = directory().unit_object(_unit_for(matter, item.principal))
        except NotHere:
            return ""
        return f"{place.absolute_url()}{tail}{matter.id}"


def matter_of(item: WorkItem) -> Matter | None:
    """Return the matter that a line stands for."""
    return matter_store(api.portal.get()).get(item.reference.rpartition("/")[2])


def units_of(matter: Matter) -> tuple[str, ...]:
    """Return the codes of all units that have to do with a matter, the supervising one first."""
    below = (party.partition(":")[2] for party in matter.parties if party.startswith("unit:"))
    return (matter.unit, *below)


def _unit_for(matter: Matter, principal: str) -> str:
    known = directory()
    person = known.has_person(principal)
    unit = known.person(principal).unit if person else principal.partition(".")[0]
    return unit if unit in units_of(matter) else matter.unit

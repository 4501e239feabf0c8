"""Lists of a unit's matters, as far as somebody may see them."""

from __future__ import annotations

from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.matters.guards import speaks_for
from collective.tobaccooa.supervision.matters.guards import supervises
from collective.tobaccooa.supervision.matters.guards import Viewer
from collective.tobaccooa.supervision.matters.model import ENDED
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import State
from collective.tobaccooa.supervision.matters.model import URGENCIES
from collective.tobaccooa.supervision.matters.parties import title_of
from collective.tobaccooa.supervision.matters.store import matter_store
from collective.tobaccooa.supervision.matters.store import MatterStore
from dataclasses import dataclass
from datetime import date
from plone import api


@dataclass(frozen=True)
class Filter:
    """What to show of a list; an empty value lets everything through.

    :param lead: a party; :param overdue_on: only what is overdue on that day.
    :param text: words that must all occur in title, number, parties or the document's title.
    """

    lead: str = ""
    text: str = ""
    overdue_on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.lead or self.text.strip() or self.overdue_on)

    def lets_through(self, matter: Matter) -> bool:
        if self.lead and matter.lead != self.lead:
            return False
        if self.overdue_on is not None and not is_overdue(matter, self.overdue_on):
            return False
        names = " ".join(title_of(party) for party in matter.parties)
        text = f"{matter.title} {matter.number} {names} {matter.source.title}".casefold()
        return all(word in text for word in self.text.casefold().split())


@dataclass(frozen=True)
class Listing:
    """A page of matters; `total` counts the whole list."""

    rows: list[Matter]
    total: int


def is_overdue(matter: Matter, today: date) -> bool:
    """Tell whether a matter that has not been reported is past its date."""
    return matter.state is State.OPEN and matter.due_on < today


def names_for(viewer: Viewer, unit: str) -> list[str]:
    """Return the indexes of a unit's matters into which somebody may look.

    Who supervises: all of the unit's own. Everybody: those of their departments. The unit's office
    and leaders: also those which units above have given to it.
    """
    departments = (f"department:{each.id}" for each in directory().departments(unit))
    names = [each for each in departments if speaks_for(viewer.groups, each)]
    if supervises(viewer, unit):
        names = [unit, f"unit:{unit}", *names]
    return names


def is_concerned(viewer: Viewer, unit: str) -> bool:
    """Tell whether there is something of matters for somebody in a unit."""
    if supervises(viewer, unit):
        return True
    return matter_store(api.portal.get()).is_concerned(names_for(viewer, unit))


def matters(
    viewer: Viewer,
    unit: str,
    state: State,
    wanted: Filter | None = None,
    start: int = 0,
    size: int = 25,
) -> Listing:
    """Return a page of a unit's matters in a state.

    In progress: by due date, then urgency, then number. Ended: the latest first.
    """
    store, names = matter_store(api.portal.get()), names_for(viewer, unit)
    if state in ENDED:
        return _ended(store, names, state, wanted, start, size)
    found = [
        each
        for each in store.in_progress(names)
        if each.state is state and (not wanted or wanted.lets_through(each))
    ]
    found.sort(key=_order)
    return Listing(found[start : start + size], len(found))


def counts(viewer: Viewer, unit: str, today: date) -> dict[str, int]:
    """Return `{"open", "overdue", "reported"}` of what somebody may see of a unit's matters."""
    found = matter_store(api.portal.get()).in_progress(names_for(viewer, unit))
    return {
        "open": sum(each.state is State.OPEN for each in found),
        "overdue": sum(is_overdue(each, today) for each in found),
        "reported": sum(each.state is State.REPORTED for each in found),
    }


def _ended(
    store: MatterStore,
    names: list[str],
    state: State,
    wanted: Filter | None,
    start: int,
    size: int,
) -> Listing:
    found = (store.get(each) for each in store.ended(names))
    rows = [
        each
        for each in found
        if each is not None and each.state is state and (not wanted or wanted.lets_through(each))
    ]
    return Listing(rows[start : start + size], len(rows))


def _order(matter: Matter) -> tuple:
    rank = -URGENCIES.index(matter.urgency)
    return (matter.due_on, rank, matter.year, matter.serial, matter.id)

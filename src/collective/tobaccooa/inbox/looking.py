"""Into whose boxes a person looks: their own, those of their groups, and as an assistant (代办)
those of whom they help, as far as the delegations go.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.store import InboxStore
from collective.tobaccooa.organisation.clock import today as today_of
from collective.tobaccooa.organisation.delegations import grantors_for
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Delegation
from dataclasses import dataclass
from dataclasses import replace
from datetime import date


#: Lists in which an assistant sees what waits for whom they help.
HELPED = {Kind.OPEN: Shelf.OPEN, Kind.TO_READ: Shelf.TO_READ}


@dataclass(frozen=True, slots=True)
class Help:
    """Boxes into which somebody looks for another person.

    :param principals: boxes that are not the assistant's anyway.
    :param units: units in which the assistant serves; documents of others are not shown.
    """

    grantor: str
    principals: frozenset[str]
    delegations: tuple[Delegation, ...]
    units: frozenset[str] = frozenset()

    def shows(self, item: WorkItem) -> bool:
        """Whether a line is for the assistant: documents only, of the types and steps agreed.

        What is circulated has no step in its line: it is shown when no step is named.
        """
        return (
            ":" not in item.reference
            and item.unit in self.units
            and any(each.covers(item.document_type, item.step) for each in self.delegations)
        )


@dataclass(frozen=True, slots=True)
class Look:
    """All boxes of a person."""

    principals: frozenset[str]
    helps: tuple[Help, ...] = ()

    def everywhere(self) -> frozenset[str]:
        """The principals of all boxes looked into."""
        return self.principals.union(*(help_.principals for help_ in self.helps))

    def waiting(self, store: InboxStore, shelf: Shelf) -> Iterator[WorkItem]:
        """Yield what lies on a shelf of things that wait, each marked for whom."""
        yield from store.items(shelf, self.principals)
        yield from self.helped(store, shelf)

    def helped(self, store: InboxStore, shelf: Shelf) -> Iterator[WorkItem]:
        """Yield what waits for those whom the person helps, each line once.

        Two of them may share a box, and what one has not agreed to may be agreed with the other.
        """
        seen: set[tuple[str, str]] = set()
        for help_ in self.helps:
            for item in store.items(shelf, help_.principals):
                line = (item.principal, item.reference)
                if line not in seen and help_.shows(item):
                    seen.add(line)
                    yield replace(item, for_whom=help_.grantor)

    def count(self, store: InboxStore, kind: Kind) -> int:
        """Return the length of a list; what is helped with is counted line by line."""
        found = store.count(kind, self.principals)
        if self.helps and kind in HELPED:
            found += sum(1 for _item in self.helped(store, HELPED[kind]))
        return found


def boxes_of(user_id: str) -> frozenset[str]:
    """Return a person's own boxes: theirs and those of their groups."""
    return directory().principals_of(user_id) | {user_id}


def look_of(user_id: str, today: date | None = None) -> Look:
    """Return into which boxes a person looks on a day (Asia/Shanghai), today when left out."""
    own = boxes_of(user_id)
    agreed: dict[str, list[Delegation]] = {}
    for each in grantors_for(user_id, today or today_of()):
        agreed.setdefault(each.grantor, []).append(each)
    units = directory().units_of(user_id) if agreed else frozenset()
    helps = (
        Help(grantor, boxes_of(grantor) - own, tuple(delegations), units)
        for grantor, delegations in sorted(agreed.items())
    )
    return Look(own, tuple(helps))

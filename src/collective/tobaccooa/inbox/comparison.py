"""What differs between the boxes and the things that they stand for. Pure.

The lines that must lie there come one after the other and are not kept: a large site has a million.
Only where a box has more lines than were asked for are they gone through a second time.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collective.tobaccooa.inbox.model import Row
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Fault(StrEnum):
    """What can be wrong with a line of a box."""

    MISSING = "missing"
    SURPLUS = "surplus"
    DIFFERENT = "different"
    MISCOUNTED = "miscounted"


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A line that is not as the documents say; a list that is miscounted has no reference."""

    principal: str
    shelf: str
    reference: str
    fault: Fault


class Boxes(Protocol):
    """What is asked of the boxes."""

    def row(self, place: Place, reference: str) -> Row | None:
        """Return the line at a place, None when there is none."""

    def lengths(self) -> Iterable[tuple[Shelf, str, int, int]]:
        """Yield shelf, principal, number of lines as counted now and as badges say it."""

    def lines(self, shelf: Shelf, principal: str) -> Iterable[tuple[int, str]]:
        """Yield time (0 on shelves not by time) and reference of each line."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a comparison found. :ivar lines: how many lines must lie in the boxes."""

    differences: list[Difference]
    lines: int


def compare(wanted: Callable[[], Iterable[tuple[Place, WorkItem]]], boxes: Boxes) -> Result:
    """Return what is missing, too much or different, in order.

    :param wanted: yields what must lie in the boxes; called twice when a box has too much.
    """
    found: list[Difference] = []
    right: Counter[tuple[Shelf, str]] = Counter()
    lines = 0
    for place, item in wanted():
        lines += 1
        row = boxes.row(place, item.reference)
        if row is None:
            found.append(_difference(place, item.reference, Fault.MISSING))
            continue
        right[place[:2]] += 1
        if row != item.row():
            found.append(_difference(place, item.reference, Fault.DIFFERENT))
    full = set()
    for shelf, principal, counted, said in boxes.lengths():
        if counted != said:
            found.append(_difference((shelf, principal, 0), "", Fault.MISCOUNTED))
        if counted != right[(shelf, principal)]:
            full.add((shelf, principal))
    return Result(sorted([*found, *_surplus(wanted, boxes, full)]), lines)


def _surplus(
    wanted: Callable[[], Iterable[tuple[Place, WorkItem]]],
    boxes: Boxes,
    full: set[tuple[Shelf, str]],
) -> list[Difference]:
    if not full:
        return []
    should: dict[tuple[Shelf, str], set[tuple[int, str]]] = defaultdict(set)
    for (shelf, principal, time), item in wanted():
        if (shelf, principal) in full:
            should[(shelf, principal)].add((time, item.reference))
    return [
        _difference((shelf, principal, time), reference, Fault.SURPLUS)
        for shelf, principal in full
        for time, reference in boxes.lines(shelf, principal)
        if (time, reference) not in should[(shelf, principal)]
    ]


def _difference(place: Place, reference: str, fault: Fault) -> Difference:
    return Difference(place[1], place[0].value, reference, fault)

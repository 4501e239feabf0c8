"""What differs between the boxes and the things that they stand for. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What can be wrong with a line of a box."""

    MISSING = "missing"
    SURPLUS = "surplus"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A line that is not as the documents say."""

    principal: str
    shelf: str
    reference: str
    fault: Fault


def differences(
    wanted: Iterable[tuple[Place, WorkItem]], found: Iterable[tuple[Place, WorkItem]]
) -> list[Difference]:
    """Return what is missing, too much or different, in order."""
    should = {(place, item.reference): item.row() for place, item in wanted}
    result = []
    for place, item in found:
        row = should.pop((place, item.reference), None)
        if row is None:
            result.append(_difference(place, item.reference, Fault.SURPLUS))
        elif row != item.row():
            result.append(_difference(place, item.reference, Fault.DIFFERENT))
    missing = (_difference(place, reference, Fault.MISSING) for place, reference in should)
    return sorted([*result, *missing])


def _difference(place: Place, reference: str, fault: Fault) -> Difference:
    return Difference(place[1], place[0].value, reference, fault)

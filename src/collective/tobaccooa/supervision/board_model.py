"""The board (在办督查): what is in progress, by document and by holder. Pure.

A line is one holding: a document (or delivery) with one holder. A row is a document with all its
lines; its light is the worst of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.supervision.standing import SEVERITY
from collective.tobaccooa.supervision.standing import Standing
from collective.tobaccooa.workflows.lights import Light
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import UTC


_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One holding.

    :ivar item: the line of the holder's box; its `principal` is the holder.
    :ivar department: where the holder works, "" for a post without one.
    :ivar origin: department of the drafter, "" when unknown.
    """

    item: WorkItem
    standing: Standing
    department: str = ""
    origin: str = ""

    @property
    def holder(self) -> str:
        return self.item.principal


@dataclass(frozen=True, slots=True)
class Row:
    """A document in progress with its holders, the worst first."""

    lines: tuple[Line, ...]

    @property
    def item(self) -> WorkItem:
        return self.lines[0].item

    @property
    def light(self) -> Light:
        return self.lines[0].standing.light


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What to show; an empty value lets everything through.

    :ivar department: id; where the holder or the drafter works.
    :ivar person: a user id or group id that holds it.
    :ivar type: a document type or a register (outgoing, incoming, delivery).
    :ivar q: words that must all occur in title or number.
    """

    light: str = ""
    step: str = ""
    department: str = ""
    person: str = ""
    type: str = ""
    q: str = ""

    def __bool__(self) -> bool:
        return any((self.light, self.step, self.department, self.person, self.type, self.q))

    def lets_through(self, line: Line) -> bool:
        """Tell whether a line is asked for."""
        item = line.item
        if self.light and line.standing.light != self.light:
            return False
        if self.step and item.step != self.step:
            return False
        if self.department and self.department not in (line.department, line.origin):
            return False
        if self.person and item.principal != self.person:
            return False
        if self.type and self.type not in (item.document_type, item.register):
            return False
        text = f"{item.title} {item.number}".casefold()
        return all(word in text for word in self.q.casefold().split())


@dataclass(frozen=True, slots=True)
class Figures:
    """How many are in progress, and how many of them are due soon and overdue."""

    in_progress: int = 0
    due_soon: int = 0
    overdue: int = 0

    def by_light(self) -> dict[str, int]:
        """Return the counts by light."""
        on_time = self.in_progress - self.due_soon - self.overdue
        return {
            Light.ON_TIME.value: on_time,
            Light.DUE_SOON.value: self.due_soon,
            Light.OVERDUE.value: self.overdue,
        }


def figures(lights: Iterable[Light]) -> Figures:
    """Count lights."""
    found = dict.fromkeys(Light, 0)
    for light in lights:
        found[light] += 1
    return Figures(sum(found.values()), found[Light.DUE_SOON], found[Light.OVERDUE])


def worst_first(line: Line) -> tuple:
    """Order: overdue, due soon, in time; in each the earliest limit, then the longest wait."""
    item = line.item
    return (
        SEVERITY.index(line.standing.light),
        item.due_on or date.max,
        item.due_at or _NEVER,
        item.since,
        item.reference,
        item.principal,
    )


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Return the documents behind some lines, the worst first."""
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=worst_first):
        found.setdefault(line.item.reference, []).append(line)
    return [Row(tuple(each)) for each in found.values()]


@dataclass(frozen=True, slots=True)
class Group:
    """What one holder has in hand."""

    holder: str
    figures: Figures
    oldest: Line


def by_holder(lines: Sequence[Line]) -> list[Group]:
    """Return what each holder has, who has most overdue first, then who has most."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.holder, []).append(line)
    groups = [
        Group(
            holder,
            figures(line.standing.light for line in mine),
            max(mine, key=lambda line: (line.standing.age, line.item.reference)),
        )
        for holder, mine in found.items()
    ]
    return sorted(
        groups,
        key=lambda group: (
            -group.figures.overdue,
            -group.figures.due_soon,
            -group.figures.in_progress,
            group.holder,
        ),
    )

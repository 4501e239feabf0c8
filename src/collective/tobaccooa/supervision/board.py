"""Collect the board of a unit from the boxes; nothing here asks the catalogue or wakes a document.

The cost is that of what is in progress: a line of the unit's box and one of the holder's box for
each holding, however many documents are filed away.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.organisation.principals import department_of
from collective.tobaccooa.organisation.principals import headed_by
from collective.tobaccooa.supervision.board_access import Scope
from collective.tobaccooa.supervision.board_model import Figures
from collective.tobaccooa.supervision.board_model import figures
from collective.tobaccooa.supervision.board_model import Line
from collective.tobaccooa.supervision.board_model import rows_of
from collective.tobaccooa.supervision.interfaces import IBoardSource
from collective.tobaccooa.supervision.progress import Holding
from collective.tobaccooa.supervision.progress import holdings_of
from collective.tobaccooa.supervision.standing import Clock
from collective.tobaccooa.workflows.settings import due_soon_days
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zope.component import getUtilitiesFor


def lines_of(unit: str, scope: Scope, now: datetime) -> list[Line]:
    """Return what is in progress in a unit, as far as a scope lets see it, in no order."""
    if not scope:
        return []
    found = _lines([unit], _clock(now), directory())
    if scope.whole:
        return list(found)
    return [line for line in found if {line.department, line.origin} & scope.departments]


@dataclass(frozen=True)
class UnitFigures:
    """The figures of a unit below, with all units under it."""

    unit: Unit
    figures: Figures


def figures_below(unit: str, now: datetime) -> list[UnitFigures]:
    """Return the figures of each unit directly below one; documents are counted once."""
    people, clock = directory(), _clock(now)
    found = []
    for child in people.children(unit):
        codes = [child.code, *_below(child.code, people)]
        rows = rows_of(_lines(codes, clock, people))
        found.append(UnitFigures(child, figures(row.light for row in rows)))
    return found


def _clock(now: datetime) -> Clock:
    return Clock(working_calendar(), now, due_soon_days())


def _below(unit: str, people: Directory) -> list[str]:
    found = []
    for child in people.children(unit):
        found += [child.code, *_below(child.code, people)]
    return found


def _lines(units: Iterable[str], clock: Clock, people: Directory) -> Iterator[Line]:
    codes = list(units)
    where = cache(lambda principal: workplace(principal, people))
    for holding in (*holdings_of(codes), *_others(codes)):
        item = holding.item
        yield Line(
            item,
            clock.standing(item.since, item.due_on, item.due_at),
            where(item.principal),
            where(holding.drafter) if holding.drafter else "",
        )


def _others(units: list[str]) -> Iterator[Holding]:
    """Yield what is in progress beside documents, such as deliveries to sign for."""
    for _name, source in sorted(getUtilitiesFor(IBoardSource)):
        yield from source.holdings(units)


def workplace(principal: str, people: Directory) -> str:
    """Return the id of the department in which a person or group works, "" for none."""
    found = headed_by(principal) or department_of(principal)
    if found is None and people.has_person(principal):
        found = people.person(principal).department
    return found if found and people.has_department(found) else ""


def is_document(item: WorkItem) -> bool:
    """Tell whether a line stands for a document, which can be urged, or for another thing."""
    return ":" not in item.reference

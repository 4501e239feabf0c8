"""The monthly table: its rows, sums and league. Pure.

Only what can be summed is kept in a row; shares are computed from sums, never from shares.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """What is counted of a column, or summed over several, in a month.

    :ivar items: published in it; :ivar submitted, adopted: to and by the city portal.
    :ivar views: of the column's items, whenever published.
    :ivar overdue: days on which the column was stale; :ivar days: days on which it could be.
    """

    items: int = 0
    submitted: int = 0
    adopted: int = 0
    views: int = 0
    overdue: int = 0
    days: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.items + other.items,
            self.submitted + other.submitted,
            self.adopted + other.adopted,
            self.views + other.views,
            self.overdue + other.overdue,
            self.days + other.days,
        )

    @property
    def on_time(self) -> float | None:
        """The share of days in time, 0 to 1; None where nothing had to be in time."""
        return (self.days - self.overdue) / self.days if self.days else None


@dataclass(frozen=True)
class ColumnRow:
    """A column's line."""

    id: str
    title: str
    figures: Figures


@dataclass(frozen=True)
class UnitTable:
    """A unit's part of the table.

    :ivar rows: its columns; :ivar front_views: views of the front page.
    :ivar other_views: views of what has left its columns since (deleted or moved).
    """

    unit: str
    title: str
    rows: tuple[ColumnRow, ...] = ()
    front_views: int = 0
    other_views: int = 0

    @property
    def total(self) -> Figures:
        """The sum line: columns, front page and what has gone since."""
        more = Figures(views=self.front_views + self.other_views)
        return total(row.figures for row in self.rows) + more


@dataclass(frozen=True)
class Place:
    """A unit's place in the league; equal figures share one."""

    rank: int
    table: UnitTable


def total(figures: Iterable[Figures]) -> Figures:
    """Return the sum of figures."""
    return sum(figures, Figures())


def league(tables: Iterable[UnitTable]) -> list[Place]:
    """Return the units in order: most adopted by the city, then in time, items, views.

    Adoption comes first because the city has judged it; a number of items alone would reward
    filling columns. Units whose columns need not be in time count as in time.
    """
    ordered = sorted(tables, key=_merit, reverse=True)
    places: list[Place] = []
    for position, table in enumerate(ordered, start=1):
        same = bool(places) and _merit(places[-1].table) == _merit(table)
        places.append(Place(places[-1].rank if same else position, table))
    return places


def _merit(table: UnitTable) -> tuple[float, ...]:
    figures = table.total
    on_time = 1.0 if figures.on_time is None else figures.on_time
    return (figures.adopted, on_time, figures.items, figures.views)

"""Where the rows lie: by unit and month, written by a background job.

A row is kept in every month in which something of its document counts, so that a month's page
reads that month and nothing else. Rows are plain tuples.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collective.tobaccooa.supervision.statistics.model import Account
from collective.tobaccooa.supervision.statistics.model import Row
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.statistics"
#: Keeps a tree from emptying, which no other writer's change could be merged with.
FIRST = ""


class Rows(Persistent):
    """The rows of one month, or of what stands, by reference."""

    def __init__(self) -> None:
        self._tree = OOBTree({FIRST: ()})

    def put(self, reference: str, row: Row | None) -> bool:
        """Store a row, or forget it. :returns: whether anything changed."""
        values = row.values() if row is not None else None
        if self._tree.get(reference) == values:
            return False
        if values is None:
            del self._tree[reference]
        else:
            self._tree[reference] = values
        return True

    def get(self, reference: str) -> Row | None:
        values = self._tree.get(reference)
        return Row.read(values) if values else None

    def rows(self) -> Iterator[Row]:
        """Yield the rows by reference."""
        return (Row.read(values) for values in self._tree.values() if values)


class UnitRows(Persistent):
    """The rows of one unit: `months` by `2026-11`, and `standing` for what is in progress."""

    def __init__(self) -> None:
        self.months = OOBTree()
        self.standing = Rows()

    def put(self, account: Account) -> bool:
        """Store what is kept of a document. :returns: whether anything changed."""
        changed = self.standing.put(account.reference, account.standing)
        for month, row in account.months.items():
            rows = self.months.get(month)
            if rows is None and row is not None:
                rows = self.months[month] = Rows()
            if rows is not None:
                changed = rows.put(account.reference, row) or changed
        return changed

    def month(self, month: str) -> Iterator[Row]:
        """Yield the rows of a month."""
        rows = self.months.get(month)
        return rows.rows() if rows is not None else iter(())

    def get(self, month: str, reference: str) -> Row | None:
        rows = self.months.get(month)
        return rows.get(reference) if rows is not None else None

    def places(self) -> Iterator[tuple[str, str]]:
        """Yield (month, reference) of every row; the month is "" for what stands."""
        yield from (("", row.reference) for row in self.standing.rows())
        for month, rows in self.months.items():
            yield from ((month, row.reference) for row in rows.rows())

    def drop(self, month: str, reference: str) -> None:
        """Forget a row; the month is "" for what stands."""
        rows = self.months.get(month) if month else self.standing
        if rows is not None:
            rows.put(reference, None)


class StatisticsStore(Persistent):
    """The rows of all units."""

    def __init__(self) -> None:
        self._units = OOBTree()

    def unit(self, code: str) -> UnitRows:
        """Return the rows of a unit; new ones, which nobody keeps, when there are none."""
        return self._units.get(code) or UnitRows()

    def prepare(self, code: str) -> UnitRows:
        """Return the rows of a unit, made if they are missing."""
        found = self._units.get(code)
        if found is None:
            found = self._units[code] = UnitRows()
        return found


def statistics_store(site, create: bool = False) -> StatisticsStore:
    """Return the store of a site; without `create` an empty one that nobody keeps if missing."""
    annotations = IAnnotations(site)
    store = annotations.get(KEY)
    if store is None:
        store = StatisticsStore()
        if create:
            annotations[KEY] = store
    return store

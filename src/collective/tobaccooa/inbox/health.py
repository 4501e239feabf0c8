"""Compare the boxes with the things they stand for, and make them anew.

For the administrator's page, the nightly check-up and `scripts/inbox.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.inbox import acts
from collective.tobaccooa.inbox.comparison import compare
from collective.tobaccooa.inbox.comparison import Difference
from collective.tobaccooa.inbox.comparison import Result
from collective.tobaccooa.inbox.interfaces import IWorkItemSource
from collective.tobaccooa.inbox.model import BY_TIME
from collective.tobaccooa.inbox.model import Row
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.inbox.store import InboxStore
from zope.component import getUtilitiesFor


def expected() -> Iterator[tuple[Place, WorkItem]]:
    """Yield what must lie in the boxes, from all sources."""
    for _, source in getUtilitiesFor(IWorkItemSource):
        yield from source.expected()


class StoredBoxes:
    """The boxes of a site as `comparison` asks for them."""

    def __init__(self, store: InboxStore) -> None:
        self._store = store

    def row(self, place: Place, reference: str) -> Row | None:
        """Return the line at a place, None when there is none."""
        shelf, principal, time = place
        box = self._store.peek(principal)
        return box.get(shelf, reference, time) if box is not None else None

    def lengths(self) -> Iterator[tuple[Shelf, str, int, int]]:
        """Yield shelf, principal, number of lines as counted now and as badges say it."""
        for principal in self._store.principals():
            for shelf in Shelf:
                said = self._store.box(principal).length(shelf)
                yield shelf, principal, sum(1 for _ in self.lines(shelf, principal)), said

    def lines(self, shelf: Shelf, principal: str) -> Iterator[tuple[int, str]]:
        """Yield time (0 on shelves not by time) and reference of each line."""
        box = self._store.peek(principal)
        for reference, row in box.rows(shelf) if box is not None else ():
            yield (row[2] if shelf in BY_TIME else 0), reference


def examine(site) -> Result:
    """Compare all lines, and the lists of acts for others, with documents and deliveries.

    Writes nothing, reads every document.
    """
    boxes, done = compare(expected, StoredBoxes(inbox_store(site))), acts.examine()
    return Result(sorted([*boxes.differences, *done.differences]), boxes.lines + done.lines)


def verify(site) -> list[Difference]:
    """Return every line of the boxes that is not as the documents and deliveries say."""
    return examine(site).differences


def rebuild(site) -> int:
    """Empty all boxes and the lists of acts for others; fill them from documents and deliveries.

    Run it while nobody works: a decision taken meanwhile makes it (or the decision) start again.

    :returns: how many lines there are now.
    """
    store = inbox_store(site, create=True)
    store.clear()
    count = 0
    for (shelf, principal, _), item in expected():
        store.put(shelf, principal, item)
        count += 1
    return count + acts.rebuild()

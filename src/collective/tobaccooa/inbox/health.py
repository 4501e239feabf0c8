"""Compare the boxes with the things they stand for, and make them anew.

For the administrator's page and for `scripts/inbox.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.inbox.comparison import Difference
from collective.tobaccooa.inbox.comparison import differences
from collective.tobaccooa.inbox.interfaces import IWorkItemSource
from collective.tobaccooa.inbox.model import BY_TIME
from collective.tobaccooa.inbox.model import microseconds
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


def stored(store: InboxStore) -> Iterator[tuple[Place, WorkItem]]:
    """Yield what lies in the boxes."""
    principals = store.principals()
    for shelf in Shelf:
        for item in store.items(shelf, principals):
            time = microseconds(item.since) if shelf in BY_TIME else 0
            yield (shelf, item.principal, time), item


def verify(site) -> list[Difference]:
    """Return every line of the boxes that is not as the documents and deliveries say.

    Writes nothing; reads every document of the site.
    """
    return differences(expected(), stored(inbox_store(site)))


def rebuild(site) -> int:
    """Empty all boxes and fill them from the documents and deliveries.

    Run it while nobody works: a decision taken meanwhile makes it (or the decision) start again.

    :returns: how many lines there are now.
    """
    store = inbox_store(site, create=True)
    store.clear()
    count = 0
    for (shelf, principal, _), item in expected():
        store.put(shelf, principal, item)
        count += 1
    return count

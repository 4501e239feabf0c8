"""Whether anything new waits for somebody, at the cost of a few lengths: asked every half minute.

Reads only the person's boxes, which stay in the database's cache: no document, no catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.inbox.looking import Look
from collective.tobaccooa.inbox.looking import look_of
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.inbox.store import InboxStore
from dataclasses import dataclass
from plone import api


#: Where something new may lie.
WAITING = (Shelf.OPEN, Shelf.TO_READ)


@dataclass(frozen=True, slots=True)
class Pulse:
    """How a person's lists are.

    :ivar counts: lengths of the four lists. :ivar stamp: another one whenever a line that waits,
        or a count, has changed.
    """

    counts: dict[str, int]
    stamp: str


def pulse(user_id: str) -> Pulse:
    """Return counts and stamp of a person's lists."""
    store, look = inbox_store(api.portal.get()), look_of(user_id)
    counts = {kind.value: look.count(store, kind) for kind in Kind}
    serial = store.serial(WAITING, look.everywhere())
    return Pulse(counts, "-".join([serial.hex(), *map(str, counts.values())]))


def newest(user_id: str) -> int:
    """Return when the newest waiting line came (microseconds since 1970), 0: nothing waits."""
    return max(_times(inbox_store(api.portal.get()), look_of(user_id)), default=0)


def count_newer(user_id: str, than: int) -> int:
    """Return how many waiting lines came later than a time in microseconds since 1970."""
    return sum(each > than for each in _times(inbox_store(api.portal.get()), look_of(user_id)))


def _times(store: InboxStore, look: Look) -> Iterator[int]:
    for shelf in WAITING:
        yield from (row[2] for row in store.rows(shelf, look.principals))
        yield from (microseconds(item.since) for item in look.helped(store, shelf))

"""The boxes of all people and posts, kept on the site root. Written by `subscribers` and `health`.

A document held by a post lies once in the post's box; who belongs to the post sees it there.
Counts are the lengths of the lists themselves, so they can't disagree with them.
"""

from __future__ import annotations

from Acquisition import aq_base
from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa.inbox.model import BY_TIME
from collective.tobaccooa.inbox.model import item_of
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import Line
from collective.tobaccooa.inbox.model import Row
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import SHELVES_OF
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.shards import Buckets
from collective.tobaccooa.inbox.shards import shard_of
from collective.tobaccooa.inbox.shards import SHARDS
from collective.tobaccooa.inbox.shards import TimeTrees
from itertools import chain
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest


KEY = "collective.tobaccooa.inbox"
# where a request keeps the way to its store; no form can set an attribute
KEPT = "_tobaccooa_inbox"

#: Boxes are found by principal in a table of its own shards: about ten boxes to a shard.
_TABLES = 64

#: The box of a unit (its name has a colon, as no user or group) holds all that is in progress in
#: it: a decision writes two of its buckets, so they are kept short.
_WIDE = 128

#: What ended arrives slowly, so fewer shards do.
_ENDED_SHARDS = 4


class Box(Persistent):
    """All rows of one principal (a user id or a group id)."""

    def __init__(self, open_shards: int = SHARDS) -> None:
        self._shelves = {
            Shelf.OPEN.value: Buckets(open_shards),
            Shelf.TO_READ.value: Buckets(),
            Shelf.STARTED.value: Buckets(),
            Shelf.ENDED.value: TimeTrees(_ENDED_SHARDS),
            Shelf.DONE.value: TimeTrees(),
        }

    def put(self, shelf: Shelf, reference: str, row: Row) -> bool:
        """Store a row; on shelves by time its own time is part of its name."""
        if shelf in BY_TIME:
            return self._shelves[shelf].put(row[2], reference, row)
        return self._shelves[shelf].put(reference, row)

    def remove(self, shelf: Shelf, reference: str, time: int = 0) -> bool:
        """Forget a row; on shelves by time `time` names it (microseconds)."""
        if shelf in BY_TIME:
            return self._shelves[shelf].remove(time, reference)
        return self._shelves[shelf].remove(reference)

    def get(self, shelf: Shelf, reference: str, time: int = 0) -> Row | None:
        if shelf in BY_TIME:
            return self._shelves[shelf].get(time, reference)
        return self._shelves[shelf].get(reference)

    def rows(self, shelf: Shelf, oldest_first: bool = False) -> Iterator[tuple[str, Row]]:
        """Yield (reference, row): by time on shelves by time, else in no order."""
        if shelf in BY_TIME:
            trees = self._shelves[shelf]
            found = trees.items_oldest_first() if oldest_first else trees.items()
            return ((reference, row) for _, reference, row in found)
        return self._shelves[shelf].items()

    def serial(self, shelf: Shelf) -> bytes:
        """Return the id of the last transaction that wrote a shelf that is not by time."""
        return self._shelves[shelf].serial()

    def count(self, kind: Kind) -> int:
        """Return the length of a list, in a time that does not depend on it."""
        return sum(self.length(shelf) for shelf in SHELVES_OF[kind])

    def length(self, shelf: Shelf) -> int:
        """Return the length of a shelf, in a time that does not depend on it."""
        return len(self._shelves[shelf])


class InboxStore(Persistent):
    """The boxes by principal."""

    def __init__(self) -> None:
        self._tables = tuple(OOBTree({"": None}) for _ in range(_TABLES))

    def _table(self, principal: str) -> OOBTree:
        return self._tables[shard_of(principal, _TABLES)]

    def prepare(self, principals: Iterable[str]) -> None:
        """Make boxes beforehand, so that the first items of a busy post don't conflict."""
        for principal in principals:
            self.box(principal)

    def box(self, principal: str) -> Box:
        """Return the box of a principal; it is made if there is none."""
        found = self.peek(principal)
        if found is None:
            if not principal:
                raise ValueError("a box needs a principal")
            found = self._table(principal)[principal] = _new_box(principal)
        return found

    def peek(self, principal: str) -> Box | None:
        """Return the box of a principal if there is one (reading writes nothing)."""
        return self._table(principal).get(principal)

    def principals(self) -> list[str]:
        return sorted(name for table in self._tables for name in table if name)

    def put(self, shelf: Shelf, principal: str, item: WorkItem) -> bool:
        return self.box(principal).put(shelf, item.reference, item.row())

    def remove(self, shelf: Shelf, principal: str, reference: str, time: int = 0) -> bool:
        box = self.peek(principal)
        return box is not None and box.remove(shelf, reference, time)

    def items(
        self, shelf: Shelf, principals: Iterable[str], oldest_first: bool = False
    ) -> Iterator[WorkItem]:
        """Yield the items of some principals on a shelf, one principal after the other.

        On shelves by time those of each principal come newest first, or oldest first.
        """
        return chain.from_iterable(
            (item_of(reference, row, principal) for reference, row in box.rows(shelf, oldest_first))
            for principal, box in self._boxes(principals)
        )

    def lines(self, shelf: Shelf, principals: Iterable[str]) -> Iterator[Line]:
        """Yield the lines of some principals on a shelf as they are stored, in no order."""
        return (
            (reference, row, principal)
            for principal, box in self._boxes(principals)
            for reference, row in box.rows(shelf)
        )

    def rows(self, shelf: Shelf, principals: Iterable[str]) -> Iterator[Row]:
        """Yield the rows of some principals as they are stored."""
        return (row for _, box in self._boxes(principals) for _, row in box.rows(shelf))

    def serial(self, shelves: Iterable[Shelf], principals: Iterable[str]) -> bytes:
        """Return the id of the last transaction that wrote these (shelves not by time)."""
        names = list(shelves)
        found = (box.serial(shelf) for _, box in self._boxes(principals) for shelf in names)
        return max(found, default=b"")

    def count(self, kind: Kind, principals: Iterable[str]) -> int:
        return sum(box.count(kind) for _, box in self._boxes(principals))

    def _boxes(self, principals: Iterable[str]) -> Iterator[tuple[str, Box]]:
        for principal in sorted(set(principals)):
            box = self.peek(principal)
            if box is not None:
                yield principal, box

    def clear(self) -> None:
        """Empty every box, keeping the boxes."""
        for principal in self.principals():
            self._table(principal)[principal] = _new_box(principal)


def _new_box(principal: str) -> Box:
    return Box(_WIDE if ":" in principal else SHARDS)


def inbox_store(site, create: bool = False) -> InboxStore:
    """Return the store of a site root.

    :param create: make it if it is missing; without, an empty one that nobody keeps is returned.
    """
    # a decision asks five times; kept like the organisation's record
    kept = getattr(getRequest(), "__dict__", {})
    known = kept.get(KEPT)
    if known is not None and known[0] is aq_base(site) and known[1]._p_jar is not None:
        return known[1]
    annotations = IAnnotations(site)
    store = annotations.get(KEY)
    if store is None:
        store = InboxStore()
        if create:
            annotations[KEY] = store
    if store._p_jar is not None:
        kept[KEPT] = (aq_base(site), store)
    return store

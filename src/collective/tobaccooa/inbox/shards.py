"""Persistent collections that many writers change at once without conflicts.

ZODB merges two concurrent changes of one BTree bucket as long as neither empties nor splits it
and both leave the same keys alone. So keys are spread over a fixed number of shards that are made
beforehand, and each shard carries a sentinel that is never removed. Keys and values are plain
strings, numbers and tuples of them, in the same order of types in every row: the server that
merges compares values and needs none of our code.
"""

from __future__ import annotations

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOBucket
from collections.abc import Iterator
from heapq import merge
from persistent import Persistent
from zlib import crc32


SHARDS = 16

#: Sorts before every key of a bucket; no reference is empty.
FIRST = ""

#: Sorts after every key of a time tree: times of rows are after 1970, so their keys are negative.
LAST = (0, "")


def shard_of(key: str, shards: int = SHARDS) -> int:
    """Return the shard of a key: the same in every process and every year."""
    return crc32(key.encode("utf-8")) % shards


class Buckets(Persistent):
    """A mapping of reference to row for a list of moderate length (things in progress).

    Written only by `put` and `remove`; an equal row is not written again.
    """

    def __init__(self, shards: int = SHARDS) -> None:
        self._shards = tuple(OOBucket({FIRST: ()}) for _ in range(shards))

    def _shard(self, key: str) -> OOBucket:
        return self._shards[shard_of(key, len(self._shards))]

    def put(self, key: str, row: tuple) -> bool:
        """Store a row. :returns: whether anything changed."""
        if not key:
            raise ValueError("a row needs a key")
        shard = self._shard(key)
        if shard.get(key) == row:
            return False
        shard[key] = row
        return True

    def remove(self, key: str) -> bool:
        """Forget a row. :returns: whether it was there."""
        shard = self._shard(key)
        if not key or key not in shard:
            return False
        del shard[key]
        return True

    def get(self, key: str) -> tuple | None:
        return self._shard(key).get(key) if key else None

    def items(self) -> Iterator[tuple[str, tuple]]:
        """Yield (key, row) in no particular order."""
        for shard in self._shards:
            for key, row in shard.items():
                if key:
                    yield key, row

    def serial(self) -> bytes:
        """Return the id of the last transaction that changed a row, zeros before the first."""
        found = bytes(8)
        for shard in self._shards:
            shard._p_activate()
            found = max(found, shard._p_serial)
        return found

    def __len__(self) -> int:
        return sum(len(shard) for shard in self._shards) - len(self._shards)


class TimeTrees(Persistent):
    """Rows by time, newest first, for lists that grow for ever (what has been done).

    A page costs the same whatever the length. A row is named by its time (microseconds since
    1970, UTC) and its reference together: the caller, who knows the document, knows both.
    """

    def __init__(self, shards: int = SHARDS) -> None:
        self._shards = tuple(OOBTree({LAST: ()}) for _ in range(shards))
        self._length = Length()

    def _shard(self, key: str) -> OOBTree:
        return self._shards[shard_of(key, len(self._shards))]

    def put(self, time: int, key: str, row: tuple) -> bool:
        """Store a row. :returns: whether anything changed."""
        if not key or time <= 0:
            raise ValueError("a row needs a key and a time after 1970")
        shard = self._shard(key)
        present = shard.get((-time, key))
        if present == row:
            return False
        shard[(-time, key)] = row
        if present is None:
            self._length.change(1)
        return True

    def remove(self, time: int, key: str) -> bool:
        """Forget a row. :returns: whether it was there."""
        shard = self._shard(key)
        if not key or (-time, key) not in shard:
            return False
        del shard[(-time, key)]
        self._length.change(-1)
        return True

    def get(self, time: int, key: str) -> tuple | None:
        return self._shard(key).get((-time, key)) if key else None

    def items(self) -> Iterator[tuple[int, str, tuple]]:
        """Yield (time, key, row), newest first, reading no further than asked."""
        for (time, key), row in merge(*(shard.items() for shard in self._shards), key=_place):
            if key:
                yield -time, key, row

    def items_oldest_first(self) -> Iterator[tuple[int, str, tuple]]:
        """Yield (time, key, row), oldest first, reading no further than asked."""
        backwards = (_backwards(shard) for shard in self._shards)
        for (time, key), row in merge(*backwards, key=_place, reverse=True):
            yield -time, key, row

    def __len__(self) -> int:
        return self._length()


def _backwards(shard: OOBTree) -> Iterator[tuple[tuple[int, str], tuple]]:
    """Yield the rows of a tree from its end, at a cost that does not depend on its length."""
    bound: tuple = (0,)  # sorts before LAST and after all rows; (time,) before all rows of a time
    while True:
        try:
            here = (shard.maxKey(bound)[0],)
        except ValueError:  # nothing is left
            return
        yield from reversed(list(shard.items(here, bound, excludemax=True)))
        bound = here


def _place(item: tuple) -> tuple[int, str]:
    return item[0]

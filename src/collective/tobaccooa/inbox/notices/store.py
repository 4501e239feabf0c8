"""The notices of all people, kept on the site root. Written by `telling` only.

A centre is a few buckets that never split nor empty (`inbox.shards`), so that many may tell one
person something at once. Old notices go when a bucket is full; nothing else bounds it.
"""

from __future__ import annotations

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOBucket
from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa.inbox.notices.model import Kept
from collective.tobaccooa.inbox.notices.model import kept
from collective.tobaccooa.inbox.shards import FIRST
from collective.tobaccooa.inbox.shards import shard_of
from dataclasses import replace
from datetime import datetime
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.notices"

#: How many notices are shown, and about how many are kept.
NEWEST = 200

_SHARDS = 8
_TABLES = 64
#: A bucket that holds twice its share is cut down to it.
_SHARE = NEWEST // _SHARDS


class Centre(Persistent):
    """The notices of one person; `unseen` is how many of them are new, in one small object."""

    def __init__(self) -> None:
        self._shards = tuple(OOBucket({FIRST: ()}) for _ in range(_SHARDS))
        self._unseen = Length()

    def _shard(self, notice_id: str) -> OOBucket:
        return self._shards[shard_of(notice_id, _SHARDS)]

    def add(self, item: Kept) -> None:
        """Keep a notice; the oldest of its bucket go when that is full."""
        shard = self._shard(item.id)
        if item.id in shard:
            return
        shard[item.id] = item.row()
        new = 0 if item.seen_at else 1
        if len(shard) > 2 * _SHARE:
            for old in list(shard)[1:-_SHARE]:
                new -= 0 if kept(old, shard[old]).seen_at else 1
                del shard[old]
        if new:
            self._unseen.change(new)

    def see(self, ids: Iterable[str], at: datetime) -> int:
        """Note that notices were seen; :returns: how many were new until now."""
        found = 0
        for notice_id in ids:
            item = self.get(notice_id)
            if item is not None and item.seen_at is None:
                self._shard(notice_id)[notice_id] = replace(item, seen_at=at).row()
                found += 1
        if found:
            self._unseen.change(-found)
        return found

    def get(self, notice_id: str) -> Kept | None:
        row = self._shard(notice_id).get(notice_id) if notice_id else None
        return kept(notice_id, row) if row else None

    def newest(self) -> list[Kept]:
        """Return what is shown: the newest first, at most `NEWEST`."""
        rows = ((key, row) for shard in self._shards for key, row in shard.items() if key)
        return [kept(key, row) for key, row in sorted(rows, reverse=True)[:NEWEST]]

    def unseen(self) -> int:
        """Return how many are new, reading one small object."""
        return self._unseen()

    def ids(self, until: str) -> list[str]:
        """Return the ids of all notices that are kept, told no later than the one of that id."""
        return [key for shard in self._shards for key in shard if key and key <= until]

    def __len__(self) -> int:
        return sum(len(shard) for shard in self._shards) - len(self._shards)


class NoticeStore(Persistent):
    """The centres by user id."""

    def __init__(self) -> None:
        self._tables = tuple(OOBTree({"": None}) for _ in range(_TABLES))

    def centre(self, user_id: str) -> Centre:
        """Return somebody's centre; it is made if there is none."""
        found = self.peek(user_id)
        if found is None:
            if not user_id:
                raise ValueError("a centre needs a user id")
            found = self._tables[shard_of(user_id, _TABLES)][user_id] = Centre()
        return found

    def peek(self, user_id: str) -> Centre | None:
        """Return somebody's centre if there is one (reading writes nothing)."""
        return self._tables[shard_of(user_id, _TABLES)].get(user_id)

    def people(self) -> Iterator[str]:
        """Yield the user ids that have a centre."""
        return (name for table in self._tables for name in table if name)


def notice_store(site, create: bool = False) -> NoticeStore:
    """Return the store of a site root.

    :param create: make it if it is missing; without, an empty one that nobody keeps is returned.
    """
    annotations = IAnnotations(site)
    store = annotations.get(KEY)
    if store is None:
        store = NoticeStore()
        if create:
            annotations[KEY] = store
    return store

"""What a person keeps for themselves: favourites, and which tours they have seen.

Only the person writes their own record, so it needs no shards. The table that leads to the records
has some, made beforehand: two people who keep their first thing at the same moment change
different objects.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.shards import shard_of
from datetime import datetime
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.personal"
_TABLES = 64


class PersonalRecord(Persistent):
    """What one person keeps; times are microseconds since 1970 (UTC)."""

    def __init__(self) -> None:
        #: reference of a document → when it was kept
        self.favourites = OOBTree()
        #: name of something seen once → when
        self.seen = OOBTree()


class PersonalStore(Persistent):
    """The records by user id."""

    def __init__(self) -> None:
        self._tables = tuple(OOBTree({"": None}) for _ in range(_TABLES))

    def _table(self, user_id: str) -> OOBTree:
        return self._tables[shard_of(user_id, _TABLES)]

    def peek(self, user_id: str) -> PersonalRecord | None:
        """Return a person's record if there is one (reading writes nothing)."""
        return self._table(user_id).get(user_id) if user_id else None

    def record(self, user_id: str) -> PersonalRecord:
        """Return a person's record; it is made if there is none.

        :raises ValueError: nobody has no record.
        """
        found = self.peek(user_id)
        if found is None:
            if not user_id:
                raise ValueError("a record needs a person")
            found = self._table(user_id)[user_id] = PersonalRecord()
        return found


def personal_store(site, create: bool = False) -> PersonalStore:
    """Return the store of a site root; without `create` an empty one that nobody keeps."""
    annotations = IAnnotations(site)
    store = annotations.get(KEY)
    if store is None:
        store = PersonalStore()
        if create:
            annotations[KEY] = store
    return store


def has_seen(site, user_id: str, name: str) -> bool:
    """Tell whether somebody has seen something that is shown once."""
    record = personal_store(site).peek(user_id)
    return record is not None and name in record.seen


def note_seen(site, user_id: str, name: str, at: datetime) -> bool:
    """Keep that somebody has seen it. :returns: whether it is new: the first time counts."""
    if has_seen(site, user_id, name):
        return False
    personal_store(site, create=True).record(user_id).seen[name] = microseconds(at)
    return True


def seen_at(site, user_id: str, name: str) -> datetime | None:
    """Return when somebody saw it first (aware UTC), None if they have not."""
    record = personal_store(site).peek(user_id)
    value = record.seen.get(name) if record is not None else None
    return moment(value) if value else None

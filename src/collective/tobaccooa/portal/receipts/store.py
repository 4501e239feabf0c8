"""Where receipts are kept: confirmations and reminders by notice, what was opened by person.

Both lie on the site, not on the notice: its versions would copy them, and who goes back to an
older version would lose them.

A whole bureau confirms one notice within an hour. So confirmations lie in sixteen buckets that are
made with the notice: two people who confirm at once change two keys, which the database merges.
"""

from __future__ import annotations

from BTrees.Length import Length
from collections.abc import Iterator
from collective.tobaccooa.exchange.store import Table
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.shards import Buckets
from collective.tobaccooa.inbox.shards import shard_of
from collective.tobaccooa.portal.receipts.model import Chase
from collective.tobaccooa.portal.receipts.model import chase_of
from collective.tobaccooa.portal.receipts.model import remember
from datetime import datetime
from persistent import Persistent
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.portal.receipts"
OPENED = "collective.tobaccooa.portal.opened"


class Receipts(Persistent):
    """Who confirmed a notice and who was chased; who confirmed is chased no more."""

    def __init__(self) -> None:
        self._read = Buckets()
        self._chased = Buckets()

    def confirm(self, user_id: str, at: datetime) -> bool:
        """Keep a confirmation; the first one counts. :returns: whether it is new."""
        if self._read.get(user_id) is not None:
            return False
        self._chased.remove(user_id)
        return self._read.put(user_id, (microseconds(at),))

    def read_at(self, user_id: str) -> datetime | None:
        row = self._read.get(user_id)
        return moment(row[0]) if row else None

    def read(self) -> dict[str, datetime]:
        """Return `{user id: when}` of everybody who confirmed."""
        return {user: moment(row[0]) for user, row in self._read.items()}

    def chase(self, user_id: str, chase: Chase) -> bool:
        """Keep a reminder. :returns: False for who has confirmed: nobody chases them."""
        if self._read.get(user_id) is not None:
            return False
        return self._chased.put(user_id, chase.row())

    def spare(self, user_id: str) -> bool:
        """Forget a reminder. :returns: whether there was one."""
        return self._chased.remove(user_id)

    def chased(self) -> dict[str, Chase]:
        """Return `{user id: reminder}` of those who still have to confirm."""
        return {user: chase_of(row) for user, row in self._chased.items()}


class Opened(Persistent):
    """The notices that a person opened and those that they confirmed, the newest last."""

    opened: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.changes = Length()

    def open(self, uid: str) -> bool:
        """Remember an opened notice. :returns: whether it is new."""
        after = remember(self.opened, uid)
        if after == self.opened:
            return False
        self.opened = after
        self.changes.change(1)
        return True

    def confirm(self, uid: str) -> bool:
        """Remember a confirmed notice, which is opened too. :returns: whether it is new."""
        after = remember(self.confirmed, uid)
        if after == self.confirmed:
            return False
        self.confirmed, self.opened = after, remember(self.opened, uid)
        self.changes.change(1)
        return True


class Shelves(Table):
    """A table from which something can be taken again."""

    def items(self) -> Iterator[tuple[str, Any]]:
        """Yield (name, value) in no particular order."""
        for shard in self._shards:
            yield from ((name, value) for name, value in shard.items() if name)

    def drop(self, name: str) -> None:
        """Forget a value, if there is one."""
        if self.get(name) is not None:
            del self._shards[shard_of(name, len(self._shards))][name]


class Kept(Persistent):
    """Records by name, made when they are first written; `make` is the class of the records."""

    make: Any = None

    def __init__(self) -> None:
        self._records = Shelves()

    def peek(self, name: str) -> Any:
        """Return a record if there is one."""
        return self._records.get(name)

    def of(self, name: str) -> Any:
        """Return a record; it is made if there is none."""
        found = self._records.get(name)
        if found is None:
            if not name:
                raise ValueError("a record needs a name")
            found = self.make()
            self._records.put(name, found)
        return found

    def items(self) -> Iterator[tuple[str, Any]]:
        return self._records.items()

    def drop(self, name: str) -> None:
        self._records.drop(name)


class ReceiptsStore(Kept):
    """The receipts of each notice by its UID."""

    make = Receipts


class OpenedStore(Kept):
    """What each person has opened, by user id."""

    make = Opened


def receipts_store(site, create: bool = False) -> ReceiptsStore:
    """Return the receipts of a site; without `create` an empty store that nobody keeps."""
    return _kept(site, KEY, ReceiptsStore, create)


def opened_store(site, create: bool = False) -> OpenedStore:
    """Return what people opened; without `create` an empty store that nobody keeps."""
    return _kept(site, OPENED, OpenedStore, create)


def _kept(site, key: str, make, create: bool):
    annotations = IAnnotations(site)
    found = annotations.get(key)
    if found is None:
        found = make()
        if create:
            annotations[key] = found
    return found

"""Where matters are kept: each in a row of its own, with indexes by party and by document.

Making a matter writes its row, the counter of its unit and year, and one index for each party;
what people do with it afterwards writes its row alone, until it ends. So two who work on two
matters don't conflict, and two who make one at once are the only ones to wait for each other: the
counter must be.
"""

from __future__ import annotations

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.shards import Buckets
from collective.tobaccooa.inbox.shards import shard_of
from collective.tobaccooa.inbox.shards import TimeTrees
from collective.tobaccooa.supervision.matters.model import ENDED
from collective.tobaccooa.supervision.matters.model import Matter
from heapq import merge
from persistent import Persistent
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.supervision.matters"

_TABLES = 32
#: Matters come and go slowly.
_SHARDS = 8


class Row(Persistent):
    """A matter in its place; `matter` is replaced as a whole."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter


class Case(Persistent):
    """The ids of a document's matters, in the order in which they were made."""

    ids: tuple[str, ...] = ()


class Serial(Persistent):
    """The last number given in a unit and year."""

    last = 0


class Party(Persistent):
    """The matters of a party, or of the unit that supervises: in progress, and ended by time.

    `known` counts all there ever were: whether somebody is concerned at all is asked on each page.
    """

    def __init__(self) -> None:
        self.open = Buckets(_SHARDS)
        self.ended = TimeTrees(_SHARDS)
        self.known = Length()


class Table(Persistent):
    """A mapping of names to objects that are only ever added, in fixed shards."""

    def __init__(self) -> None:
        self._shards = tuple(OOBTree({"": None}) for _ in range(_TABLES))

    def get(self, name: str) -> Any:
        return self._shards[shard_of(name, _TABLES)].get(name) if name else None

    def put(self, name: str, value: Any) -> None:
        self._shards[shard_of(name, _TABLES)][name] = value

    def values(self) -> Iterator[Any]:
        for shard in self._shards:
            yield from (value for name, value in shard.items() if name)


class MatterStore(Persistent):
    """All matters of a site; `put` is the only writer besides `next_serial`."""

    def __init__(self) -> None:
        self._rows = Table()
        self._cases = Table()
        self._parties = Table()
        self._serials = Table()

    def get(self, matter_id: str) -> Matter | None:
        row = self._rows.get(matter_id)
        return row.matter if row is not None else None

    def all(self) -> Iterator[Matter]:
        """Yield every matter, in no particular order."""
        for row in self._rows.values():
            yield row.matter

    def of_document(self, reference: str) -> list[Matter]:
        """Return the matters of a document, in the order in which they were made."""
        case = self._cases.get(reference)
        found = [self.get(each) for each in case.ids] if case is not None else []
        return [each for each in found if each is not None]

    def prepare(self, party: str) -> Party:
        """Return the index of a party or of a supervising unit, made if missing."""
        found = self._parties.get(party)
        if found is None:
            found = Party()
            self._parties.put(party, found)
        return found

    def next_serial(self, unit: str, year: int) -> int:
        """Return the next number of a unit and year, and count on."""
        name = f"{unit}/{year}"
        serial = self._serials.get(name)
        if serial is None:
            serial = Serial()
            self._serials.put(name, serial)
        serial.last += 1
        return serial.last

    def put(self, matter: Matter) -> bool:
        """Keep a matter and its indexes. :returns: whether anything changed."""
        row = self._rows.get(matter.id)
        if row is None:
            self._add(matter)
            return True
        if row.matter == matter:
            return False
        before, row.matter = row.matter, matter
        if matter.state in ENDED and before.state not in ENDED:
            for name in _indexes(matter):
                party = self.prepare(name)
                party.open.remove(matter.id)
                party.ended.put(microseconds(matter.ended_at), matter.id, ())
        return True

    def _add(self, matter: Matter) -> None:
        self._rows.put(matter.id, Row(matter))
        case = self._cases.get(matter.source.reference)
        if case is None:
            case = Case()
            self._cases.put(matter.source.reference, case)
        case.ids = (*case.ids, matter.id)
        for name in _indexes(matter):
            party = self.prepare(name)
            party.open.put(matter.id, (matter.due_on.isoformat(),))
            party.known.change(1)

    # lists

    def is_concerned(self, names: Iterable[str]) -> bool:
        """Tell whether one of these parties ever had a matter."""
        found = (self._parties.get(name) for name in names)
        return any(party.known() for party in found if party is not None)

    def in_progress(self, names: Iterable[str]) -> list[Matter]:
        """Return the matters of some parties that have not ended, each once, in no order."""
        ids = {id_ for party in self._named(names) for id_, _row in party.open.items()}
        return [matter for matter in map(self.get, ids) if matter is not None]

    def ended(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the ids of the matters of some parties that have ended, the latest first."""
        last = None
        lists = [party.ended.items() for party in self._named(names)]
        for line in merge(*lists, key=lambda line: (-line[0], line[1])):
            if line[1] != last:
                last = line[1]
                yield last

    def _named(self, names: Iterable[str]) -> list[Party]:
        found = (self._parties.get(name) for name in sorted(set(names)))
        return [party for party in found if party is not None]


def _indexes(matter: Matter) -> tuple[str, ...]:
    """The supervising unit by its code, which is no name of a party, and the parties."""
    return (matter.unit, *matter.parties)


def matter_store(site: Any, create: bool = False) -> MatterStore:
    """Return the store of a site root; without `create` an empty one that nobody keeps."""
    annotations = IAnnotations(site)
    store = annotations.get(KEY)
    if store is None:
        store = MatterStore()
        if create:
            annotations[KEY] = store
    return store

"""The registers in the database: rows by unit, kind and year, and who takes part in what.

Written in every decision by many people at once. So each part is a fixed number of trees that hold
a sentinel and never empty; a document's reference chooses its tree. Rows are plain tuples, which
the database merges without this package's code. A document's row is the only thing written for a
decision, beside one entry for each person who comes new to it.
"""

from __future__ import annotations

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from collective.tobaccooa.search.model import RegisterRow
from heapq import merge
from persistent import Persistent
from zlib import crc32
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.registers"
ROW_SHARDS = 16
PART_SHARDS = 8
# Sorts before every key. Not after: two writers conflict when one of them removes the first key of
# a tree, and with newest first that is the document just being decided.
FIRST = (-(2**63), "")
SENTINEL_PRINCIPAL = ""
Key = tuple[int, str]


def _shard(key: Key, shards: tuple) -> int:
    return crc32(key[1].encode()) % len(shards)


class YearRegister(Persistent):
    """The rows of one unit, kind and year, newest first."""

    def __init__(self) -> None:
        self._trees = tuple(OOBTree({FIRST: ()}) for _ in range(ROW_SHARDS))
        self._length = Length()

    def get(self, key: Key) -> RegisterRow | None:
        """Return the row at a key, or None."""
        values = self._trees[_shard(key, self._trees)].get(key)
        return RegisterRow.read(values) if values else None

    def put(self, row: RegisterRow) -> bool:
        """Write a row; False when it was so already."""
        tree = self._trees[_shard(row.key, self._trees)]
        present, values = tree.get(row.key), row.values()
        if present == values:
            return False
        tree[row.key] = values
        if present is None:
            self._length.change(1)
        return True

    def keys(self) -> Iterator[Key]:
        """Yield the keys, newest first, reading no further than asked."""
        return (key for key in merge(*(tree.keys() for tree in self._trees)) if key != FIRST)

    def items(self) -> Iterator[tuple[Key, RegisterRow]]:
        """Yield keys and rows, newest first, reading no further than asked."""
        for key, values in merge(*(tree.items() for tree in self._trees), key=lambda item: item[0]):
            if values:
                yield key, RegisterRow.read(values)

    def rows(self) -> Iterator[RegisterRow]:
        """Yield all rows, in no order."""
        for tree in self._trees:
            for values in tree.values():
                if values:
                    yield RegisterRow.read(values)

    def __len__(self) -> int:
        return self._length()


class Part(Persistent):
    """The keys of the documents in which one user or group takes part, newest first."""

    def __init__(self) -> None:
        self._sets = tuple(OOTreeSet([FIRST]) for _ in range(PART_SHARDS))

    def add(self, key: Key) -> None:
        """Remember a document; nothing is written when it is known."""
        self._sets[_shard(key, self._sets)].insert(key)

    def has(self, key: Key) -> bool:
        """Whether a document is among them."""
        return key in self._sets[_shard(key, self._sets)]

    def remove(self, key: Key) -> None:
        """Forget a document."""
        found = self._sets[_shard(key, self._sets)]
        if key in found:
            found.remove(key)

    def keys(self) -> Iterator[Key]:
        """Yield the keys, newest first."""
        return (key for key in merge(*self._sets) if key != FIRST)


class Registers(Persistent):
    """All registers of a site and who takes part in their documents."""

    def __init__(self) -> None:
        self.years = OOBTree({("", "", 0): None})
        self.parts = OOBTree({SENTINEL_PRINCIPAL: None})

    def year(self, unit: str, kind: str, year: int) -> YearRegister | None:
        """Return one year's register, or None when nothing was ever written to it."""
        return self.years.get((unit, kind, year))

    def prepare(self, unit: str, kind: str, year: int) -> YearRegister:
        """Return one year's register, made if it is missing."""
        found = self.year(unit, kind, year)
        if found is None:
            found = self.years[(unit, kind, year)] = YearRegister()
        return found

    def years_of(self, unit: str) -> list[tuple[str, int, YearRegister]]:
        """Return (kind, year, register) of a unit."""
        found = self.years.items(min=(unit, "", 0), max=(unit, "\uffff", 0))
        return [(kind, year, register) for (_, kind, year), register in found if register]

    def row(self, key: Key) -> RegisterRow | None:
        """Return the row of a document."""
        unit, kind, year, _ = key[1].split("/")
        register = self.year(unit, kind, int(year))
        return register.get(key) if register is not None else None

    def put(self, row: RegisterRow) -> frozenset[str]:
        """Write a document's row and who takes part; return who takes part no more."""
        before = self.row(row.key)
        old = frozenset(before.principals) if before is not None else frozenset()
        new = frozenset(row.principals)
        self.prepare(row.unit, row.kind, row.year).put(row)
        for principal in sorted(new - old):
            self._part(principal).add(row.key)
        for principal in sorted(old - new):
            self._part(principal).remove(row.key)
        return old - new

    def part_keys(self, principals: frozenset[str]) -> Iterator[Key]:
        """Yield the keys of what any of the principals takes part in, once each, newest first."""
        parts = [part for part in map(self.parts.get, sorted(principals)) if part is not None]
        last = None
        for key in merge(*(part.keys() for part in parts)):
            if key != last:
                last = key
                yield key

    def clear(self, unit: str) -> None:
        """Forget the rows of a unit, for a rebuild."""
        for kind, year, register in self.years_of(unit):
            for key, row in list(register.items()):
                for principal in row.principals:
                    self._part(principal).remove(key)
            del self.years[(unit, kind, year)]

    def _part(self, principal: str) -> Part:
        part = self.parts.get(principal)
        if part is None:
            part = self.parts[principal] = Part()
        return part


def registers_of(site) -> Registers | None:
    """Return the registers of a site, or None; writes nothing."""
    return IAnnotations(site).get(KEY)


def prepare(site) -> Registers:
    """Return the registers of a site, made if they are missing."""
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = Registers()
    return annotations[KEY]

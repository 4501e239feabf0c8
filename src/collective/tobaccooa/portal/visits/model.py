"""Count views in memory, each visitor once for each thing and day. Pure.

A visitor is a person who is signed in, else a hash of address and program with a salt that exists
in this process only and is never stored: nobody can be traced by it. The memory is bounded: it
holds the newest visits in two generations, and forgets all at the end of a day. Who is forgotten
early is counted again; several processes don't know of each other. The figures are approximate.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from hashlib import blake2b

import re
import secrets
import threading


#: Visits kept in a generation; two generations are below 10 MB.
GENERATION = 40_000
#: Programs that read pages by themselves, by what they say of themselves.
_ROBOTS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|monitor|headless|phantom|scrapy|fetch|"
    r"\bcurl|\bwget|python|\bjava/|\bokhttp|\bgo-http|libwww|httpclient|lighthouse",
    re.IGNORECASE,
)

#: (path of the site, code of the unit, month as 2026-11, UID of the item)
Key = tuple[str, str, str, str]


def is_robot(program: str) -> bool:
    """Tell whether a User-Agent is that of a program; one that says nothing is."""
    return not program.strip() or bool(_ROBOTS.search(program))


class RecentSet:
    """A set that holds at least the `size` newest of its members and at most twice as many."""

    def __init__(self, size: int = GENERATION) -> None:
        self._size = size
        self._young: set[int] = set()
        self._old: set[int] = set()

    def add(self, member: int) -> bool:
        """Remember a member; False when it was known."""
        if member in self._young:
            return False
        known = member in self._old
        self._young.add(member)
        if len(self._young) >= self._size:
            self._old, self._young = self._young, set()
        return not known

    def __len__(self) -> int:
        return len(self._young | self._old)

    def clear(self) -> None:
        """Forget everything."""
        self._young, self._old = set(), set()


class Tally:
    """The views of this process that are not yet written down; threads may share it."""

    def __init__(self, generation: int = GENERATION) -> None:
        self._lock = threading.Lock()
        self._salt = secrets.token_bytes(16)
        self._recent = RecentSet(generation)
        self._day: date | None = None
        self._pending: Counter[Key] = Counter()

    def count(self, site: str, unit: str, uid: str, visitor: str, today: date) -> bool:
        """Count a view; False when this visitor was counted for it today.

        :param visitor: what tells visitors apart; only its salted hash is kept.
        :param today: the day in Asia/Shanghai.
        """
        with self._lock:
            if today != self._day:
                self._day = today
                self._recent.clear()
            if not self._recent.add(self._digest(site, unit, uid, visitor)):
                return False
            self._pending[(site, unit, f"{today:%Y-%m}", uid)] += 1
            return True

    def _digest(self, *parts: str) -> int:
        text = "\0".join(parts).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(text, digest_size=8, key=self._salt).digest())

    def take(self) -> Counter[Key]:
        """Return what was counted since the last time, and begin anew."""
        with self._lock:
            taken, self._pending = self._pending, Counter()
        return taken

    def put_back(self, counted: Counter[Key]) -> None:
        """Keep for later what could not be written down."""
        with self._lock:
            self._pending.update(counted)

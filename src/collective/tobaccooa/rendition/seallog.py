"""The log of a seal (用印登记): who sealed what, when. Append-only.

Sixteen trees made beforehand, each with a sentinel so that it never empties: people who seal at
the same time with the same seal hardly ever write the same object.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from datetime import datetime
from persistent import Persistent

import hashlib


SHARDS = 16
SENTINEL = ""


@dataclass(frozen=True)
class SealEntry:
    """One use of a seal.

    :param seal: ref `<unit>/<id>`; :param seal_title: its inscription then.
    :param document: reference of the document; :param number: its rendered number.
    :param digest: sha256 (hex) of the frozen text that was sealed.
    :param by: user id; :param at: aware UTC datetime.
    """

    seal: str
    seal_title: str
    document: str
    number: str
    title: str
    digest: str
    by: str
    on_behalf_of: str
    at: datetime


class SealLog(Persistent):
    """All uses of one seal."""

    def __init__(self) -> None:
        self._shards = tuple(OOBTree() for _shard in range(SHARDS))
        for shard in self._shards:
            shard[SENTINEL] = None

    def append(self, entry: SealEntry) -> None:
        """Add a use; what is written is never changed."""
        key = f"{entry.at.isoformat()}/{entry.document}"
        shard = int(hashlib.sha256(entry.document.encode()).hexdigest()[:2], 16) % SHARDS
        self._shards[shard][key] = entry

    def entries(self) -> list[SealEntry]:
        """Return all uses, the newest first."""
        found = [(key, e) for shard in self._shards for key, e in shard.items() if e is not None]
        return [entry for key, entry in sorted(found, key=lambda pair: pair[0], reverse=True)]

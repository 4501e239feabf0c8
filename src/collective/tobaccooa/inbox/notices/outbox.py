"""What waits to be mailed, and how far each person's mails have got. Needs no site.

A row is written with the notice and removed with the mail, each in one transaction: so every
notice goes into one mail. The rows of one person lie in one bucket; buckets never split nor empty
(`inbox.shards`).
"""

from __future__ import annotations

from BTrees.OOBTree import OOBucket
from collections.abc import Iterable
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.notices.rhythm import Turn
from collective.tobaccooa.inbox.shards import Buckets
from collective.tobaccooa.inbox.shards import FIRST
from collective.tobaccooa.inbox.shards import shard_of
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.notices.outbox"
_SHARDS = 32
#: Sorts after every id of a notice, which begins with digits.
_LAST = "~"


class Outbox(Persistent):
    """Ids of notices by user id; `turns` is written by the periodic look alone."""

    def __init__(self) -> None:
        self._shards = tuple(OOBucket({(FIRST, ""): 0}) for _ in range(_SHARDS))
        self._turns = Buckets()

    def _shard(self, user_id: str) -> OOBucket:
        return self._shards[shard_of(user_id, _SHARDS)]

    def put(self, user_id: str, notice_id: str, urgent: bool) -> None:
        """Let a notice wait for somebody's next mail."""
        self._shard(user_id)[(user_id, notice_id)] = int(urgent)

    def waiting(self, user_id: str) -> list[str]:
        """Return the ids of what waits for somebody, the oldest first."""
        rows = self._shard(user_id).keys((user_id, ""), (user_id, _LAST))
        return [notice_id for _user, notice_id in rows]

    def remove(self, user_id: str, ids: Iterable[str]) -> None:
        """Take out what has been mailed, or need not be."""
        shard = self._shard(user_id)
        for notice_id in ids:
            shard.pop((user_id, notice_id), None)

    def people(self) -> dict[str, bool]:
        """Return for whom something waits, and whether some of it is urgent."""
        found: dict[str, bool] = {}
        for shard in self._shards:
            for (user_id, _notice_id), urgent in shard.items():
                if user_id:
                    found[user_id] = found.get(user_id, False) or bool(urgent)
        return found

    def forget(self, before: str) -> int:
        """Take out what has waited too long; :returns: how much.

        :param before: an id (`model.id_at`); what was told earlier goes.
        """
        old = [
            (shard, key) for shard in self._shards for key in shard if key[0] and key[1] < before
        ]
        for shard, key in old:
            del shard[key]
        return len(old)

    def turn(self, user_id: str) -> Turn:
        """Return how far somebody's mails have got."""
        slot, mailed = self._turns.get(user_id) or (0, 0)
        return Turn(moment(slot) if slot else None, moment(mailed) if mailed else None)

    def set_turn(self, user_id: str, turn: Turn) -> None:
        """Note how far somebody's mails have got."""
        slot = microseconds(turn.slot) if turn.slot else 0
        self._turns.put(user_id, (slot, microseconds(turn.mailed) if turn.mailed else 0))


def outbox_of(site, create: bool = False) -> Outbox:
    """Return the outbox of a site root.

    :param create: make it if it is missing; without, an empty one that nobody keeps is returned.
    """
    annotations = IAnnotations(site)
    box = annotations.get(KEY)
    if box is None:
        box = Outbox()
        if create:
            annotations[KEY] = box
    return box

"""The log of what was done to documents from outside their chain: append-only, by unit and time.

Handing over, setting a holder and correcting the register are in the document's trail, which only
those concerned read. This log shows them to the unit's leaders in one list. The trails are the
truth: `verify` compares, `mend` adds what is missing. Nothing is ever removed.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collective.tobaccooa.documents.walking import all_documents
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.shards import TimeTrees
from collective.tobaccooa.inbox.sources import number_of
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.state import kernel_state
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.administrators_acts"
LOGGED = frozenset({Action.HAND_OVER, Action.SET_HOLDER, Action.CORRECT_ENTRY})
_SHARDS = 4


@dataclass(frozen=True)
class Act:
    """One act.

    :param at: aware UTC datetime. :param entry: id of the trail entry.
    :param title: and :param number: of the document at that time.
    :param reason: as in the trail; of a correction with old and new values.
    :param before: and :param after: principals of the holders, for acts that change them.
    """

    at: datetime
    reference: str
    entry: str
    actor: str
    action: str
    title: str
    number: str
    reason: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def unit(self) -> str:
        return self.reference.partition("/")[0]

    @property
    def key(self) -> str:
        return f"{self.reference}#{self.entry}"

    def row(self) -> tuple[str, ...]:
        """Return what is stored: plain strings, which any server can compare and merge."""
        before, after = " ".join(self.before), " ".join(self.after)
        return (self.actor, self.action, self.title, self.number, self.reason, before, after)


def act_of(at: int, key: str, row: tuple[str, ...]) -> Act:
    """Return the act that a stored row stands for."""
    reference, _hash, entry = key.rpartition("#")
    actor, action, title, number, reason, before, after = row
    return Act(
        moment(at),
        reference,
        entry,
        actor,
        action,
        title,
        number,
        reason,
        tuple(before.split()),
        tuple(after.split()),
    )


def acts_in(document) -> Iterator[Act]:
    """Yield the acts that a document's trail tells of."""
    before: TrailEntry | None = None
    for entry in kernel_state(document).trail:
        if entry.action in LOGGED:
            yield made(document, entry, before)
        before = entry


def made(document, entry: TrailEntry, before: TrailEntry | None) -> Act:
    """Return the act of a trail entry; `before` is the entry that comes before it."""
    moves = entry.action != Action.CORRECT_ENTRY
    return Act(
        at=entry.at,
        reference=document.reference,
        entry=entry.id,
        actor=entry.actor,
        action=str(entry.action),
        title=document.title or "",
        number=number_of(document),
        reason="；".join(filter(None, (entry.opinion, entry.reason))),
        before=before.next_holders if moves and before is not None else (),
        after=entry.next_holders if moves else (),
    )


def prepare(unit: str) -> TimeTrees:
    """Return the log of a unit, made if it is missing."""
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    logs = annotations[KEY]
    if unit not in logs:
        logs[unit] = TimeTrees(_SHARDS)
    return logs[unit]


def log(act: Act) -> bool:
    """Write an act; an act that is there already is not written again."""
    place, at = prepare(act.unit), microseconds(act.at)
    return place.get(at, act.key) is None and place.put(at, act.key, act.row())


def acts(units: list[str], start: int = 0, size: int = 25) -> tuple[list[Act], int]:
    """Return a page of the acts in some units, newest first, and how many there are in all."""
    logs = IAnnotations(api.portal.get()).get(KEY) or {}
    places = [logs[unit] for unit in units if unit in logs]
    rows = merge(*(place.items() for place in places), key=lambda item: -item[0])
    return [act_of(*row) for row in islice(rows, start, start + size)], sum(map(len, places))


def verify() -> list[str]:
    """Compare the log with the trails of all documents; return what differs, one line each."""
    stored = {
        act.key: act
        for log_of_unit in (IAnnotations(api.portal.get()).get(KEY) or {}).values()
        for act in (act_of(*row) for row in log_of_unit.items())
    }
    found = []
    for document in all_documents():
        for act in acts_in(document):
            known = stored.pop(act.key, None)
            if known is None:
                found.append(f"{act.key}: missing in the log")
            elif _proof(known) != _proof(act):
                found.append(f"{act.key}: differs from the trail")
    return found + [f"{key}: no such entry in a trail" for key in sorted(stored)]


def _proof(act: Act) -> tuple:
    """What of an act must agree; title and number may have changed since."""
    return (act.at, act.actor, act.action, act.reason, act.before, act.after)


def mend() -> int:
    """Write what the trails tell of and the log lacks; return how many."""
    return sum(log(act) for document in all_documents() for act in acts_in(document))

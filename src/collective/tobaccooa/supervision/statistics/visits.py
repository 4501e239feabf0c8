"""From a trail (流转记录) to visits: who had the document, at which step, from when to when. Pure.

A visit begins when the trail names somebody as next holder and ends when it no longer does. It is
`decided` by who sent the document on; what a withdrawal undoes never happened; where one of several
was enough, the others had no visit, and neither has a signer who was taken off again.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.supervision.statistics.model import How
from collective.tobaccooa.supervision.statistics.model import Visit
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import TrailEntry
from typing import NamedTuple


#: With these a holder has done what the step asks.
DECIDING = frozenset({"advance", "return", "special_delivery"})
#: With these somebody else takes the document from its holder.
TAKING = frozenset({"hand_over", "set_holder", "void"})

#: From entry, holder's principal and step to the end of the time limit (microseconds, or 0).
DueOf = Callable[[TrailEntry, str, str], int]


class Stay(NamedTuple):
    """A holder who has the document."""

    came: int
    due: int


class Walk:
    """The state while a trail is read."""

    def __init__(self, due_of: DueOf) -> None:
        self.due_of = due_of
        self.step = ""
        self.here: dict[str, Stay] = {}
        self.ended: list[Visit] = []
        #: what a withdrawal would bring back: who had it before, and the visits that ended then
        self.undo: tuple[dict[str, Stay], int] = ({}, 0)

    def read(self, entry: TrailEntry) -> None:
        """Take one entry into account."""
        after = entry.next_holders
        moved = entry.to_step != self.step
        gone = {p: s for p, s in self.here.items() if moved or p not in after}
        if entry.action == Action.WITHDRAW:
            before, length = self.undo
            del self.ended[length:]
            self.here = {p: before.get(p) or self._begin(entry, p) for p in dict.fromkeys(after)}
        else:
            if gone or any(p not in self.here for p in after):
                self.undo = (dict(self.here), len(self.ended))
            self._end(entry, gone)
            kept = {} if moved else self.here
            self.here = {p: kept.get(p) or self._begin(entry, p) for p in dict.fromkeys(after)}
        self.step = entry.to_step
        if entry.action == "grant_extension" and after:
            first = after[0]
            due = self.due_of(entry, first, self.step) or self.here[first].due
            self.here[first] = self.here[first]._replace(due=due)

    def _begin(self, entry: TrailEntry, principal: str) -> Stay:
        return Stay(microseconds(entry.at), self.due_of(entry, principal, entry.to_step))

    def _end(self, entry: TrailEntry, gone: dict[str, Stay]) -> None:
        left = microseconds(entry.at)
        if entry.action in DECIDING:
            for principal in _deciders(entry, gone):
                came, due = gone[principal]
                person = principal if not _is_group(principal) else acting_person(entry)
                self.ended.append(Visit(self.step, person, came, left, due, How.DECIDED.value))
        elif entry.action in TAKING:
            for principal, (came, due) in gone.items():
                person = "" if _is_group(principal) else principal
                self.ended.append(Visit(self.step, person, came, left, due, How.TAKEN.value))


def visits_of(trail: Iterable[TrailEntry], due_of: DueOf) -> tuple[list[Visit], list[Visit]]:
    """Return the visits that ended, in their order, and those that last.

    :param due_of: tells the end of a time limit.
    """
    walk = Walk(due_of)
    for entry in trail:
        walk.read(entry)
    standing = [
        Visit(walk.step, principal, came, 0, due, How.OPEN.value)
        for principal, (came, due) in walk.here.items()
    ]
    return walk.ended, standing


def acting_person(entry: TrailEntry) -> str:
    """Return whose decision it was: who acted, or in whose name an assistant did."""
    return entry.on_behalf_of or entry.actor


def _deciders(entry: TrailEntry, gone: dict[str, Stay]) -> list[str]:
    """Return the holder that decided: the person, else the post, else who was replaced."""
    own = [p for p in gone if p in (entry.actor, entry.on_behalf_of)]
    posts = [p for p in gone if _is_group(p)]
    return (own or posts or list(gone))[:1]


def _is_group(principal: str) -> bool:
    """Whether it names a post or the heads of a department (user ids hold no such name)."""
    return ".post." in principal or principal.endswith((".head", ".staff"))

"""Opinions that were replaced (更正意见): the old one stays, the new one says which it replaces."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import BESIDE
from collective.tobaccooa.workflows.model import TrailEntry


#: What others may do without closing an opinion to its author.
_BESIDE = BESIDE - {Action.SUPERSEDE_OPINION}


def superseded(trail: Iterable[TrailEntry]) -> dict[str, str]:
    """Return for each replaced entry the entry that replaces it, by id."""
    return {entry.supersedes: entry.id for entry in trail if entry.supersedes}


def voice(entry: TrailEntry) -> str:
    """Whose opinion an entry gives: the person in whose name it was written."""
    return entry.on_behalf_of or entry.actor


def given_at(trail: Iterable[TrailEntry], entry: TrailEntry) -> str:
    """At which step an opinion was given first, however often it was replaced since."""
    known = {each.id: each for each in trail}
    while entry.supersedes in known:
        entry = known[entry.supersedes]
    return entry.step


def replaceable(trail: tuple[TrailEntry, ...], person: str) -> TrailEntry | None:
    """Return the person's own last opinion while it can be replaced, else None.

    It can until anybody, the person too, takes the next step: who signs the same step beside them
    takes none, nor does who corrects an opinion. Words that go with a reminder or a circulation
    are no opinions.
    """
    gone = superseded(trail)
    step = ""
    for entry in reversed(trail):
        own = voice(entry) == person
        if entry.action in _BESIDE or (own and entry.action == Action.WITHDRAW):
            continue
        if own and entry.opinion and entry.id not in gone:
            return entry if step in ("", given_at(trail, entry)) else None
        if entry.action == Action.SUPERSEDE_OPINION:
            continue
        if step and entry.step != step:
            return None
        step = entry.step
    return None

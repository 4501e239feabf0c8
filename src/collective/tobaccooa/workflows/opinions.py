"""Opinions that were replaced (更正意见): the old one stays, the new one says which it replaces."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import QUIET
from collective.tobaccooa.workflows.model import TrailEntry


#: What others may do without closing an opinion to its author.
_BESIDE = QUIET | {Action.CIRCULATE, Action.ADD_RECIPIENTS, Action.CORRECT_ENTRY}


def superseded(trail: Iterable[TrailEntry]) -> dict[str, str]:
    """Return for each replaced entry the entry that replaces it, by id."""
    return {entry.supersedes: entry.id for entry in trail if entry.supersedes}


def voice(entry: TrailEntry) -> str:
    """Whose opinion an entry gives: the person in whose name it was written."""
    return entry.on_behalf_of or entry.actor


def replaceable(trail: tuple[TrailEntry, ...], person: str) -> TrailEntry | None:
    """Return the person's own last opinion while it can be replaced, else None.

    It can until somebody takes the next step: who signs the same step beside them takes none.
    """
    gone = superseded(trail)
    step = ""
    for entry in reversed(trail):
        if voice(entry) == person:
            if entry.opinion and entry.id not in gone:
                return entry if not step or step == entry.step else None
            continue
        if entry.action in _BESIDE:
            continue
        if step and entry.step != step:
            return None
        step = entry.step
    return None

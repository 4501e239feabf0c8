"""Verify the trails of all documents: for the administrator's page and `scripts/trails.py`.

Each trail entry carries the digest of the one before (`workflows.trail`); a document's step in
DCWorkflow must be the one that its trail ends with.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.documents.walking import all_documents
from collective.tobaccooa.workflows import trail
from collective.tobaccooa.workflows.state import kernel_state
from dataclasses import dataclass
from enum import StrEnum
from plone import api
from typing import Any


class Fault(StrEnum):
    """What can be wrong with a trail."""

    BROKEN = "broken"
    WRONG_STEP = "wrong_step"


@dataclass(frozen=True)
class Break:
    """A trail that does not verify.

    :param entry: id of the first entry whose digest does not fit, or of the last one.
    """

    reference: str
    entry: str
    fault: Fault


@dataclass(frozen=True)
class Audit:
    """What a verification found: how many documents and entries were read, and what is wrong."""

    documents: int
    entries: int
    breaks: tuple[Break, ...]


def verify_trails(documents: Iterable[Any] | None = None) -> Audit:
    """Verify the trails of `documents`, by default of all; reads every one, writes nothing."""
    read = entries = 0
    breaks: list[Break] = []
    for document in all_documents() if documents is None else documents:
        found = kernel_state(document).trail
        read += 1
        entries += len(found)
        fault = fault_of(document)
        if fault is not None:
            breaks.append(fault)
    return Audit(read, entries, tuple(breaks))


def fault_of(document: Any) -> Break | None:
    """Return what is wrong with one document's trail, or None."""
    state = kernel_state(document)
    broken = trail.first_broken(state.trail, document.reference)
    if broken is not None or not state.trail:
        return Break(document.reference, broken or "", Fault.BROKEN)
    last = state.trail[-1]
    steps = {state.step, api.content.get_state(document), last.to_step}
    if len(steps) > 1:
        return Break(document.reference, last.id, Fault.WRONG_STEP)
    return None

"""The chain table: which steps apply in which unit, who takes them, how long they may take.

Rows are data that the administrator edits; chains and their definitions stay fixed. A row names
unit, chain, document type and step; `*` stands for any. The most exact row wins: unit before
document type. A document keeps the plan that was valid when it was started, so that a change never
touches one under way.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.spec import APPLIES
from collective.tobaccooa.workflows.spec import Chain
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from dataclasses import dataclass
from plone import api
from zope.annotation.interfaces import IAnnotations

import re


ANNOTATION = "collective.tobaccooa.chain_table"
ANY = "*"
TOKEN = re.compile(r"drafter|head|heads|staff|post:[a-z]+")


@dataclass(frozen=True)
class ChainRow:
    """One row of the chain table; `unit` and `document_type` may be `*`."""

    unit: str
    chain: str
    document_type: str
    step: str
    applies: str
    taken_by: tuple[str, ...]
    mode: str = "any"
    limit_days: float | None = None

    @property
    def key(self) -> str:
        return "|".join((self.unit, self.chain, self.document_type, self.step))


def faults(row: ChainRow) -> list[tuple[str, str]]:
    """Return (column, what is wrong) for a row; the words are codes for the caller to say.

    Codes: `unknown_chain`, `unknown_step`, `unknown_applies`, `unknown_taken_by`,
    `unknown_mode`, `bad_limit`, `first_step_always`.
    """
    found: list[tuple[str, str]] = []
    if row.chain not in CHAIN_IDS:
        return [("chain", "unknown_chain")]
    spec = chain(row.chain)
    if row.step not in spec.work_steps:
        found.append(("step", "unknown_step"))
    if row.applies not in APPLIES:
        found.append(("applies", "unknown_applies"))
    if row.step == spec.first and row.applies != "always":
        found.append(("applies", "first_step_always"))
    if not row.taken_by or any(not TOKEN.fullmatch(token) for token in row.taken_by):
        found.append(("taken_by", "unknown_taken_by"))
    if row.mode not in set(Mode):
        found.append(("mode", "unknown_mode"))
    if row.limit_days is not None and not is_limit(row.limit_days):
        found.append(("limit_days", "bad_limit"))
    return found


def is_limit(days: float) -> bool:
    """Tell whether a time limit is possible: 0.5 to 250 working days, in halves."""
    return 0.5 <= days <= 250 and float(days * 2).is_integer()


def resolve(
    spec: Chain, rows: Iterable[ChainRow], unit: str, document_type: str
) -> tuple[PlanStep, ...]:
    """Return the plan of a document: the most exact row per step, else the spec's default."""
    best: dict[str, tuple[int, ChainRow]] = {}
    for row in rows:
        if row.chain != spec.id or row.unit not in (ANY, unit):
            continue
        if row.document_type not in (ANY, document_type):
            continue
        weight = 2 * (row.unit != ANY) + (row.document_type != ANY)
        if row.step not in best or weight > best[row.step][0]:
            best[row.step] = (weight, row)
    return tuple(
        _plan_step(best[step.id][1]) if step.id in best else step for step in spec.defaults
    )


def _plan_step(row: ChainRow) -> PlanStep:
    return PlanStep(row.step, row.applies, row.taken_by, Mode(row.mode), row.limit_days)


def stored_rows() -> list[ChainRow]:
    """All rows of the site's chain table, ordered by key."""
    table = IAnnotations(api.portal.get()).get(ANNOTATION)
    return list(table.values()) if table is not None else []


def store_row(row: ChainRow) -> None:
    """Add or replace one row.

    :raises ValueError: the row has faults (`faults`).
    """
    wrong = faults(row)
    if wrong:
        raise ValueError(f"{row.key}: {wrong}")
    annotations = IAnnotations(api.portal.get())
    if ANNOTATION not in annotations:
        annotations[ANNOTATION] = OOBTree()
    annotations[ANNOTATION][row.key] = row


def remove_row(key: str) -> None:
    """Remove the row of that key; :raises KeyError: there is none."""
    del IAnnotations(api.portal.get())[ANNOTATION][key]


def plan_for(unit: str, chain_id: str, document_type: str) -> tuple[PlanStep, ...]:
    """Return the plan for a new document."""
    return resolve(chain(chain_id), stored_rows(), unit, document_type)

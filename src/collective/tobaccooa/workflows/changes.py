"""Who changed the rules of the chains, when, and what: append-only, on the site root.

Rules are the chain table, the policies of special delivery and the time limits. They change a few
times a year, so one tree is enough; nothing here is written by a decision.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.workflows.table import ANY
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from plone import api
from zope.annotation.interfaces import IAnnotations


ANNOTATION = "collective.tobaccooa.rule_changes"
CHAINS, POLICIES, LIMITS = "chains", "policies", "limits"


@dataclass(frozen=True)
class Change:
    """One saving.

    :param at: aware UTC datetime.
    :param unit: code of the unit whose rules changed, `*` for all.
    :param lines: what changed, in Chinese, as it was written down then.
    """

    at: datetime
    actor: str
    kind: str
    unit: str
    lines: tuple[str, ...]


def record(
    kind: str, unit: str, actor: str, lines: tuple[str, ...], now: datetime | None = None
) -> None:
    """Write down a saving, in the caller's transaction; nothing when no line says anything."""
    if not lines:
        return
    annotations = IAnnotations(api.portal.get())
    if ANNOTATION not in annotations:
        annotations[ANNOTATION] = OOBTree()
    log, at = annotations[ANNOTATION], now or clock.now()
    number = 0
    while (at, number) in log:
        number += 1
    log[(at, number)] = (actor, kind, unit, lines)


def changes(kind: str, unit: str | None = None, size: int = 20) -> list[Change]:
    """Return the last savings of a kind, newest first.

    :param unit: only those of this unit and of all units; None: of every unit.
    """
    log = IAnnotations(api.portal.get()).get(ANNOTATION)
    if log is None:
        return []
    found = (
        Change(at, actor, its_kind, its_unit, lines)
        for (at, _number), (actor, its_kind, its_unit, lines) in reversed(list(log.items()))
        if its_kind == kind and (unit is None or its_unit in (unit, ANY))
    )
    return list(islice(found, size))

"""A bulk handing over with its results: few items at once, many by a job that shows its progress.

Each item has its own result; a job does a handful in one transaction and asks for itself again, so
that it can be interrupted, and what is done stays done.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.supervision.administering.handover import hand_over_one
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from persistent import Persistent
from plone import api
from zope.annotation.interfaces import IAnnotations

import uuid


KEY = "collective.tobaccooa.handovers"
JOB = "hand-over"
#: So many are done while the person waits; more by the job, so many in a transaction.
AT_ONCE = 15
KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Line:
    """One document of a batch.

    :param state: `waiting`, `done` or `refused`; :param message: why it was refused, in Chinese.
    """

    reference: str
    title: str
    successor: str
    state: str = "waiting"
    message: str = ""


class Batch(Persistent):
    """What one person asked for: who leaves, who takes what, and what became of it."""

    def __init__(
        self, unit: str, leaver: str, actor: str, reason: str, lines: Iterable[Line], at: datetime
    ) -> None:
        self.id = uuid.uuid4().hex
        self.unit, self.leaver, self.actor, self.reason = unit, leaver, actor, reason
        self.lines = tuple(lines)
        self.at = at

    def count(self, state: str) -> int:
        """Return how many lines are in a state."""
        return sum(1 for line in self.lines if line.state == state)

    @property
    def finished(self) -> bool:
        return not self.count("waiting")


def begin(
    unit: str,
    leaver: str,
    actor: str,
    reason: str,
    lines: Iterable[Line],
    now: datetime | None = None,
) -> Batch:
    """Keep a batch and carry it out: at once when it is short, else by the job.

    :raises InvalidInput: nothing is chosen, or there is no reason.
    """
    now, wanted = now or clock.now(), tuple(lines)
    if not wanted:
        raise InvalidInput(
            _("error_hand_over_nothing", default="Choose at least one document and who takes it."),
            field="items",
        )
    if not reason.strip():
        raise InvalidInput(
            _("error_reason_needed", default="Write the reason, so that others understand it."),
            field="reason",
        )
    batch = Batch(unit, leaver, actor, reason.strip(), wanted, now)
    _store(now)[batch.id] = batch
    if len(wanted) <= AT_ONCE:
        go_on(batch, now)
    else:
        _ask(batch)
    return batch


def go_on(batch: Batch, now: datetime | None = None) -> None:
    """Do the next lines of a batch, `AT_ONCE` at most."""
    left = [i for i, line in enumerate(batch.lines) if line.state == "waiting"][:AT_ONCE]
    lines = list(batch.lines)
    for i in left:
        line = lines[i]
        why_not = hand_over_one(
            line.reference, batch.leaver, line.successor, batch.reason, batch.actor, now
        )
        lines[i] = replace(line, state="refused" if why_not else "done", message=why_not)
    batch.lines = tuple(lines)


def batch_of(batch_id: str) -> Batch | None:
    """Return a batch by its id, or None."""
    found = IAnnotations(api.portal.get()).get(KEY)
    return found.get(batch_id) if found is not None and batch_id else None


def run_job(site, batch_id: str) -> None:
    """The job: go on in the name of who asked for it, and come again while something is left."""
    batch = batch_of(batch_id)
    if batch is None or batch.finished:
        return
    with api.env.adopt_user(user=api.user.get(userid=batch.actor)):
        go_on(batch)
    if not batch.finished:
        _ask(batch)


def _ask(batch: Batch) -> None:
    """Ask for the job; each part is a job of its own, while the one before still runs."""
    enqueue(JOB, batch.id, key=f"{batch.id}:{batch.count('waiting')}")


run_job.title = _("label_job_hand_over", default="Handing over in bulk")


def _store(now: datetime) -> OOBTree:
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    batches = annotations[KEY]
    for key in [key for key, batch in batches.items() if batch.at < now - KEPT]:
        del batches[key]
    return batches

"""The clock: work that returns by the day or hour, once in a site however many workers look.

Whoever works jobs off calls `wind()` before each look. It turns what is due into a job of the
queue, and notes in the same transaction for which period it did: of two workers that look at the
same moment, one conflicts, and finds nothing due when it looks again. The job then has all that
other jobs have: a lease, new tries after failures, the administrator's page.

Kept in an annotation of the site root: for each name the period asked for, and when the work last
ended well, with what it said.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.jobs.interfaces import IPeriodic
from collective.tobaccooa.jobs.model import Job
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.jobs.schedule import is_due
from collective.tobaccooa.jobs.schedule import next_period
from collective.tobaccooa.jobs.schedule import period_of
from collective.tobaccooa.jobs.store import queue_of
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from persistent import Persistent
from transaction.interfaces import TransientError
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtilitiesFor
from zope.component import getUtility
from zope.component import queryUtility
from zope.interface import implementer

import transaction


KEY = "collective.tobaccooa.clock"
JOB = "clock"
# A tree that never empties, so that two writers of different names can be merged.
SENTINEL = ""
RESULT_CHARACTERS = 500


@dataclass(frozen=True)
class Standing:
    """How a piece of periodic work stands.

    :ivar last_run: when it last ended well, None: not yet; :ivar result: what it said then.
    :ivar failing: the job that failed and will be tried again or waits for the administrator.
    :ivar next_due: when it is asked for next.
    """

    name: str
    title: str
    last_run: datetime | None
    result: str
    failing: Job | None
    next_due: datetime


class ClockState(Persistent):
    """What the clock remembers of a site."""

    def __init__(self) -> None:
        self.asked = OOBTree({SENTINEL: None})
        self.ended = OOBTree({SENTINEL: None})


def clock_state(site) -> ClockState | None:
    """Return the state of a site's clock, None before it was wound first; writes nothing."""
    return IAnnotations(site).get(KEY)


def prepare(site) -> ClockState:
    """Make the state of a site's clock if it has none."""
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = ClockState()
    return annotations[KEY]


def tick(site, now: datetime) -> list[str]:
    """Ask, in the caller's transaction, for all work that is due; return its names.

    The site hook must be set. Where nothing is due, nothing is written.
    """
    state = clock_state(site)
    asked = state.asked if state is not None else {}
    due = [
        (name, period_of(work.every, now))
        for name, work in getUtilitiesFor(IPeriodic)
        if is_due(work.every, asked.get(name), now)
    ]
    for name, period in due:
        prepare(site).asked[name] = period
        enqueue(JOB, name, key=name)
    return [name for name, _period in due]


def wind(site, clock: Callable[[], datetime] | None = None) -> list[str]:
    """Do `tick()` in a transaction of its own; return the names of what was asked for.

    Rolls back what the caller has not committed. When another worker was faster, nothing is asked
    for: that worker has done it.
    """
    transaction.begin()
    try:
        asked = tick(site, (clock or _now)())
        if not asked:
            transaction.abort()
            return []
        transaction.get().note("clock " + " ".join(asked))
        transaction.commit()
    except TransientError:
        transaction.abort()
        return []
    return asked


def ask_now(name: str) -> bool:
    """Ask for periodic work out of turn, in the caller's transaction; False: no such work."""
    if queryUtility(IPeriodic, name) is None:
        return False
    enqueue(JOB, name, key=name)
    return True


def standings(site, now: datetime) -> list[Standing]:
    """Return how all periodic work of a site stands, by name; writes nothing."""
    state = clock_state(site)
    return [_standing(site, state, name, work, now) for name, work in sorted(_works())]


def _works() -> list[tuple[str, IPeriodic]]:
    return list(getUtilitiesFor(IPeriodic))


def _standing(site, state: ClockState | None, name: str, work, now: datetime) -> Standing:
    asked = state.asked.get(name) if state is not None else None
    ended = state.ended.get(name) if state is not None else None
    last_run, result = ended or (None, "")
    due = is_due(work.every, asked, now)
    return Standing(
        name=name,
        title=work.title,
        last_run=last_run,
        result=result,
        failing=_failing(site, name),
        next_due=now if due else next_period(work.every, now),
    )


def _failing(site, name: str) -> Job | None:
    queue = queue_of(site)
    if queue is None:
        return None
    job_id = f"{JOB}|{name}"
    shard = queue.shard(job_id)
    failed = shard.get(JobState.FAILED, job_id)
    waiting = shard.get(JobState.WAITING, job_id)
    return failed or (waiting if waiting is not None and waiting.attempts else None)


@implementer(IJob)
class ClockJob:
    """The job that does one piece of periodic work and notes that it ended well.

    Work that a newer release no longer has is passed over.
    """

    title = _("title_job_clock", default="Periodic work")

    def __call__(self, site, name: str) -> None:
        if queryUtility(IPeriodic, name) is None:
            return
        said = getUtility(IPeriodic, name)(site)
        result = write_down(said)[:RESULT_CHARACTERS] if said else ""
        prepare(site).ended[name] = (_now(), result)


def _now() -> datetime:
    return datetime.now(UTC)

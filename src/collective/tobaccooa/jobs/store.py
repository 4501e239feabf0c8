"""The persistent queue: jobs in shards, on an annotation of the site root.

Many writers enqueue while workers take away. So that they don't conflict, a job's id chooses one of
a fixed number of shards; in a shard each state has a tree that holds a sentinel and therefore
never empties, and whose rows are plain tuples that the database merges. Two writers conflict only
when they mean the same job, and then they must: a worker that takes a job while somebody asks for
it again would otherwise miss what has just changed.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.i18n import say
from collective.tobaccooa.jobs import model
from collective.tobaccooa.jobs.model import Job
from collective.tobaccooa.jobs.model import JobState
from datetime import datetime
from datetime import timedelta
from persistent import Persistent
from zlib import crc32
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.jobs"
SHARDS = 32
# Ended jobs are kept for the administrator's eyes only.
DONE_KEPT_PER_SHARD = 10
DONE_KEPT = timedelta(days=7)
SENTINEL = ""


class Shard(Persistent):
    """One part of the queue: a tree of rows for each state."""

    def __init__(self) -> None:
        for state in JobState:
            setattr(self, state.value, OOBTree({SENTINEL: ()}))

    def get(self, state: JobState, job_id: str) -> Job | None:
        """Return the job if it is in that state."""
        row = getattr(self, state.value).get(job_id)
        return Job.from_row(row) if row else None

    def jobs(self, state: JobState) -> Iterator[Job]:
        """Yield the jobs of one state."""
        for row in getattr(self, state.value).values():
            if row:
                yield Job.from_row(row)

    def put(self, job: Job) -> None:
        """Write a job under its state."""
        getattr(self, job.state.value)[job.id] = job.row()

    def take(self, state: JobState, job_id: str) -> bool:
        """Remove a job from one state; False when it is not there."""
        tree = getattr(self, state.value)
        if not job_id or job_id not in tree:
            return False
        del tree[job_id]
        return True


class JobQueue(Persistent):
    """All background jobs of a site."""

    def __init__(self) -> None:
        self.shards = tuple(Shard() for _ in range(SHARDS))

    def shard(self, job_id: str) -> Shard:
        """Return the shard in which a job lives in all its states."""
        return self.shards[crc32(job_id.encode()) % len(self.shards)]

    def jobs(self, state: JobState) -> list[Job]:
        """Return the jobs of one state, the one that is due first coming first."""
        found = [job for shard in self.shards for job in shard.jobs(state)]
        return sorted(found, key=lambda job: (job.due, job.created, job.id))

    def count(self, state: JobState) -> int:
        """Return how many jobs are in a state."""
        return sum(len(getattr(shard, state.value)) - 1 for shard in self.shards)

    def add(self, job: Job, delay: timedelta, now: datetime) -> None:
        """Let a job wait, or freshen the one that waits under the same id."""
        shard = self.shard(job.id)
        waiting = shard.get(JobState.WAITING, job.id)
        shard.put(model.repeated(waiting, job.args, now, delay) if waiting else job)

    def due(self, now: datetime) -> list[str]:
        """Return the ids of the jobs that may be taken now, in the order of their turn."""
        return [
            job.id
            for job in self.jobs(JobState.WAITING)
            if model.is_due(job, now) and self.shard(job.id).get(JobState.RUNNING, job.id) is None
        ]

    def next_due(self) -> datetime | None:
        """Return when the next waiting job is due."""
        return min(
            (job.due for shard in self.shards for job in shard.jobs(JobState.WAITING)),
            default=None,
        )

    def claim(self, job_id: str, worker: str, now: datetime) -> Job | None:
        """Move a due job to `worker`; None when it is gone, not due, or already running."""
        shard = self.shard(job_id)
        job = shard.get(JobState.WAITING, job_id)
        if job is None or not model.is_due(job, now) or shard.get(JobState.RUNNING, job_id):
            return None
        shard.take(JobState.WAITING, job_id)
        running = model.claimed(job, worker, now)
        shard.put(running)
        return running

    def holds(self, job: Job) -> bool:
        """True while the running job is still its worker's own."""
        return self.shard(job.id).get(JobState.RUNNING, job.id) == job

    def finish(self, job: Job, now: datetime) -> None:
        """Record that a running job ended well; older failures of the same work are over."""
        shard = self.shard(job.id)
        shard.take(JobState.RUNNING, job.id)
        shard.take(JobState.FAILED, job.id)
        shard.put(model.finished(job, now))
        self._prune(shard, now)

    def fail(self, job: Job, error: str, now: datetime) -> Job:
        """Record a failed try of a running job and return what becomes of it.

        Was the same work asked for again meanwhile, that newer request takes its place.
        """
        shard = self.shard(job.id)
        shard.take(JobState.RUNNING, job.id)
        after = model.failed_once_more(job, error, now)
        if shard.get(JobState.WAITING, job.id) is None:
            shard.put(after)
        return after

    def take_back(self, now: datetime, everything: bool = False) -> int:
        """Let jobs of lost workers wait again; `everything`: no other worker can be alive."""
        lost = [
            job
            for shard in self.shards
            for job in shard.jobs(JobState.RUNNING)
            if everything or model.is_abandoned(job, now)
        ]
        for job in lost:
            self.fail(job, say(_lost(job.worker)), now)
        return len(lost)

    def retry(self, job_id: str, now: datetime) -> bool:
        """Send a failed or waiting job again at once; False when there is none."""
        shard = self.shard(job_id)
        failed = shard.get(JobState.FAILED, job_id)
        job = failed or shard.get(JobState.WAITING, job_id)
        if job is None:
            return False
        shard.take(JobState.FAILED, job_id)
        shard.put(model.retried(job, now))
        return True

    def drop(self, job_id: str) -> bool:
        """Remove a failed or waiting job; False when there is none."""
        shard = self.shard(job_id)
        return shard.take(JobState.FAILED, job_id) or shard.take(JobState.WAITING, job_id)

    def _prune(self, shard: Shard, now: datetime) -> None:
        ended = sorted(shard.jobs(JobState.DONE), key=lambda job: job.finished)
        surplus = len(ended) - DONE_KEPT_PER_SHARD
        for position, job in enumerate(ended):
            if position < surplus or job.finished + DONE_KEPT < now:
                shard.take(JobState.DONE, job.id)


def _lost(worker: str) -> str:
    return _(
        "error_job_worker_lost",
        default="The worker ${worker} stopped while it ran this job.",
        mapping={"worker": worker},
    )


def prepare(site) -> JobQueue:
    """Make the queue of a site if it has none; called when the package is installed."""
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = JobQueue()
    return annotations[KEY]


def queue_of(site) -> JobQueue | None:
    """Return the queue of a site, None where the package is not installed; writes nothing."""
    return IAnnotations(site).get(KEY)

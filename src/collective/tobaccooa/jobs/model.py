"""What a background job is and how it moves: waiting → running → done, or failed.

Pure: no database, no clock; every function takes `now` (aware UTC datetime). A job that fails is
tried again after growing pauses; when they are used up it stays as failed until an administrator
retries or drops it. Source of the pauses: seed (10 s, 1 min, 10 min, 1 h).
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from typing import Any


PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
)
# A worker that was killed keeps its job this long before another may take it up.
LEASE = timedelta(minutes=15)
# A job whose key is enqueued again and again is not put off for longer than this.
LONGEST_PUT_OFF = timedelta(minutes=1)
ERROR_CHARACTERS = 4000


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Job:
    """One piece of background work.

    :param id: `<name>|<key>`; without a key, `<name>|<random>`. One id waits at most once and
        runs at most once at a time.
    :param attempts: how often it was tried and did not end well.
    :param error: text of the last failure, traceback included, or "".
    :param leased_until: until when `worker` owns it, while it runs.
    """

    id: str
    name: str
    args: tuple[str, ...]
    created: datetime
    due: datetime
    state: JobState = JobState.WAITING
    attempts: int = 0
    error: str = ""
    worker: str = ""
    leased_until: datetime | None = None
    finished: datetime | None = None

    def row(self) -> tuple[Any, ...]:
        """Return a tuple of plain values: what a database server can compare and merge."""
        values = [getattr(self, each.name) for each in fields(self)]
        values[_STATE] = str(self.state)
        return tuple(values)

    @classmethod
    def from_row(cls, row: tuple[Any, ...]) -> Job:
        """Read what `row()` made."""
        job = cls(*row)
        return replace(job, state=JobState(job.state))


_STATE = [each.name for each in fields(Job)].index("state")


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after the nth failure (n ≥ 1), None when it was the last try."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def repeated(waiting: Job, args: tuple[str, ...], now: datetime, delay: timedelta) -> Job:
    """Return a waiting job after it was asked for once more under the same key.

    A burst is put off by `delay` each time, at most `LONGEST_PUT_OFF` after the first. A job that
    waits out a failure starts afresh: what has changed may have cured it.
    """
    if waiting.attempts:
        return replace(waiting, args=args, created=now, due=now + delay, attempts=0, error="")
    due = max(waiting.created + delay, min(now + delay, waiting.created + LONGEST_PUT_OFF))
    return replace(waiting, args=args, due=due)


def is_due(job: Job, now: datetime) -> bool:
    """True when a worker may take the job."""
    return job.state == JobState.WAITING and job.due <= now


def claimed(job: Job, worker: str, now: datetime) -> Job:
    """Return the job as owned by `worker` for the time of a lease."""
    return replace(job, state=JobState.RUNNING, worker=worker, leased_until=now + LEASE)


def is_abandoned(job: Job, now: datetime) -> bool:
    """True when the worker that runs the job has outlived its lease."""
    return (
        job.state == JobState.RUNNING and job.leased_until is not None and job.leased_until <= now
    )


def failed_once_more(job: Job, error: str, now: datetime) -> Job:
    """Return the job after a failed try: waiting for the next one, or failed for good."""
    attempts = job.attempts + 1
    pause = pause_after(attempts)
    after = replace(
        job,
        attempts=attempts,
        error=error[-ERROR_CHARACTERS:],
        worker="",
        leased_until=None,
    )
    if pause is None:
        return replace(after, state=JobState.FAILED, finished=now)
    return replace(after, state=JobState.WAITING, due=now + pause)


def finished(job: Job, now: datetime) -> Job:
    """Return the job after it ended well."""
    return replace(job, state=JobState.DONE, error="", leased_until=None, finished=now)


def retried(job: Job, now: datetime) -> Job:
    """Return a failed or waiting job as an administrator sends it again: at once, afresh."""
    return replace(
        job,
        state=JobState.WAITING,
        created=now,
        due=now,
        attempts=0,
        worker="",
        leased_until=None,
        finished=None,
    )

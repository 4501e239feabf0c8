"""Run the jobs that are due: each in transactions of its own, as the system's user.

One job takes two transactions. The first moves it to this worker, so that no other takes it, even
if this process dies (a lease gives it back then). The second does the work and removes the job:
what the job wrote and that it is done become true together, so it has its effect once.
"""

from __future__ import annotations

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import system
from collections.abc import Callable
from collections.abc import Iterator
from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.jobs.model import Job
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.store import JobQueue
from collective.tobaccooa.jobs.store import prepare
from collective.tobaccooa.jobs.store import queue_of
from contextlib import contextmanager
from datetime import datetime
from datetime import UTC
from transaction.interfaces import TransientError
from zope.component import getUtility
from zope.component.hooks import getSite
from zope.component.hooks import setSite

import logging
import os
import random
import socket
import threading
import time
import traceback
import transaction


logger = logging.getLogger(__name__)

CONFLICT_TRIES = 8


def run_pending(
    site,
    limit: int | None = None,
    clock: Callable[[], datetime] | None = None,
    stopping: threading.Event | None = None,
) -> int:
    """Run the jobs that are due, also those that become due meanwhile.

    Begins and commits transactions: what the caller has not committed is rolled back.

    :param limit: stop after so many jobs; :param stopping: stop before the next one when set.
    :returns: how many were run, whether they ended well or not.
    """
    clock = clock or _now
    me = worker_name()
    ran = 0
    transaction.begin()
    while True:
        queue = queue_of(site)
        taken = 0
        for job_id in queue.due(clock()) if queue is not None else ():
            if (limit is not None and ran >= limit) or (stopping and stopping.is_set()):
                return ran
            job = _claim(site, job_id, me, clock)
            if job is not None:
                _run(site, job, clock)
                taken += 1
                ran += 1
        if not taken:
            return ran


def drain(site) -> int:
    """Run all waiting jobs inside the caller's transaction; an error is the caller's.

    For scripts and tests that fill a site and want it complete before they commit.

    :returns: how many jobs were run.
    """
    queue = prepare(site)
    ran = 0
    while jobs := queue.jobs(JobState.WAITING):
        for job in jobs:
            with as_system(site):
                getUtility(IJob, job.name)(site, *job.args)
            queue.shard(job.id).take(JobState.WAITING, job.id)
            queue.finish(job, _now())
            ran += 1
    return ran


def take_back(site, everything: bool = False) -> int:
    """Let the jobs of lost workers wait again, in a transaction of its own; return how many."""
    found = 0

    def step(queue: JobQueue) -> None:
        nonlocal found
        found = queue.take_back(_now(), everything)

    _in_transaction(site, step)
    return found


def worker_name() -> str:
    """Return what identifies this thread of this process among all workers."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


@contextmanager
def as_system(site) -> Iterator[None]:
    """Act as the system's user with the site hook set; put both back afterwards."""
    manager, hook = getSecurityManager(), getSite()
    newSecurityManager(None, system)
    setSite(site)
    try:
        yield
    finally:
        setSecurityManager(manager)
        setSite(hook)


def _claim(site, job_id: str, me: str, clock: Callable[[], datetime]) -> Job | None:
    """Move one job to this worker; None when somebody else was faster."""
    transaction.begin()
    try:
        job = queue_of(site).claim(job_id, me, clock())
        if job is None:
            transaction.abort()
        else:
            transaction.get().note(f"claim {job_id}")
            transaction.commit()
    except TransientError:
        transaction.abort()
        return None
    return job


def _run(site, job: Job, clock: Callable[[], datetime]) -> None:
    """Do a claimed job; a conflict repeats it at once, another error later."""
    for attempt in range(CONFLICT_TRIES):
        transaction.begin()
        try:
            queue = queue_of(site)
            if not queue.holds(job):
                transaction.abort()
                logger.warning("Job %s was given to another worker meanwhile", job.id)
                return
            with as_system(site):
                getUtility(IJob, job.name)(site, *job.args)
                queue.finish(job, clock())
                transaction.get().note(f"job {job.id}")
                transaction.commit()
            return
        except TransientError:
            transaction.abort()
            error = traceback.format_exc()
            time.sleep(random.uniform(0, 0.05) * (attempt + 1))  # noqa: S311
        except Exception:
            transaction.abort()
            error = traceback.format_exc()
            break
    _record_failure(site, job, error, clock)


def _record_failure(site, job: Job, error: str, clock: Callable[[], datetime]) -> None:
    def step(queue: JobQueue) -> None:
        if queue.holds(job):
            after = queue.fail(job, error, clock())
            logger.warning("Job %s failed (%s): %s", job.id, after.state, error.splitlines()[-1])

    _in_transaction(site, step)


def _in_transaction(site, step: Callable[[JobQueue], None]) -> None:
    """Apply a step to the queue and commit; repeat it when others write at the same time."""
    for attempt in range(CONFLICT_TRIES):
        transaction.begin()
        try:
            queue = queue_of(site)
            if queue is not None:
                step(queue)
            transaction.commit()
            return
        except TransientError:
            transaction.abort()
            if attempt == CONFLICT_TRIES - 1:
                raise
            time.sleep(random.uniform(0, 0.05) * (attempt + 1))  # noqa: S311


def _now() -> datetime:
    return datetime.now(UTC)

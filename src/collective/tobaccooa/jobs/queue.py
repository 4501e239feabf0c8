"""Ask for background work: `enqueue` in the caller's transaction, wake the worker on its commit."""

from __future__ import annotations

from Acquisition import aq_chain
from Acquisition import aq_inner
from collective.tobaccooa.jobs.model import Job
from collective.tobaccooa.jobs.store import prepare
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from Products.CMFCore.interfaces import ISiteRoot
from uuid import uuid4
from zope.component.hooks import getSite

import threading
import transaction


# Set when a job was committed in this process; the worker thread waits for it.
work_arrived = threading.Event()


def enqueue(name: str, *args: str, key: str | None = None, delay: int = 0) -> str:
    """Ask for a job when (and only if) the current transaction commits.

    :param name: name of the `IJob` utility.
    :param args: strings only: references, never objects.
    :param key: the same key of the same name waits only once; asking again freshens it (newest
        arguments, put off by `delay` again, at most a minute in all).
    :param delay: seconds to wait at least, so that a burst becomes one job.
    :returns: the job's id.
    :raises TypeError: an argument is not a string.
    :raises LookupError: there is no site in whose queue to put it.
    """
    if not all(isinstance(arg, str) for arg in args):
        raise TypeError(f"The arguments of the job {name} must be strings, not {args!r}")
    now = datetime.now(UTC)
    pause = timedelta(seconds=delay)
    job = Job(id=f"{name}|{key or uuid4().hex}", name=name, args=args, created=now, due=now + pause)
    prepare(_top_site()).add(job, pause, now)
    transaction.get().addAfterCommitHook(_wake_worker)
    return job.id


def _top_site():
    """Return the Plone site of the current site hook, which may be a child site in it."""
    for site in aq_chain(aq_inner(getSite())):
        if ISiteRoot.providedBy(site):
            return site
    raise LookupError("There is no current site whose queue could take a job")


def _wake_worker(committed: bool) -> None:
    if committed:
        work_arrived.set()

"""Who runs the jobs: a thread in a single process, a process of its own beside several.

A thread with its own connection starts when a serving process has started, if that process has the
database to itself (a file storage). Under ZEO or RelStorage no serving process works jobs off;
`bin/worker run scripts/worker.py` does. `OA_WORKER=none` keeps the thread from starting. Tests and
`bin/instance run` are no serving processes.
"""

from __future__ import annotations

from Acquisition import aq_base
from collections.abc import Callable
from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.jobs.clock import wind
from collective.tobaccooa.jobs.queue import work_arrived
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.jobs.worker import run_pending
from collective.tobaccooa.jobs.worker import take_back
from datetime import datetime
from datetime import UTC
from Products.CMFCore.interfaces import ISiteRoot
from Testing.makerequest import makerequest
from zope.component import adapter
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from zope.interface import alsoProvides
from zope.interface.interfaces import ComponentLookupError
from zope.processlifetime import IProcessStarting

import atexit
import logging
import os
import signal
import sys
import threading
import transaction
import Zope2


logger = logging.getLogger(__name__)

# Without news from this process, look this often: other processes enqueue too.
POLL_SECONDS = 5.0
STOP_SECONDS = 10.0

_finishers: list[Callable[[], None]] = []


class WorkerThread(threading.Thread):
    """Works the jobs off until it is stopped."""

    def __init__(self, db) -> None:
        super().__init__(name="tobaccooa-worker", daemon=True)
        self.db = db
        self.stopping = threading.Event()

    def run(self) -> None:
        """Look for work, then sleep until there is news; an error never ends the thread."""
        alone = True
        while not self.stopping.is_set():
            work_arrived.clear()
            try:
                pause = self.look(alone)
                alone = False
            except Exception:
                logger.exception("The worker could not look for jobs; it tries again")
                pause = POLL_SECONDS
            work_arrived.wait(pause)

    def look(self, at_start: bool = False) -> float:
        """Run what is due in all sites; return the seconds until the next look."""
        connection = self.db.open()
        try:
            app = makerequest(connection.root()["Application"])
            return look_for_work(app, at_start, self.stopping)
        finally:
            transaction.abort()
            clearRequest()
            connection.close()

    def stop(self) -> None:
        """Let the running job end, then stop."""
        self.stopping.set()
        work_arrived.set()
        self.join(STOP_SECONDS)


def look_for_work(app, nobody_else: bool, stopping: threading.Event) -> float:
    """Run what is due in all sites under `app`; return the seconds until the next look.

    :param nobody_else: no other worker can be alive, so running jobs are lost ones.
    """
    pause = POLL_SECONDS
    for site in app.objectValues():
        if not _has_registry(site):
            continue
        # before the first question to the site: what a Dexterity site root provides, and so its
        # annotations, depends on its own registry whenever the caches of schemas are empty
        setSite(site)
        try:
            if ISiteRoot.providedBy(site) and queue_of(site) is not None:
                pause = min(pause, _look_in(app, site, nobody_else, stopping))
        finally:
            setSite(None)
    return pause


def _has_registry(site) -> bool:
    """Whether an object of the root can be a site; asks nothing that needs a site."""
    try:
        return aq_base(site).getSiteManager() is not None
    except (AttributeError, ComponentLookupError):
        return False


def _look_in(app, site, nobody_else: bool, stopping: threading.Event) -> float:
    request = app.REQUEST
    alsoProvides(request, ITobaccooaLayer)
    setRequest(request)
    if take_back(site, everything=nobody_else):
        logger.warning("Took back jobs of a worker that was stopped")
    wind(site)
    run_pending(site, stopping=stopping)
    return _seconds_to_next(site)


def serve(app) -> None:
    """Work jobs off in a process of its own until it gets TERM or INT; the running job ends."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    wrapped = makerequest(app)
    logger.info("Worker is ready")
    while not stopping.is_set():
        try:
            app._p_jar.sync()
            pause = look_for_work(wrapped, False, stopping)
        except Exception:
            transaction.abort()
            logger.exception("The worker could not look for jobs; it tries again")
            pause = POLL_SECONDS
        stopping.wait(min(pause, 1.0))


def has_to_itself(storage) -> bool:
    """Whether this process alone uses the storage: a file storage, locked, with or without blobs.

    A storage that keeps blobs beside may be a wrapper that hands on the attributes of the other.
    """
    return getattr(storage, "_lock_file", None) is not None


@adapter(IProcessStarting)
def start_worker(event) -> None:
    """Start the thread in a serving process that has the database to itself."""
    if os.environ.get("OA_WORKER", "thread") != "thread":
        return
    if not has_to_itself(Zope2.DB.storage):
        return
    thread = WorkerThread(Zope2.DB)
    before_stop(thread.stop)
    thread.start()


def before_stop(finish: Callable[[], None]) -> None:
    """Have something called before a serving process ends: threads finish and are told.

    It is called while the database is still open, or at exit where no signal ended the process; it
    must be possible to call it twice.
    """
    _finishers.append(finish)
    atexit.register(finish)


@adapter(IProcessStarting)
def stop_in_order(event) -> None:
    """Let TERM end a serving process in order, as Ctrl+C does.

    Python would end at once on TERM, and Zope closes the database before anything called at exit.
    Whoever handles a signal already keeps doing so.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _leave)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def _leave(*_) -> None:
    for finish in _finishers:
        finish()
    sys.exit(0)


def _seconds_to_next(site) -> float:
    due = queue_of(site).next_due()
    if due is None:
        return POLL_SECONDS
    return max(0.05, (due - datetime.now(UTC)).total_seconds())

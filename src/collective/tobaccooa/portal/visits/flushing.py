"""Write the counted views down, once a minute and at the end of a serving process.

Each serving process has a thread of its own for it, also under ZEO: what was counted lies in its
memory. `OA_VISITS=none` keeps the thread from starting; then nothing is counted. A process that is
killed loses the views of its last minute.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.jobs.serving import before_stop
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.visits.model import Key
from collective.tobaccooa.portal.visits.model import Tally
from collective.tobaccooa.portal.visits.store import visit_store
from transaction.interfaces import TransientError
from typing import Any
from zope.component import adapter
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.processlifetime import IProcessStarting

import logging
import os
import random
import threading
import time
import transaction
import Zope2


logger = logging.getLogger(__name__)

SECONDS = 60.0
STOP_SECONDS = 10.0
CONFLICT_TRIES = 8

#: What this process has counted; `views` counts into it.
tally = Tally()
# set while somebody writes down what is counted: without it nothing is, so that nothing piles up
counting = threading.Event()


class FlushThread(threading.Thread):
    """Writes the tally down until it is stopped, and once more then."""

    def __init__(self, db: Any, counted: Tally = tally) -> None:
        super().__init__(name="tobaccooa-visits", daemon=True)
        self.db = db
        self.counted = counted
        self.stopping = threading.Event()

    def run(self) -> None:
        """Flush every minute; an error never ends the thread nor loses what was counted."""
        while not self.stopping.wait(SECONDS):
            self.flush()
        self.flush()

    def flush(self) -> None:
        """Write down what was counted; keep it for the next time where that fails."""
        counted = self.counted.take()
        if not counted:
            return
        try:
            write_down(self.db, counted)
        except Exception:
            self.counted.put_back(counted)
            logger.exception("The views could not be written down; they are kept for the next try")

    def stop(self) -> None:
        """Write down what is left and end."""
        counting.clear()
        self.stopping.set()
        self.join(STOP_SECONDS)


def write_down(db: Any, counted: Counter[Key]) -> None:
    """Add counted views to the totals, in a connection and transaction of its own.

    :raises TransientError: others wrote the same totals at every one of `CONFLICT_TRIES` tries.
    """
    manager = transaction.TransactionManager()
    connection = db.open(transaction_manager=manager)
    hook = getSite()
    try:
        for attempt in range(CONFLICT_TRIES):
            manager.begin()
            try:
                add_views(connection.root()["Application"], counted)
                manager.get().note("views")
                manager.commit()
                return
            except TransientError:
                manager.abort()
                if attempt == CONFLICT_TRIES - 1:
                    raise
                time.sleep(random.uniform(0, 0.05) * (attempt + 1))  # noqa: S311
    finally:
        setSite(hook)
        manager.abort()
        connection.close()


def add_views(app: Any, counted: Counter[Key]) -> None:
    """Add counted views to the totals of their units; those of units that are gone are dropped."""
    by_place: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for (site, unit, month, uid), number in counted.items():
        by_place[(site, unit, month)][uid] = number
    for (site_path, unit, month), numbers in sorted(by_place.items()):
        site = app.unrestrictedTraverse(site_path.lstrip("/"), None)
        if site is None:
            continue
        setSite(site)
        try:
            unit_object = directory().unit_object(unit)
        except NotHere:
            continue
        visit_store(unit_object, create=True).add(month, numbers)


@adapter(IProcessStarting)
def start_counting(event: Any) -> None:
    """Start the thread in a serving process."""
    if os.environ.get("OA_VISITS", "thread") != "thread":
        return
    thread = FlushThread(Zope2.DB)
    before_stop(thread.stop)
    counting.set()
    thread.start()

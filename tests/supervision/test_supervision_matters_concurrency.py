"""Eight people act on eight matters at the same moment, each with a connection of their own."""

from __future__ import annotations

from .matters_world import does
from .matters_world import instructed_document
from .matters_world import made
from collective.tobaccooa.inbox.health import verify
from Testing.makerequest import makerequest
from threading import Barrier
from threading import Thread
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite

import transaction


def test_feedback_reports_and_closing_at_once_make_no_conflict(demo_functional):
    portal = demo_functional["portal"]
    document = instructed_document()
    matters = [made(document, assisting=("unit:unit01",)) for _ in range(8)]
    transaction.commit()
    for acts in (
        [(m, "feedback", "unit01-clerk", "已布置") for m in matters],
        [(m, "report", "city-finance-head", "完成") for m in matters],
        [(m, "close", "city-director", "同意") for m in matters],
    ):
        assert act_together(portal, acts) == []
        portal._p_jar.sync()
        assert verify(portal) == []


def act_together(portal, acts):
    """Let everybody act; all commit after all have written. Return the conflicts."""
    path, database = portal.getPhysicalPath(), portal._p_jar.db()
    barrier, conflicts = Barrier(len(acts)), []

    def run(matter, what, user, text):
        connection = database.open()
        app = makerequest(connection.root()["Application"])
        setSite(app.unrestrictedTraverse(path))
        try:
            does(matter, what, user, text)
            barrier.wait(60)
            try:
                transaction.commit()
            except ConflictError as error:
                conflicts.append(str(error))
        finally:
            transaction.abort()
            setSite(None)
            connection.close()

    threads = [Thread(target=run, args=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return conflicts

"""Twelve clerks sign for one document at the same moment, each with a connection of their own."""

from __future__ import annotations

from collective.tobaccooa.exchange.deliveries import deliveries_of
from collective.tobaccooa.exchange.deliveries import sign_for
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.inbox.health import verify
from Testing.makerequest import makerequest
from tests.exchange.conftest import distribute
from tests.exchange.conftest import UNITS
from tests.exchange.conftest import walk_to_distribution
from threading import Barrier
from threading import Thread
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite

import transaction


def test_twelve_clerks_sign_at_once_without_one_conflict(demo_functional):
    """The first of the year makes the folders of each unit, the second finds them."""
    portal, conflicts = demo_functional["portal"], []
    for title in ("第一个通知", "第二个通知"):
        document = walk_to_distribution(title=title, copy_recipients=[])
        distribute(document)
        transaction.commit()
        conflicts += sign_together(portal, [row.id for row in deliveries_of(document)])
        portal._p_jar.sync()
        assert {row.state for row in deliveries_of(document)} == {State.SIGNED}
        assert len({row.incoming for row in deliveries_of(document)}) == 12
    assert conflicts == []
    assert verify(portal) == []


def sign_together(portal, ids):
    """Let each unit's clerk sign for its delivery; all commit after all have written."""
    path, database = portal.getPhysicalPath(), portal._p_jar.db()
    barrier, conflicts = Barrier(len(ids)), []

    def sign(user, delivery):
        connection = database.open()
        app = makerequest(connection.root()["Application"])
        setSite(app.unrestrictedTraverse(path))
        try:
            sign_for(delivery, user)
            barrier.wait(60)
            try:
                transaction.commit()
            except ConflictError as error:
                conflicts.append(str(error))
                transaction.abort()
                sign_for(delivery, user)
                transaction.commit()
        finally:
            transaction.abort()
            setSite(None)
            connection.close()

    pairs = zip(UNITS, ids, strict=True)
    threads = [Thread(target=sign, args=(f"{unit}-clerk", id_)) for unit, id_ in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return conflicts

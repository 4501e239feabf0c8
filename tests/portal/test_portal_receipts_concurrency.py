"""A whole unit confirms one notice at the same moment, each with a connection of their own."""

from __future__ import annotations

from collective.tobaccooa.inbox.health import verify
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.receipts.notices import chase
from collective.tobaccooa.portal.receipts.notices import confirm
from collective.tobaccooa.portal.receipts.notices import overview_of
from Testing.makerequest import makerequest
from threading import Barrier
from threading import Thread
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite

import transaction


def test_all_confirm_at_once_without_one_conflict(demo_functional, add_item, move):
    portal = demo_functional["portal"]
    column = portal["unit01"]["notices"]
    item = add_item(column, "unit01-approver", must_read=True)
    move(item, "publish", "unit01-approver")
    chase(item, "unit01-editor")
    transaction.commit()
    people = directory().members("unit01.staff")
    assert confirm_together(portal, item.getPhysicalPath(), people) == []
    portal._p_jar.sync()
    assert overview_of(item).percent == 100
    assert verify(portal) == []


def confirm_together(portal, path, people):
    """Let each confirm; all commit after all have written. Return the conflicts."""
    site, database = portal.getPhysicalPath(), portal._p_jar.db()
    barrier, conflicts = Barrier(len(people)), []

    def act(user):
        connection = database.open()
        app = makerequest(connection.root()["Application"])
        setSite(app.unrestrictedTraverse(site))
        try:
            confirm(app.unrestrictedTraverse(path), user)
            barrier.wait(60)
            try:
                transaction.commit()
            except ConflictError as error:
                conflicts.append(str(error))
        finally:
            transaction.abort()
            setSite(None)
            connection.close()

    threads = [Thread(target=act, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return conflicts

"""Several people return documents to one drafter at the same moment, with mail turned on."""

from __future__ import annotations

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.inbox.health import verify
from collective.tobaccooa.inbox.notices.choices import Site
from collective.tobaccooa.inbox.notices.outbox import outbox_of
from collective.tobaccooa.inbox.notices.settings import store_site_settings
from collective.tobaccooa.inbox.notices.telling import notices_of
from collective.tobaccooa.inbox.notices.telling import unseen
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from datetime import datetime
from datetime import UTC
from Testing.makerequest import makerequest
from threading import Barrier
from threading import Thread
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite

import transaction


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)
WRITERS = 4
ROUNDS = 5


def test_four_people_tell_one_at_once_without_a_conflict(demo_functional):
    portal = demo_functional["portal"]
    store_site_settings(Site(mail=True, address="https://oa.bureau.test"))
    # whatever is made once is made beforehand
    give_back(portal, draft().reference)
    references = [[draft().reference for _ in range(WRITERS)] for _ in range(ROUNDS)]
    transaction.commit()
    conflicts = [each for row in references for each in together(portal, row)]
    portal._p_jar.sync()
    told = notices_of("city-finance-staff")
    assert conflicts == []
    assert len(told) == unseen("city-finance-staff") == WRITERS * ROUNDS + 1
    assert sorted(outbox_of(portal).waiting("city-finance-staff")) == sorted(k.id for k in told)
    assert verify(portal) == []


def draft():
    body = {"title": "关于防汛工作的通知", "document_type": "notice", "text": "<p>请落实。</p>"}
    body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]}
    document = create_document("city", "OutgoingDocument", body, "city-finance-staff", now=NOW)
    decide(document, Decision("advance"), "city-finance-staff", NOW)
    return document


def give_back(portal, reference):
    from collective.tobaccooa.documents.storage import document_by_reference

    decision = Decision("return", to_step="drafting", reason="请修改")
    decide(document_by_reference(reference), decision, "city-finance-head", NOW)


def together(portal, references):
    """Return each document in a thread of its own; all commit after all have written."""
    path, database = portal.getPhysicalPath(), portal._p_jar.db()
    barrier, conflicts = Barrier(len(references)), []

    def act(reference):
        connection = database.open()
        app = makerequest(connection.root()["Application"])
        site = app.unrestrictedTraverse(path)
        setSite(site)
        try:
            give_back(site, reference)
            barrier.wait(60)
            try:
                transaction.commit()
            except ConflictError as error:
                conflicts.append(str(error))
        finally:
            transaction.abort()
            setSite(None)
            connection.close()

    threads = [Thread(target=act, args=(each,)) for each in references]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return conflicts

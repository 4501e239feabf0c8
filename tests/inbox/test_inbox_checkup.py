"""The nightly check-up keeps a figure and names what has drifted."""

from __future__ import annotations

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.checkup import Checkup
from collective.tobaccooa.inbox.checkup import last_checkup
from collective.tobaccooa.inbox.comparison import Fault
from collective.tobaccooa.inbox.health import verify
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.jobs.clock import standings
from collective.tobaccooa.jobs.interfaces import IPeriodic
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from zope.component import getUtility

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def draft(demo_portal):
    body = {"title": "关于防汛的通知", "document_type": "notice", "department": "city-finance"}
    return create_document("city", "OutgoingDocument", body, "city-finance-staff", now=NOW)


def test_the_nightly_work_keeps_the_figure(demo_portal, draft):
    assert last_checkup(demo_portal) is None
    work = getUtility(IPeriodic, "inbox-checkup")
    assert "不一致的 0 条" in write_down(work(demo_portal))
    found = last_checkup(demo_portal)
    # at its drafter's to do and started, and in the unit's list of what is in progress
    assert (found.lines, found.drift) == (3, 0)
    store = inbox_store(demo_portal)
    store.remove(Shelf.OPEN, "city-finance-staff", draft.reference)
    assert "不一致的 1 条" in write_down(work(demo_portal))
    assert last_checkup(demo_portal).drift == 1
    assert [each.fault for each in verify(demo_portal)] == [Fault.MISSING]


def test_a_line_too_much_and_a_wrong_badge_are_found(demo_portal, draft):
    store = inbox_store(demo_portal)
    item = next(store.items(Shelf.OPEN, ["city-finance-staff"]))
    store.put(Shelf.OPEN, "city-legal-staff", item)
    store.box("city-legal-staff")._shelves["done"]._length.change(3)
    found = [(each.principal, each.shelf, each.fault) for each in verify(demo_portal)]
    assert found == [
        ("city-legal-staff", "done", Fault.MISCOUNTED),
        ("city-legal-staff", "open", Fault.SURPLUS),
    ]


def test_an_old_check_is_not_fresh():
    found = Checkup(NOW, 10, 0)
    assert found.is_fresh(NOW + timedelta(hours=30))
    assert not found.is_fresh(NOW + timedelta(days=3))


def test_the_clock_knows_it(demo_portal):
    assert "inbox-checkup" in [each.name for each in standings(demo_portal, NOW)]

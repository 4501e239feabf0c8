"""Which notices are marked as unread for whom."""

from __future__ import annotations

from .test_portal_receipts_reading import confirm
from .test_portal_receipts_reading import notice as notice
from .test_portal_receipts_reading import overview
from .test_portal_receipts_reading import publish as publish
from .test_portal_receipts_reading import unit_notices as unit_notices
from datetime import timedelta


def unread(user, unit_object, now=None):
    from collective.tobaccooa.portal.receipts.unread import unread_notices

    return [(each.title, each.must_read) for each in unread_notices(user, unit_object, now)]


def test_a_notice_is_new_until_it_was_opened(unit_notices, publish, demo_portal):
    from collective.tobaccooa.portal.receipts.notices import open_notice
    from collective.tobaccooa.portal.receipts.unread import changes_of

    unit = demo_portal["unit01"]
    item = publish(unit_notices, "unit01-approver", must_read=False, title="食堂通知")
    assert unread("unit01-clerk", unit) == [("食堂通知", False)]
    before = changes_of("unit01-clerk")
    open_notice(item, "unit01-clerk")
    assert unread("unit01-clerk", unit) == []
    assert unread("unit01-leader", unit) == [("食堂通知", False)]
    assert changes_of("unit01-clerk") > before


def test_required_reading_is_new_until_it_was_confirmed(notice, demo_portal):
    from collective.tobaccooa.portal.receipts.notices import open_notice

    unit = demo_portal["unit01"]
    open_notice(notice, "unit01-clerk")
    assert unread("unit01-clerk", unit) == [("关于值班安排的通知", True)]
    confirm(notice, "unit01-clerk")
    assert unread("unit01-clerk", unit) == []


def test_for_another_unit_opening_is_enough(notice, demo_portal):
    from collective.tobaccooa.portal.receipts.notices import open_notice

    assert unread("unit02-clerk", demo_portal["unit01"]) == [("关于值班安排的通知", False)]
    open_notice(notice, "unit02-clerk")
    assert unread("unit02-clerk", demo_portal["unit01"]) == []


def test_a_mark_fades_after_thirty_days(notice, demo_portal):
    from collective.tobaccooa.organisation import clock

    unit = demo_portal["unit01"]
    assert unread("unit01-clerk", unit, clock.now() + timedelta(days=29))
    assert not unread("unit01-clerk", unit, clock.now() + timedelta(days=31))


def test_news_have_no_marks(demo_portal, add_item, move):
    item = add_item(demo_portal["unit01"]["news"], "unit01-editor")
    move(item, "submit", "unit01-editor")
    move(item, "publish", "unit01-approver")
    assert unread("unit01-clerk", demo_portal["unit01"]) == []


def test_marks_wake_no_item(notice, demo_portal, monkeypatch):
    from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain

    def woken(self, *args, **options):
        raise AssertionError("a list woke an item")

    for name in ("getObject", "_unrestrictedGetObject"):
        monkeypatch.setattr(AbstractCatalogBrain, name, woken)
    assert unread("unit01-clerk", demo_portal["unit01"])


def test_a_new_notice_is_marked_at_once(notice, unit_notices, demo_portal, publish, move):
    unit = demo_portal["unit01"]
    assert len(unread("unit01-clerk", unit)) == 1
    second = publish(unit_notices, "unit01-approver", must_read=False, title="补充通知")
    assert len(unread("unit01-clerk", unit)) == 2
    move(second, "retract", "unit01-approver")
    assert len(unread("unit01-clerk", unit)) == 1


def test_the_front_page_shows_the_marks_of_who_looks(notice, demo_portal, acting):
    from collective.tobaccooa.portal.front.views import Home

    home = Home(demo_portal["unit01"], demo_portal.REQUEST)
    home.user = "unit01-clerk"
    assert len(home.unread()) == 1
    confirm(notice, "unit01-clerk")
    assert home.unread() == []


def test_looking_writes_nothing(notice, demo_portal):
    from collective.tobaccooa.portal.receipts.store import opened_store

    unread("stranger", demo_portal["unit01"])
    overview(notice)
    assert opened_store(demo_portal).peek("stranger") is None

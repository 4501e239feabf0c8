"""Lights from real items, reminders and their lines in the lists."""

from collective.tobaccooa.inbox.health import rebuild
from collective.tobaccooa.inbox.health import verify
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.portal.freshness import rules
from collective.tobaccooa.portal.freshness.facts import column_standing
from collective.tobaccooa.portal.freshness.facts import portal_standing
from collective.tobaccooa.portal.freshness.periodic import remind_of_stale_columns
from collective.tobaccooa.portal.freshness.reminders import mark_read
from collective.tobaccooa.portal.freshness.reminders import remind
from collective.tobaccooa.portal.freshness.reminders import reminder_store
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from zope.lifecycleevent import modified

import pytest
import transaction


def now():
    return datetime.now(UTC)


def later(days):
    return now() + timedelta(days=days)


@pytest.fixture
def publish(add_item, move):
    """Publish an item in a column of the city."""

    def make(column, title="全市卷烟营销工作部署"):
        item = add_item(column, "city-editor", title=title)
        move(item, "submit", "city-editor")
        move(item, "publish", "city-approver")
        return item

    return make


def to_read(user):
    return [item.title for item in work_items(user, Kind.TO_READ).items]


class TestLights:
    def test_a_column_goes_from_empty_to_fresh_to_due_to_stale(self, news, publish):
        assert column_standing(news).verdict.light == "empty"
        publish(news)
        lights = [column_standing(news, later(days)).verdict.light for days in (0, 11, 12, 14, 15)]
        assert lights == ["fresh", "fresh", "due", "due", "stale"]

    def test_what_waits_is_counted_and_is_no_news(self, news, add_item, move):
        move(add_item(news, "city-editor"), "submit", "city-editor")
        standing = column_standing(news)
        assert (standing.verdict.light, standing.waiting, standing.shown) == ("empty", 1, 0)

    def test_what_expired_was_news_but_is_not_shown(self, news, publish, move):
        move(publish(news), "expire", "city-approver")
        standing = column_standing(news, now() + timedelta(minutes=2))
        assert standing.shown == 0
        assert standing.last_published_at is not None
        assert standing.verdict.light == "empty"

    def test_what_was_retracted_is_no_news(self, news, publish, move):
        move(publish(news), "retract", "city-approver")
        assert column_standing(news).last_published_at is None

    def test_a_closed_column_is_exempt(self, news):
        news.closed = True
        verdict = column_standing(news, later(900)).verdict
        assert (verdict.light, verdict.supervised) == ("fresh", False)

    def test_the_portal_has_the_worst_columns_first(self, demo_portal, news, publish):
        assert portal_standing(demo_portal).verdict.light == "empty"
        publish(news)
        standing = portal_standing(demo_portal)
        assert standing.verdict.light == "stale"
        assert standing.verdict.reasons == ("empty_columns",)
        lights = [each.verdict.light for each in standing.columns]
        assert lights == sorted(lights, key=lambda light: light == "fresh")
        assert "news" in [
            each.column.getId() for each in standing.columns if each.verdict.light == "fresh"
        ]

    def test_nothing_is_asked_of_a_closed_portal(self, demo_portal):
        from collective.tobaccooa.portal.store import portal_record

        unit = demo_portal["unit01"]
        portal_record(unit).status = "archived"
        verdict = portal_standing(unit, later(60)).verdict
        assert (verdict.light, verdict.reasons) == ("fresh", ("closed",))
        put, _nobody = remind_of_stale_columns(later(16))
        assert put > 0
        assert reminder_store().get(unit["news"].UID()) is None

    def test_looking_writes_nothing(self, demo_portal, news, publish):
        publish(news)
        portal_standing(demo_portal)  # the first question brings the catalogue up to date
        transaction.savepoint()
        before = list(demo_portal._p_jar._registered_objects)
        portal_standing(demo_portal)
        reminder_store().get(news.UID())
        assert demo_portal._p_jar._registered_objects == before


class TestReminders:
    def put(self, column, by="city-leader", at=None):
        return remind(column, by, at or now(), None)

    def test_editors_and_approvers_find_it_under_to_read(self, demo_portal, news):
        reminder = self.put(news)
        assert reminder.readers == ("city-editor", "city-approver")
        for reader in reminder.readers:
            assert any("要闻动态" in title for title in to_read(reader))
        assert to_read("city-deputy") == []
        assert verify(demo_portal) == []

    def test_reminding_again_leaves_one_line(self, demo_portal, news):
        self.put(news)
        self.put(news, "city-director")
        assert len(to_read("city-editor")) == 1
        assert verify(demo_portal) == []

    def test_who_has_read_it_is_rid_of_it(self, demo_portal, news):
        self.put(news)
        assert mark_read(news.UID(), "city-editor")
        assert not mark_read(news.UID(), "city-editor")
        assert not mark_read(news.UID(), "city-leader")
        assert (len(to_read("city-editor")), len(to_read("city-approver"))) == (0, 1)
        assert verify(demo_portal) == []

    def test_publishing_takes_it_away_from_all(self, demo_portal, news, publish):
        self.put(news)
        publish(news)
        assert to_read("city-editor") == to_read("city-approver") == []
        assert verify(demo_portal) == []

    def test_submitting_does_not(self, news, add_item, move):
        self.put(news)
        move(add_item(news, "city-editor"), "submit", "city-editor")
        assert len(to_read("city-editor")) == 1

    @pytest.mark.parametrize("change", [{"closed": True}, {"max_age_days": None}])
    def test_a_column_that_needs_none_has_none(self, demo_portal, news, change):
        self.put(news)
        for name, value in change.items():
            setattr(news, name, value)
        modified(news)
        assert to_read("city-editor") == []
        assert verify(demo_portal) == []

    def test_who_keeps_it_no_longer_has_none(self, demo_portal, news):
        self.put(news)
        news.editors = ("city-finance-staff",)
        modified(news)
        assert to_read("city-editor") == []
        assert len(to_read("city-approver")) == 1
        assert verify(demo_portal) == []

    def test_it_goes_with_its_column(self, demo_portal, news):
        self.put(news)
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(news)
        assert to_read("city-editor") == []
        assert list(reminder_store().all()) == []
        assert verify(demo_portal) == []

    def test_who_leaves_has_none(self, demo_portal, news):
        from collective.tobaccooa.organisation.people import deactivate

        self.put(news)
        deactivate("city-editor")
        assert reminder_store().get(news.UID()).readers == ("city-approver",)
        assert verify(demo_portal) == []

    def test_the_lists_can_be_made_anew(self, demo_portal, news):
        self.put(news)
        rebuild(demo_portal)
        assert len(to_read("city-editor")) == 1
        assert verify(demo_portal) == []


class TestDailyLook:
    def stale(self, portal):
        return [
            each.column.getId()
            for each in portal_standing(portal, later(16)).columns
            if each.verdict.days_overdue
        ]

    def test_stale_columns_are_reminded_of_once_in_seven_days(self, demo_portal):
        assert remind_of_stale_columns(now()) == (0, 0)
        put, nobody = remind_of_stale_columns(later(16))
        assert put >= len(self.stale(demo_portal)) > 0
        assert nobody == 0
        assert remind_of_stale_columns(later(17)) == (0, 0)
        assert remind_of_stale_columns(later(22))[0] == 0
        assert remind_of_stale_columns(later(23))[0] >= put
        assert verify(demo_portal) == []

    def test_what_was_read_is_not_put_again_before(self, demo_portal, news):
        remind_of_stale_columns(later(16))
        mark_read(news.UID(), "city-editor")
        remind_of_stale_columns(later(18))
        assert not any("要闻动态" in title for title in to_read("city-editor"))

    def test_columns_that_need_no_news_any_more_are_cleared(self, demo_portal, news):
        remind_of_stale_columns(later(16))
        news.closed = True
        remind_of_stale_columns(later(17))
        assert not any("要闻动态" in title for title in to_read("city-editor"))

    def test_it_is_periodic_work_that_says_what_it_did(self, demo_portal):
        from collective.tobaccooa.i18n import write_down
        from collective.tobaccooa.jobs.interfaces import IPeriodic
        from zope.component import getUtility

        work = getUtility(IPeriodic, "portal-reminders")
        assert write_down(work(demo_portal)) == "提醒了 0 个逾期栏目；另有 0 个逾期栏目没有维护人。"


def test_days_are_those_of_shanghai(news, publish):
    item = publish(news)
    from DateTime import DateTime

    item.setEffectiveDate(DateTime("2026/11/01 23:30:00 GMT+8"))
    item.reindexObject()
    standing = column_standing(news, datetime(2026, 11, 15, 15, 59, tzinfo=UTC))
    assert standing.facts.last_published_on.isoformat() == "2026-11-01"
    assert standing.verdict.light == "due"
    assert rules.local_day(datetime(2026, 11, 15, 16, 0, tzinfo=UTC)).day == 16
    standing = column_standing(news, datetime(2026, 11, 15, 16, 0, tzinfo=UTC))
    assert standing.verdict.light == "stale"

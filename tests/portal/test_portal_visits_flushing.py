"""Counted views reach the totals once, from several processes, and reading writes nothing."""

from collections import Counter
from collective.tobaccooa.portal.visits import flushing
from collective.tobaccooa.portal.visits import views
from collective.tobaccooa.portal.visits.model import Tally
from collective.tobaccooa.portal.visits.store import FRONT
from collective.tobaccooa.portal.visits.store import views_in_month
from collective.tobaccooa.portal.visits.store import views_of

import pytest
import threading
import transaction


BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0"


@pytest.fixture
def tally(monkeypatch):
    """A tally of the test's own, counted into as in a serving process."""
    own = Tally()
    monkeypatch.setattr(views, "tally", own)
    flushing.counting.set()
    yield own
    flushing.counting.clear()


@pytest.fixture
def see(demo_portal, acting):
    """Send the beacon of some content as somebody."""
    from collective.tobaccooa.interfaces import ITobaccooaLayer
    from plone import api
    from zope.interface import alsoProvides

    def send(content, user=None, program=BROWSER, method="POST", address="10.1.2.3"):
        request = demo_portal.REQUEST.clone()
        alsoProvides(request, ITobaccooaLayer)
        request["REQUEST_METHOD"] = request.method = method
        request.environ["REMOTE_ADDR"] = address
        request["HTTP_USER_AGENT"] = request.environ["HTTP_USER_AGENT"] = program
        request._client_addr = address
        if user is not None:
            with acting(user):
                view = api.content.get_view("seen", content, request)
                view()
        else:
            with api.env.adopt_user(user=_anonymous(demo_portal)):
                view = api.content.get_view("seen", content, request)
                view()
        return request.response.getStatus()

    return send


def _anonymous(portal):
    from AccessControl.users import nobody

    return nobody.__of__(portal.acl_users)


@pytest.fixture
def item(news, add_item, move):
    found = add_item(news, "city-editor")
    move(found, "submit", "city-editor")
    move(found, "publish", "city-approver")
    return found


class TestBeacon:
    def test_a_reader_is_counted_once_a_day(self, tally, see, item):
        assert [see(item, "city-finance-staff") for _ in range(3)] == [204, 204, 204]
        see(item, "unit01-clerk")
        ((site, unit, month, uid),) = counted = tally.take()
        assert (site, unit, uid) == ("/plone", "city", item.UID())
        assert len(month) == 7
        assert list(counted.values()) == [2]

    def test_visitors_are_told_apart_by_address_and_program(self, tally, see, item):
        see(item)
        see(item)
        see(item, address="10.1.2.4")
        see(item, program=f"{BROWSER} Edg/130")
        assert list(tally.take().values()) == [3]

    def test_front_pages_are_counted_by_unit(self, tally, see, demo_portal):
        see(demo_portal, "city-finance-staff")
        see(demo_portal["unit01"], "city-finance-staff")
        assert {(unit, uid) for _, unit, _, uid in tally.take()} == {
            ("city", FRONT),
            ("unit01", FRONT),
        }

    def test_robots_and_drafts_are_not_counted(self, tally, see, item, news, add_item):
        assert see(item, program="curl/8.5") == 204
        assert see(item, program="") == 204
        assert see(add_item(news, "city-editor"), "city-editor") == 204
        assert not tally.take()

    def test_a_link_to_it_counts_nothing(self, tally, see, item):
        assert see(item, "city-finance-staff", method="GET") == 405
        assert not tally.take()

    def test_nothing_is_counted_where_nobody_writes_it_down(self, tally, see, item):
        flushing.counting.clear()
        assert see(item, "city-finance-staff") == 204
        assert not tally.take()

    def test_seeing_writes_nothing(self, tally, see, item, demo_portal):
        transaction.savepoint()
        before = list(demo_portal._p_jar._registered_objects)
        see(item, "city-finance-staff")
        see(demo_portal["unit01"])
        views_of(item.UID())
        views_in_month("unit01", "2026-11")
        assert demo_portal._p_jar._registered_objects == before


class TestTotals:
    def test_what_was_counted_is_added(self, demo_functional):
        portal = demo_functional["portal"]
        counted = Counter(
            {
                ("/plone", "city", "2026-11", "a"): 3,
                ("/plone", "unit01", "2026-11", "b"): 1,
                ("/plone", "unit01", "2026-12", "b"): 2,
                ("/plone", "gone", "2026-12", "b"): 9,
                ("/elsewhere", "city", "2026-12", "b"): 9,
            }
        )
        for _ in range(2):
            flushing.write_down(portal._p_jar.db(), counted)
        transaction.begin()
        assert views_in_month("city", "2026-11") == {"a": 6}
        assert views_in_month("unit01", "2026-12") == {"b": 4}
        assert views_in_month("unit01", "2025-01") == {}
        assert views_in_month("nowhere", "2026-12") == {}
        assert (views_of("a"), views_of("b"), views_of("c")) == (6, 6, 0)

    def test_processes_that_write_the_same_totals_at_once_lose_nothing(self, demo_functional):
        portal = demo_functional["portal"]
        db, start = portal._p_jar.db(), threading.Barrier(4)
        transaction.commit()

        def process():
            start.wait()
            for _ in range(5):
                flushing.write_down(
                    db,
                    Counter({("/plone", "city", "2026-11", f"item {n}"): 1 for n in range(90)}),
                )

        threads = [threading.Thread(target=process) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        transaction.begin()
        assert set(views_in_month("city", "2026-11").values()) == {20}

    def test_the_thread_writes_down_what_is_left_when_it_ends(self, demo_functional):
        portal, tally = demo_functional["portal"], Tally()
        thread = flushing.FlushThread(portal._p_jar.db(), tally)
        thread.start()
        tally.count("/plone", "city", "a", "user x", __import__("datetime").date(2026, 11, 25))
        thread.stop()
        assert not thread.is_alive()
        transaction.begin()
        assert views_in_month("city", "2026-11") == {"a": 1}

    def test_a_failure_loses_nothing(self, monkeypatch):
        def broken(db, counted):
            raise OSError("the database is away")

        monkeypatch.setattr(flushing, "write_down", broken)
        tally = Tally()
        tally.put_back(Counter({("/plone", "city", "2026-11", "a"): 2}))
        flushing.FlushThread(None, tally).flush()
        assert list(tally.take().values()) == [2]

"""A column of the kind feed: read by a job from a real server, kept as rows, errors told."""

from collective.tobaccooa.i18n import say
from collective.tobaccooa.jobs.interfaces import IPeriodic
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.jobs.worker import drain
from collective.tobaccooa.portal.columns import add_column
from collective.tobaccooa.portal.columns import change_column
from collective.tobaccooa.portal.front.entries import entries_of
from collective.tobaccooa.portal.importing.feeds import ask_for
from collective.tobaccooa.portal.importing.feeds import feed_columns
from collective.tobaccooa.portal.importing.feeds import feed_record
from collective.tobaccooa.portal.importing.feeds import feed_rows
from collective.tobaccooa.portal.store import portal_record
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from plone import api
from threading import Thread
from zope.component import getUtility

import pytest


def item(number, link="https://a.cn/{}?utm_source=rss"):
    return (
        f"<item><title>第{number}条\u200b</title><link>{link.format(number)}</link>"
        "<pubDate>Tue, 08 Jun 2004 20:00:00 GMT</pubDate>"
        '<description>&lt;img src="http://tracker.example/x.gif"&gt;</description></item>'
    )


def rss(items):
    return f'<rss version="2.0"><channel><title>站</title>{"".join(items)}</channel></rss>'


@pytest.fixture(autouse=True)
def servers_here(monkeypatch):
    """Let feeds come from this machine, where the tests' servers are."""
    from collective.tobaccooa.jobs import calling

    monkeypatch.setattr(calling, "is_own_address", lambda address: False)


@pytest.fixture
def server():
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            self.server.asked.append(self.path)
            self.send_response(self.server.status)
            self.end_headers()
            self.wfile.write(self.server.body.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.block_on_close = False
    server.asked, server.status, server.body = [], 200, rss([item(1), item(2)])
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def column(demo_portal, server):
    drain(demo_portal)
    with api.env.adopt_roles(["Manager"]):
        url = f"http://127.0.0.1:{server.server_port}/feed.xml"
        values = {"title": "行业新闻", "kind": "feed", "feed_url": url}
        return add_column(demo_portal, "industry", values)


def read_again(portal, column):
    ask_for(column)
    drain(portal)


def test_a_feed_is_read_soon_after_its_address_was_set(demo_portal, column, server):
    waiting = queue_of(demo_portal).jobs(JobState.WAITING)
    assert [job.args for job in waiting if job.name == "read-feed"] == [(column.UID(),)]
    assert feed_rows(column) == []
    before = portal_record(demo_portal).counter()
    drain(demo_portal)
    rows = feed_rows(column)
    assert [row.title for row in rows] == ["第1条", "第2条"]
    assert rows[0].url == "https://a.cn/1"
    assert server.asked == ["/feed.xml"]
    assert portal_record(demo_portal).counter() > before
    shown = entries_of(column, 10)[0]
    assert (shown.title, shown.url) == ("第1条", "https://a.cn/1")
    assert (shown.day, shown.outside) == ("2004-06-09", True)


def test_nothing_new_changes_no_page(demo_portal, column):
    drain(demo_portal)
    before = portal_record(demo_portal).counter()
    read_again(demo_portal, column)
    assert portal_record(demo_portal).counter() == before


def test_after_an_error_the_last_rows_stay_and_the_error_is_kept(demo_portal, column, server):
    drain(demo_portal)
    for status, body in ((500, ""), (200, "<rss"), (200, "<!DOCTYPE a [<!ENTITY b 'c'>]><rss/>")):
        server.status, server.body = status, body
        read_again(demo_portal, column)
        assert feed_record(column).error
        assert len(feed_rows(column)) == 2
    server.status, server.body = 200, rss([item(3)])
    read_again(demo_portal, column)
    assert feed_record(column).error == ""
    assert [row.title for row in feed_rows(column)] == ["第3条"]


def test_at_most_fifty_rows_with_safe_addresses_each_once(demo_portal, column, server):
    bad = [item(0, "javascript:x"), item(0, "file:///x"), item(0, ""), item(7), item(7)]
    server.body = rss(bad + [item(n) for n in range(1, 90)])
    read_again(demo_portal, column)
    rows = feed_rows(column)
    assert len(rows) == 50
    assert len({row.url for row in rows}) == 50
    assert all(row.url.startswith("https://a.cn/") for row in rows)


def test_another_address_shows_nothing_of_the_old_one(demo_portal, column, server):
    drain(demo_portal)
    with api.env.adopt_roles(["Manager"]):
        change_column(column, {"feed_url": f"http://127.0.0.1:{server.server_port}/other.xml"})
    assert feed_rows(column) == []
    server.status = 404
    drain(demo_portal)
    assert feed_rows(column) == []
    assert "404" in feed_record(column).error


def test_which_feeds_are_read(demo_portal, column, server):
    assert feed_columns() == [column]
    column.closed = True
    assert feed_columns() == []
    read_again(demo_portal, column)
    assert feed_record(column) is None
    assert server.asked == []


def test_every_hour_all_feeds_are_asked_for(demo_portal, column, server):
    drain(demo_portal)
    work = getUtility(IPeriodic, "read-feeds")
    assert "1" in say(work(demo_portal))
    drain(demo_portal)
    assert server.asked == ["/feed.xml"] * 2
    assert work.every == timedelta(hours=1)

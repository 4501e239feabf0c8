"""Calls to a real HTTP server on this machine: signed, bounded, tried again, never told twice."""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.inbox.notices.choices import Site
from collective.tobaccooa.inbox.notices.messenger import CallRefused
from collective.tobaccooa.inbox.notices.messenger import check_address
from collective.tobaccooa.inbox.notices.messenger import send_call
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.settings import store_site_settings
from collective.tobaccooa.inbox.notices.signing import signature
from collective.tobaccooa.inbox.notices.telling import tell
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.schedule import ZONE
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.jobs.worker import run_pending
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from threading import Thread

import json
import pytest
import time
import transaction


NOW = datetime(2026, 9, 29, 10, 0, tzinfo=ZONE)
SECRET = "a-secret-of-the-bureau"


class Handler(BaseHTTPRequestHandler):
    """Answers as the path says, and keeps what it was sent."""

    def log_message(self, *args):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append((self.path, dict(self.headers), body))
        if self.path == "/slow":
            time.sleep(2)
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "/taken")
        else:
            self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST


@pytest.fixture
def server():
    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.calls, found.status = [], 204
    Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def here(monkeypatch, server):
    """The machine itself may be called; the address of the server."""
    monkeypatch.setenv("OA_CALL_OWN_MACHINE", "yes")
    return f"http://127.0.0.1:{server.server_port}"


def site(url):
    return Site(call=True, call_url=url, call_secret=SECRET, address="https://oa.bureau.test")


def test_a_call_arrives_signed(server, here):
    send_call(site(f"{here}/taken?a=1"), "one-0", '{"event": "urged"}', NOW)
    ((path, headers, body),) = server.calls
    assert (path, body) == ("/taken?a=1", b'{"event": "urged"}')
    assert headers["X-OA-Timestamp"] == str(int(NOW.timestamp()))
    expected = signature(body, SECRET, headers["X-OA-Timestamp"])
    assert headers["X-OA-Signature"] == f"sha256={expected}"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert SECRET not in str(server.calls)


def test_whatever_is_no_success_is_tried_again(server, here, monkeypatch):
    for status in (400, 401, 404, 500):
        server.status = status
        with pytest.raises(CallRefused) as refusal:
            send_call(site(f"{here}/taken"), "one-0", "{}", NOW)
        assert str(status) in str(refusal.value)
        assert SECRET not in str(refusal.value)


def test_nobody_is_followed(server, here):
    with pytest.raises(CallRefused):
        send_call(site(f"{here}/away"), "one-0", "{}", NOW)
    assert [path for path, _headers, _body in server.calls] == ["/away"]


def test_a_slow_messenger_holds_nobody(server, here, monkeypatch):
    from collective.tobaccooa.inbox.notices import messenger

    monkeypatch.setattr(messenger, "DEADLINE", 0.3)
    began = time.monotonic()
    with pytest.raises(CallRefused):
        send_call(site(f"{here}/slow"), "one-0", "{}", NOW)
    assert time.monotonic() - began < 1.5


def test_the_machine_itself_is_called_only_if_its_operator_allows_it(server, monkeypatch):
    monkeypatch.delenv("OA_CALL_OWN_MACHINE", raising=False)
    with pytest.raises(CallRefused):
        send_call(site(f"http://127.0.0.1:{server.server_port}/taken"), "one-0", "{}", NOW)
    assert server.calls == []


@pytest.mark.parametrize(
    "url", ["ftp://a.test/", "file:///etc/passwd", "http://u:p@a.test/", "a.test", "http://"]
)
def test_only_web_addresses_can_be_entered(url):
    with pytest.raises(InvalidInput) as refusal:
        check_address(url)
    assert refusal.value.field == "call_url"


def waiting(portal):
    return [job for job in queue_of(portal).jobs(JobState.WAITING) if job.name == "notices.call"]


def test_a_notice_becomes_one_call_for_all_its_people(demo_functional, server, here):
    portal = demo_functional["portal"]
    store_site_settings(site(f"{here}/taken"))
    people = ["city-clerk", "city-director", "city-leader"]
    notice = Notice(Kind.URGED, "关于防汛", url="/@@my-work", actor="city-leader", urgent=True)
    tell(people, notice, NOW)
    transaction.commit()
    run_pending(portal)
    ((_path, _headers, body),) = server.calls
    assert json.loads(body) == {
        "event": "urged",
        "to": ["city-clerk", "city-director"],
        "title": "关于防汛",
        "url": "https://oa.bureau.test/@@my-work",
        "at": "2026-09-29T02:00:00Z",
    }
    assert waiting(portal) == []


def test_a_failed_call_waits_is_seen_and_comes_under_the_same_name(demo_functional, server, here):
    portal = demo_functional["portal"]
    store_site_settings(site(f"{here}/taken"))
    server.status = 503
    tell(["city-clerk"], Notice(Kind.URGED, "关于防汛", urgent=True), NOW)
    transaction.commit()
    run_pending(portal)
    transaction.begin()
    (job,) = waiting(portal)
    assert "503" in job.error
    assert SECRET not in job.error
    server.status = 200
    run_pending(portal, clock=lambda: datetime.now(UTC) + timedelta(minutes=1))
    transaction.begin()
    assert waiting(portal) == []
    names = {headers["X-OA-Delivery"] for _path, headers, _body in server.calls}
    assert (len(server.calls), len(names)) == (2, 1)


def test_quiet_hours_and_unwanted_kinds(demo_functional, here):
    portal = demo_functional["portal"]
    chosen = Site(call=True, call_url=here, call_secret=SECRET, call_kinds=frozenset({Kind.URGED}))
    store_site_settings(chosen)
    evening = NOW.replace(hour=20)
    tell(["city-clerk"], Notice(Kind.RETURNED, "不推送"), evening)
    tell(["city-clerk"], Notice(Kind.URGED, "明早"), evening)
    tell(["city-clerk"], Notice(Kind.URGED, "立即", urgent=True), evening)
    assert [job.args[1:] for job in waiting(portal)] == [("city-clerk",)] * 2
    pauses = sorted(job.due - job.created for job in waiting(portal))
    assert pauses == [timedelta(), timedelta(hours=12)]
    assert "明早" not in str(waiting(portal))


def test_a_messenger_that_was_turned_off_is_not_called(demo_functional, server, here):
    portal = demo_functional["portal"]
    store_site_settings(site(here))
    tell(["city-clerk"], Notice(Kind.URGED, "关于防汛", urgent=True), NOW)
    store_site_settings(Site())
    transaction.commit()
    run_pending(portal)
    assert server.calls == []

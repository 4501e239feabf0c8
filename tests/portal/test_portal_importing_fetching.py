"""Fetching a feed from a server that is slow, huge, broken, or sends on."""

from collective.tobaccooa.jobs.calling import is_own_address
from collective.tobaccooa.portal.importing.fetching import fetch
from collective.tobaccooa.portal.importing.fetching import FetchFailed
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from threading import Thread

import contextlib
import pytest
import time


class Handler(BaseHTTPRequestHandler):
    """Answers by the first part of the path."""

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.server.asked.append(self.path)
        with contextlib.suppress(OSError):
            getattr(self, "do_" + self.path.split("/")[1].split("?")[0])()

    def send(self, status, body=b"", **headers):
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_good(self):
        self.send(200, b"<rss/>")

    def do_huge(self):
        self.send_response(200)
        self.end_headers()
        for _number in range(100):
            self.wfile.write(b"x" * 2**16)

    def do_dripping(self):
        self.send_response(200)
        self.end_headers()
        for _number in range(200):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def do_dripping_head(self):
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX-A: ")
        for _number in range(200):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def do_silent(self):
        time.sleep(3)

    def do_cut(self):
        self.send(200, b"<rss>", Content_Length="500")

    def do_error(self):
        self.send(503)

    def do_here(self):
        self.send(302, Location="/good")

    def do_other(self):
        self.send(302, Location=f"http://localhost:{self.server.server_port}/good")

    def do_port(self):
        self.send(302, Location="http://127.0.0.1:9/good")

    def do_file(self):
        self.send(302, Location="file:///etc/passwd")

    def do_loop(self):
        self.send(302, Location="/loop")

    def do_rubbish(self):
        self.wfile.write(b"rubbish\r\n\r\n")


IS_OWN = is_own_address


@pytest.fixture(autouse=True)
def servers_here(monkeypatch):
    """Let feeds come from this machine, where the tests' servers are."""
    from collective.tobaccooa.jobs import calling

    monkeypatch.setattr(calling, "is_own_address", lambda address: False)


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.block_on_close = False
    server.asked = []
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ask(server, path, **limits):
    return fetch(f"http://127.0.0.1:{server.server_port}/{path}", **limits)


@pytest.mark.parametrize("path", ["good", "good?a=1", "here"])
def test_a_feed_is_fetched(server, path):
    assert ask(server, path) == b"<rss/>"


@pytest.mark.parametrize("path", ["dripping", "dripping_head", "silent"])
def test_a_slow_server_holds_nobody(server, path):
    start = time.monotonic()
    with pytest.raises(FetchFailed) as failure:
        ask(server, path, deadline=0.5)
    assert failure.value.message == "feed_slow"
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("huge", "feed_too_large"),
        ("cut", "feed_cut"),
        ("error", "feed_status"),
        ("other", "feed_other_host"),
        ("port", "feed_other_host"),
        ("file", "feed_bad_address"),
        ("loop", "feed_redirects"),
        ("rubbish", "feed_unreachable"),
    ],
)
def test_what_a_server_may_not_do(server, path, message):
    with pytest.raises(FetchFailed) as failure:
        ask(server, path)
    assert failure.value.message == message
    assert len(server.asked) <= 4


@pytest.mark.parametrize(
    "url",
    [
        "",
        "file:///etc/passwd",
        "ftp://a.cn/x",
        "http://",
        "http://u:p@a.cn/",
        "http://[x/",
        "a.xml",
    ],
)
def test_what_is_no_web_address(url):
    with pytest.raises(FetchFailed) as failure:
        fetch(url)
    assert failure.value.message == "feed_bad_address"


def test_nobody_there():
    with pytest.raises(FetchFailed) as failure:
        fetch("http://127.0.0.1:9/feed", deadline=2)
    assert failure.value.message == "feed_unreachable"


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("169.254.169.254", True),
        ("fe80::1%eth0", True),
        ("0.0.0.0", True),  # noqa: S104
        ("10.1.2.3", False),
        ("192.168.1.9", False),
        ("203.0.113.7", False),
        ("2001:db8::1", False),
    ],
)
def test_what_only_this_machine_reaches_is_its_own(address, own):
    assert IS_OWN(address) is own


def test_a_feed_of_this_machine_is_refused(server, monkeypatch):
    from collective.tobaccooa.jobs import calling

    monkeypatch.setattr(calling, "is_own_address", IS_OWN)
    with pytest.raises(FetchFailed, match="feed_own_server"):
        fetch(f"http://127.0.0.1:{server.server_port}/good")

"""22,000 views over thirteen portals with editing in between: memory; then requests a second.

Two readers at once, as the server has two threads: half of the views by visitors, half by somebody
signed in; front pages, columns, articles. Every 100th view a notice is published again. The memory
after the first 2,000 views is compared with that at the end (resident set of the server's process).
Then, in the same run: requests a second of the front page against stock Plone's, and through the
shipped Varnish, with a notice published every five seconds, against Varnish's own limit: a page
of the same size that never changes, compressed as well.
"""

from __future__ import annotations

from bench import portals
from bench import world
from bench.front import Front
from bench.front import rate
from bench.measure import Line
from bench.portal import first_notice
from bench.portal import publish_again
from bench.site import Browser
from bench.site import free_port
from bench.site import Server
from bench.sites import Sites
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Event
from threading import Lock
from threading import Thread

import itertools
import json
import os
import random
import re


VIEWS = int(os.environ.get("OA_BENCH_VIEWS", "22000"))
SETTLED = 2000
EDIT_EVERY = 100
#: As in base.cfg.
OBJECTS = 3000
READERS = ("unit03-staff", "city-clerk")
SECONDS = 20
PUBLISH_EVERY = 5

CONSTANT = """\
vcl 4.1;
backend fixed {{ .host = "127.0.0.1"; .port = "{port}"; }}
sub vcl_backend_response {{ set beresp.do_gzip = true; }}
sub vcl_hash {{ hash_data(req.url); return (lookup); }}
"""


def run(sites: Sites) -> list[Line]:
    """Soak, then compare the rates."""
    database = portals.make(sites)
    port = free_port()
    process = sites.workspace.inside(database)
    process.call("bench.portals:use_cache", port=port)
    process.stop()
    server = Server(database.conf(OBJECTS), sites.workspace.folder)
    sites.workspace.stack.callback(server.stop)
    server.wait()
    lines = soak(server)
    lines += rates(sites, server, port)
    server.stop()
    return lines


def soak(server: Server) -> list[Line]:
    """Two readers at once; the memory after `SETTLED` views and after all."""
    paths = addresses(Browser(server))
    count, sizes, editing = itertools.count(1), {}, Lock()
    editor = Browser(server).sign_in("city-approver", world.PASSWORD)
    notice = first_notice(Browser(server))

    def read(number: int) -> None:
        dice = random.Random(number)
        visitor = Browser(server)
        member = Browser(server).sign_in(READERS[number], world.PASSWORD)
        while (view := next(count)) <= VIEWS:
            (visitor if dice.random() < 0.5 else member).get(dice.choice(paths))
            if view % EDIT_EVERY == 0:
                with editing:
                    publish_again(editor, notice)
            if view in (SETTLED, VIEWS):
                sizes[view] = resident(server.process.pid)

    readers = [Thread(target=read, args=(number,)) for number in range(len(READERS))]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    first, last = sizes[SETTLED], sizes[VIEWS]
    note = f"{last / 1024:.0f} MB after {VIEWS:,} views / {first / 1024:.0f} MB after {SETTLED:,}"
    return [Line("soak", "memory, end / after 2,000 views", last / first, "≤ 1.03", note)]


def addresses(visitor: Browser) -> list[str]:
    """Front pages of all portals, pages of columns and of articles."""
    fronts = ["", *(f"/{unit}" for unit in world.UNITS)]
    found = fronts * 3
    for front in fronts:
        column = f"{front}/news"
        items = json.loads(visitor.get(column, json_wanted=True))["items"]
        found.append(column)
        found += [f"{column}/{each['@id'].rpartition('/')[2]}" for each in items[:4]]
    return found


def resident(pid: int) -> int:
    """Resident memory of a process in kB."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(re.search(r"VmRSS:\s+([0-9]+)", status).group(1))


def rates(sites: Sites, server: Server, port: int) -> list[Line]:
    """Requests a second: ours, stock Plone's, through the cache, and the cache's own limit."""
    base = f"http://127.0.0.1:{server.port}"
    ours, _ = rate(f"{base}/oa", SECONDS, 2)
    stock, _ = rate(f"{base}/stock", SECONDS, 2)
    note = f"{ours:.0f} / {stock:.0f} requests a second, visitors, nothing in front"
    lines = [Line("soak", "front page / stock Plone's, throughput", ours / stock, "", note)]
    Front(sites.workspace, server.port, port)
    page = fetched(port)
    limit = own_limit(sites, page)
    # before and after, as other load comes and goes
    before, _ = rate(limit, SECONDS)
    stop = Event()
    editing = Thread(target=edit, args=(server, port, stop))
    editing.start()
    through, errors = rate(f"http://127.0.0.1:{port}/", SECONDS)
    stop.set()
    editing.join()
    after, _ = rate(limit, SECONDS)
    most = (before + after) / 2
    note = f"{through:,.0f} / {most:,.0f} requests a second, {errors} errors, publishing meanwhile"
    lines.append(Line("soak", "behind Varnish / its own limit", through / most, "≥ 0.9", note))
    return lines


def fetched(port: int) -> bytes:
    """The front page as Varnish gives it to who takes no compression."""
    from http.client import HTTPConnection

    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/", headers={"Accept": "text/html"})
    return connection.getresponse().read()


def own_limit(sites: Sites, page: bytes) -> str:
    """Put a plain Varnish before a page that never changes; return its address."""

    class Fixed(BaseHTTPRequestHandler):
        """Answers the same page."""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html;charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.send_header("Cache-Control", "public, s-maxage=3600")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *args) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Fixed)
    Thread(target=httpd.serve_forever, daemon=True).start()
    sites.workspace.stack.callback(httpd.shutdown)
    front = Front(sites.workspace, 0, vcl=CONSTANT.format(port=httpd.server_port))
    return f"http://127.0.0.1:{front.port}/"


def edit(server: Server, port: int, stop: Event) -> None:
    """Publish a notice again and again, so that the front page is purged."""
    editor = Browser(server).sign_in("city-approver", world.PASSWORD)
    notice = first_notice(Browser(server))
    while not stop.wait(PUBLISH_EVERY):
        publish_again(editor, notice)

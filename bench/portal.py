"""The front pages of the city's and a unit's portal beside stock Plone's front page.

Ten columns with twenty items each, pictures among them; requests in turns, by visitors and by
somebody signed in (a member who gets no toolbar at stock Plone: the stricter comparison). Nothing
in front. What is kept in the process is kept, as in a morning on which nobody publishes; beside it
what a page costs just after somebody did, and what a 304 costs.
"""

from __future__ import annotations

from bench import portals
from bench import world
from bench.measure import Line
from bench.measure import Sample
from bench.measure import timed
from bench.site import BenchFailed
from bench.site import Browser
from bench.sites import Sites

import json


REQUESTS = 80
WARM = 8
PUBLISHED = 30
BUDGET = "≤ 0.35"


def run(sites: Sites) -> list[Line]:
    """Measure all pages in turns and compare each of ours with stock Plone's."""
    server = sites.workspace.server(portals.make(sites))
    member = Browser(server).sign_in("unit03-staff", world.PASSWORD)
    visitor, stock = Browser(server), Browser(server, f"/{world.STOCK}")
    reader = Browser(server, f"/{world.STOCK}").sign_in("reader", world.PASSWORD)
    child = f"/{portals.CHILD}"
    pages = {
        "city, visitor": lambda: visitor.get(""),
        "city, signed in": lambda: member.get(""),
        "unit, visitor": lambda: visitor.get(child),
        "unit, signed in": lambda: member.get(child),
        "stock, visitor": lambda: stock.get(""),
        "stock, signed in": lambda: reader.get(""),
        "304, signed in": conditional(member, child),
    }
    walls, sizes = measured(pages, REQUESTS)
    lines = []
    for place in ("city", "unit"):
        for who in ("visitor", "signed in"):
            name = f"{place}, {who}"
            lines.append(compared(name, f"stock, {who}", walls, sizes, BUDGET))
    lines.append(compared("304, signed in", "stock, signed in", walls, sizes, ""))
    lines += after_publishing(server, visitor, stock)
    server.stop()
    return lines


def conditional(browser: Browser, path: str):
    """Return a call that asks whether a page still holds."""
    _, headers, _ = browser.ask("GET", path, headers={"Accept": "text/html"})
    etag = {name.lower(): value for name, value in headers}.get("etag", "")

    def ask() -> bytes:
        status, _, body = browser.ask("GET", path, headers={"If-None-Match": etag})
        if status != 304:
            raise BenchFailed(f"{path} answers {status} to its own ETag")
        return body

    return ask


def measured(pages, requests: int) -> tuple[dict[str, Sample], dict[str, int]]:
    """Ask for all pages in turns; durations and sizes by name."""
    walls: dict[str, list[float]] = {name: [] for name in pages}
    sizes: dict[str, int] = {}
    for number in range(requests + WARM):
        for name, ask in pages.items():
            wall, _ = timed(lambda: sizes.__setitem__(name, len(ask())))  # noqa: B023
            if number >= WARM:
                walls[name].append(wall)
    return {name: Sample(tuple(found)) for name, found in walls.items()}, sizes


def compared(ours: str, theirs: str, walls, sizes, budget: str) -> Line:
    """One of our pages against stock Plone's, by the median."""
    mine, other = walls[ours], walls[theirs]
    note = f"{mine.text()}, {sizes[ours]:,} bytes / {other.text()}, {sizes[theirs]:,} bytes"
    return Line("portal", f"{ours} / {theirs}", mine.wall_at(50) / other.wall_at(50), budget, note)


def after_publishing(server, visitor: Browser, stock: Browser) -> list[Line]:
    """The city's front page right after an item on it was changed, so that all of it is made."""
    editor = Browser(server).sign_in("city-approver", world.PASSWORD)
    path = first_notice(visitor)
    ours, theirs = [], []
    for _ in range(PUBLISHED):
        publish_again(editor, path)
        ours.append(timed(lambda: visitor.get(""))[0])
        theirs.append(timed(lambda: stock.get(""))[0])
    mine, other = Sample(tuple(ours)), Sample(tuple(theirs))
    value = mine.wall_at(50) / other.wall_at(50)
    note = f"{mine.text()} / {other.text()}"
    return [Line("portal", "city, made anew / stock, visitor", value, "", note)]


def first_notice(visitor: Browser) -> str:
    """The path of one of the city's notices."""
    found = json.loads(visitor.get("/notices", json_wanted=True))
    return "/notices/" + found["items"][0]["@id"].rpartition("/")[2]


def publish_again(approver: Browser, path: str) -> None:
    """Take a notice back and publish it, by REST, as its approver may without the editor."""
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    for transition in ("retract", "publish"):
        address = f"{path}/@workflow/{transition}"
        status, _, answer = approver.ask("POST", address, b"{}", headers)
        if status != 200:
            raise BenchFailed(f"POST {address} answers {status}: {answer[:300]!r}")

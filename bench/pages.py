"""The page of my work and a document's page beside a stock Plone document page, all signed in.

One server, 1,000 documents, requests in turns. The stock site lies in the same database without our
profile; its page has a text as long as ours and is read by a plain member, who sees no editing
tools (the stricter comparison), and by an editor.
"""

from __future__ import annotations

from bench import world
from bench.measure import Line
from bench.measure import Sample
from bench.measure import timed
from bench.site import Browser
from bench.sites import Sites

import json


REQUESTS = 80
WARM = 8


def run(sites: Sites) -> list[Line]:
    """Measure all pages in turns and compare each of ours with the stock page."""
    server = sites.workspace.server(sites.small)
    director = Browser(server).sign_in("city-director", world.PASSWORD)
    items = json.loads(director.get("/@work-items?kind=open", True))["items"]
    document = items[0]["document"].partition(f"/{world.SITE}/")[2]
    pages = {
        "my work": (director, "/@@my-work"),
        "document page": (director, f"/{document}"),
        "stock, member": (stock(server, "reader"), "/page"),
        "stock, editor": (stock(server, "editor"), "/page"),
    }
    walls: dict[str, list[float]] = {name: [] for name in pages}
    sizes = {}
    for number in range(REQUESTS + WARM):
        for name, (browser, path) in pages.items():
            wall, _ = timed(lambda: sizes.__setitem__(name, len(browser.get(path))))  # noqa: B023
            if number >= WARM:
                walls[name].append(wall)
    server.stop()
    return compare({name: Sample(tuple(found)) for name, found in walls.items()}, sizes)


def stock(server, user: str) -> Browser:
    return Browser(server, f"/{world.STOCK}").sign_in(user, world.PASSWORD)


def compare(samples: dict[str, Sample], sizes: dict[str, int]) -> list[Line]:
    """Ours against the stock page, by the median of the same run."""
    lines = []
    for ours in ("my work", "document page"):
        for theirs, budget in (("stock, member", "≤ 0.3"), ("stock, editor", "≤ 0.3")):
            mine, other = samples[ours], samples[theirs]
            ratio = mine.wall_at(50) / other.wall_at(50)
            note = f"{mine.text()}, {sizes[ours]:,} bytes / {other.text()}, {sizes[theirs]:,} bytes"
            lines.append(Line("pages", f"{ours} / {theirs} page", ratio, budget, note))
    return lines

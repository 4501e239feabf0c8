"""Lists over HTTP at 1,000 and at many documents: work, counts, boards, registers; p50 and p95.

Requests to all sites in turns. A third site has as few documents as the first, of which many more
wait for the leader: a list that is sorted whole costs its length, not the archive's. An address
that a site does not have (404) is left out.
"""

from __future__ import annotations

from bench import world
from bench.measure import Line
from bench.measure import Sample
from bench.measure import timed
from bench.site import Browser
from bench.sites import Sites
from urllib.parse import quote


REQUESTS = 60
WARM = 5
WORD = quote("专卖管理")
#: Address, whether it answers JSON, budget for p95 large / small.
EVERYBODYS = (
    ("/@work-items?kind=open", True, "≤ 1.3"),
    ("/@work-items?kind=done", True, "≤ 1.3"),
    ("/@@my-work", False, "≤ 1.3"),
    ("/@@oa-pulse", True, ""),
)
OFFICES = (
    ("/@@board", False, ""),
    ("/@supervision", True, ""),
    ("/@documents?type=outgoing", True, ""),
    (f"/@documents?type=outgoing&q={WORD}", True, ""),
    ("/@@registers", False, ""),
)
ADDRESSES = {
    "city-clerk": EVERYBODYS,
    "city-leader": EVERYBODYS,
    "city-director": OFFICES,
}
LEADERS = (("/@work-items?kind=open", True), ("/@@my-work", False), ("/@@oa-pulse", True))


def run(sites: Sites) -> list[Line]:
    """Measure every person's addresses on all sites, in turns."""
    servers = {
        name: sites.workspace.server(database)
        for name, database in (("small", sites.small), ("large", sites.large))
    }
    if sites.heavy is not None:
        servers["heavy"] = sites.workspace.server(sites.heavy)
    lines = []
    for user, addresses in ADDRESSES.items():
        browsers = {
            name: Browser(server).sign_in(user, world.PASSWORD) for name, server in servers.items()
        }
        for path, is_json, budget in addresses:
            compared = {name: browsers[name] for name in ("small", "large")}
            lines += compare(f"{user} {path}", budget, measured(compared, path, is_json))
        if user == "city-leader" and "heavy" in browsers:
            lines += long_list(sites, browsers)
    for server in servers.values():
        server.stop()
    return lines


def long_list(sites: Sites, browsers: dict[str, Browser]) -> list[Line]:
    """What it costs that much more waits for the leader; of interest, without a budget."""
    compared = {"small": browsers["small"], "large": browsers["heavy"]}
    lines = []
    for path, is_json in LEADERS:
        title = f"city-leader {path}, {sites.held:,} more wait"
        lines += compare(title, "", measured(compared, path, is_json))
    return lines


def measured(browsers: dict[str, Browser], path: str, is_json: bool) -> dict[str, Sample]:
    """Ask all sites in turns; an empty answer when one of them has no such address."""
    accept = {"Accept": "application/json" if is_json else "text/html"}
    if any(each.ask("GET", path, headers=accept)[0] == 404 for each in browsers.values()):
        return {}
    walls: dict[str, list[float]] = {name: [] for name in browsers}
    for number in range(REQUESTS + WARM):
        for name, browser in browsers.items():
            wall, _ = timed(lambda: browser.get(path, is_json))  # noqa: B023
            if number >= WARM:
                walls[name].append(wall)
    return {name: Sample(tuple(found)) for name, found in walls.items()}


def compare(title: str, budget: str, samples: dict[str, Sample]) -> list[Line]:
    """One line: p95 of the large site against that of the small one."""
    if not samples:
        return []
    big, little = samples["large"], samples["small"]
    ratio = big.wall_at(95) / little.wall_at(95)
    note = f"{big.text()} / {little.text()}; p50 ratio {big.wall_at(50) / little.wall_at(50):.2f}"
    return [Line("lists", f"{title.replace(WORD, '…')}, p95", ratio, budget, note)]

"""What a real browser loads for a front page, and how it comes up: Chromium, nothing kept before.

Behind the shipped Varnish, which compresses. Counted are requests and bytes as they come over the
wire; the largest paint and the shift of the layout are those that the browser reports, without a
slowed-down network; accessibility is axe's.
"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from bench import portals
from bench.front import Front
from bench.front import program
from bench.measure import Line
from bench.site import BenchFailed
from bench.site import free_port
from bench.sites import Sites
from playwright.sync_api import sync_playwright


SIZES = ((1366, 768), (390, 844))
PAGES = (("city", "/"), ("unit", f"/{portals.CHILD}"))
WATCH = """
window.oaPaint = 0; window.oaShift = 0;
new PerformanceObserver(list => {
  for (const e of list.getEntries()) window.oaPaint = e.startTime;
}).observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => {
  for (const e of list.getEntries()) if (!e.hadRecentInput) window.oaShift += e.value;
}).observe({type: 'layout-shift', buffered: true});
"""


def run(sites: Sites) -> list[Line]:
    """Load each front page in both widths."""
    database = portals.make(sites)
    port = free_port()
    process = sites.workspace.inside(database)
    process.call("bench.portals:use_cache", port=port)
    process.stop()
    server = sites.workspace.server(database)
    Front(sites.workspace, server.port, port)
    chromium = program("chromium")
    if chromium is None:
        raise BenchFailed("chromium is missing: apt-get install chromium")
    lines = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, path in PAGES:
            for width, height in SIZES:
                url = f"http://127.0.0.1:{port}{path}"
                loaded(browser, url, width, height)  # the cache in front is warm, this one is not
                lines += judged(f"{name}, {width} px", *loaded(browser, url, width, height))
        browser.close()
    server.stop()
    return lines


def loaded(browser, url: str, width: int, height: int) -> tuple[int, int, float, float, list[str]]:
    """Return (requests, bytes, largest paint in ms, shift, what axe found) of a first view."""
    context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": height})
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(1500)
    paint, shift = page.evaluate("[window.oaPaint, window.oaShift]")
    count, total = len(sizes), int(sum(sizes))
    found = Axe().run(page).response["violations"]
    context.close()
    return count, total, paint, shift, [each["id"] for each in found]


def judged(name: str, count: int, total: int, paint: float, shift: float, found) -> list[Line]:
    """The lines of one page."""
    note = "first view, compressed by Varnish"
    return [
        Line("weight", f"{name}: kB", total / 1000, "≤ 400", note),
        Line("weight", f"{name}: requests", count, "≤ 12", note),
        Line("weight", f"{name}: largest paint, ms", paint, "≤ 2500", "Chromium, this machine"),
        Line("weight", f"{name}: layout shift", shift, "≤ 0.1", "sum over the view"),
        Line("weight", f"{name}: axe", len(found), "≤ 0", ", ".join(found)),
    ]

"""A real browser against the demo world: pages, scripts, accessibility.

`browse("city-clerk")` opens a page as that person; whatever goes wrong in its scripts fails the
test at its end. Commit what the test prepares before browsing: the server has its own connection.
"""

from shutil import which

import base64
import os
import pytest


PASSWORD = os.environ.get("OA_DEMO_PASSWORD", "Demo-oa-2026")


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once per run."""
    from playwright.sync_api import sync_playwright

    program = which("chromium") or which("chromium-browser") or which("google-chrome")
    if program is None:
        pytest.fail("Chromium is missing: run `make test`, which installs it, or install it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def site_url(acceptance):
    """The address of the demo site."""
    portal = acceptance["portal"]
    return f"http://{acceptance['host']}:{acceptance['port']}/{portal.getId()}"


@pytest.fixture
def browse(chromium, site_url):
    """Open pages as people of the demo world; fail on script errors."""
    contexts, errors = [], []

    def open_as(user=None, width=1280, height=900, javascript=True):
        headers = {}
        if user is not None:
            pair = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
            headers["Authorization"] = f"Basic {pair}"
        context = chromium.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": height},
            extra_http_headers=headers,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def accessible():
    """Check a page with axe-core; fail with what it found."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def check(page, **options):
        # the editor comes later than the page and gets its name a moment after itself
        if page.locator(".tox-edit-area__iframe").count():
            page.wait_for_selector(".tox-edit-area__iframe[title]")
        results = axe.run(page, **options)
        assert results.violations_count == 0, results.generate_report()

    return check

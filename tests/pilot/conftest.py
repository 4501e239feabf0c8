"""People at work in a real browser: each signs in by the form, with an own window."""

from ..browsing import PASSWORD
from .person import Person
from pathlib import Path

import pytest


#: Debian's maint-guide-zh-cn, which `scripts/system_packages.sh test` installs.
CHINESE_PDF = Path("/usr/share/doc/maint-guide-zh-cn/maint-guide.zh-cn.pdf")


@pytest.fixture
def chinese_pdf(tmp_path):
    """A real PDF in Chinese under a name as people give it."""
    if not CHINESE_PDF.is_file():
        pytest.fail(
            f"{CHINESE_PDF} is missing: install Debian's maint-guide-zh-cn, or run "
            "`scripts/system_packages.sh test`"
        )
    file = tmp_path / "附件一 工作指南（修订）.pdf"
    file.write_bytes(CHINESE_PDF.read_bytes())
    return file


@pytest.fixture
def windows(chromium):
    """Open browser windows; whatever goes wrong in their scripts fails the test at its end."""
    contexts, errors = [], []

    def open_window(width=1366, height=900, javascript=True):
        context = chromium.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def office(windows, site_url):
    """`office("city-clerk")`: that person, signed in by the form, in front of the work lists."""

    def person(user, password=PASSWORD, **window):
        someone = Person(windows(**window), site_url, user)
        someone.sign_in(password)
        someone.page.goto(f"{site_url}/@@my-work")
        someone.close_tour()
        return someone

    return person

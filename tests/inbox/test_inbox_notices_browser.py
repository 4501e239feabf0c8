"""The bell in a real browser: its menu, following a notice, a phone, no scripts."""

from __future__ import annotations

from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.telling import tell
from datetime import datetime
from datetime import UTC

import pytest
import transaction


pytestmark = pytest.mark.browser
NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)
LONG = "关于报送第四季度市场监管工作情况和明年重点工作计划的通知" * 4


@pytest.fixture
def told(acceptance):
    """The clerk has two notices, one with a very long title."""
    for title in (LONG, "关于调整值班安排的通知"):
        notice = Notice(Kind.RETURNED, title, url="/@@my-work", actor="city-leader", note="请修改")
        tell(["city-clerk"], notice, NOW)
    transaction.commit()


def test_the_bell_opens_and_who_follows_a_notice_has_seen_it(browse, site_url, told, accessible):
    page = browse("city-clerk")
    page.goto(f"{site_url}/@@notices")
    count = page.locator("[data-figure=notices]")
    assert count.inner_text() == "2"
    page.click(".oa-bell > summary")
    line = page.locator(".oa-bell__line").filter(has_text="关于调整值班安排的通知")
    line.wait_for()
    accessible(page)
    line.click()
    page.wait_for_url("**/@@my-work")
    page.reload()
    assert count.inner_text() == "1"
    page.click(".oa-bell > summary")
    assert page.locator(".oa-bell__line").first.inner_text().startswith("未看")
    page.keyboard.press("Escape")
    assert not page.locator(".oa-bell__box").is_visible()


def test_on_a_phone_the_menu_stays_on_the_screen(browse, site_url, told, accessible):
    page = browse("city-clerk", width=390, height=844)
    page.goto(f"{site_url}/@@notices")
    page.click(".oa-bell > summary")
    page.locator(".oa-bell__line").first.wait_for()
    box = page.locator(".oa-bell__box").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"{site_url}/@@notice-settings")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_scripts_the_buttons_do(browse, site_url, told):
    page = browse("city-clerk", javascript=False)
    page.goto(f"{site_url}/@@notices")
    page.click(".oa-notice__see button >> nth=0")
    assert page.locator("[data-figure=notices]").inner_text() == "1"
    page.click("button:has-text('全部标为已看')")
    assert page.locator("text=没有通知").is_visible()
    assert page.locator(".oa-message").inner_text().startswith("已将1条通知")

"""Required reading and rising items in a real browser, wide and narrow."""

from __future__ import annotations

from datetime import date

import os
import pytest
import transaction


PICTURES = os.environ.get("OA_PICTURES")

pytestmark = pytest.mark.browser


@pytest.fixture
def notice(acceptance, add_item, move):
    """A published notice that everybody of the first unit must read."""
    column = acceptance["portal"]["unit01"]["notices"]
    values = {"title": "关于做好冬季值班安排的通知", "must_read": True}
    item = add_item(column, "unit01-approver", read_by=date(2026, 12, 1), **values)
    move(item, "publish", "unit01-approver")
    transaction.commit()
    return "/unit01/notices/" + item.getId()


@pytest.fixture
def item(acceptance, add_item, move):
    """A published item of the first unit, in a column that rises to the city's news."""
    from collective.tobaccooa.portal.columns import change_column

    column = acceptance["portal"]["unit01"]["news"]
    change_column(column, {"rises_to": "news"})
    found = add_item(column, "unit01-editor", title="秋收时节访烟农")
    move(found, "submit", "unit01-editor")
    move(found, "publish", "unit01-approver")
    transaction.commit()
    return "/unit01/news/" + found.getId()


def picture(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", [390, 1366])
def test_a_notice_is_marked_read_and_confirmed(browse, accessible, site_url, notice, width):
    page = browse("unit01-clerk", width=width)
    page.goto(f"{site_url}/unit01")
    row = page.locator("li", has_text="关于做好冬季值班安排的通知")
    assert row.locator(".op-new").count() == 1
    with page.expect_response(lambda found: "@@opened-notice" in found.url) as opened:
        page.goto(f"{site_url}{notice}")
    assert opened.value.status == 204
    accessible(page)
    picture(page, f"notice-{width}")
    page.get_by_role("button", name="我已阅读").click()
    page.wait_for_load_state()
    assert "您已于" in page.content()
    accessible(page)
    picture(page, f"confirmed-{width}")
    page.goto(f"{site_url}/unit01")
    assert row.locator(".op-new").count() == 0


def test_confirming_needs_no_scripts(browse, site_url, notice):
    page = browse("unit01-clerk", javascript=False)
    page.goto(f"{site_url}{notice}")
    page.get_by_role("button", name="我已阅读").click()
    assert "您已于" in page.content()


@pytest.mark.parametrize("width", [390, 1366])
def test_the_keeper_sees_who_is_missing_and_chases(browse, accessible, site_url, notice, width):
    page = browse("unit01-editor", width=width)
    page.goto(f"{site_url}{notice}")
    page.get_by_role("link", name="阅读情况").click()
    page.wait_for_load_state()
    accessible(page)
    picture(page, f"readers-{width}")
    page.get_by_role("button", name="催读未读人员").click()
    page.wait_for_load_state()
    picture(page, f"chased-{width}")
    assert "已催读" in page.content()
    chased = browse("unit01-clerk", width=width)
    chased.goto(f"{site_url}/@@my-work?kind=to-read")
    picture(chased, f"to-read-{width}")
    chased.get_by_role("link", name="关于做好冬季值班安排的通知").click()
    chased.get_by_role("button", name="我已阅读").click()
    chased.goto(f"{site_url}/@@my-work?kind=to-read")
    assert "关于做好冬季值班安排的通知" not in chased.content()


@pytest.mark.parametrize("width", [390, 1366])
def test_an_item_rises_and_is_credited(browse, accessible, site_url, item, width):
    editor = browse("unit01-editor", width=width)
    editor.goto(f"{site_url}{item}")
    picture(editor, f"rising-{width}")
    editor.get_by_role("link", name="报送市局门户").click()
    editor.wait_for_load_state()
    accessible(editor)
    picture(editor, f"submit-up-{width}")
    editor.get_by_label("给市局编辑的说明（可不填）").fill("图文俱佳，请予采用")
    editor.get_by_role("button", name="报送").click()
    editor.wait_for_load_state()
    assert "待处理" in editor.content()
    city = browse("city-editor", width=width)
    city.goto(f"{site_url}/news/@@proposals")
    accessible(city)
    picture(city, f"proposals-{width}")
    city.get_by_role("button", name="采用", exact=True).click()
    city.wait_for_load_state()
    assert "已采用" in city.content()
    visitor = browse(width=width)
    visitor.goto(f"{site_url}/news")
    row = visitor.locator("li", has_text="秋收时节访烟农")
    assert "来源：" in row.inner_text()
    picture(visitor, f"adopted-{width}")

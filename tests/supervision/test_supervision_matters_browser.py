"""What only a browser shows: a leader makes a matter on a phone; pages are sound and accessible."""

from .matters_world import instructed_document
from .matters_world import made
from .matters_world import WORDS

import pytest
import transaction


pytestmark = pytest.mark.browser


def test_a_leader_on_a_phone_and_the_lead_at_a_desk(acceptance, browse, site_url, accessible):
    document = instructed_document()
    transaction.commit()
    phone = browse("city-leader", width=390, height=800)
    phone.goto(f"{site_url}/gongwen/{document.reference.partition('/')[2]}")
    phone.get_by_role("link", name="转督办").click()
    assert phone.locator("#title").input_value() == WORDS
    phone.fill("#title", "开展专项检查，月底前报结果")
    phone.select_option("#lead", label="财务管理科")
    phone.get_by_text("选择科室和单位").click()
    phone.get_by_role("checkbox", name="法规科").check()
    phone.select_option("#review_by", value="leader")
    accessible(phone)
    phone.get_by_role("button", name="立项交办").click()
    assert "已立项" in phone.locator(".oa-message").first.inner_text()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(phone)

    desk = browse("city-finance-head")
    desk.goto(f"{site_url}/@@my-work")
    desk.get_by_role("link", name="开展专项检查，月底前报结果").click()
    desk.fill("#matter-text", "检查完毕，发现问题三项，均已整改。")
    accessible(desk)
    desk.get_by_role("button", name="报告办结").click()
    assert "待审结" in desk.locator(".oa-doc__facts").inner_text()

    phone.goto(f"{site_url}/@@my-work")
    phone.get_by_role("link", name="开展专项检查，月底前报结果").click()
    phone.get_by_role("link", name="去办理").click()
    phone.get_by_role("button", name="同意办结").click()
    assert "已办结" in phone.locator(".oa-doc__facts").inner_text()


def test_lists_and_report_are_sound(acceptance, browse, site_url, accessible):
    made()
    made(lead="unit:unit01", assisting=(), title="很长的事项" * 60)
    transaction.commit()
    for width in (390, 1366):
        page = browse("city-director", width=width)
        for address in ("@@matters", "@@matters?overdue=yes", "@@matters-report"):
            page.goto(f"{site_url}/{address}")
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address

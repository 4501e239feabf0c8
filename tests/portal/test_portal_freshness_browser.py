"""Supervision, reminders and the beacon in a real browser, wide and narrow."""

from collective.tobaccooa.portal.visits import flushing
from collective.tobaccooa.portal.visits.model import Tally
from collective.tobaccooa.portal.visits.store import FRONT
from contextlib import contextmanager
from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest
import time
import transaction


pytestmark = pytest.mark.browser
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@contextmanager
def acting_as(user):
    from plone import api

    with api.env.adopt_user(username=user):
        yield


def publish(column, editor, approver, days_ago, title):
    """Publish an item so many days ago."""
    from plone import api
    from plone.dexterity.utils import createContentInContainer

    tool = api.portal.get_tool("portal_workflow")
    with acting_as(editor):
        item = createContentInContainer(column, "News Item", title=title)
        tool.doActionFor(item, "submit")
    with acting_as(approver):
        tool.doActionFor(item, "publish")
    at = datetime.now(UTC) - timedelta(days=days_ago)
    item.setEffectiveDate(DateTime(at.isoformat()))
    item.reindexObject()
    return item


@pytest.fixture
def busy(acceptance):
    """Columns of every light in two portals."""
    portal = acceptance["portal"]
    publish(portal["news"], "city-editor", "city-approver", 1, "全市烟草专卖管理工作会议召开")
    publish(portal["pictures"], "city-editor", "city-approver", 13, "卷烟物流中心开放日")
    publish(portal["notices"], "city-editor", "city-approver", 300, "关于国庆节放假安排的通知")
    for name, days in (("news", 20), ("notices", 3)):
        publish(portal["unit01"][name], "unit01-editor", "unit01-approver", days, "基层站所见闻")
    transaction.commit()
    return portal


@pytest.mark.parametrize("width", [1366, 390])
def test_a_leader_sees_what_is_stale_and_has_it_reminded_of(
    busy, browse, site_url, accessible, width
):
    page = browse("city-leader", width=width)
    page.goto(f"{site_url}/@@portal-supervision")
    assert page.locator("h1").inner_text() == "栏目督查"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(page)
    page.locator("a[href$='/unit01/@@portal-supervision']").click()
    page.get_by_role("button", name="提醒“本局动态”的维护人").click()
    assert "已提醒" in page.locator(".portalMessage, .oa-message").first.inner_text()
    accessible(page)
    keeper = browse("unit01-editor", width=width)
    keeper.goto(f"{site_url}/@@my-work?kind=to-read")
    keeper.get_by_role("link", name="本局动态").click()
    accessible(keeper)
    keeper.get_by_role("button", name="已阅").click()
    keeper.wait_for_url("**/@@my-work?kind=to-read")
    assert keeper.get_by_role("link", name="本局动态").count() == 0


@pytest.mark.parametrize("width", [1366, 390])
def test_the_month_is_readable_and_prints(busy, browse, site_url, accessible, width):
    page = browse("city-director", width=width)
    page.goto(f"{site_url}/@@portal-month")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="上个月").click()
    assert page.get_by_role("link", name="下个月").count() == 1
    with page.expect_download() as download:
        page.get_by_role("link", name="导出表格").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_the_beacon_is_sent_once_the_page_was_visible(busy, chromium, site_url, monkeypatch):
    from collective.tobaccooa.portal.visits import views

    own = Tally()
    monkeypatch.setattr(views, "tally", own)
    flushing.counting.set()
    context = chromium.new_context(user_agent=FIREFOX)
    try:
        page = context.new_page()
        item = next(iter(busy["news"].objectValues()))
        for address, expected in (("", FRONT), (f"/news/{item.getId()}", item.UID())):
            page.goto(f"{site_url}{address}")
            assert not own.take()
            end, taken = time.monotonic() + 10, None
            while not taken and time.monotonic() < end:
                page.wait_for_timeout(200)
                taken = own.take()
            ((_site, unit, _month, uid),) = taken
            assert (unit, uid) == ("city", expected)
            page.reload()
            page.wait_for_timeout(2500)
            assert not own.take()
    finally:
        context.close()
        flushing.counting.clear()


@pytest.mark.parametrize("width", [1366, 390])
def test_keepers_see_the_light_on_their_own_page(busy, browse, site_url, accessible, width):
    page = browse("unit01-editor", width=width)
    page.goto(f"{site_url}/@@my-columns")
    card = page.locator("section#news")
    assert "逾期 6 天" in card.inner_text()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="栏目督查").click()
    page.wait_for_url("**/unit01/@@portal-supervision")

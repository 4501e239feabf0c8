"""An assistant's morning in a browser: sees the leader's items, handles three, the leader looks."""

from .test_browser_journey import check_page
from .test_browser_journey import DESK
from .test_browser_journey import make_draft
from .test_browser_journey import open_everything
from .test_browser_journey import PHONE
from .test_browser_journey import SIZES
from .test_browser_journey import small_targets

import pytest
import transaction


pytestmark = pytest.mark.browser
LEADER, ASSISTANT = "city-leader", "city-info-staff"
TITLES = (
    "关于召开全市系统安全生产工作会议的通知",
    "关于做好国庆节期间值班工作的通知",
    "关于进一步规范公文处理、切实改进文风会风并加强督促检查有关事项的通知",
)


@pytest.fixture
def waiting(site_url):
    """Three documents that the leader has to sign; return their paths below the site."""
    from collective.tobaccooa.documents.storage import document_by_reference
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    for title in TITLES:
        _unit, *rest = make_draft(title).split("/")
        document = document_by_reference("/".join(["city", *rest]))
        for actor in (document.drafter, "city-finance-head", "city-director"):
            decide(document, Decision("advance", "同意"), actor)
    transaction.commit()


def help_leader():
    from collective.tobaccooa.organisation import clock
    from collective.tobaccooa.organisation.delegations import grant

    grant(LEADER, ASSISTANT, None, None, LEADER, clock.now(), reason="赴省局开会")
    transaction.commit()


def test_an_assistants_morning(browse, site_url, waiting):
    leader = browse(LEADER, **DESK)
    leader.goto(f"{site_url}/@@my-work")
    leader.locator(".oa-menu--wide summary").click()
    leader.get_by_role("link", name="代办与外出").first.click()
    leader.locator("#assistant").select_option(ASSISTANT)
    leader.get_by_role("button", name="确定代办人").click()
    leader.get_by_text("现在可以代您办理").wait_for()

    page = browse(ASSISTANT, **DESK)
    page.goto(f"{site_url}/@@my-work")
    assert page.locator("[data-count=open]").first.inner_text() == "3"
    assert page.locator(".oa-tag--for").count() == 3
    page.locator(".oa-item__title").first.click()
    page.get_by_text("您正在代").wait_for()
    page.locator("#opinion").fill("同意印发。")
    page.locator("[data-primary]").click()
    page.get_by_text("已送").first.wait_for()
    page.goto(f"{site_url}/@@my-work")
    page.locator(".oa-item__title").nth(1).wait_for()
    for tick in page.locator("input[name=items]").all():
        tick.check()
    page.get_by_role("button", name="办理所选公文").click()
    assert page.locator(".oa-many .oa-tag--for").count() == 2
    page.locator("#opinion").fill("同意。")
    page.locator("main form button[type=submit], main form button.oa-button--primary").click()
    page.locator(".oa-many__done").nth(1).wait_for()

    leader.goto(f"{site_url}/@@delegations")
    rows = leader.locator("section[aria-labelledby=acts] tbody tr")
    assert rows.count() == 3
    assert "同意印发。" in leader.locator("main").inner_text()
    rows.last.get_by_role("link").click()
    leader.get_by_text("代）").first.wait_for()
    leader.goto(f"{site_url}/@@delegations")
    leader.get_by_role("button", name="立即结束").click()
    leader.get_by_text("代办已结束").wait_for()
    page.goto(f"{site_url}/@@my-work")
    assert page.locator(".oa-tag--for").count() == 0


@SIZES
def test_the_pages_are_accessible(browse, site_url, accessible, waiting, size):
    help_leader()
    page = browse(LEADER, **size)
    page.goto(f"{site_url}/@@delegations")
    check_page(page, accessible, size)
    open_everything(page)
    check_page(page, accessible, size)
    assert small_targets(page) == []
    page = browse(ASSISTANT, **size)
    page.goto(f"{site_url}/@@my-work")
    check_page(page, accessible, size)
    page.goto(f"{site_url}/@@delegations")
    check_page(page, accessible, size)


def test_on_a_phone_the_assistant_signs_in_both_names(browse, site_url, waiting):
    help_leader()
    page = browse(ASSISTANT, **PHONE)
    page.goto(f"{site_url}/@@my-work")
    page.locator(".oa-item__title").first.click()
    page.get_by_text("您正在代").wait_for()
    page.locator("[data-primary]").click()
    page.get_by_text("已送").first.wait_for()

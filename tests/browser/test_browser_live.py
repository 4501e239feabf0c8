"""What only a browser shows of the work lists: the pulse, keys, ticks, the way through a list."""

from .test_browser_journey import check_page
from .test_browser_journey import DESK
from .test_browser_journey import make_draft
from .test_browser_journey import SIZES
from .test_browser_journey import small_targets

import pytest


pytestmark = pytest.mark.browser


def test_what_comes_is_told_and_waits_for_a_click(browse, site_url):
    make_draft("第一件事")
    page = browse("city-finance-staff", **DESK)
    page.clock.install()
    page.goto(f"{site_url}/@@my-work")
    assert page.title().startswith("(1) 我的工作")
    make_draft("第二件事")
    with page.expect_response("**/@@oa-pulse*"):
        page.clock.run_for(31000)
    news = page.get_by_role("link", name="有 1 件新公文")
    news.wait_for()
    assert page.title().startswith("(2) 我的工作")
    assert page.locator("[data-count=open]").inner_text() == "2"
    # the list itself has not moved
    assert page.locator(".oa-item__title").count() == 1
    # nothing new: the server says so without a body
    with page.expect_response("**/@@oa-pulse*") as answer:
        page.clock.run_for(31000)
    assert answer.value.status == 304
    news.click()
    page.locator(".oa-item__title").nth(1).wait_for()
    assert page.get_by_role("link", name="件新公文").count() == 0


def test_the_pulse_rests_while_the_server_is_away_and_ends_with_the_session(browse, site_url):
    page = browse("city-finance-staff", **DESK)
    asked = []
    answers = {"status": 500}
    page.route("**/@@oa-pulse*", lambda route: (asked.append(1), route.fulfill(**answers)))
    page.clock.install()
    page.goto(f"{site_url}/@@my-work")
    for _ in range(6):
        page.clock.run_for(30000)
        page.wait_for_timeout(100)
    # after 30, 90 and, if at all, 210 seconds
    assert len(asked) == 2
    answers["status"] = 401
    page.clock.run_for(60000)
    page.wait_for_timeout(100)
    assert len(asked) == 3
    page.clock.run_for(3600000)
    assert len(asked) == 3


def test_a_list_is_worked_through_by_keyboard(browse, site_url):
    for number in "123":
        make_draft(f"第{number}件事")
    page = browse("city-finance-staff", **DESK)
    page.goto(f"{site_url}/@@my-work?sort=oldest")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**list=*")
    assert page.locator("h1").inner_text() == "第2件事"
    page.keyboard.press("n")
    page.wait_for_function("document.querySelector('h1').innerText === '第3件事'")
    page.keyboard.press("p")
    page.wait_for_function("document.querySelector('h1').innerText === '第2件事'")
    page.keyboard.press("u")
    page.wait_for_url("**/@@my-work?sort=oldest")


@SIZES
def test_ticked_lines_are_read_at_once(browse, site_url, size):
    from collective.tobaccooa.documents.storage import document_by_reference
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    import transaction

    for number in "12":
        _unit, *rest = make_draft(f"第{number}件事").split("/")
        document = document_by_reference("/".join(["city", *rest]))
        decide(document, Decision("circulate", handlers=("city-legal-staff",)), document.drafter)
    transaction.commit()
    page = browse("city-legal-staff", **size)
    page.goto(f"{site_url}/@@my-work?kind=to-read")
    check_page(page, lambda page: None, size)
    button = page.get_by_role("button", name="所选标为已阅")
    assert button.is_disabled()
    page.locator(".oa-item__title").first.focus()
    page.keyboard.press("x")
    assert "（1）" in button.inner_text()
    page.get_by_text("本页全选").click()
    assert "（2）" in button.inner_text()
    assert small_targets(page) == []
    button.click()
    page.get_by_text("已将 2 件标为已阅").wait_for()


@SIZES
def test_pages_are_accessible(browse, site_url, accessible, size):
    make_draft("关于防汛工作的通知")
    page = browse("city-clerk", **size)
    page.goto(f"{site_url}/@@search-office?q=%E9%98%B2%E6%B1%9B&person=city-finance-staff")
    check_page(page, accessible, size)
    assert small_targets(page) == []
    page = browse("city-finance-staff", **size)
    page.goto(f"{site_url}/@@my-work?q=%E9%98%B2%E6%B1%9B")
    check_page(page, accessible, size)
    assert small_targets(page) == []
    page.locator(".oa-item__title").first.click()
    page.wait_for_url("**list=*")
    check_page(page, accessible, size)

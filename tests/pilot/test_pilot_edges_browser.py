"""What goes wrong on a working day: two windows, impatient fingers, no scripts, wrong addresses."""

from ..browser.test_browser_journey import make_draft
from ..browsing import PASSWORD
from ..exchange.conftest import distribute
from ..exchange.conftest import walk_to_distribution
from .person import Person

import pytest
import subprocess
import transaction


pytestmark = pytest.mark.browser

TITLE = "关于开展安全检查的通知"
REVIEW = "请落实到人，并于月底前报送。"


def second_tab(person):
    """Open another tab of the same person's browser."""
    return Person(person.page.context.new_page(), person.base, person.user)


def titles(person, kind):
    """Return the titles in one of the person's work lists."""
    person.go(f"@@my-work?kind={kind}")
    items = person.page.locator(".oa-item__title")
    return [item.get_attribute("title") for item in items.all()]


def test_without_scripts_one_reads_and_passes_on(office, acceptance):
    make_draft(TITLE)
    drafter = office("city-finance-staff", javascript=False)
    page = drafter.page
    page.goto(f"{drafter.base}/@@my-work")
    page.locator(".oa-item__title").first.click()
    assert "请各单位落实" in page.locator(".oa-text").inner_text()
    page.fill("#opinion", "请审核")
    page.get_by_role("button", name="送审").click()
    assert "已送 孟砚安（核稿）" in page.locator(".oa-message").first.inner_text()
    head = office("city-finance-head", javascript=False)
    head.page.locator(".oa-item__title").first.click()
    head.page.get_by_role("button", name="核稿通过").click()
    assert "已送 贺云禾（审核）" in head.page.locator(".oa-message").first.inner_text()


def test_without_scripts_a_unit_signs_for_it(office, acceptance):
    distribute(walk_to_distribution(TITLE))
    transaction.commit()
    clerk = office("unit03-clerk", javascript=False)
    clerk.page.locator(".oa-item__title").first.click()
    clerk.page.get_by_role("button", name="签收").click()
    assert "已签收，并登记为收文" in clerk.page.locator(".oa-message").first.inner_text()


def test_the_second_tab_learns_that_it_is_late_and_keeps_the_opinion(office, acceptance):
    address = make_draft(TITLE)
    drafter = office("city-finance-staff")
    drafter.go(address)
    late = second_tab(drafter)
    late.go(address)
    drafter.acts("送审")
    late.opinion(REVIEW)
    told = late.acts("送审")
    assert "公文已有变化" in told
    assert late.page.locator("#opinion").is_visible()
    assert late.page.input_value("#opinion") == REVIEW
    assert late.step() == "核稿"
    assert "已送" not in told


def test_an_opinion_is_kept_even_when_nothing_is_left_to_do(office, acceptance):
    address = make_draft(TITLE)
    drafter = office("city-finance-staff")
    drafter.go(address)
    drafter.acts("送审")
    head = office("city-finance-head")
    head.go(address)
    late = second_tab(head)
    late.go(address)
    head.acts("核稿通过")
    director = office("city-director")
    director.go(address)
    director.acts("送签发")
    late.opinion(REVIEW)
    assert "公文已有变化" in late.acts("核稿通过")
    assert late.page.locator("#opinion").is_visible()
    assert late.page.input_value("#opinion") == REVIEW


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
def test_two_clicks_on_send_have_one_effect(office, acceptance, javascript):
    drafter = office("city-finance-staff", javascript=javascript)
    page = drafter.page
    page.goto(f"{drafter.base}/@@new-document")
    if javascript:
        page.wait_for_selector("iframe.tox-edit-area__iframe[title]")
    page.fill("#title", TITLE)
    page.locator("input[name=main_recipients]").first.check()
    page.get_by_role("button", name="保存并送审").dblclick()
    page.wait_for_url("**/gongwen/outgoing/**")
    assert "已送 孟砚安（核稿）" in page.locator(".oa-message").first.inner_text()
    assert page.locator(".oa-message--error").count() == 0
    head = office("city-finance-head")
    assert titles(head, "open") == [TITLE]


def test_a_late_second_tap_does_not_act_on_the_next_page(office, acceptance):
    distribute(walk_to_distribution(TITLE))
    transaction.commit()
    clerk = office("unit04-clerk", width=390, height=844)
    clerk.page.locator(".oa-item__title").first.click()
    clerk.page.wait_for_selector("button[data-primary]")
    place = clerk.page.locator("button[data-primary]").bounding_box()
    where = (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    clerk.page.mouse.click(*where)
    clerk.page.wait_for_url("**/gongwen/incoming/**", wait_until="domcontentloaded")
    clerk.page.mouse.click(*where)
    clerk.page.wait_for_timeout(1200)
    assert "已签收" in clerk.told
    assert clerk.step() == "登记"
    clerk.acts("送拟办")
    assert clerk.step() == "拟办"


def test_a_real_pdf_shows_its_pages_as_soon_as_they_are_ready(office, acceptance, chinese_pdf):
    from collective.tobaccooa.documents.attachments import add_attachment
    from collective.tobaccooa.jobs.worker import run_pending

    portal = acceptance["portal"]
    address = make_draft(TITLE)
    document = portal.unrestrictedTraverse(address)
    subprocess.run(
        ["qpdf", "--replace-input", chinese_pdf, "--pages", ".", "1-4", "--"], check=True
    )
    add_attachment(document, chinese_pdf.name, chinese_pdf.read_bytes(), "", "city-finance-staff")
    transaction.commit()
    drafter = office("city-finance-staff")
    drafter.go(address)
    drafter.page.get_by_role("button", name="查看").click()
    file = drafter.page.frame_locator("iframe.oa-viewer")
    assert "生成后自动显示" in file.get_by_role("status").inner_text()
    run_pending(portal)
    transaction.commit()
    picture = file.locator("img.DV-pageImage").first
    picture.wait_for(timeout=20000)
    drafter.page.wait_for_function(
        "document.querySelector('iframe.oa-viewer').contentDocument"
        ".querySelector('img.DV-pageImage').naturalWidth > 0"
    )


def test_a_stranger_gets_a_plain_chinese_page(office, acceptance):
    address = make_draft(TITLE)
    stranger = office("city-info-staff")
    answer = stranger.page.goto(f"{stranger.base}/{address}")
    assert answer.status in (403, 404)
    stranger.reads_chinese()
    assert TITLE not in stranger.page.content()
    assert "您无权查看" in stranger.page.locator("main").inner_text()
    answer = stranger.page.goto(f"{stranger.base}/no-such-page-here")
    assert answer.status == 404
    stranger.page.get_by_role("link", name="回到我的工作").click()
    assert stranger.page.url.endswith("/@@my-work")


def test_a_visitor_signs_in_and_gets_the_page_asked_for(windows, site_url, acceptance):
    address = make_draft(TITLE)
    visitor = Person(windows(), site_url, "city-finance-staff")
    visitor.page.goto(f"{site_url}/{address}")
    assert visitor.page.locator("#__ac_name").is_visible()
    assert TITLE not in visitor.page.content()
    visitor.reads_chinese()
    visitor.is_accessible()
    visitor.sign_in(PASSWORD)
    assert visitor.page.url.endswith(address)
    assert visitor.page.locator("h1").inner_text() == TITLE


def test_a_new_person_changes_the_one_time_password_first(office, windows, acceptance):
    from collective.tobaccooa.organisation.model import Person as NewPerson
    from collective.tobaccooa.organisation.people import add_person

    newcomer = NewPerson("city-newcomer", "新来", "科员", unit="city", department="city-finance")
    once = add_person(newcomer, ["city.staff", "city.finance"])
    transaction.commit()
    person = office("city-newcomer", once)
    page = person.page
    assert "oa-change-password" in page.url
    person.reads_chinese()
    person.is_accessible()
    page.goto(f"{person.base}/@@my-work")
    assert "oa-change-password" in page.url
    fields = page.locator("input[type=password]")
    fields.nth(0).fill(once)
    fields.nth(1).fill("Xin-mima-2026-01")
    fields.nth(2).fill("Xin-mima-2026-01")
    page.locator("main form button, main form input[type=submit]").first.click()
    page.wait_for_url(person.base)
    person.reads_chinese()
    again = Person(windows(), person.base, "city-newcomer")
    again.sign_in("Xin-mima-2026-01")
    again.go("@@my-work")
    assert again.page.url.endswith("/@@my-work")


def test_an_empty_site_shows_the_administrator_the_first_steps(windows, empty_acceptance):
    from plone.app.testing import setRoles
    from plone.app.testing import TEST_USER_ID
    from plone.app.testing import TEST_USER_NAME
    from plone.app.testing import TEST_USER_PASSWORD

    portal = empty_acceptance["portal"]
    setRoles(portal, TEST_USER_ID, ["Member", "Manager"])
    transaction.commit()
    base = f"http://{empty_acceptance['host']}:{empty_acceptance['port']}/{portal.getId()}"
    admin = Person(windows(), base, TEST_USER_NAME)
    admin.sign_in(TEST_USER_PASSWORD)
    admin.page.goto(base)
    assert admin.page.url.endswith("/@@oa-first-steps")
    steps = admin.page.locator("main").inner_text()
    for step in ("导入基础资料", "核对流程", "试一个文头"):
        assert step in steps
    admin.is_accessible()
    admin.page.get_by_role("link", name="去基础资料").click()
    assert "下载空白工作簿" in admin.page.locator("main").inner_text()

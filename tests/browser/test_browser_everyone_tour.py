"""What only a browser shows: the tour's dialog, help on a telephone, the sheet on paper."""

from ..browsing import PASSWORD
from ..exchange.conftest import NOW
from collective.tobaccooa.browser.help.touring import TOUR
from datetime import timedelta
from playwright.sync_api import expect

import pypdfium2
import pytest
import transaction


PHONE = {"width": 390, "height": 844}


def sign_in(page, site_url, user):
    page.goto(f"{site_url}/login")
    page.fill("#__ac_name", user)
    page.fill("#__ac_password", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto(f"{site_url}/@@my-work", wait_until="networkidle")


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("size", [{}, PHONE], ids=["screen", "phone"])
def test_the_tour_comes_once_after_signing_in(browse, site_url, accessible, acceptance, size):
    from collective.tobaccooa.inbox.personal import has_seen

    page = browse(**size)
    sign_in(page, site_url, "city-leader")
    tour = page.get_by_role("dialog", name="五张图，快速上手")
    expect(tour).to_be_visible()
    accessible(page)
    fits(page)
    expect(tour.get_by_role("button", name="下一张")).to_be_focused()
    for number in range(2, 6):
        page.keyboard.press("ArrowRight")
        expect(tour.get_by_text(f"{number} / 5")).to_be_visible()
    expect(tour.get_by_role("button", name="开始办公")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(tour.get_by_text("公文在哪里？")).to_be_visible()
    with page.expect_response("**/@@oa-tour-seen") as answer:
        page.keyboard.press("Escape")
    assert answer.value.status == 204
    expect(tour).to_be_hidden()
    transaction.begin()
    assert has_seen(acceptance["portal"], "city-leader", TOUR)
    page.goto(f"{site_url}/@@my-work", wait_until="networkidle")
    assert page.locator("#oa-tour").count() == 0
    page.goto(f"{site_url}/@@oa-help")
    page.get_by_role("link", name="看五张图").click()
    expect(page.get_by_role("heading", level=2)).to_have_count(5)
    accessible(page)
    fits(page)


def test_every_picture_of_the_tour_is_loaded(browse, site_url):
    page = browse("unit03-clerk")
    page.goto(f"{site_url}/@@oa-tour")
    for picture in page.locator(".oa-tourpage img").all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function(
            "img => img.complete && img.naturalWidth", arg=picture.element_handle()
        )


def test_without_scripts_nothing_is_in_the_way(browse, site_url):
    page = browse(javascript=False)
    sign_in(page, site_url, "city-clerk")
    assert page.locator("#oa-tour").count() == 1
    expect(page.locator("#oa-tour")).to_be_hidden()
    page.get_by_role("link", name="登记簿").first.click()
    assert page.url.endswith("/@@registers")


def test_who_sends_a_password_each_time_has_no_tour(browse, site_url):
    page = browse("city-clerk")
    page.goto(f"{site_url}/@@my-work", wait_until="networkidle")
    assert page.locator("#oa-tour").count() == 0


@pytest.fixture
def argued(acceptance):
    """A document that was returned thirty times, so that sixty opinions stand on it."""
    from collective.tobaccooa.documents.storage import create_document
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    body = {"title": "关于" + "固定资产清查和预算编制" * 40 + "的通知", "document_type": "notice"}
    body |= {
        "department": "city-finance",
        "main_recipients": ["unit:unit01"],
        "text": "<p>请。</p>",
    }
    document = create_document("city", "OutgoingDocument", body, "city-finance-staff", now=NOW)
    back = {"action": "return", "to_step": "drafting"}
    for number in range(30):
        at = NOW + timedelta(minutes=2 * number + 1)
        said = f"第{number}次请审核。"
        decide(document, Decision("advance", opinion=said), "city-finance-staff", at)
        said = f"第{number}次请修改。" + "口径请与上年一致。" * (number % 5)
        decide(document, Decision(opinion=said, **back), "city-finance-head", at)
    transaction.commit()
    return document


def test_help_is_one_press_away(browse, site_url, argued, accessible):
    page = browse("city-finance-staff", **PHONE)
    page.goto(argued.absolute_url())
    page.get_by_role("link", name="这一步怎么办？").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("拟稿（发文）")
    accessible(page)
    fits(page)
    page.get_by_role("link", name="核稿", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核稿（发文）")


def test_sixty_opinions_are_printed_with_the_head_on_every_page(browse, argued):
    page = browse("city-finance-staff")
    page.goto(f"{argued.absolute_url()}/@@handling-sheet")
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [each.get_textpage().get_text_range() for each in printed]
    assert len(texts) > 3
    for number, text in enumerate(texts, 1):
        assert "发文处理单" in text
        assert f"第{number}页共{len(texts)}页" in text.replace(" ", "")
    whole = "".join(texts)
    for number in range(30):
        assert f"第{number}次请审核。" in whole and f"第{number}次请修改。" in whole


@pytest.mark.parametrize("name", ["@@handling-sheet", "@@where"])
def test_pages_of_a_document_are_accessible_on_a_phone(browse, argued, accessible, name):
    page = browse("city-finance-staff", **PHONE)
    page.goto(f"{argued.absolute_url()}/{name}")
    accessible(page)
    fits(page)


@pytest.mark.parametrize("name", ["@@favourites", "@@where", "@@oa-help"])
def test_lists_are_accessible(browse, site_url, argued, accessible, name):
    page = browse("city-finance-staff", **PHONE)
    page.goto(argued.absolute_url())
    page.get_by_role("button", name="加入收藏").click()
    page.goto(f"{site_url}/{name}")
    accessible(page)
    fits(page)

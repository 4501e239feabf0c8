"""Pages of rules and of administrators' acts in a real browser: words, axe, no script errors."""

import pytest
import transaction


pytestmark = pytest.mark.browser


def test_a_director_tries_a_chain_and_saves_it(browse, site_url, accessible):
    page = browse("city-director", width=1366)
    page.goto(f"{site_url}/@@oa-chains?unit=city")
    accessible(page)
    page.fill("#limit-signing", "0.5")
    page.click("button[value=try]")
    assert page.locator(".oa-trial__fine").is_visible()
    assert page.locator(".oa-path__step--taken").count() == 7
    accessible(page)
    page.select_option("#applies-distribution", "never")
    page.click("button[value=save]")
    assert "没有保存，因为公文会停住不动" in page.locator("[role=alert]").inner_text()
    page.select_option("#applies-distribution", "always")
    page.click("button[value=save]")
    assert "已保存，修改了 1 个环节" in page.locator("main").inner_text()
    assert page.locator("#limit-signing").input_value() == "0.5"
    assert page.locator("[name=reset-signing]").count() == 1


def test_a_director_hands_over_on_a_phone(browse, site_url, accessible, acceptance):
    from collective.tobaccooa.documents.storage import create_document

    title = "关于进一步加强烟草专卖行政执法监督检查工作的通知"
    body = {"title": title, "document_type": "notice"}
    create_document("city", "OutgoingDocument", body, "city-finance-staff")
    transaction.commit()
    page = browse("city-director", width=390)
    page.goto(f"{site_url}/@@oa-hand-over?who=city-finance-staff")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.fill("#reason", "调离本单位")
    page.click("button[value=hand_over]")
    assert "未能移交 0 份" in page.locator("main").inner_text()
    page.goto(f"{site_url}/@@administrators-acts")
    accessible(page)
    assert title in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", ["oa-limits", "oa-special-delivery", "oa-documents?q=通知"])
def test_the_administrators_pages_are_accessible(browse, site_url, accessible, name):
    page = browse("city-admin", width=1366)
    page.goto(f"{site_url}/@@{name}")
    accessible(page)

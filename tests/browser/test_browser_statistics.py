"""The statistics as a leader sees them: charts over tables, and all of it without scripts."""

import pytest
import transaction


pytestmark = pytest.mark.browser


@pytest.fixture
def some_work(acceptance):
    """Two documents of today: one signed and sealed, one begun."""
    from collective.tobaccooa.documents.storage import create_document
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision
    from zope.component.hooks import setSite

    setSite(acceptance["portal"])
    body = {"title": "关于报送计划的通知", "document_type": "notice", "text": "<p>请落实。</p>"}
    body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]}
    document, _ = (
        create_document("city", "OutgoingDocument", body, "city-finance-staff") for _ in range(2)
    )
    for actor, more in (
        ("city-finance-staff", {}),
        ("city-finance-head", {}),
        ("city-director", {"handlers": ("city-leader",)}),
        ("city-leader", {}),
    ):
        decide(document, Decision("advance", **more), actor)
    transaction.commit()


def test_a_leader_looks_at_the_figures(some_work, browse, site_url, accessible):
    page = browse("city-leader", width=1366)
    page.goto(f"{site_url}/@@my-work")
    page.locator(".oa-menu--more summary").click()
    page.get_by_role("link", name="统计", exact=True).first.click()
    drawn = page.locator(".oa-chart--drawn canvas")
    drawn.nth(1).wait_for()
    assert drawn.first.get_attribute("aria-label").startswith("各月发文收文")
    assert drawn.first.evaluate("canvas => canvas.width") > 300
    assert page.locator("#t-types tbody tr").inner_text().split() == ["通知", "1", "0", "2"]
    accessible(page)
    page.get_by_text("自定起止日期").click()
    page.get_by_label("从", exact=True).fill("2019-01-01")
    page.get_by_label("到", exact=True).fill("2019-01-31")
    page.get_by_role("button", name="查看").click()
    assert "2019年1月" in page.locator("h1").inner_text()


def test_a_phone_shows_every_figure(some_work, browse, site_url, accessible):
    page = browse("city-leader", width=390, height=844)
    page.goto(f"{site_url}/@@statistics")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)


def test_without_scripts_the_tables_are_the_page(some_work, browse, site_url):
    page = browse("city-leader", javascript=False)
    page.goto(f"{site_url}/@@statistics")
    assert page.locator("canvas").count() == 0
    assert page.locator("#t-types tbody tr").inner_text().split() == ["通知", "1", "0", "2"]

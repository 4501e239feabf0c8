"""A leader's morning on a telephone: twenty papers wait, and none does when it is over."""

from collective.tobaccooa.workflows.model import Decision

import re
import transaction


PHONE = {"width": 390, "height": 844}
PAPERS = 20


def papers_wait(count=PAPERS):
    """Make documents that have come as far as the leader's signature."""
    from collective.tobaccooa.documents.storage import create_document
    from collective.tobaccooa.workflows.kernel import decide

    made = []
    for number in range(1, count + 1):
        values = {
            "title": f"关于做好第{number}季度专卖市场监督检查和卷烟经营秩序整治工作有关事项的通知",
            "document_type": "notice",
            "urgency": "urgent" if number % 7 == 0 else "normal",
            "department": "city-finance",
            "main_recipients": ["unit:unit01", "unit:unit02"],
            "text": "<p>请各单位认真落实，有关情况及时报告。</p>",
        }
        document = create_document("city", "OutgoingDocument", values, "city-finance-staff")
        for actor in ("city-finance-staff", "city-finance-head", "city-director"):
            decide(document, Decision("advance", "拟同意，请审核。"), actor)
        made.append(document)
    transaction.commit()
    return made


def steps(documents):
    from collective.tobaccooa.workflows.state import kernel_state

    transaction.begin()
    return [kernel_state(document).step for document in documents]


def waiting(page):
    """The count on the tab of what waits."""
    return int(page.locator('[data-count="open"]').first.inner_text())


def within(page):
    """Nothing sticks out of the screen."""
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_twenty_papers_before_the_meeting(browse, site_url, accessible):
    documents = papers_wait()
    page = browse("city-leader", **PHONE)
    page.goto(f"{site_url}/@@my-work")
    assert waiting(page) == PAPERS
    assert within(page)

    # five at once, with one opinion
    for number in range(5):
        page.locator("#work-list input[name=items]").nth(number).check()
    page.locator("#work-list .oa-bulk button").click()
    assert page.locator(".oa-many input[name=items]").count() == 5
    assert within(page)
    accessible(page)
    page.fill("#opinion", "同意。")
    page.get_by_role("button", name="办理所选公文").click()
    page.locator(".oa-many__done").first.wait_for()
    assert page.locator(".oa-many__done").count() == 5
    assert steps(documents).count("numbering") == 5

    # one goes to the deputy first, for an opinion
    page.goto(f"{site_url}/@@my-work")
    page.locator(".oa-item__title").first.click()
    page.locator("main summary", has_text=re.compile("^更多")).click()
    page.get_by_role("link", name="特送").click()
    assert within(page)
    accessible(page)
    page.locator("#special-filter").fill("副局长")
    person = page.locator("#special-people label:not([hidden]) input").first
    person.check()
    page.get_by_role("button", name="请提出意见。").click()
    page.locator("button[value=special_delivery]").click()
    page.get_by_role("status").first.wait_for()
    assert "已特送" in page.get_by_role("status").first.inner_text()
    assert page.locator(".oa-branch--open").count() == 1

    # the others one after the other: opinion, button, next
    page.goto(f"{site_url}/@@my-work")
    page.locator(".oa-item__title").first.click()
    for left in range(PAPERS - 6, 0, -1):
        page.get_by_role("button", name="同意签发。").first.click()
        button = page.locator("button[data-primary]")
        box = button.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"]
        # nobody reads a paper in less; a second tap in the same second is not taken
        page.wait_for_function("performance.now() > 2500")
        button.click()
        page.get_by_role("status").first.wait_for()
        if left > 1:
            page.locator(".oa-message__next").click()
            page.locator(".oa-panel").wait_for()
    page.goto(f"{site_url}/@@my-work")
    assert waiting(page) == 0
    assert "没有待办公文" in page.locator("main").inner_text()
    found = steps(documents)
    assert (found.count("numbering"), found.count("signing")) == (PAPERS - 1, 1)


def test_a_paper_sent_to_the_deputy_comes_back_with_an_opinion(browse, site_url):
    (document,) = papers_wait(1)
    from collective.tobaccooa.workflows.kernel import decide

    decide(
        document,
        Decision("special_delivery", handlers=("city-deputy",), reason="请先提出意见"),
        "city-leader",
    )
    transaction.commit()
    address = f"{site_url}/{'/'.join(document.getPhysicalPath()[2:])}"
    page = browse("city-deputy", **PHONE)
    page.goto(address)
    assert "特送给您" in page.locator(".oa-panel__ask").first.inner_text()
    page.fill("#opinion", "建议明确完成时限。")
    page.locator("button[data-primary]").click()
    page.wait_for_load_state()
    page = browse("city-leader", **PHONE)
    page.goto(address)
    assert "建议明确完成时限。" in page.locator(".oa-opinions").inner_text()
    assert page.locator("button[data-primary]").inner_text().strip() == "签发"

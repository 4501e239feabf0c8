"""A clerk's board in a real browser: tick, choose a phrase, urge; also on a phone and for axe."""

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.state import kernel_state
from datetime import timedelta

import pytest
import transaction


@pytest.fixture
def waiting(acceptance):
    """Documents that have waited for the head of finance, one with a very long title."""
    then = clock.now() - timedelta(days=20)
    made = []
    for title in ("关于防汛工作的通知", "关于" + "进一步加强内部监管" * 30 + "的通知"):
        body = {"title": title, "document_type": "notice", "text": "<p>请落实。</p>"}
        body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]}
        document = create_document("city", "OutgoingDocument", body, "city-finance-staff", now=then)
        decide(document, Decision("advance"), "city-finance-staff", then + timedelta(minutes=1))
        made.append(document)
    transaction.commit()
    return made


@pytest.mark.parametrize("width", [1280, 390])
def test_a_clerk_urges_what_is_ticked(browse, site_url, accessible, waiting, width):
    page = browse("city-clerk", width=width)
    page.goto(f"{site_url}/@@board")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for box in page.locator("input[name=documents]").all():
        box.check()
    if width > 640:
        page.get_by_role("button", name="领导催问，请今日办理。").click()
        assert page.locator("#urge-message").input_value().endswith("领导催问，请今日办理。")
    page.get_by_role("button", name="催办所选").click()
    page.wait_for_load_state()
    assert "已催办 2 件" in page.locator(".oa-message").first.inner_text()
    assert page.get_by_text("已催 1 次").count() == 2
    for document in waiting:
        document._p_jar.sync()
        entry = kernel_state(document).trail[-1]
        assert (entry.action, entry.actor) == ("urge", "city-clerk")
    page.goto(f"{site_url}/@@board?view=people")
    accessible(page)
    page.goto(f"{site_url}/@@board?view=units")
    accessible(page)

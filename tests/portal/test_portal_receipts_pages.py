"""Pages and services of required reading, as everybody who might call them."""

from __future__ import annotations

from datetime import date
from tests.browsing import PASSWORD

import json
import pytest
import re
import transaction


@pytest.fixture
def open_as(demo_functional):
    """Return a function that gives a person's browser."""
    from plone.testing.zope import Browser

    def opened(user=None, accept=None):
        browser = Browser(demo_functional["app"])
        browser.raiseHttpErrors = False
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        browser.addHeader("Accept-Language", "zh-cn")
        if accept:
            browser.addHeader("Accept", accept)
        return browser

    return opened


@pytest.fixture
def notice(demo_functional, add_item, move):
    """A published notice that everybody of the first unit must read."""
    column = demo_functional["portal"]["unit01"]["notices"]
    values = {"title": "关于值班安排的通知", "must_read": True, "read_by": date(2026, 12, 1)}
    item = add_item(column, "unit01-approver", **values)
    move(item, "publish", "unit01-approver")
    transaction.commit()
    return item


def said(browser):
    text = browser.contents
    text = text.decode() if isinstance(text, bytes) else text
    return re.sub(r"&#(\d{4,});", lambda found: chr(int(found[1])), text)


def test_the_part_asks_and_confirming_answers(open_as, notice):
    browser = open_as("unit01-clerk")
    browser.open(f"{notice.absolute_url()}/@@required-reading")
    assert "2026年12月1日" in said(browser)
    assert "data-opened" in said(browser)
    browser.getForm(index=0).submit()
    browser.open(f"{notice.absolute_url()}/@@required-reading")
    assert "confirm-read" not in said(browser)
    assert "data-opened" not in said(browser)


def test_visitors_get_no_part(open_as, notice):
    browser = open_as()
    browser.open(f"{notice.absolute_url()}/@@required-reading")
    assert said(browser) == ""


def test_another_unit_is_not_asked_but_its_opening_is_noted(open_as, notice, demo_functional):
    from collective.tobaccooa.portal.receipts.store import opened_store
    from plone.uuid.interfaces import IUUID

    browser = open_as("unit02-clerk")
    browser.open(f"{notice.absolute_url()}/@@required-reading")
    assert "confirm-read" not in said(browser)
    assert "@@readers" not in said(browser)
    browser.getForm(index=0).submit()
    assert browser.headers["Status"].startswith("204")
    transaction.begin()
    record = opened_store(demo_functional["portal"]).peek("unit02-clerk")
    assert record.opened == (IUUID(notice),)


@pytest.mark.parametrize("name", ["confirm-read", "opened-notice"])
def test_nothing_is_written_by_a_link_or_without_the_token(open_as, notice, name, demo_functional):
    from collective.tobaccooa.portal.receipts.notices import overview_of
    from collective.tobaccooa.portal.receipts.store import opened_store

    browser = open_as("unit01-clerk")
    browser.open(f"{notice.absolute_url()}/@@{name}")
    assert browser.headers["Status"].startswith(("403", "404"))
    browser.post(f"{notice.absolute_url()}/@@{name}", "x=1")
    assert browser.headers["Status"].startswith("403")
    transaction.begin()
    assert overview_of(notice).read == 0
    record = opened_store(demo_functional["portal"]).peek("unit01-clerk")
    assert record is None or record.opened == ()


@pytest.mark.parametrize("user", ["unit01-editor", "unit01-leader", "unit01-director"])
def test_the_readers_are_shown_to_who_looks_after_them(open_as, notice, user):
    browser = open_as(user)
    browser.open(f"{notice.absolute_url()}/@@readers")
    assert browser.headers["Status"].startswith("200")
    assert "已读0人（0%）" in re.sub("<[^>]*>", "", said(browser))
    assert browser.headers["Cache-Control"] == "private, no-store"
    browser.getForm(index=browser_form(browser, "@@readers")).submit()
    assert "待阅" in said(browser)


def browser_form(browser, address):
    """Return the place of the form that goes to an address."""
    actions = re.findall(r"<form[^>]*action=\"([^\"]*)\"", browser.contents)
    return next(place for place, action in enumerate(actions) if action.endswith(address))


@pytest.mark.parametrize("user", ["unit01-clerk", "unit02-editor", "city-editor"])
@pytest.mark.parametrize("name", ["readers", "readers.xlsx"])
def test_others_do_not_see_the_readers(open_as, notice, user, name):
    browser = open_as(user)
    browser.open(f"{notice.absolute_url()}/@@{name}")
    assert browser.headers["Status"].startswith("403")
    assert "栏目" in said(browser)
    assert "贺" not in said(browser).partition("<h1")[2].partition("</main")[0]


@pytest.mark.parametrize(
    "name", ["readers", "readers.xlsx", "confirm-read", "opened-notice", "unread-notices"]
)
def test_visitors_are_sent_to_sign_in(open_as, notice, name):
    browser = open_as()
    browser.open(f"{notice.absolute_url()}/@@{name}")
    assert "login" in browser.url or browser.headers["Status"].startswith(("401", "404"))


def test_the_table_is_a_file(open_as, notice):
    from io import BytesIO
    from openpyxl import load_workbook

    browser = open_as("unit01-editor")
    browser.open(f"{notice.absolute_url()}/@@readers.xlsx")
    assert "attachment" in browser.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(browser._response.body)).active
    assert sheet.max_row > 5


def test_unread_notices_as_json(open_as, notice, demo_functional):
    url = demo_functional["portal"].absolute_url()
    browser = open_as("unit01-clerk")
    browser.open(f"{url}/unit01/@@unread-notices")
    [row] = json.loads(browser.contents)["items"]
    assert (row["title"], row["must_read"]) == ("关于值班安排的通知", True)
    assert row["url"] == notice.absolute_url()
    assert "no-store" in browser.headers["Cache-Control"]
    browser.open(f"{url}/@@unread-notices")
    assert json.loads(browser.contents)["items"] == []


def test_a_draft_is_as_if_it_were_not_there(open_as, demo_functional, add_item):
    column = demo_functional["portal"]["unit01"]["notices"]
    draft = add_item(column, "unit01-approver", must_read=True)
    transaction.commit()
    for name in ("readers", "readers.xlsx"):
        browser = open_as("unit02-clerk")
        browser.open(f"{draft.absolute_url()}/@@{name}")
        assert browser.headers["Status"].startswith("404")


def test_the_catalogue_is_asked_once_for_many_readers(notice, demo_functional, monkeypatch):
    from collective.tobaccooa.portal.receipts import unread

    unit = demo_functional["portal"]["unit01"]
    assert unread.unread_notices("unit01-clerk", unit)
    monkeypatch.setattr(unread, "published_brains", None)
    assert unread.unread_notices("unit01-leader", unit)


def test_the_form_of_a_notice_asks_and_keeps(open_as, notice, demo_functional):
    browser = open_as("unit01-approver")
    browser.open(f"{notice.absolute_url()}/@@edit-item")
    assert browser.getControl(name="must_read").value == ["1"]
    assert browser.getControl(name="read_by").value == "2026-12-01"
    browser.getControl(name="must_read").value = []
    browser.getForm(index=browser_form(browser, "@@edit-item")).submit()
    transaction.begin()
    assert not notice.must_read
    url = demo_functional["portal"]["unit01"].absolute_url()
    browser.open(f"{url}/@@unread-notices")
    rows = json.loads(browser.contents)["items"]
    assert [row["must_read"] for row in rows if "值班" in row["title"]] == [False]


def test_the_form_of_news_has_no_such_fields(open_as, demo_functional):
    browser = open_as("unit01-editor")
    browser.open(f"{demo_functional['portal']['unit01']['news'].absolute_url()}/@@add-item")
    assert browser.headers["Status"].startswith("200")
    assert "must_read" not in said(browser)


# services


def test_readers_by_rest(open_as, notice):
    browser = open_as("unit01-editor", "application/json")
    browser.open(f"{notice.absolute_url()}/@readers?b_size=3")
    body = json.loads(browser.contents)
    assert len(body["items"]) == 3
    assert body["read"] == 0
    assert body["total"] == body["items_total"] > 3
    assert set(body["items"][0]) == {
        "user",
        "fullname",
        "unit",
        "department",
        "read_at",
        "chased_at",
    }


def post(browser, url, body):
    browser.post(url, json.dumps(body), "application/json")
    return json.loads(browser.contents)


def test_confirm_and_chase_by_rest(open_as, notice):
    address = f"{notice.absolute_url()}/@readers"
    clerk, editor = (open_as(f"unit01-{who}", "application/json") for who in ("clerk", "editor"))
    assert post(clerk, address, {"action": "confirm"})["read_at"]
    assert post(editor, address, {"action": "chase"})["chased"] > 3
    assert post(clerk, address, {"action": "chase"})["type"] == "Refused"
    assert post(clerk, address, {"action": "forget"})["type"] == "InvalidInput"
    assert post(clerk, address, {})["type"] == "InvalidInput"
    stranger = open_as("unit02-clerk", "application/json")
    assert post(stranger, address, {"action": "confirm"})["type"] == "Refused"
    stranger.open(address)
    assert stranger.headers["Status"].startswith("403")
    visitor = open_as(None, "application/json")
    visitor.open(address)
    assert visitor.headers["Status"].startswith("401")


def test_the_fields_are_part_of_the_item_by_rest(open_as, notice):
    browser = open_as("unit01-editor", "application/json")
    browser.open(notice.absolute_url())
    body = json.loads(browser.contents)
    assert (body["must_read"], body["read_by"]) == (True, "2026-12-01")
    assert body["readers"]["token"] == "unit"

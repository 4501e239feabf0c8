"""Pages and services of adoption, as everybody who might call them."""

from __future__ import annotations

from .test_portal_receipts_pages import browser_form
from .test_portal_receipts_pages import open_as as open_as
from .test_portal_receipts_pages import post
from .test_portal_receipts_pages import said

import json
import pytest
import transaction


@pytest.fixture
def item(demo_functional, add_item, move):
    """A published item of the first unit, in a column that rises to the city's news."""
    from collective.tobaccooa.portal.columns import change_column

    column = demo_functional["portal"]["unit01"]["news"]
    change_column(column, {"rises_to": "news"})
    found = add_item(column, "unit01-editor", title="秋收见闻")
    move(found, "submit", "unit01-editor")
    move(found, "publish", "unit01-approver")
    transaction.commit()
    return found


@pytest.fixture
def city(demo_functional):
    """The address of the city's column."""
    return demo_functional["portal"]["news"].absolute_url()


@pytest.fixture
def presented(item, open_as):
    """Present it over the page, as the unit's editor."""
    browser = open_as("unit01-editor")
    browser.open(f"{item.absolute_url()}/@@submit-up")
    assert "要闻动态" in said(browser)
    browser.getControl(name="note").value = "图文俱佳，请予采用"
    browser.getForm(index=browser_form(browser, "@@submit-up")).submit()
    return browser


def titles(demo_functional):
    from collective.tobaccooa.portal.adoption.showing import shown_in

    transaction.begin()
    return [line.brain.Title for line in shown_in(demo_functional["portal"]["news"], 10)]


def test_presented_adopted_and_taken_off_over_the_pages(presented, open_as, city, demo_functional):
    editor = open_as("city-editor")
    editor.open(f"{city}/@@proposals")
    for words in ("秋收见闻", "图文俱佳，请予采用", "禾川县"):
        assert words in said(editor)
    editor.getControl("采用", index=0).click()
    assert titles(demo_functional) == ["秋收见闻"]
    editor.open(f"{city}/@@proposals?state=adopted")
    assert 'value="withdraw"' not in said(editor)
    leader = open_as("city-deputy")
    leader.open(f"{city}/@@proposals?state=adopted")
    leader.getControl(name="reason").value = "标题有误"
    leader.getControl("撤下").click()
    assert titles(demo_functional) == []


def test_my_columns_tells_both_sides(presented, open_as, city, demo_functional):
    url = demo_functional["portal"].absolute_url()
    editor = open_as("city-editor")
    editor.open(f"{url}/@@my-columns")
    editor.getLink(url=f"{city}/@@proposals").click()
    editor.getControl(name="reason").value = "与上周内容重复"
    editor.getControl("不采用").click()
    unit = open_as("unit01-editor")
    unit.open(f"{url}/unit01/@@my-columns")
    for words in ("报送市局门户", "秋收见闻", "未采用", "与上周内容重复"):
        assert words in said(unit)
    editor.open(f"{url}/@@my-columns")
    assert "/@@proposals" not in said(editor)


def test_declining_without_a_reason_says_so(presented, open_as, city):
    editor = open_as("city-approver")
    editor.open(f"{city}/@@proposals")
    editor.getControl("不采用").click()
    assert editor.headers["Status"].startswith("400")
    assert "理由" in said(editor)
    editor.getControl(name="reason").value = "内容重复"
    editor.getControl("不采用").click()
    editor.open(f"{city}/@@proposals?state=declined")
    assert "内容重复" in said(editor)


def test_presenting_twice_shows_how_it_stands(presented, open_as, item):
    browser = open_as("unit01-approver")
    browser.open(f"{item.absolute_url()}/@@submit-up")
    assert "待处理" in said(browser)
    assert 'name="note"' not in said(browser)


@pytest.mark.parametrize("user", ["unit01-clerk", "unit02-editor", "city-editor"])
def test_only_its_keepers_present(open_as, item, user):
    browser = open_as(user)
    browser.open(f"{item.absolute_url()}/@@submit-up")
    assert browser.headers["Status"].startswith("403")
    assert 'name="note"' not in said(browser)


@pytest.mark.parametrize("user", ["unit01-editor", "unit02-approver", "city-clerk", "city-leader"])
def test_others_do_not_see_what_was_presented(presented, open_as, city, user):
    browser = open_as(user)
    browser.open(f"{city}/@@proposals")
    assert browser.headers["Status"].startswith("403")
    assert "秋收见闻" not in said(browser)


def test_a_form_without_its_token_does_nothing(presented, open_as, city, item, demo_functional):
    for url in (f"{city}/@@proposals", f"{item.absolute_url()}/@@submit-up"):
        browser = open_as("city-editor" if "proposals" in url else "unit01-editor")
        browser.post(url, "action=adopt&id=x&note=x")
        assert browser.headers["Status"].startswith("403")
    assert titles(demo_functional) == []


def test_visitors_are_sent_away(presented, open_as, city, item):
    for url in (f"{city}/@@proposals", f"{item.absolute_url()}/@@submit-up"):
        browser = open_as()
        browser.open(url)
        assert "login" in browser.url or browser.headers["Status"].startswith("401")
        assert "图文俱佳" not in said(browser)


def test_the_whole_way_by_rest(open_as, city, item, demo_functional):
    unit, editor = (open_as(user, "application/json") for user in ("unit01-editor", "city-editor"))
    made = post(unit, f"{item.absolute_url()}/@submit-up", {"note": "请予采用"})
    assert unit.headers["Status"].startswith("201")
    assert (made["state"], made["unit"], made["column"]) == ("waiting", "unit01", "news")
    assert made["item"] == item.absolute_url()
    editor.open(f"{city}/@proposals?state=waiting")
    body = json.loads(editor.contents)
    assert [row["id"] for row in body["items"]] == [made["id"]]
    done = post(editor, f"{city}/@proposals", {"id": made["id"], "action": "adopt"})
    assert (done["state"], done["decided_by"]) == ("adopted", "city-editor")
    assert titles(demo_functional) == ["秋收见闻"]
    again = post(editor, f"{city}/@proposals", {"id": made["id"], "action": "adopt"})
    assert again["type"] == "OutOfDate"
    assert editor.headers["Status"].startswith("409")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({}, "InvalidInput"),
        ({"action": "lapse", "id": "x"}, "InvalidInput"),
        ({"action": "adopt", "id": 7}, "InvalidInput"),
        ({"action": "adopt", "id": "x"}, "NotHere"),
        ({"action": "decline", "id": "x", "reason": ["x"]}, "InvalidInput"),
        ([], "InvalidInput"),
    ],
)
def test_bodies_that_mean_nothing(open_as, city, body, kind):
    assert (
        post(open_as("city-editor", "application/json"), f"{city}/@proposals", body)["type"] == kind
    )


def test_services_refuse_others(open_as, city, item, presented):
    for user, status in (("unit01-editor", "403"), ("city-clerk", "403"), (None, "401")):
        browser = open_as(user, "application/json")
        browser.open(f"{city}/@proposals")
        assert browser.headers["Status"].startswith(status)
    for user, status in (("city-editor", "403"), ("unit02-editor", "403"), (None, "401")):
        browser = open_as(user, "application/json")
        browser.post(f"{item.absolute_url()}/@submit-up", "{}", "application/json")
        assert browser.headers["Status"].startswith(status)
    browser = open_as("city-editor", "application/json")
    browser.open(f"{city}/@proposals?state=nowhere")
    assert browser.headers["Status"].startswith("400")


def test_a_draft_is_as_if_it_were_not_there(open_as, demo_functional, add_item):
    column = demo_functional["portal"]["unit01"]["news"]
    draft = add_item(column, "unit01-editor")
    transaction.commit()
    browser = open_as("unit02-editor")
    browser.open(f"{draft.absolute_url()}/@@submit-up")
    assert browser.headers["Status"].startswith("404")
    browser = open_as("unit02-editor", "application/json")
    assert post(browser, f"{draft.absolute_url()}/@submit-up", {})["type"] == "NotHere"

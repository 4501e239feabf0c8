"""Pages of matters without scripts: who sees what, forms that need their token, kept input."""

from .matters_world import does
from .matters_world import instructed_document
from .matters_world import made
from .matters_world import WORDS
from collections.abc import Callable
from urllib.parse import quote
from urllib.parse import urlencode

import io
import pytest
import re
import transaction


PASSWORD = "Demo-oa-2026"
ENTITY = re.compile(r"&#(\d{4,});")


def said(browser):
    """The page's source; plone.protect writes Chinese as numeric entities."""
    contents = browser.contents
    if isinstance(contents, bytes):
        contents = contents.decode()
    return ENTITY.sub(lambda found: chr(int(found[1])), contents)


@pytest.fixture
def open_as(demo_functional) -> Callable:
    """Return a function that gives a person's browser."""
    from plone.testing.zope import Browser

    def opened(user=None):
        browser = Browser(demo_functional["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        return browser

    return opened


@pytest.fixture
def url(demo_functional):
    return demo_functional["portal"].absolute_url()


@pytest.fixture
def matter(demo_functional):
    """A matter that finance leads, legal and unit01 assist in."""
    found = made()
    transaction.commit()
    return found


def status(browser):
    return browser.headers["Status"][:3]


PAGES = ["@@matters", "@@matter?id={id}", "@@new-matter?document={document}", "@@matters-report"]
OUTSIDERS = [
    (None, "", "200 200 200 200"),  # the form to sign in
    ("city-info-staff", "", "200 404 404 403"),
    ("unit02-clerk", "", "403 404 404 403"),
    ("unit02-leader", "unit02/", "200 404 404 200"),
    ("unit01-staff", "unit01/", "200 404 404 403"),
    ("city-finance-staff", "", "200 200 403 403"),
    ("unit01-clerk", "unit01/", "200 200 404 200"),
    ("city-leader", "", "200 200 200 200"),
]


@pytest.mark.parametrize(("user", "place", "expected"), OUTSIDERS)
def test_who_opens_which_page(open_as, url, matter, user, place, expected):
    found = []
    for page in PAGES:
        browser = open_as(user)
        address = page.format(id=matter.id, document=matter.source.reference)
        browser.open(f"{url}/{place}{address}")
        found.append(status(browser))
        if user is None:
            assert "/login" in browser.url
        if found[-1] != "200" or user in (None, "unit02-leader", "city-info-staff"):
            assert matter.title not in said(browser) and WORDS not in said(browser)
    assert " ".join(found) == expected
    browser = open_as(user)
    browser.open(f"{url}/{place}@@matters-report.xlsx")
    if expected.endswith("403"):
        assert status(browser) == "403"
    elif user is None:
        assert "/login" in browser.url


def test_a_link_beside_the_instruction_leads_to_the_form(open_as, url, demo_functional):
    document = instructed_document()
    transaction.commit()
    browser = open_as("city-clerk")
    browser.open(document.absolute_url())
    browser.getLink("转督办").click()
    assert browser.getControl(name="title").value == WORDS
    browser.getControl(name="lead").value = ["department:city-finance"]
    browser.getControl(name="assisting").value = ["department:city-legal", "unit:unit01"]
    browser.getControl("立项交办").click()
    assert "1号已立项" in said(browser)
    for words in (WORDS, "财务管理科", "法规科", "贺知桐", "在办"):
        assert words in said(browser)
    browser.open(document.absolute_url())
    assert "督办事项" in said(browser) and "牵头：" in said(browser)


def test_a_refused_form_keeps_what_was_typed(open_as, url, demo_functional):
    document = instructed_document()
    transaction.commit()
    browser = open_as("city-director")
    browser.open(f"{url}/@@new-matter?document={document.reference}")
    browser.getControl(name="title").value = "开展检查"
    browser.getControl(name="lead").value = ["department:city-finance"]
    browser.getControl(name="assisting").value = ["department:city-finance", "unit:unit03"]
    browser.getControl("立项交办").click()
    assert status(browser) == "400" and "只能选一次" in said(browser)
    assert browser.getControl(name="title").value == "开展检查"
    assert "unit:unit03" in browser.getControl(name="assisting").value
    browser.getControl(name="assisting").value = ["unit:unit03"]
    browser.getControl("立项交办").click()
    assert status(browser) == "200" and "开展检查" in said(browser)


def test_a_second_press_makes_no_second_matter(open_as, url, demo_functional):
    from collective.tobaccooa.supervision.matters.store import matter_store

    document = instructed_document()
    transaction.commit()
    browser = open_as("city-director")
    browser.open(f"{url}/@@new-matter?document={document.reference}")
    browser.getControl(name="lead").value = ["department:city-finance"]
    form = browser.getForm(action="@@new-matter")
    pairs = [(name, form.getControl(name=name).value) for name in ("key", "document", "title")]
    token = form.getControl(name="_authenticator").value
    body = [*pairs, ("lead", "department:city-finance"), ("_authenticator", token)]
    for _press in range(2):
        browser.post(f"{url}/@@new-matter", urlencode(body))
    transaction.begin()
    assert len(list(matter_store(demo_functional["portal"]).all())) == 1


def test_feedback_report_review_by_forms(open_as, url, matter):
    clerk = open_as("unit01-clerk")
    clerk.open(f"{url}/@@my-work")
    clerk.getLink(matter.title).click()
    assert "/unit01/@@matter?id=" in clerk.url
    clerk.getControl(name="text").value = "已布置"
    clerk.getControl("反馈进展").click()
    assert "已布置" in said(clerk) and "已记入办理经过" in said(clerk)
    head = open_as("city-finance-head")
    head.open(f"{url}/@@matter?id={matter.id}")
    head.getControl("报告办结").click()
    assert status(head) == "400" and "请写明办理结果" in said(head)
    head.getControl(name="text").value = "检查完毕"
    head.getControl("报告办结").click()
    assert "待审结" in said(head)
    director = open_as("city-director")
    director.open(f"{url}/@@matters?state=reported")
    director.getLink(matter.title).click()
    director.getControl("同意办结").click()
    assert "已办结" in said(director)


def test_the_date_is_moved_and_what_is_overdue_is_found(open_as, url, matter):
    director = open_as("city-director")
    director.open(f"{url}/@@matter?id={matter.id}")
    director.getControl(name="until").value = "2030-01-31"
    director.getControl(name="text", index=1).value = "范围扩大"
    director.getControl("调整期限").click()
    assert status(director) == "400"  # more than three years ahead
    director.getControl(name="until").value = "2027-12-31"
    director.getControl("调整期限").click()
    assert "2027年12月31日" in said(director) and "原定期限" in said(director)
    director.open(f"{url}/@@matters?overdue=yes")
    assert matter.title not in said(director)
    director.open(f"{url}/@@matters?q={quote('不存在')}")
    assert "没有符合条件的督办事项" in said(director)


def test_a_form_without_its_token_does_nothing(open_as, url, matter):
    browser = open_as("city-director")
    browser.post(f"{url}/@@matter", f"id={matter.id}&action=cancel&text=x")
    assert status(browser) == "403"
    browser.open(f"{url}/@@matter?id={matter.id}&action=cancel&text=x")
    assert "在办" in said(browser)


def test_the_report_as_page_and_file(open_as, url, matter):
    from openpyxl import load_workbook

    does(matter, "feedback", "city-finance-head", "=1+1")
    transaction.commit()
    leader = open_as("city-leader")
    leader.open(f"{url}/@@matters-report?month=2026-11")
    assert "2026年11月督办事项月报" in said(leader) and matter.title in said(leader)
    leader.open(f"{url}/@@matters-report?month=13")
    assert "不是已经到来的月份" in said(leader)
    leader.open(f"{url}/@@matters-report.xlsx?month=2026-11")
    book = load_workbook(io.BytesIO(leader.contents))
    figures, listed = book.worksheets
    assert [cell.value for cell in figures[3]][:2] == ["财务管理科", 1]
    assert listed["B3"].value == matter.title


def test_the_entry_of_the_navigation_is_for_those_concerned(open_as, url, matter):
    for user, shown in (
        ("city-leader", True),
        ("city-finance-staff", True),
        ("city-info-staff", False),
        ("unit01-clerk", True),
        ("unit01-staff", False),
        ("unit02-clerk", True),
    ):
        browser = open_as(user)
        browser.open(f"{url}/@@my-work")
        assert ("/@@matters" in said(browser)) is shown, user


def test_the_document_is_linked_for_its_readers_only(open_as, url, matter):
    for user, place, linked in (
        ("city-finance-head", "", True),
        ("unit01-clerk", "unit01/", False),
    ):
        browser = open_as(user)
        browser.open(f"{url}/{place}@@matter?id={matter.id}")
        assert matter.source.title in said(browser)
        assert (f"/gongwen/{matter.source.reference.partition('/')[2]}" in said(browser)) is linked

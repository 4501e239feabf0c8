"""Pages around the work lists by plain requests: pulse, filters, ticks, files, search."""

from ..browsing import PASSWORD
from .conftest import said
from .conftest import TITLE
from collective.tobaccooa.browser.work.listing import Listing
from collective.tobaccooa.browser.work.listing import Spot
from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import Sort
from datetime import date
from hypothesis import given
from hypothesis import strategies as st
from io import BytesIO
from openpyxl import load_workbook
from urllib.parse import quote

import json
import pytest
import transaction


TEXTS = st.text(max_size=12).map(str.strip)
SORTS = st.sampled_from(["", "newest", "oldest"])
FILTERS = st.builds(
    Filter, TEXTS, TEXTS, TEXTS, TEXTS, st.none() | st.dates(date(1950, 1, 1)), st.none()
)


@given(
    st.sampled_from(Kind), FILTERS, st.sampled_from(["", "newest", "oldest"]), st.integers(0, 99)
)
def test_a_list_travels_in_an_address_and_back(kind, wanted, sort, at):
    listing = Listing.read(lambda name: {"kind": kind.value, "sort": sort}.get(name, ""))
    listing = Listing(listing.kind, wanted, listing.sort)
    assert Spot.read(Spot(listing, at).carry()) == Spot(listing, at)


@given(FILTERS, st.sampled_from(["unit", "type", "step", "q", "since", "until"]))
def test_a_condition_is_taken_away(wanted, name):
    listing = Listing(filter=wanted)
    fewer = listing.without(name).fields()
    assert fewer == {each: value for each, value in listing.fields().items() if each != name}


@pytest.mark.parametrize("text", ["", "at=x", "kind=open", "at=9999999999", "\x00", "&&=&"])
def test_what_is_no_place_in_a_list_is_none(text):
    assert Spot.read(text) is None


def test_what_is_not_understood_is_as_usual():
    strange = {"kind": "all", "sort": "colour", "since": "2026-13-01", "q": "x" * 900}
    found = Listing.read(lambda name: strange.get(name, ""))
    assert (found.kind, found.sort, found.filter.since) == (Kind.OPEN, Sort.DUE, None)
    assert len(found.filter.q) == 200


def open_json(browser, address):
    browser.open(address)
    return json.loads(browser.contents)


def test_the_pulse_tells_counts_and_what_is_new(open_as, url, draft):
    browser = open_as("city-finance-staff")
    found = open_json(browser, f"{url}/@@oa-pulse?since=0")
    assert found["counts"] == {"open": 1, "to-read": 0, "started": 1, "done": 0}
    assert (found["user"], found["new"]) == ("city-finance-staff", 1)
    assert "no-store" in browser.headers["Cache-Control"]
    assert "new" not in open_json(browser, f"{url}/@@oa-pulse?since=yesterday")
    # nothing has changed
    browser.addHeader("If-None-Match", browser.headers["ETag"])
    browser.open(f"{url}/@@oa-pulse?since=0")
    assert browser.headers["Status"].startswith("304") and not browser.contents


def test_the_pulse_beats_when_one_comes_and_another_goes(open_as, url, draft, demo_functional):
    from collective.tobaccooa.documents.storage import create_document
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    browser = open_as("city-finance-staff")
    first = open_json(browser, f"{url}/@@oa-pulse")
    values = {"title": "另一件", "document_type": "notice", "department": "city-finance"}
    create_document("city", "OutgoingDocument", values, "city-finance-staff")
    decide(draft, Decision("void", reason="不再需要"), "city-finance-staff")
    transaction.commit()
    second = open_json(browser, f"{url}/@@oa-pulse")
    assert second["counts"]["open"] == first["counts"]["open"] == 1
    assert second["stamp"] != first["stamp"]


def test_the_pulse_keeps_the_bell_true(open_as, url, draft):
    from collective.tobaccooa.inbox.notices.model import Notice
    from collective.tobaccooa.inbox.notices.telling import tell
    from collective.tobaccooa.organisation import clock

    browser = open_as("city-finance-staff")
    assert open_json(browser, f"{url}/@@oa-pulse")["notices"] == 0
    browser.addHeader("If-None-Match", browser.headers["ETag"])
    tell(["city-finance-staff"], Notice("urged", "请尽快办理"), clock.now())
    transaction.commit()
    assert open_json(browser, f"{url}/@@oa-pulse")["notices"] == 1


def test_the_pulse_is_not_for_visitors(open_as, url):
    browser = open_as()
    browser.followRedirects = False
    browser.open(f"{url}/@@oa-pulse")
    assert not browser.headers["Status"].startswith("200")


def test_a_filter_is_saved_used_and_deleted(open_as, url, draft):
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@my-work?kind=started&q={quote('安全')}&sort=oldest")
    browser.getControl(name="name").value = "安全类"
    browser.getControl("保存筛选").click()
    assert "已保存" in said(browser)
    browser.open(f"{url}/@@my-work")
    browser.getLink("安全类").click()
    assert TITLE in said(browser) and "sort=oldest" in browser.url
    browser.getControl("删除这个常用筛选").click()
    assert "安全类" not in said(browser)
    assert "安全类" not in said(open_at(open_as("city-clerk"), f"{url}/@@my-work"))


def open_at(browser, address):
    browser.open(address)
    return browser


def test_a_filter_without_anything_is_refused(open_as, url, draft):
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@my-work?q={quote('安全')}")
    browser.getControl(name="name").value = "字" * 21
    browser.getControl("保存筛选").click()
    assert "1 到 20 个字" in said(browser)


@pytest.mark.parametrize("page", ["work-filter", "mark-read-many"])
def test_a_forged_form_is_refused(open_as, url, page):
    browser = open_as("city-finance-staff")
    browser.post(f"{url}/@@{page}", "action=save&name=a&q=b")
    assert browser.headers["Status"].startswith("403")
    browser.open(f"{url}/@@{page}?action=save&name=a&q=b")
    assert browser.headers["Status"].startswith("403")


def circulated(document, *readers):
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    decide(document, Decision("circulate", handlers=readers), "city-finance-staff")
    transaction.commit()


def test_what_was_ticked_is_read(open_as, url, draft):
    circulated(draft, "city-legal-staff", "city-info-staff")
    browser = open_as("city-legal-staff")
    browser.open(f"{url}/@@my-work?kind=to-read")
    browser.getControl(name="items").getControl(value=draft.reference).selected = True
    form = browser.getForm(id="work-list")
    form.submit("所选标为已阅")
    assert "已将 1 件标为已阅" in said(browser)
    assert "kind=to-read" in browser.url
    assert open_json(browser, f"{url}/@@oa-pulse")["counts"]["to-read"] == 0
    # the drafter sees who has read it
    page = said(open_at(open_as("city-finance-staff"), draft.absolute_url()))
    assert "已阅" in page and "未阅，" in page


def test_each_ticked_line_has_its_own_result(open_as, url, draft):
    from collective.tobaccooa.documents.storage import create_document

    values = {"title": "别人的事", "document_type": "notice", "department": "city-legal"}
    other = create_document("city", "OutgoingDocument", values, "city-legal-staff")
    circulated(draft, "city-info-staff")
    browser = open_as("city-info-staff")
    browser.open(f"{url}/@@my-work?kind=to-read")
    token = browser.getControl(name="_authenticator", index=0).value
    items = "&".join(f"items={each}" for each in (draft.reference, other.reference, "x/y"))
    browser.post(f"{url}/@@mark-read-many", f"_authenticator={token}&{items}")
    page = said(browser)
    assert "已将 1 件标为已阅" in page
    assert "已不在待阅中" in page
    assert "别人的事" not in page


@pytest.fixture
def sheet(demo_functional):
    """Return a function that reads a file as a person."""
    from plone.testing.zope import Browser

    def read(user, address):
        browser = Browser(demo_functional["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        browser.open(address)
        if not browser.headers["Status"].startswith("200"):
            return browser.headers["Status"]
        return list(load_workbook(BytesIO(browser._response.body)).active.values)

    return read


@pytest.mark.parametrize("kind", list(Kind))
def test_my_lists_as_files(sheet, url, draft, kind):
    rows = sheet("city-finance-staff", f"{url}/@@my-work.xlsx?kind={kind}")
    shown = [row[0] for row in rows[1:]]
    assert rows[0][0] == "标题"
    assert shown == ([TITLE] if kind in (Kind.OPEN, Kind.STARTED) else [])
    assert (
        sheet("city-finance-staff", f"{url}/@@my-work.xlsx?kind={kind}&q={quote('没有')}")[1:] == []
    )


def test_a_title_that_looks_like_a_formula_stays_text(sheet, url, draft):
    from collective.tobaccooa.documents.storage import update_document

    update_document(draft, {"title": '=HYPERLINK("http://evil")'}, "city-finance-staff")
    transaction.commit()
    rows = sheet("city-finance-staff", f"{url}/@@my-work.xlsx")
    assert rows[1][0] == '=HYPERLINK("http://evil")'


def test_registers_and_deliveries_as_files(sheet, url, draft):
    mine = sheet("city-finance-staff", f"{url}/@@registers.xlsx?type=outgoing")
    assert [row[4] for row in mine[1:]] == [TITLE]
    assert sheet("city-legal-staff", f"{url}/@@registers.xlsx?type=outgoing")[1:] == []
    assert len(sheet("city-clerk", f"{url}/@@registers.xlsx?type=outgoing")) == 2
    assert not str(sheet("unit01-clerk", f"{url}/@@registers.xlsx")).startswith("[")
    assert sheet("city-clerk", f"{url}/@@sent.xlsx")[1:] == []
    assert not str(sheet("city-finance-staff", f"{url}/@@sent.xlsx")).startswith("[")


def test_search_finds_what_one_may_see(open_as, url, draft, sheet):
    mine = said(open_at(open_as("city-finance-staff"), f"{url}/@@search-office?q={quote('安全')}"))
    assert TITLE in mine and "1 件" in mine
    others = said(open_at(open_as("city-legal-staff"), f"{url}/@@search-office?q={quote('安全')}"))
    assert TITLE not in others and "没有找到" in others
    unit = said(open_at(open_as("unit01-leader"), f"{url}/@@search-office"))
    assert TITLE not in unit
    assert len(sheet("city-clerk", f"{url}/@@search-office.xlsx?person=city-finance-staff")) == 2
    assert len(sheet("city-clerk", f"{url}/@@search-office.xlsx?year=1999")) == 1


def test_a_strange_search_is_an_empty_or_a_whole_one(open_as, url, draft):
    browser = open_as("city-clerk")
    for query in (
        "q=%28%22AND+NOT+*%3F",
        "year=20x&month=99",
        "since=now",
        "kind=all",
        "b_start=9",
    ):
        browser.open(f"{url}/@@search-office?{query}")
        assert browser.headers["Status"].startswith("200"), query
    browser.open(f"{url}/@@search-office?person={quote('某某某')}")
    assert "没有叫这个名字的人" in said(browser)


def test_the_document_page_leads_through_its_list(open_as, url, draft):
    from collective.tobaccooa.documents.storage import create_document

    values = {"document_type": "notice", "department": "city-finance"}
    for number in "123":
        title = {"title": f"第{number}件事"}
        create_document("city", "OutgoingDocument", values | title, "city-finance-staff")
    transaction.commit()
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@my-work?q={quote('件事')}&sort=newest")
    browser.getLink("第3件事").click()
    assert 'rel="prev"' not in said(browser)
    browser.getLink("下一件").click()
    assert "第2件事" in said(browser)
    browser.getControl("送审").click()
    browser.getLink("第1件事").click()
    browser.getLink("返回待办").click()
    assert "sort=newest" in browser.url and "第2件事" not in said(browser)


def test_the_document_page_tells_who_has_opened_it(open_as, url, draft):
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    decide(draft, Decision("advance", opinion="请审"), "city-finance-staff")
    transaction.commit()
    browser = open_as("city-finance-staff")
    browser.open(draft.absolute_url())
    assert "阅签情况" in said(browser) and "尚未打开" in said(browser)
    decide(draft, Decision("open"), "city-finance-head")
    transaction.commit()
    browser.open(draft.absolute_url())
    assert "已打开" in said(browser)

"""Pages without scripts: who sees what, forms that need their token, errors that lose nothing."""

from ..exchange.conftest import distribute
from ..exchange.conftest import walk_to_distribution
from .conftest import said
from .conftest import TITLE

import json
import pytest
import transaction


def test_visitors_begin_on_the_portal_and_find_the_sign_in(open_as, url):
    browser = open_as()
    browser.open(url)
    assert browser.url == url and "登录" in said(browser)
    browser.open(f"{url}/@@my-work")
    assert "/login" in browser.url


def test_staff_begin_on_the_portal_with_their_work_in_sight(open_as, url):
    browser = open_as("city-leader")
    browser.open(url)
    assert browser.url == url
    for tab in ("待办", "待阅", "我发起", "已办"):
        assert tab in said(browser)
    browser.open(f"{url}/@@my-work")
    assert "没有待办公文" in said(browser)


def test_staff_get_the_lean_frame_and_no_toolbar(open_as, url):
    browser = open_as("city-clerk")
    browser.open(f"{url}/@@my-work")
    assert "edit-zone" not in said(browser)
    assert browser.headers["X-Theme-Disabled"] == "1"


def test_who_edits_the_portal_keeps_plones_frame(open_as, url, demo_functional):
    from plone.app.testing import SITE_OWNER_NAME
    from plone.app.testing import SITE_OWNER_PASSWORD

    browser = open_as()
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    browser.open(f"{url}/@@site-controlpanel")
    assert "X-Theme-Disabled" not in browser.headers
    assert "edit-zone" in said(browser)


def test_a_held_document_waits_in_the_list(open_as, url, draft):
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@my-work")
    browser.getLink(TITLE).click()
    assert browser.url.partition("?")[0] == draft.absolute_url()
    for words in (TITLE, "请各单位落实。", "送审", "修改公文", "流转记录"):
        assert words in said(browser)


def test_a_filter_narrows_and_says_so(open_as, url, draft):
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@my-work?q=nothing-like-it")
    assert TITLE not in said(browser)
    assert "没有符合条件的公文" in said(browser)


def test_others_do_not_see_the_document(open_as, draft):
    browser = open_as("city-info-staff")
    browser.open(draft.absolute_url())
    assert TITLE not in said(browser)
    assert browser.headers["Status"].startswith("403")
    assert "您无权查看" in said(browser)


def test_the_primary_action_needs_no_scripts(open_as, draft):
    browser = open_as("city-finance-staff")
    browser.open(draft.absolute_url())
    browser.getControl(name="opinion").value = "请审核"
    browser.getControl("送审").click()
    assert "核稿" in said(browser)
    assert "已送" in said(browser)
    assert "请审核" in said(browser)


@pytest.mark.parametrize("name", ["decide", "opened", "edit-document"])
def test_a_forged_form_is_refused(open_as, draft, name):
    browser = open_as("city-finance-staff")
    browser.post(f"{draft.absolute_url()}/@@{name}", "action=advance&title=x&opinion=y")
    assert browser.headers["Status"].startswith("403")
    transaction.begin()
    assert draft.title == TITLE


@pytest.mark.parametrize("name", ["decide", "opened"])
def test_reading_an_address_decides_nothing(open_as, draft, name):
    browser = open_as("city-finance-staff")
    browser.open(f"{draft.absolute_url()}/@@{name}?action=advance")
    assert browser.headers["Status"].startswith("403")


def test_a_refused_decision_keeps_what_was_typed(open_as, draft):
    from collective.tobaccooa.workflows.state import kernel_state

    browser = open_as("city-finance-staff")
    browser.open(draft.absolute_url())
    browser.getControl(name="opinion").value = "一段写了很久的意见"
    browser.getControl(name="version").value = "999"
    browser.getControl("送审").click()
    assert browser.headers["Status"].startswith("409")
    assert browser.getControl(name="opinion").value == "一段写了很久的意见"
    assert 'role="alert"' in said(browser)
    transaction.begin()
    assert kernel_state(draft).step == "drafting"


def test_returning_needs_a_reason_and_says_where_it_is_missing(open_as, draft):
    browser = open_as("city-finance-staff")
    browser.open(draft.absolute_url())
    browser.getControl("送审").click()
    head = open_as("city-finance-head")
    head.open(draft.absolute_url())
    head.getControl("退回").click()
    assert head.headers["Status"].startswith("400")
    head.getControl(name="opinion").value = "第二条请再斟酌"
    head.getControl("退回").click()
    assert "已退回" in said(head)


def test_a_new_document_starts_with_what_is_usual(open_as, url):
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@new-document")
    assert browser.getControl(name="document_type").value == ["notice"]
    assert browser.getControl(name="department").value == ["city-finance"]
    assert browser.getControl(name="urgency").value == ["normal"]
    assert browser.getControl(name="letterhead").value != [""]


def test_a_new_document_without_a_title_comes_back_with_everything(open_as, url):
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@new-document")
    browser.getControl(name="text").value = "<p>写了半天的正文</p>"
    browser.getControl(name="main_recipients").getControl(value="unit:unit07").selected = True
    browser.getControl(name="copy_recipients_outside").value = "省局办公室"
    browser.getControl("只保存").click()
    assert browser.headers["Status"].startswith("400")
    assert 'id="title-error"' in said(browser)
    assert "写了半天的正文" in browser.getControl(name="text").value
    assert "unit:unit07" in browser.getControl(name="main_recipients").value
    assert browser.getControl(name="copy_recipients_outside").value == "省局办公室"


def test_a_new_document_is_saved_and_sent(open_as, url):
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@new-document")
    browser.getControl(name="title").value = TITLE
    browser.getControl(name="text").value = "<p>请各单位落实。</p>"
    browser.getControl(name="main_recipients").getControl(value="unit:unit07").selected = True
    browser.getControl("保存并送审").click()
    assert "/gongwen/outgoing/" in browser.url
    assert "核稿" in said(browser)


def test_a_form_sent_twice_makes_one_document(open_as, url, demo_functional):
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@new-document")
    browser.getControl(name="title").value = TITLE
    key = browser.getControl(name="key").value
    browser.getControl("只保存").click()
    first = browser.url
    browser.open(f"{url}/@@new-document")
    browser.getControl(name="title").value = TITLE
    browser.getControl(name="key").value = key
    browser.getControl("只保存").click()
    assert browser.url == first


def test_who_belongs_elsewhere_drafts_at_home(open_as, url):
    browser = open_as("unit01-staff")
    browser.open(f"{url}/@@new-document")
    assert browser.headers["Status"].startswith("403")
    browser.open(f"{url}/unit01/@@new-document")
    assert browser.headers["Status"].startswith("200")


def test_an_outdated_form_does_not_overwrite(open_as, draft):
    from collective.tobaccooa.documents.storage import update_document

    browser = open_as("city-finance-staff")
    browser.open(f"{draft.absolute_url()}/@@edit-document")
    update_document(draft, {"title": "先到的修改"}, "city-finance-staff")
    transaction.commit()
    browser.getControl(name="title").value = "后到的修改"
    browser.getControl("只保存").click()
    assert browser.headers["Status"].startswith("409")
    assert browser.getControl(name="title").value == "后到的修改"
    transaction.begin()
    assert draft.title == "先到的修改"


def test_a_unit_reads_signs_for_and_registers(open_as, url, demo_functional):
    document = walk_to_distribution(TITLE)
    distribute(document)
    transaction.commit()
    clerk = open_as("unit03-clerk")
    clerk.open(f"{url}/unit03/@@received")
    clerk.getLink(TITLE).click()
    assert "请各单位落实。" in said(clerk)
    clerk.getControl("签收").click()
    assert "/unit03/gongwen/incoming/" in clerk.url
    assert "已签收" in said(clerk)
    clerk.open(f"{url}/unit03/@@registers?type=incoming")
    assert TITLE in said(clerk)
    sender = open_as("city-clerk")
    sender.open(document.absolute_url())
    assert "签收情况" in said(sender)


def test_refusing_needs_a_reason(open_as, url, demo_functional):
    document = walk_to_distribution(TITLE)
    distribute(document)
    transaction.commit()
    clerk = open_as("unit03-clerk")
    clerk.open(f"{url}/unit03/@@received")
    clerk.getLink(TITLE).click()
    clerk.getControl("退文").click()
    assert clerk.headers["Status"].startswith("400")
    clerk.getControl(name="reason").value = "附件缺页"
    clerk.getControl("退文").click()
    assert "已退文" in said(clerk)


def test_a_delivery_of_others_is_not_there(open_as, url, demo_functional):
    document = walk_to_distribution(TITLE)
    row = next(each for each in distribute(document) if each.to_unit == "unit03")
    transaction.commit()
    browser = open_as("unit04-clerk")
    browser.open(f"{url}/unit04/@@delivery?id={row.id}")
    assert browser.headers["Status"].startswith("404")


def test_the_register_of_another_unit_is_closed(open_as, url):
    browser = open_as("unit01-clerk")
    browser.open(f"{url}/unit02/@@registers")
    assert browser.headers["Status"].startswith("403")


def test_only_administrators_have_the_menu(open_as, url):
    browser = open_as("city-admin")
    browser.open(f"{url}/@@oa-manage")
    assert "基础资料" in said(browser)
    browser = open_as("city-leader")
    browser.open(f"{url}/@@oa-manage")
    assert browser.headers["Status"].startswith("403")


def test_a_wrong_address_says_so_in_chinese(open_as, url):
    browser = open_as("city-clerk")
    browser.addHeader("Accept", "text/html")
    browser.open(f"{url}/no-such-page")
    assert browser.headers["Status"].startswith("404")
    assert "没有这个页面" in said(browser)


def test_machines_still_get_json_for_errors(open_as, url):
    browser = open_as("city-clerk")
    browser.addHeader("Accept", "application/json")
    browser.open(f"{url}/no-such-page")
    assert browser.headers["Content-Type"].startswith("application/json")
    assert "message" in json.loads(browser.contents)


def test_hostile_text_is_shown_and_never_run(open_as, url):
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@new-document")
    browser.getControl(name="title").value = "<script>alert(1)</script>的通知"
    browser.getControl(name="text").value = "<p onclick='x()'>正文</p><script>alert(2)</script>"
    browser.getControl("只保存").click()
    assert "<script>alert" not in said(browser)
    assert "onclick" not in said(browser)
    assert "&lt;script&gt;" in said(browser)

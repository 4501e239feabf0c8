"""Favourites, where it is, the handling sheet: who sees what, without scripts."""

from ..exchange.conftest import distribute
from ..exchange.conftest import NOW
from ..exchange.conftest import walk_to_distribution
from .conftest import said
from .conftest import TITLE
from datetime import timedelta
from urllib.parse import quote

import pytest
import transaction


STRANGERS = ("city-info-staff", "unit01-clerk", "unit01-leader")
PAGES = ("@@where", "@@handling-sheet")


def test_the_star_keeps_and_the_list_shows(open_as, url, draft):
    browser = open_as("city-finance-staff")
    browser.open(draft.absolute_url())
    browser.getControl("加入收藏").click()
    assert 'aria-pressed="true"' in browser.contents
    assert 'aria-pressed="false"' not in browser.contents
    browser.open(f"{url}/@@favourites")
    assert TITLE in said(browser) and "拟稿" in said(browser)
    browser.open(f"{url}/@@favourites?q={quote('没有的词')}")
    assert TITLE not in said(browser)
    browser.open(f"{url}/@@favourites")
    browser.getControl("取消收藏").click()
    assert "还没有收藏" in said(browser)


def test_keeping_needs_a_form_of_ours(open_as, url, draft):
    browser = open_as("city-finance-staff")
    for address in (f"{draft.absolute_url()}/@@favourite", f"{url}/@@favourites"):
        browser.open(address)
        browser.post(address, "keep=yes&remove=x&forget_hidden=yes")
        assert browser.headers["Status"].startswith("403")
    browser.open(f"{url}/@@favourites")
    assert TITLE not in said(browser)


def test_what_is_out_of_sight_is_only_counted(open_as, url, draft):
    from collective.tobaccooa.inbox.personal import personal_store

    record = personal_store(draft.aq_parent.aq_parent.aq_parent.aq_parent, create=True)
    record.record("city-info-staff").favourites[draft.reference] = 1
    transaction.commit()
    browser = open_as("city-info-staff")
    browser.open(f"{url}/@@favourites")
    assert TITLE not in said(browser) and "1" in said(browser) and "已看不到" in said(browser)
    browser.getControl(name="forget_hidden").click()
    assert "已看不到" not in said(browser)


@pytest.mark.parametrize("name", [*PAGES, "@@favourite"])
@pytest.mark.parametrize("user", [None, *STRANGERS])
def test_strangers_see_nothing_of_it(open_as, draft, name, user):
    browser = open_as(user)
    browser.open(f"{draft.absolute_url()}/{name}")
    assert TITLE not in said(browser)
    assert browser.headers["Status"].startswith("403") or "/login" in browser.url


@pytest.mark.parametrize("user", STRANGERS)
def test_strangers_do_not_find_it(open_as, url, draft, user):
    browser = open_as(user)
    browser.open(f"{url}/@@where?q={quote('安全检查')}")
    assert TITLE not in said(browser)


def test_one_sentence_says_where_it_is(open_as, url, draft):
    browser = open_as("city-finance-staff")
    browser.open(f"{url}/@@where")
    assert TITLE in said(browser) and "现在在“拟稿”环节" in said(browser)
    browser.open(draft.absolute_url())
    browser.getControl("送审").click()
    assert f"{draft.absolute_url()}/@@where" in said(browser)
    browser.open(f"{draft.absolute_url()}/@@where")
    text = said(browser)
    for words in ("现在在“核稿”环节", "送达", "尚未打开", "到期", "打开公文"):
        assert words in text
    browser.open(f"{url}/@@where?q={quote('安全')}")
    assert TITLE in said(browser) and "现在在“核稿”环节" in said(browser)


@pytest.fixture
def sent(demo_functional):
    document = walk_to_distribution(TITLE)
    distribute(document)
    transaction.commit()
    return document


def test_the_drafter_follows_what_was_sent(open_as, sent):
    from collective.tobaccooa.exchange.deliveries import deliveries_of
    from collective.tobaccooa.exchange.deliveries import sign_for

    sign_for(deliveries_of(sent)[0].id, "unit01-clerk", now=NOW + timedelta(hours=1))
    transaction.commit()
    browser = open_as("city-finance-staff")
    browser.open(f"{sent.absolute_url()}/@@where")
    assert "分发" in said(browser) and "12家单位中1家已签收" in said(browser)
    assert "待签收" in said(browser)


def test_the_receiving_unit_follows_its_own_part(open_as, url, sent):
    from collective.tobaccooa.documents.storage import document_by_reference
    from collective.tobaccooa.exchange.deliveries import deliveries_of
    from collective.tobaccooa.exchange.deliveries import sign_for

    clerk = open_as("unit01-clerk")
    clerk.open(f"{url}/@@where?q={quote('安全检查')}")
    assert "等待签收" in said(clerk) and TITLE in said(clerk)
    done = sign_for(deliveries_of(sent)[0].id, "unit01-clerk", now=NOW + timedelta(hours=1))
    transaction.commit()
    clerk.open(f"{url}/@@where?q={quote('安全检查')}")
    assert "现在在“登记”环节" in said(clerk) and "等待签收" not in said(clerk)
    incoming = document_by_reference(done.incoming)
    clerk.open(f"{incoming.absolute_url()}/@@where")
    # the sender's own chain is not theirs to see
    assert "现在在“登记”环节" in said(clerk) and "发文单位" not in said(clerk)
    # nor is the receiver's the sender's
    drafter = open_as("city-finance-staff")
    drafter.open(f"{sent.absolute_url()}/@@where")
    assert "登记" not in said(drafter).partition("签收情况")[2].partition("打开公文")[0]


def test_the_sheet_has_all_of_it(open_as, sent):
    browser = open_as("city-clerk")
    browser.open(f"{sent.absolute_url()}/@@handling-sheet")
    text = said(browser)
    assert browser.headers["X-Theme-Disabled"] == "1"
    for words in (
        "发文处理单",
        sent.document_number,
        TITLE,
        "附件一",
        "用印",
        "签发",
        "待签收",
        "省局办公室",
        sent._tobaccooa_kernel.trail[-1].digest,
        "counter(pages)",
    ):
        assert words in text, words

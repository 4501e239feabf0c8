"""Real answers over HTTP: 304 is never said too often, whatever changed."""

from datetime import timedelta
from tests.portal.over_http import in_days
from tests.portal.over_http import PASSWORD
from tests.portal.over_http import purge_somewhere
from tests.portal.over_http import seconds

import base64
import pytest
import time


def test_a_page_with_a_message_is_neither_kept_nor_answered_by_304(ask):
    before = ask("", "city-clerk")
    from Products.statusmessages.message import Message

    cookie = base64.b64encode(Message("已保存", "info").encode()).decode().strip()
    reply = ask("", "city-clerk", before.etag, Cookie=f'statusmessages="{cookie}"')
    assert reply.status == 200 and "已保存" in reply.body
    assert reply.cache == "private, no-store" and not reply.etag
    assert ask("", "city-clerk", before.etag).status == 304


def test_signing_in_and_out_changes_the_page_in_the_same_browser(ask):
    visitor = ask("")
    form = {"__ac_name": "city-clerk", "__ac_password": PASSWORD, "buttons.login": "1"}
    signed = ask("/login", method="POST", form={**form, "form.widgets.submit": "1"})
    cookie = next(each for each in signed.cookies if each.startswith("__ac="))
    mine = ask("", etag=visitor.etag, Cookie=cookie)
    assert mine.status == 200 and "我的工作" in mine.body and mine.cache == "private, no-cache"
    assert ask("", etag=mine.etag, Cookie=cookie).status == 304
    after = ask("", etag=mine.etag)
    assert after.status == 200 and "我的工作" not in after.body


def test_a_304_repeats_who_may_keep_it_and_sends_no_body(ask):
    for user in (None, "city-clerk"):
        first = ask("", user)
        again = ask("", user, first.etag)
        assert again.status == 304 and again.body == "" and again.etag == first.etag
        assert again.cache.partition("s-maxage")[0] == first.cache.partition("s-maxage")[0]
        assert ask("", user, '"nothing"').status == 200


def test_an_item_of_work_that_arrives_is_seen_at_once(site, ask, changed):
    before = {user: ask("", user) for user in ("city-finance-head", "unit03-staff")}
    with changed():
        walked = _sent_on()
    after = ask("", "city-finance-head", before["city-finance-head"].etag)
    assert walked and after.status == 200 and after.body != before["city-finance-head"].body
    # who has nothing new keeps the page
    assert ask("", "unit03-staff", before["unit03-staff"].etag).status == 304


def _sent_on():
    """A document that waits for the head of the finance department."""
    from bench.world import draft
    from bench.world import walk

    document = draft("关于开展卷烟打假工作的通知", ())
    walk(document, 1)
    return document


@pytest.mark.parametrize("user", [None, "unit03-staff"])
def test_what_is_published_and_taken_back_is_seen_at_once(site, ask, published, move, user):
    import transaction

    before = ask("", user)
    item = published(site["news"], title="新的一篇")
    during = ask("", user, before.etag)
    assert during.status == 200 and "新的一篇" in during.body
    move(item, "retract", "city-approver")
    transaction.commit()
    after = ask("", user, during.etag)
    assert after.status == 200 and "新的一篇" not in after.body


@pytest.mark.parametrize("user", [None, "unit03-staff"])
def test_a_unit_that_is_renamed_is_seen_on_every_portal(site, ask, changed, user):
    from zope.lifecycleevent import modified

    before = {path: ask(path, user) for path in ("", "/unit02", "/unit02/news")}
    with changed():
        site["unit01"].title = site["unit01"].short_title = "禾川新局"
        modified(site["unit01"])
    for path, reply in before.items():
        after = ask(path, user, reply.etag)
        assert after.status == 200 and "禾川新局" in after.body, path


@pytest.mark.parametrize("user", [None, "unit03-staff"])
def test_midnight_is_seen(ask, user, monkeypatch):
    from collective.tobaccooa.organisation import clock

    before = ask("", user)
    real = clock.today
    monkeypatch.setattr(clock, "today", lambda now=None: real(now) + timedelta(days=1))
    assert ask("", user, before.etag).status == 200


@pytest.mark.parametrize("user", [None, "unit03-staff"])
def test_a_new_face_and_mourning_days_are_seen_at_once(site, ask, changed, user):
    from collective.tobaccooa.portal.styles.keeping import face_of
    from collective.tobaccooa.portal.styles.keeping import keep_face
    from dataclasses import replace

    before = ask("/unit01", user)
    with changed():
        keep_face(site["unit01"], replace(face_of(site["unit01"]), title="换了门面"), "admin")
    after = ask("/unit01", user, before.etag)
    assert after.status == 200 and "换了门面" in after.body
    with changed():
        _mourn()
    grey = ask("/unit01", user, after.etag)
    assert grey.status == 200 and 'data-grey="yes"' in grey.body


def _mourn():
    from collective.tobaccooa.organisation import clock
    from collective.tobaccooa.portal.styles.keeping import keep_mourning
    from collective.tobaccooa.portal.styles.mourning import Period

    keep_mourning([Period(clock.today(), clock.today(), "国家公祭日")])


def test_what_begins_later_bounds_the_page_and_is_seen_when_it_begins(
    site, ask, published, changed, monkeypatch
):
    from collective.tobaccooa.portal.front import lasting
    from DateTime import DateTime
    from types import SimpleNamespace

    item = published(site["news"], title="稍后发布")
    with changed():
        purge_somewhere(site)
        item.setEffectiveDate(in_days(3 / 1440))
        item.reindexObject()
    before, shared = ask("", "unit03-staff"), ask("")
    assert "稍后发布" not in before.body and 100 < seconds(shared) <= 180
    late = SimpleNamespace(time=lambda: time.time() + 240)
    monkeypatch.setattr(lasting, "time", late)
    monkeypatch.setattr(lasting, "DateTime", lambda: DateTime() + 240 / 86400)
    assert ask("", "unit03-staff", before.etag).status == 200


def test_a_notice_that_was_read_is_seen_at_once(site, ask, published, changed):
    from collective.tobaccooa.portal.receipts.store import opened_store

    item = published(site["notices"], title="关于报送计划的通知")
    before = ask("", "unit03-staff")
    assert 'class="op-new"' in before.body and ask("", "unit03-staff", before.etag).status == 304
    others = ask("", "city-clerk")
    with changed():
        opened_store(site, create=True).of("unit03-staff").open(item.UID())
    after = ask("", "unit03-staff", before.etag)
    assert after.status == 200 and 'class="op-new"' not in after.body
    assert ask("", "city-clerk", others.etag).status == 304


def test_reading_by_304_writes_nothing(site, ask):
    site._p_jar.sync()
    before = site._p_jar.db().lastTransaction()
    for user in (None, "city-clerk", "city-editor"):
        for path in ("", "/unit01", "/news"):
            ask(path, user, ask(path, user).etag)
    site._p_jar.sync()
    assert site._p_jar.db().lastTransaction() == before

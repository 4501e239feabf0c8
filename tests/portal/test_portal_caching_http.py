"""Real answers over HTTP: who may keep what, and that 304 is never said too often."""

from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from io import BytesIO
from urllib.parse import urlencode

import base64
import pytest
import time


PASSWORD = "Demo-oa-2026"
OPEN = "public, max-age=0, s-maxage="


class Reply:
    def __init__(self, response):
        self.status, self.body = response.status, response.read().decode("utf-8", "replace")
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.cookies = [
            value.split(";")[0]
            for name, value in response.getheaders()
            if name.lower() == "set-cookie"
        ]

    @property
    def cache(self):
        return self.headers.get("cache-control", "")

    @property
    def etag(self):
        return self.headers.get("etag", "")


@pytest.fixture
def ask(acceptance):
    """Ask the server: `ask(path, user=None, etag=None, **headers)` gives status, headers, body."""
    site = acceptance["portal"].getId()

    def get(path="", user=None, etag=None, method="GET", form=None, **headers):
        connection = HTTPConnection(acceptance["host"], acceptance["port"], timeout=60)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Accept", "text/html")
        if user:
            pair = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
            headers["Authorization"] = f"Basic {pair}"
        if etag:
            headers["If-None-Match"] = etag
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, f"/{site}{path}", body, headers)
        return Reply(connection.getresponse())

    return get


@pytest.fixture
def published(acceptance, add_item, move):
    """Publish an item in a column and commit."""
    import transaction

    def publish(column, **values):
        from collective.tobaccooa.portal.keepers import keepers

        who = keepers(column)
        item = add_item(column, who.editors[0], **values)
        move(item, "submit", who.editors[0])
        move(item, "publish", who.approvers[0])
        transaction.commit()
        return item

    return publish


@pytest.fixture
def site(acceptance):
    return acceptance["portal"]


@pytest.fixture
def changed(site):
    """Change something as the manager and commit."""
    import transaction

    @contextmanager
    def block():
        from plone import api

        with api.env.adopt_roles(["Manager"]):
            yield
        transaction.commit()

    return block


def path_of(item):
    return "/" + "/".join(item.getPhysicalPath()[2:])


def seconds(reply):
    return int(reply.cache.partition("s-maxage=")[2].partition(",")[0] or 0)


def test_visitors_pages_may_be_shared(site, ask, published):
    item = published(site["news"], title="公开的一篇")
    for path in ("", "/", "/unit01", "/news", path_of(item)):
        reply = ask(path)
        assert reply.status == 200
        assert reply.cache.startswith(OPEN) and "private" not in reply.cache, path
        assert 0 < seconds(reply) <= 30  # nothing is purged here
        assert "Cookie" in reply.headers["vary"] and reply.etag


def test_nothing_is_shared_by_another_address_or_with_a_query(site, ask, published):
    item = published(site["news"])
    for path in (
        "/?x=1",
        "/@@portal-home",
        "/news?b_start=20",
        "/unit01/unit02",
        f"{path_of(item)}/view",
        f"{path_of(item)}/@@document_view",
        "/@@portal-search?q=x",
        "/login",
    ):
        reply = ask(path)
        assert "public" not in reply.cache and "s-maxage" not in reply.cache, path


def test_who_is_signed_in_gets_a_page_of_their_own(site, ask, published):
    item = published(site["news"])
    for path in ("", "/unit01", "/news", path_of(item), "/@@my-work", "/@@portal-search?q=x"):
        reply = ask(path, "unit03-staff")
        assert reply.status == 200 and reply.cache.startswith("private"), (path, reply.cache)
    assert ask("", "unit03-staff").etag not in (ask("").etag, ask("", "city-clerk").etag)


def test_credentials_that_nobody_knows_share_nothing(ask):
    assert ask("", Cookie="__ac=nonsense").cache.startswith("private")
    wrong = base64.b64encode(b"nobody:wrong").decode()
    assert not ask("", Authorization=f"Basic {wrong}").cache.startswith("public")


def test_what_not_everybody_may_see_is_never_shared(site, ask, published, add_item, changed):
    draft = add_item(site["news"], "city-editor", title="还是草稿")
    late = published(site["news"], title="明日发布")
    with changed():
        late.setEffectiveDate(_in_days(1))
        late.reindexObject()
    assert "还是草稿" not in ask(path_of(draft)).body
    assert not ask(path_of(draft)).cache.startswith("public")
    assert ask(path_of(draft), "city-editor").cache == "private, no-store"
    assert not ask(path_of(late)).cache.startswith("public")


def test_a_column_for_staff_is_never_shared(site, ask, published, changed):
    from collective.tobaccooa.portal.columns import change_column

    item = published(site["notices"], title="内部通知")
    with changed():
        change_column(site["notices"], {"audience": "staff"})
    for path in ("/notices", path_of(item)):
        reply = ask(path)
        assert "内部通知" not in reply.body and not reply.cache.startswith("public")
        assert ask(path, "unit03-staff").cache == "private, no-cache"
    assert "内部通知" not in ask("").body


def test_a_closed_portal_is_never_kept(site, ask, changed):
    from collective.tobaccooa.portal.store import portal_record
    from collective.tobaccooa.portal.subscribers import status_changed

    before = ask("/unit01")
    with changed():
        portal_record(site["unit01"], create=True).status = "closed"
        status_changed(site["unit01"])
    reply = ask("/unit01", etag=before.etag)
    assert reply.status == 410 and reply.cache == "private, no-store" and not reply.etag


def test_a_link_is_not_shared(site, ask, published):
    item = published(site["links"], portal_type="Link", remoteUrl="https://example.cn/")
    reply = ask(path_of(item))
    assert reply.status == 302 and reply.cache.startswith("private")


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
        _purge_somewhere(site)
        item.setEffectiveDate(_in_days(3 / 1440))
        item.reindexObject()
    before, shared = ask("", "unit03-staff"), ask("")
    assert "稍后发布" not in before.body and 100 < seconds(shared) <= 180
    late = SimpleNamespace(time=lambda: time.time() + 240)
    monkeypatch.setattr(lasting, "time", late)
    monkeypatch.setattr(lasting, "DateTime", lambda: DateTime() + 240 / 86400)
    assert ask("", "unit03-staff", before.etag).status == 200


def _purge_somewhere(site):
    """Enter a cache that takes purges, as the control panel does."""
    from plone.cachepurging.interfaces import ICachePurgingSettings
    from plone.registry.interfaces import IRegistry
    from zope.component import getUtility

    settings = getUtility(IRegistry).forInterface(ICachePurgingSettings, check=False)
    settings.enabled, settings.cachingProxies = True, ("http://127.0.0.1:9",)


def test_pages_are_shared_for_longer_where_they_are_purged(site, ask, changed):
    with changed():
        _purge_somewhere(site)
    assert 30 < seconds(ask("/unit01")) <= 3600


def _in_days(days):
    from DateTime import DateTime

    return DateTime() + days


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


def test_files_of_published_items_may_be_shared(site, ask, published, add_item):
    from collective.tobaccooa.portal.keepers import keepers
    from plone.namedfile.file import NamedBlobFile

    import transaction

    def file():
        return NamedBlobFile(b"text", "text/plain", filename="表格.txt")

    item = published(site["downloads"], portal_type="File", file=file())
    editor = keepers(site["downloads"]).editors[0]
    draft = add_item(site["downloads"], editor, "File", title="草稿", file=file())
    transaction.commit()
    reply = ask(f"{path_of(item)}/@@download/file")
    assert reply.status == 200 and reply.cache.startswith(OPEN)
    assert ask(f"{path_of(item)}/@@download/file", "unit03-staff").cache.startswith("private")
    assert not ask(f"{path_of(draft)}/@@download/file").cache.startswith("public")
    keeper = ask(f"{path_of(draft)}/@@download/file", editor)
    assert keeper.status == 200 and keeper.cache.startswith("private")


def test_static_files_are_kept_for_a_year_by_their_version(ask):
    reply = ask("/++resource++tobaccooa-portal/portal.css?v=1", Accept="text/css")
    assert reply.status == 200 and reply.cache == "public, max-age=31536000, immutable"
    assert "immutable" not in ask("/++resource++tobaccooa-portal/portal.css").cache


def test_pages_of_those_signed_in_are_not_taken_apart(ask, site, published):
    published(site["news"], title="公开的一篇")
    body = ask("", "city-clerk").body
    assert "公开的一篇" in body and "&#" not in body and "protect.js" not in body


def test_a_form_without_token_still_gets_one():
    from collective.tobaccooa.portal.front.protection import lacks_token

    assert lacks_token(b'<form method="post"></form>')
    assert lacks_token(b'<FORM METHOD="POST"></form>')
    assert not lacks_token(b'<form method="post"><input name="_authenticator" /></form>')
    assert not lacks_token(b"<form action='x'></form>")


def test_reading_by_304_writes_nothing(site, ask):
    site._p_jar.sync()
    before = site._p_jar.db().lastTransaction()
    for user in (None, "city-clerk", "city-editor"):
        for path in ("", "/unit01", "/news"):
            ask(path, user, ask(path, user).etag)
    site._p_jar.sync()
    assert site._p_jar.db().lastTransaction() == before


def test_pictures_by_plones_own_addresses(site, ask, published):
    from PIL import Image
    from plone.namedfile.file import NamedBlobImage

    data = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(data, "PNG")
    picture = NamedBlobImage(data.getvalue(), filename="图.png")
    item = published(site["news"], title="有图的一篇", image=picture)
    reply = ask(f"{path_of(item)}/@@images/image")
    assert reply.status == 200 and reply.cache.startswith(OPEN)

"""My columns, the form of an item and its steps, over a real HTTP server."""

from base64 import b64encode
from html import unescape

import json
import pytest
import re
import transaction
import urllib.error
import urllib.parse
import urllib.request


PASSWORD = "Demo-oa-2026"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


@pytest.fixture
def http(site_url):
    """`http(user, path, form)`: (status, text, location) of a request as somebody."""
    opener = urllib.request.build_opener(NoRedirect)

    def send(user, path, form=None):
        headers = {}
        if user:
            headers["Authorization"] = "Basic " + b64encode(f"{user}:{PASSWORD}".encode()).decode()
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(f"{site_url}/{path}", data, headers)  # noqa: S310
        try:
            with opener.open(request) as answer:
                return answer.status, unescape(answer.read().decode()), ""
        except urllib.error.HTTPError as error:
            return (
                error.code,
                unescape(error.read().decode(errors="replace")),
                error.headers.get("Location") or "",
            )

    return send


def hidden(html):
    found = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name = re.search(r'name="(_authenticator|key|version|type)"', tag)
        if name:
            found[name[1]] = re.search(r'value="([^"]*)"', tag)[1]
    return found


def written(http, title="关于做好档案移交工作的通知", **more):
    _status, html, _to = http("city-editor", "news/@@add-item")
    form = hidden(html) | {"title": title, "text": "<p>正文</p>", "description": "摘要"} | more
    return http("city-editor", "news/@@add-item", form), form


def path_of(url, site_url):
    return url.removeprefix(site_url + "/")


def test_an_article_is_written_submitted_returned_corrected_and_published(http, site_url):
    (status, _html, url), _form = written(http, step="submit")
    assert status == 302
    item = path_of(url, site_url)
    _status, panel, _to = http("city-approver", item)
    assert "待审核" in panel and "退回" in panel
    token = hidden(panel)["_authenticator"]
    step = {"_authenticator": token, "step": "reject", "comment": "请补充时间"}
    assert http("city-approver", f"{item}/@@item-step", step)[0] == 302
    _status, mine, _to = http("city-editor", "@@my-columns")
    assert "请补充时间" in mine
    _status, form, _to = http("city-editor", f"{item}/@@edit-item")
    changed = hidden(form) | {"title": "改后的标题", "step": "submit"}
    assert http("city-editor", f"{item}/@@edit-item", changed)[0] == 302
    _status, panel, _to = http("city-approver", item)
    step = {"_authenticator": hidden(panel)["_authenticator"], "step": "publish"}
    assert http("city-approver", f"{item}/@@item-step", step)[0] == 302
    status, html, _to = http(None, item)
    assert status == 200 and "改后的标题" in html and "栏目维护" not in html


def test_sending_a_form_twice_adds_one_article(http, acceptance):
    _answer, form = written(http)
    assert http("city-editor", "news/@@add-item", form)[0] in (302, 400)
    transaction.begin()
    assert len(acceptance["portal"]["news"].objectIds()) == 1


def test_a_bad_form_comes_back_with_what_was_typed_and_keeps_nothing(http, acceptance):
    _status, html, _to = http("city-editor", "news/@@add-item")
    form = hidden(html) | {"title": "", "description": "写了很久的摘要", "save": "1"}
    status, html, _to = http("city-editor", "news/@@add-item", form)
    assert status == 400 and "请填写标题" in html and "写了很久的摘要" in html
    transaction.begin()
    assert not list(acceptance["portal"]["news"].objectIds())


def test_drafts_save_themselves(http):
    _status, html, _to = http("city-editor", "news/@@add-item")
    form = hidden(html) | {"title": "自动保存", "autosave": "1"}
    status, body, _to = http("city-editor", "news/@@add-item", form)
    told = json.loads(body)
    assert status == 200 and told["url"].endswith("/@@edit-item") and told["version"]


def test_an_older_page_does_not_overwrite_what_somebody_else_wrote(http, site_url):
    (_status, _html, url), _form = written(http)
    item = path_of(url, site_url)
    first = hidden(http("city-editor", f"{item}/@@edit-item")[1])
    second = hidden(http("city-approver", f"{item}/@@edit-item")[1])
    assert http("city-editor", f"{item}/@@edit-item", first | {"title": "甲改"})[0] == 302
    status, html, _to = http("city-approver", f"{item}/@@edit-item", second | {"title": "乙改"})
    assert status == 400 and "刚被别人改过" in html and "乙改" in html


@pytest.mark.parametrize("user", [None, "city-finance-staff", "unit01-editor", "city-deputy"])
def test_nobody_else_gets_the_form_or_a_draft(http, site_url, user):
    (_status, _html, url), _form = written(http)
    item = path_of(url, site_url)
    assert http(user, "news/@@add-item")[0] in (302, 401, 403)
    assert http(user, f"{item}/@@edit-item")[0] in (302, 401, 403)
    seen = http(user, item)[0]
    assert seen == 200 if user == "city-deputy" else seen in (302, 401, 403)


def test_a_step_needs_the_authenticator(http, site_url):
    (_status, _html, url), _form = written(http, step="submit")
    item = path_of(url, site_url)
    assert http("city-approver", f"{item}/@@item-step", {"step": "publish"})[0] == 403
    assert http("city-approver", f"{item}/@@item-step?step=publish")[0] in (403, 405)


def test_only_drafts_are_deleted(http, site_url, acceptance):
    (_status, _html, url), _form = written(http)
    item = path_of(url, site_url)
    token = {"_authenticator": hidden(http("city-editor", item)[1])["_authenticator"]}
    assert http("city-editor", f"{item}/@@item-delete", token)[0] == 302
    transaction.begin()
    assert not list(acceptance["portal"]["news"].objectIds())


def test_my_columns_shows_what_i_keep_and_nothing_else(http):
    _status, html, _to = http("city-monopoly-staff", "@@my-columns")
    assert "专卖管理" in html and "要闻动态" not in html
    _status, html, _to = http("city-finance-staff", "@@my-columns")
    assert "没有维护的栏目" in html
    assert http(None, "@@my-columns")[0] in (302, 401)


def test_leaders_find_supervision_in_the_navigation(http):
    _status, html, _to = http("unit05-leader", "@@my-work")
    assert "unit05/@@portal-supervision" in html
    _status, html, _to = http("city-finance-staff", "@@my-work")
    assert "portal-supervision" not in html and "@@my-columns" not in html


def test_the_keeper_of_a_feed_reads_what_went_wrong(http, acceptance):
    from collective.tobaccooa.portal.columns import add_column
    from collective.tobaccooa.portal.importing.feeds import FeedRecord
    from collective.tobaccooa.portal.importing.feeds import KEY
    from datetime import datetime
    from datetime import UTC
    from zope.annotation.interfaces import IAnnotations

    values = {"title": "省局要闻", "kind": "feed", "department": "city-office"}
    column = add_column(acceptance["portal"], "province", values)
    assert "尚未读取" in _mine(http)
    record = IAnnotations(column)[KEY] = FeedRecord()
    record.fetched, record.error = datetime(2026, 11, 25, tzinfo=UTC), "对方没有回答"
    assert "对方没有回答" in _mine(http)


def _mine(http):
    transaction.commit()
    return http("city-editor", "@@my-columns")[1]


def test_after_moving_up_the_old_address_leads_to_the_new_one(http, acceptance, site_url):
    from collective.tobaccooa.portal.keeping.portals import move_portal

    move_portal("unit01", "unit02")
    transaction.commit()
    assert http(None, "unit02/unit01")[0] == 200
    assert http(None, "unit01/news")[0] in (301, 302)
    move_portal("unit01", "city")
    transaction.commit()
    status, _html, url = http(None, "unit02/unit01/news?b_start=20")
    assert (status, url) == (301, f"{site_url}/unit01/news?b_start=20")
    status, _html, url = http(None, "unit02/unit01/@@portal-search?q=x")
    assert (status, url) == (301, f"{site_url}/unit01/@@portal-search?q=x")
    assert http(None, "unit01/news")[0] == 200


def test_the_administrator_decides_whether_originals_are_kept(http):
    def kept():
        html = http("city-admin", "@@oa-portals")[1]
        tag = next(tag for tag in re.findall(r"<input[^>]*>", html) if "keep_originals" in tag)
        return "checked" in tag

    _status, html, _to = http("city-admin", "@@oa-portals")
    form = {"_authenticator": hidden(html)["_authenticator"], "act": "originals"}
    assert kept()
    assert http("city-admin", "@@oa-portals", form)[0] == 302
    assert not kept()
    assert http("city-admin", "@@oa-portals", form | {"keep_originals": "1"})[0] == 302
    assert kept()
    assert http("city-editor", "@@oa-portals", form)[0] in (302, 401, 403)
    assert kept()

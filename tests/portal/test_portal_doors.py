"""Doors of Plone's own that must not lead around a column's workflow, over a real HTTP server."""

from base64 import b64encode
from html import unescape

import json
import pytest
import re
import urllib.error
import urllib.parse
import urllib.request


PASSWORD = "Demo-oa-2026"
INACTIVE = {"i": "show_inactive", "o": "plone.app.querystring.operation.string.showInactive"}
NEWS_ITEMS = {
    "i": "portal_type",
    "o": "plone.app.querystring.operation.selection.any",
    "v": ["News Item"],
}


@pytest.fixture
def ask(site_url):
    """`ask(user, method, path, body)`: (status, text); `body` is sent as JSON, a form as a form."""

    def send(user, method, path, body=None, form=None):
        headers = {} if form is not None or method == "PAGE" else {"Accept": "application/json"}
        data = None
        if body is not None:
            headers["Content-Type"], data = "application/json", json.dumps(body).encode()
        if form is not None:
            data = urllib.parse.urlencode(form).encode()
        if user:
            headers["Authorization"] = "Basic " + b64encode(f"{user}:{PASSWORD}".encode()).decode()
        verb = "GET" if method == "PAGE" else method
        request = urllib.request.Request(f"{site_url}/{path}", data, headers, method=verb)  # noqa: S310
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                return answer.status, unescape(answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as error:
            return error.code, unescape(error.read().decode(errors="replace"))

    return send


@pytest.fixture
def article(ask, site_url):
    """Write an article in the city's news and let it through; returns its path."""

    def publish(**values):
        values = {"@type": "News Item", "title": "原题"} | values
        body = json.loads(ask("city-editor", "POST", "news", values)[1])
        path = body["@id"].removeprefix(site_url + "/")
        assert ask("city-editor", "PATCH", path, {"title": "审过的标题"})[0] == 204
        assert ask("city-editor", "POST", f"{path}/@workflow/submit", {})[0] == 200
        assert ask("city-approver", "POST", f"{path}/@workflow/publish", {})[0] == 200
        return path

    return publish


def told(ask, path, name, user="city-approver"):
    return json.loads(ask(user, "GET", path)[1])[name]


def test_an_approver_changes_what_an_editor_wrote(ask, article):
    path = article()
    assert ask("city-approver", "PATCH", path, {"title": "审核人改的标题"})[0] == 204
    assert ask("city-editor", "PATCH", path, {"title": "编辑改的标题"})[0] == 401
    assert told(ask, path, "title") == "审核人改的标题"
    assert ask("city-approver", "GET", f"{path}/@history")[0] == 200


def test_an_editor_brings_no_older_version_of_a_published_article_back(ask, article):
    path = article()
    for user in ("city-editor", "city-approver"):
        assert ask(user, "PATCH", f"{path}/@history", {"version": 0})[0] == 401
    assert told(ask, path, "title") == "审过的标题"


def test_an_older_version_of_a_draft_is_still_an_item_of_its_column(ask, article):
    path = article()
    assert ask("city-approver", "POST", f"{path}/@workflow/retract", {})[0] == 200
    assert ask("city-editor", "PATCH", f"{path}/@history", {"version": 0})[0] == 200
    status, page = ask("city-editor", "PAGE", path)
    assert status == 200 and "原题" in page and "栏目维护" in page


def test_who_may_not_take_a_step_changes_no_dates_with_it(ask, article):
    path = article()
    dates = {"expires": "2099-01-01T00:00:00"}
    status, answer = ask("city-editor", "POST", f"{path}/@workflow/publish", dates)
    assert status == 400 and json.loads(answer)["error"]["type"] == "WorkflowException"
    assert told(ask, path, "expires") is None


def test_the_form_of_a_new_item_does_not_change_what_was_let_through(ask, article):
    path = article()
    form = dict(
        re.findall(
            r'name="(_authenticator)"[^>]*value="([^"]+)"',
            ask("city-editor", "PAGE", "news/@@add-item")[1],
        )
    )
    form |= {"key": "0a" * 16, "type": "News Item", "title": "表单所写", "save": "1"}
    _status, page = ask("city-editor", "POST", "news/@@add-item", form=form)
    made = re.search(r"news/(\d{8}-0a0a0a0a)", page)[0]
    assert ask("city-editor", "POST", f"{made}/@workflow/submit", {})[0] == 200
    assert ask("city-approver", "POST", f"{made}/@workflow/publish", {})[0] == 200
    _status, page = ask("city-editor", "POST", "news/@@add-item", form=form | {"title": "未审先改"})
    assert "未审先改" in page and "已经提交过" in page
    assert told(ask, made, "title") == "表单所写"
    assert path != made


def test_what_is_to_come_is_not_there_before_its_day(ask, article):
    path = article(effective="2099-01-01T00:00:00")
    assert ask("city-editor", "GET", path)[0] == 200
    assert ask("city-editor", "PAGE", path)[0] == 200
    for user in (None, "unit05-staff", "unit01-editor"):
        assert ask(user, "GET", path)[0] == 404
        assert ask(user, "PAGE", path)[0] == 404
        assert ask(user, "PAGE", f"{path}/@@images/image")[0] == 404
        assert json.loads(ask(user, "GET", "news")[1])["items_total"] == 0
        found = json.loads(ask(user, "GET", "@search?portal_type=News+Item&show_inactive=1")[1])
        assert found["items_total"] == 0
        rows = [NEWS_ITEMS, INACTIVE | {"v": ["Anonymous", "Member"]}]
        found = json.loads(ask(user, "POST", "@querystring-search", {"query": rows})[1])
        assert found["items_total"] == 0


def test_a_column_is_changed_by_administrators_only(ask):
    for user in ("city-editor", "city-approver", "city-deputy", "unit01-editor", None):
        for change in ({"title": "改名"}, {"editors": ["unit01-editor"]}, {"audience": "staff"}):
            assert ask(user, "PATCH", "news", change)[0] == 401
    assert ask("city-admin", "PATCH", "news", {"title": "改名"})[0] == 204


@pytest.mark.parametrize(
    "change",
    [
        {"editors": ["nobody-here"]},
        {"approver": "nobody-here"},
        {"supervising_leader": "../.."},
        {"department": "unit01-office"},
        {"rises_to": "no-such-column"},
        {"kind": "feed", "feed_url": "javascript:alert(1)"},
        {"kind": "nothing"},
        {"audience": "nobody"},
        {"max_age_days": 0},
        {"title": "\0"},
    ],
)
def test_a_column_takes_no_nonsense(ask, change):
    before = json.loads(ask("city-admin", "GET", "news")[1])
    assert ask("city-admin", "PATCH", "news", change)[0] == 400
    after = json.loads(ask("city-admin", "GET", "news")[1])
    assert {name: after[name] for name in change} == {name: before[name] for name in change}
    assert ask(None, "PAGE", "news")[0] == 200


def test_an_emptied_day_of_publication_stays_as_it_is(ask, article):
    path = article()
    day = told(ask, path, "effective")
    page = ask("city-approver", "PAGE", f"{path}/@@edit-item")[1]
    form = dict(re.findall(r'name="(_authenticator|version|type)"[^>]*value="([^"]+)"', page))
    form |= {"title": "改了一个字", "effective": "", "save": "1"}
    status, _page = ask("city-approver", "POST", f"{path}/@@edit-item", form=form)
    assert status == 200
    assert told(ask, path, "title") == "改了一个字"
    assert told(ask, path, "effective") == day

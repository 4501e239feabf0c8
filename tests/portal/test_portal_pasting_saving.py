"""Items of columns are cleaned when they are saved, whoever sends them, and pastes before that."""

from base64 import b64encode
from collective.tobaccooa.portal.pasting.keeping import last_report
from collective.tobaccooa.portal.pasting.said import removed
from collective.tobaccooa.portal.pasting.subscribers import clean_item
from io import BytesIO
from PIL import Image
from plone import api
from plone.app.textfield.value import RichTextValue
from zExceptions import BadRequest
from zExceptions import Forbidden
from zope.component import getGlobalSiteManager
from zope.interface import Interface
from zope.lifecycleevent import modified

import json
import os
import pytest
import requests
import transaction


PASSWORD = os.environ.get("OA_DEMO_PASSWORD", "Demo-oa-2026")
DIRTY = (
    '<p class="MsoNormal" style="color:red" onclick="x()">正文<script>x()</script>'
    '<span style="display:none">藏</span><img src="http://tracker.example/x.png">'
    '<a href="javascript:x()">点</a></p>'
)
CLEAN = "<p>正文点</p>"


def rich(html, kind="text/html"):
    return RichTextValue(html, kind, "text/x-html-safe")


@pytest.mark.parametrize("portal_type", ["News Item", "Document", "Event"])
def test_what_is_added_is_clean_and_says_what_went(news, add_item, portal_type):
    item = add_item(
        news,
        "city-editor",
        portal_type,
        title="通\u200b知",
        description="摘\u202e要",
        text=rich(DIRTY),
    )
    assert (item.title, item.description, item.text.raw) == ("通知", "摘要", CLEAN)
    report = last_report(item)
    assert report.names == ["http://tracker.example/x.png"]
    assert "removed_pictures" in removed(report)


def test_what_is_changed_is_clean_and_the_last_report_counts(news, add_item, acting):
    item = add_item(news, "city-editor", text=rich("<p>甲</p>"))
    assert not last_report(item)
    item.text = rich(DIRTY)
    with acting("city-editor"):
        modified(item)
        assert item.text.raw == CLEAN
        assert last_report(item)
        modified(item)
    assert not last_report(item)


def test_cleaning_comes_before_the_version_is_kept(integration):
    """Handlers of the most general interface come first (not in tests, which stack registries)."""
    found = [
        handler.required[0]
        for handler in getGlobalSiteManager().registeredHandlers()
        if handler.handler is clean_item
    ]
    assert found == [Interface, Interface]


def test_plain_text_becomes_clean_html(news, add_item):
    item = add_item(news, "city-editor", text=rich("甲 <b>乙</b>\n\n丙", "text/plain"))
    assert item.text.mimeType == "text/html"
    assert "<b>" not in item.text.raw
    assert "丙" in item.text.output


def test_a_link_that_runs_a_script_leads_nowhere(news, add_item, acting):
    item = add_item(news, "city-editor", "Link", remoteUrl="java\nscript:alert(1)")
    assert item.remoteUrl == ""
    item.remoteUrl = "${portal_url}/news"
    with acting("city-editor"):
        modified(item)
    assert item.remoteUrl == "${portal_url}/news"


def test_a_text_that_is_too_long_is_refused_with_a_sentence(news, add_item):
    with pytest.raises(BadRequest, match="2000000"):
        add_item(news, "city-editor", text=rich("甲" * 2_000_001))


def test_what_lies_elsewhere_is_left_alone(demo_portal):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(demo_portal, "Document", title="页", text=rich(DIRTY))
    assert page.text.raw == DIRTY


def test_what_is_found_and_shown_is_the_clean_text(news, add_item):
    item = add_item(news, "city-editor", text=rich(DIRTY.replace("藏", "藏匿字")))
    assert "藏匿字" not in api.content.get_view("plone", item).context.text.output
    catalog = api.portal.get_tool("portal_catalog")
    assert not catalog.unrestrictedSearchResults(SearchableText="藏匿字")


def paste(column, request, body, method="POST"):
    from plone.protect import createToken

    request["BODY"] = body if isinstance(body, bytes) else json.dumps(body).encode()
    request.environ["REQUEST_METHOD"] = request["REQUEST_METHOD"] = method
    request.method = method
    request.form["_authenticator"] = createToken()
    return json.loads(api.content.get_view("clean-paste", column, request)())


def test_a_paste_is_cleaned_and_told(news, demo, acting):
    request = demo["request"]
    with acting("city-editor"):
        answer = paste(news, request, {"html": DIRTY})
    assert answer["html"] == CLEAN
    assert answer["pictures"] == ["http://tracker.example/x.png"]
    assert len(answer["removed"]) == 5
    assert not last_report(news)


@pytest.mark.parametrize("body", [b"{", b"[]", b"3", {"html": 3}, {}])
def test_what_is_no_paste_is_refused(news, demo, acting, body):
    with acting("city-editor"):
        answer = paste(news, demo["request"], body)
    assert "html" in answer["message"]
    assert demo["request"].response.getStatus() == 400


def test_a_forged_paste_is_refused(news, demo, acting):
    with acting("city-editor"), pytest.raises(Forbidden):
        paste(news, demo["request"], {"html": "x"}, method="GET")


@pytest.fixture
def rest(site_url):
    def ask(user, method, path, json):
        return requests.request(
            method,
            site_url + path,
            json=json,
            auth=(user, PASSWORD),
            headers={"Accept": "application/json"},
            timeout=30,
        )

    transaction.commit()
    return ask


def html(text):
    return {"data": text, "content-type": "text/html"}


def test_rest_is_cleaned_too(rest):
    given = {"@type": "News Item", "title": "甲", "text": html(DIRTY)}
    made = rest("city-editor", "POST", "/news", given)
    assert made.status_code == 201
    assert made.json()["text"]["data"] == CLEAN
    place = "/news/" + made.json()["id"]
    changed = {"text": html("<p>乙<script>x</script></p>")}
    assert rest("city-editor", "PATCH", place, changed).status_code == 204
    assert rest("city-editor", "GET", place, None).json()["text"]["data"] == "<p>乙</p>"


@pytest.mark.parametrize("user", ["city-finance-staff", "city-editor"])
def test_a_paste_of_strangers_or_without_token_is_refused(rest, user):
    answer = rest(user, "POST", "/news/@@clean-paste", {"html": "x"})
    assert answer.status_code in (401, 403)


def test_an_embedded_picture_is_stored_with_the_column(news, add_item):
    made = BytesIO()
    Image.new("RGB", (80, 60), (30, 120, 60)).save(made, "PNG")
    data = b64encode(made.getvalue()).decode()
    text = f'<p><img src="data:image/png;base64,{data}"><img src="data:image/png;base64,AAAA"></p>'
    item = add_item(news, "city-editor", text=rich(text))
    assert item.text.raw.startswith(f'<p><img src="resolveuid/{news.UID()}/@@pictures/')
    assert 'width="80" height="60"' in item.text.raw
    assert item.text.raw.count("<img") == 1
    assert f"{news.absolute_url()}/@@pictures/" in item.text.output_relative_to(item)
    assert last_report(item).counts == {"embedded": 1}

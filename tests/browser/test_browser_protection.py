"""plone.protect on our pages: not rewritten, but forms without token and writes are caught."""

from collective.tobaccooa.browser.protection import lacks_token
from collective.tobaccooa.browser.protection import PageProtection
from types import SimpleNamespace

import pytest
import transaction


TOKEN = b'<input type="hidden" name="_authenticator" value="1" />'


@pytest.mark.parametrize(
    "html",
    [
        b'<form method="post"></form>',
        b"<FORM METHOD='POST'></FORM>",
        b"<form method=post>",
        b'<form action="x"><button formmethod="post">go</button></form>',
        b'<form method="post">' + TOKEN + b'</form><form method="post"></form>',
        b'<form method="post"></form>' + TOKEN,
        b'<form method="post">' + TOKEN + TOKEN + b'</form><form method="post"></form>',
    ],
)
def test_a_form_without_token_is_seen(html):
    assert lacks_token(html)


@pytest.mark.parametrize(
    "html",
    [
        b"<p>no form</p>",
        b'<form action="x"></form>',
        b'<form method="get"></form>',
        b'<form method="post">' + TOKEN + b"</form>",
        b'<form method="post">' + TOKEN + b'</form><form method="POST">' + TOKEN + b"</form>",
    ],
)
def test_forms_with_tokens_are_left_alone(html):
    assert not lacks_token(html)


class TestPage:
    def test_is_not_rewritten(self, open_as, url, draft):
        browser = open_as("city-finance-staff")
        for address in (f"{url}/@@my-work", draft.absolute_url()):
            browser.open(address)
            assert "关于开展安全检查的通知" in browser.contents
            assert "protect.js" not in browser.contents

    def test_with_plones_scripts_is_still_rewritten(self, open_as, url):
        """The rich editor's requests ask for the token that plone.protect puts there."""
        browser = open_as("city-finance-staff")
        browser.open(f"{url}/@@new-document")
        assert "protect.js" in browser.contents

    def test_that_writes_while_it_is_read_writes_nothing(
        self, demo_functional, open_as, url, draft, monkeypatch
    ):
        from collective.tobaccooa.browser.my_work import MyWork

        def writing(self):
            self.context.title = "改写"
            self.request.response.setHeader("Content-Type", "text/html; charset=utf-8")
            return "<html><body></body></html>"

        portal = demo_functional["portal"]
        before = portal.title
        monkeypatch.setattr(MyWork, "__call__", writing)
        browser = open_as("city-finance-staff")
        browser.open(f"{url}/@@my-work")
        transaction.begin()
        assert portal.title == before
        assert "@@confirm-action" in browser.url

    def test_refuses_a_form_without_token(self, demo_functional, open_as, draft):
        from collective.tobaccooa.workflows.state import kernel_state

        browser = open_as("city-finance-staff")
        browser.post(f"{draft.absolute_url()}/@@decide", "action=advance")
        assert browser.headers["Status"].startswith("403")
        transaction.begin()
        assert kernel_state(draft).step == "drafting"


def test_what_is_no_list_of_parts_is_left_to_plone(monkeypatch):
    """A page that another transform has parsed already."""
    seen = []
    monkeypatch.setattr(
        "plone.protect.auto.ProtectTransform.transform",
        lambda self, result, encoding: seen.append(result),
    )
    page = PageProtection(SimpleNamespace(needs_patterns=False), None)
    page.transform("parsed", "utf-8")
    page.transform([b'<form method="post"></form>'], "utf-8")
    assert page.transform([b"<p>text</p>"], "utf-8") is None
    PageProtection(SimpleNamespace(needs_patterns=True), None).transform([b"<p></p>"], "utf-8")
    PageProtection(SimpleNamespace(), None).transform([b"<p></p>"], "utf-8")
    assert seen == ["parsed", [b'<form method="post"></form>'], [b"<p></p>"], [b"<p></p>"]]

"""`@notices`, and the pages of notices, over real HTTP as their readers and as strangers."""

from __future__ import annotations

from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.settings import choice_for
from collective.tobaccooa.inbox.notices.telling import tell
from collective.tobaccooa.inbox.notices.telling import unseen
from collective.tobaccooa.organisation.accounts import email_of
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from html import unescape

import pytest
import re
import requests
import transaction


PASSWORD = "Demo-oa-2026"
NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)


class Session(requests.Session):
    """A session whose addresses begin at the site."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def request(self, method, url, **options):
        options["allow_redirects"] = False
        return super().request(method, self.base + url, **options)

    def api(self, method, url, **options):
        return self.request(method, url, headers={"Accept": "application/json"}, **options)


@pytest.fixture
def session(acceptance):
    """Return a function that makes a session of a user."""
    opened = []

    def make(user):
        session = Session(acceptance["portal"].absolute_url())
        if user:
            session.auth = (user, PASSWORD)
        opened.append(session)
        return session

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def told(acceptance):
    """The clerk has three notices, one of them about somebody's delegation."""
    for minute in range(2):
        notice = Notice(
            Kind.RETURNED,
            f"关于第{minute + 1}号工作的通知",
            reference=f"unit01/outgoing/2026/{minute}",
            actor="city-leader",
            note="请补充<b>附件</b>",
        )
        tell(["city-clerk"], notice, NOW + timedelta(minutes=minute))
    tell(
        ["city-clerk"],
        Notice(Kind.DELEGATED, "代办授权", url="/@@my-work", urgent=True),
        NOW + timedelta(minutes=9),
    )
    transaction.commit()


def new(acceptance, user="city-clerk"):
    acceptance["portal"]._p_jar.sync()
    return unseen(user)


def test_the_service_lists_and_marks_what_is_one_s_own(session, told, acceptance):
    clerk = session("city-clerk")
    body = clerk.api("GET", "/@notices?b_size=2").json()
    assert (body["items_total"], body["unseen"], len(body["items"])) == (3, 3, 2)
    first, second = body["items"]
    root = acceptance["portal"].absolute_url()
    assert (first["kind"], first["kind_title"], first["urgent"]) == ("delegated", "代办", True)
    assert first["url"] == f"{root}/@@my-work"
    assert second["url"] == f"{root}/unit01/gongwen/outgoing/2026/1"
    assert (second["actor"], second["note"]) == ("city-leader", "请补充<b>附件</b>")
    assert (second["at"], second["seen_at"]) == ("2026-11-23T05:07:07Z", None)
    answer = clerk.api("POST", "/@notices", json={"ids": [first["id"], "unknown"]})
    assert (answer.status_code, answer.json()) == (200, {"marked": 1, "unseen": 2})
    assert clerk.api("GET", "/unit01/@notices?unseen=true").json()["items_total"] == 2
    answer = clerk.api("POST", "/@notices", json={"until": second["id"]})
    assert answer.json() == {"marked": 2, "unseen": 0}
    assert new(acceptance) == 0


def test_nobody_sees_or_marks_those_of_others(session, told, acceptance):
    leader = session("city-leader")
    assert leader.api("GET", "/@notices").json()["items"] == []
    ids = [each["id"] for each in session("city-clerk").api("GET", "/@notices").json()["items"]]
    assert leader.api("POST", "/@notices", json={"ids": ids}).json()["marked"] == 0
    assert new(acceptance) == 3
    stranger = session(None)
    assert stranger.api("GET", "/@notices").status_code == 401
    assert stranger.api("POST", "/@notices", json={"ids": ids}).status_code == 401
    for page in ("/@@notices", "/@@notice-settings", "/@@notices-latest"):
        assert stranger.get(page).status_code in (302, 401), page


@pytest.mark.parametrize("body", [{}, {"ids": []}, {"ids": [1]}, {"ids": "x"}, {"until": 3}])
def test_what_names_no_notices_is_refused_with_a_sentence(session, told, body):
    answer = session("city-clerk").api("POST", "/@notices", json=body)
    assert answer.status_code == 400
    assert answer.json()["type"] == "InvalidInput"


def token_of(page):
    return re.search(r'name="_authenticator"[^>]*value="([^"]+)"', page.text)[1]


def test_reading_marks_nothing_and_the_button_what_was_shown(session, told, acceptance):
    clerk = session("city-clerk")
    page = clerk.get("/@@notices")
    assert "请补充<b>附件</b>" in unescape(page.text)
    assert "&lt;b&gt;" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "2026年11月23日" in unescape(page.text)
    assert clerk.get("/@@notices-latest").text.count("data-id=") == 3
    assert new(acceptance) == 3
    tell(["city-clerk"], Notice(Kind.URGED, "后来的"), NOW + timedelta(minutes=30))
    transaction.commit()
    until = re.search(r'name="until"[^>]*value="([^"]+)"', page.text)[1]
    form = {"_authenticator": token_of(page), "until": until}
    assert clerk.post("/@@notices", data=form).status_code == 302
    assert new(acceptance) == 1
    page = unescape(clerk.get("/@@notices").text)
    assert "后来的" in page
    assert "代办授权" not in page
    assert "代办授权" in unescape(clerk.get("/@@notices?show=all").text)


def test_a_form_needs_its_token(session, told, acceptance):
    clerk = session("city-clerk")
    assert clerk.post("/@@notices", data={"until": "9"}).status_code == 403
    assert clerk.post("/@@notice-settings", data={"rhythm": "never"}).status_code == 403
    assert new(acceptance) == 3


def test_the_head_of_every_page_counts(session, told):
    page = session("city-clerk").get("/@@my-work")
    assert re.search(r'data-figure="notices"[^>]*>3<', page.text)
    other = session("city-leader").get("/@@my-work")
    assert re.search(r'hidden="hidden"[^>]*data-figure="notices"[^>]*>0<', other.text)


def test_one_s_own_settings_are_kept_refused_and_given_up(session, acceptance):
    clerk = session("city-clerk")
    page = clerk.get("/@@notice-settings")
    form = {
        "_authenticator": token_of(page),
        "do": "keep",
        "email": "clerk@bureau.test",
        "rhythm": "daily",
        "kinds": ["urged", "returned"],
        "quiet_begins": "18:00",
        "quiet_ends": "09:00",
    }
    assert clerk.post("/@@notice-settings", data=form).status_code == 302
    acceptance["portal"]._p_jar.sync()
    choice = choice_for("city-clerk")
    assert (choice.rhythm, choice.kinds, choice.items) == ("daily", {"urged", "returned"}, False)
    assert email_of("city-clerk") == "clerk@bureau.test"
    assert 'value="clerk@bureau.test"' in clerk.get("/@@notice-settings").text
    for wrong in ({"email": "nobody"}, {"rhythm": "x"}, {"quiet_begins": "10:00"}):
        answer = clerk.post("/@@notice-settings", data={**form, **wrong})
        assert answer.status_code == 400, wrong
        assert 'role="alert"' in answer.text
    acceptance["portal"]._p_jar.sync()
    assert choice_for("city-clerk") == choice
    assert choice_for("city-leader").rhythm == "twice"
    clerk.post("/@@notice-settings", data={**form, "do": "defaults"})
    acceptance["portal"]._p_jar.sync()
    assert choice_for("city-clerk") == choice_for("city-leader")

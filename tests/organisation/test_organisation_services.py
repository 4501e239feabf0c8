"""The services of the organisation over real requests."""

from __future__ import annotations

from collective.tobaccooa.organisation import accounts
from collective.tobaccooa.organisation import people
from collective.tobaccooa.organisation.demo import DEFAULT_PASSWORD

import pytest
import requests
import transaction


class RestSession(requests.Session):
    """A session whose addresses are relative to the site."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def request(self, method, url, *args, **kwargs):
        return super().request(method, self.base + url, *args, **kwargs)


@pytest.fixture
def api_of(acceptance):
    """Return a REST session of a user (signed in by basic authentication), or of nobody."""
    portal = acceptance["portal"]
    transaction.commit()
    sessions = []

    def make(user_id: str | None = None, password: str = DEFAULT_PASSWORD):
        session = RestSession(portal.absolute_url())
        session.headers["Accept"] = "application/json"
        session.headers["Accept-Language"] = "zh-cn"
        if user_id:
            session.auth = (user_id, password)
        sessions.append(session)
        return session

    yield make
    for session in sessions:
        session.close()


class TestUnits:
    def test_any_member_of_staff_sees_the_tree(self, api_of):
        answer = api_of("city-finance-staff").get("/@units")
        assert answer.status_code == 200
        tree = answer.json()
        assert (tree["code"], tree["kind"]) == ("city", "city")
        assert [unit["code"] for unit in tree["units"]] == [f"unit{n:02d}" for n in range(1, 13)]
        assert {"id": "city-finance", "title": "财务管理科", "head": "city-finance-head"} in tree[
            "departments"
        ]
        assert tree["posts"]["clerk"] == ["city-clerk"]
        assert tree["units"][2]["posts"]["leader"] == ["unit03-leader"]
        assert tree["units"][2]["@id"].endswith("/unit03")

    def test_at_a_unit_it_begins_there(self, api_of):
        tree = api_of("unit01-clerk").get("/unit02/@units").json()
        assert (tree["code"], tree["units"]) == ("unit02", [])

    def test_a_visitor_is_asked_to_sign_in(self, api_of):
        assert api_of().get("/@units").status_code == 401


class TestChangePassword:
    def test_a_password_is_changed(self, api_of):
        answer = api_of("unit05-staff").post(
            "/@change-password",
            json={"old_password": DEFAULT_PASSWORD, "new_password": "Frisch-2027"},
        )
        assert answer.status_code == 200
        assert api_of("unit05-staff").get("/@units").status_code == 401
        assert api_of("unit05-staff", "Frisch-2027").get("/@units").status_code == 200

    def test_a_wrong_present_password_is_refused_in_chinese(self, api_of):
        answer = api_of("unit06-staff").post(
            "/@change-password", json={"old_password": "x", "new_password": "Frisch-2027"}
        )
        assert answer.status_code == 400
        assert answer.json()["field"] == "old_password"

    def test_a_missing_field_is_refused(self, api_of):
        answer = api_of("unit06-staff").post("/@change-password", json={})
        assert answer.status_code == 400


class TestFirstSignIn:
    def test_every_call_is_refused_until_the_password_is_changed(self, api_of, acceptance):
        once = accounts.reset_password("unit08-staff")
        transaction.commit()
        session = api_of("unit08-staff", once)
        refused = session.get("/@units")
        assert refused.status_code == 403
        assert "@change-password" in refused.json()["message"]
        assert session.get("/").status_code == 403
        changed = session.post(
            "/@change-password", json={"old_password": once, "new_password": "Frisch-2027"}
        )
        assert changed.status_code == 200
        assert api_of("unit08-staff", "Frisch-2027").get("/@units").status_code == 200

    def test_signing_in_by_rest_says_so(self, api_of):
        once = accounts.reset_password("unit09-staff")
        transaction.commit()
        answer = api_of().post("/@login", json={"login": "unit09-staff", "password": once})
        assert answer.status_code == 200
        assert answer.json()["must_change_password"] is True
        plain = {"login": "unit10-staff", "password": DEFAULT_PASSWORD}
        assert "must_change_password" not in api_of().post("/@login", json=plain).json()


class TestSlowedSignIn:
    def test_the_fifth_failure_is_answered_by_wait(self, api_of):
        wrong = {"login": "unit11-staff", "password": "falsch"}
        session = api_of()
        seen = [session.post("/@login", json=wrong).status_code for _attempt in range(5)]
        assert seen == [401] * 4 + [429]
        right = {"login": "unit11-staff", "password": DEFAULT_PASSWORD}
        answer = session.post("/@login", json=right)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 6
        assert "秒" in answer.json()["message"]


class TestLeft:
    def test_a_token_of_somebody_who_left_is_worth_nothing(self, api_of):
        person = {"login": "unit12-staff", "password": DEFAULT_PASSWORD}
        session = api_of()
        session.headers["Authorization"] = (
            "Bearer " + session.post("/@login", json=person).json()["token"]
        )
        assert session.get("/@units").status_code == 200
        people.deactivate("unit12-staff")
        transaction.commit()
        answer = session.get("/@units")
        assert answer.status_code == 403
        assert "应用管理员" in answer.json()["message"]

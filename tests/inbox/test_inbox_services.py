"""`GET @work-items` as another system sees it, and the administrator's page."""

from __future__ import annotations

from collective.tobaccooa.documents.storage import create_document
from datetime import datetime
from datetime import UTC

import pytest
import requests
import transaction


PASSWORD = "Demo-oa-2026"
NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)
KEYS = {"document", "title", "step", "since", "due_on", "urgency", "from", "unit"}


class Session(requests.Session):
    """A session whose addresses begin at the site."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.headers["Accept"] = "application/json"

    def request(self, method, url, **options):
        return super().request(method, self.base + url, **options)


@pytest.fixture
def session(acceptance):
    """Return a function that makes a REST session of a user."""
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
def draft(acceptance):
    body = {"title": "关于防汛的通知", "document_type": "notice", "text": "<p>请落实。</p>"}
    body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]}
    document = create_document("city", "OutgoingDocument", body, "city-finance-staff", now=NOW)
    transaction.commit()
    return document


def test_items_carry_what_the_contract_names(session, draft):
    answer = session("city-finance-staff").get("/@work-items?kind=open")
    assert answer.status_code == 200
    body = answer.json()
    assert body["counts"] == {"open": 1, "to-read": 0, "started": 1, "done": 0}
    assert body["items_total"] == 1
    item = body["items"][0]
    assert set(item) >= KEYS
    assert item["document"] == draft.absolute_url()
    assert item["since"] == "2026-11-23T05:06:07Z"
    assert item["step"] == "drafting" and item["step_title"]
    assert (item["from"], item["unit"]) == ("city-finance-staff", "city")


def test_a_person_sees_own_items_only(session, draft):
    body = session("city-legal-staff").get("/@work-items").json()
    assert (body["items"], body["counts"]["open"]) == ([], 0)


def test_the_service_stands_at_every_sub_portal(session, draft):
    assert session("city-finance-staff").get("/unit01/@work-items").json()["items_total"] == 1


def test_an_unknown_list_is_refused_with_a_sentence(session):
    answer = session("city-finance-staff").get("/@work-items?kind=everything")
    assert answer.status_code == 400
    assert answer.json()["type"] == "InvalidInput"
    assert "everything" in answer.json()["message"]


@pytest.mark.parametrize("query", ["b_start=x", "b_size=-3", "b_size=" + "9" * 30])
def test_a_bad_page_number_is_refused(session, query):
    assert session("city-finance-staff").get(f"/@work-items?{query}").status_code == 400


def test_who_has_not_signed_in_gets_nothing(session):
    assert session("").get("/@work-items").status_code == 401


def test_the_health_page_is_for_administrators(session):
    page = "/@@oa-inbox-health"
    refused = session("city-clerk").get(page, allow_redirects=False)
    assert refused.status_code in (302, 401, 403)
    shown = session("city-admin").get(page, headers={"Accept": "text/html"})
    assert shown.status_code == 200
    assert "authenticator" in shown.text


def test_a_forged_request_to_rebuild_is_refused(session):
    answer = session("city-admin").post(
        "/@@oa-inbox-health", data={"rebuild": "1"}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 403


def test_filters_by_day_and_name_and_the_orders_of_the_lists(session, draft):
    get = session("city-finance-staff").get
    for query, total in (
        ("from=2026-11-23&to=2026-11-23", 1),
        ("from=2026-11-24", 0),
        ("to=2026-11-22", 0),
        ("q=防汛&sort=newest", 1),
        ("kind=done&sort=oldest", 0),
    ):
        assert get(f"/@work-items?{query}").json()["items_total"] == total, query
    for query in ("kind=done&sort=due", "from=yesterday"):
        answer = get(f"/@work-items?{query}")
        assert (answer.status_code, answer.json()["type"]) == (400, "InvalidInput")

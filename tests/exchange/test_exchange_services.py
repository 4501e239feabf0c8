"""`@deliveries` and the files of a delivery, as another system sees them."""

from __future__ import annotations

from tests.exchange.conftest import distribute
from tests.exchange.conftest import UNITS
from tests.exchange.conftest import walk_to_distribution

import pytest
import requests
import transaction


PASSWORD = "Demo-oa-2026"
ROW = {
    "@id",
    "id",
    "document",
    "to_unit",
    "to_department",
    "to_text",
    "kind",
    "state",
    "sent_at",
    "signed_at",
    "signed_by",
    "reason",
    "incoming_document",
}


class Session(requests.Session):
    """A session whose addresses begin at the site, unless they are absolute."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.headers["Accept"] = "application/json"

    def request(self, method, url, **options):
        return super().request(method, url if "://" in url else self.base + url, **options)


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
def document(acceptance):
    """A document that was delivered to the twelve units."""
    made = walk_to_distribution(file=b"%PDF-1.4\n%ours\n")
    distribute(made)
    transaction.commit()
    return made.absolute_url()


@pytest.fixture
def row(session, document):
    """What unit01's clerk sees in the list."""
    listed = session("unit01-clerk").get("/unit01/@deliveries?direction=in&state=sent").json()
    return next(each for each in listed["items"] if each["document"] == document)


def test_the_sender_sees_a_row_for_each_unit_and_outside_bodies_apart(session, document):
    body = session("city-clerk").get(f"{document}/@deliveries").json()
    assert [each["to_unit"] for each in body["items"]] == UNITS
    assert {each["state"] for each in body["items"]} == {"sent"}
    assert body["items_total"] == 12
    assert set(body["items"][0]) >= ROW
    assert [each["to_text"] for each in body["outside"]] == ["省局办公室"]
    assert body["items"][0]["@id"].startswith(session("city-clerk").base + "/@deliveries/")


def test_the_receiver_reads_it_before_signing_but_never_the_senders_document(
    session, document, row
):
    clerk = session("unit01-clerk")
    assert row["@id"].startswith(clerk.base + "/unit01/@deliveries/")
    shown = clerk.get(row["@id"]).json()
    assert shown["content"]["title"] == "关于防汛工作的通知"
    assert "请各单位落实" in shown["content"]["html"]
    assert shown["content"]["document_number"] == shown["document_number"]
    assert shown["actions"] == ["sign_for", "refuse"]
    for tail in ("", "/@decisions", "/@deliveries"):
        assert clerk.get(document + tail).status_code in (401, 403, 404)


def test_its_files_can_be_downloaded_by_who_may_read_it_only(session, row):
    file = session("unit01-clerk").get(row["@id"]).json()["content"]["attachments"][0]
    assert file["filename"] == "附件一（修订）.pdf"
    got = session("unit01-clerk").get(file["download"])
    assert (got.status_code, got.content) == (200, b"%PDF-1.4\n%ours\n")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    shown = session("unit01-clerk").get(file["download"] + "?show=1")
    assert "attachment" not in shown.headers.get("Content-Disposition", "")
    assert session("unit02-clerk").get(file["download"]).status_code == 404
    assert session("").get(file["download"]).status_code in (302, 401, 404)


@pytest.mark.parametrize("tail", ["", "/", "/0", "/2", "/x", "/1/2", "/" + "9" * 40])
def test_an_address_of_no_file_is_not_found(session, row, tail):
    base = session("unit01-clerk").base
    got = session("unit01-clerk").get(f"{base}/unit01/@@delivery-file/{row['id']}{tail}")
    assert got.status_code == 404


def test_signing_for_answers_with_the_incoming_document_and_again_with_the_same(session, row):
    clerk = session("unit01-clerk")
    first = clerk.post(row["@id"], json={"action": "sign_for"})
    assert first.status_code == 200
    incoming = first.json()["incoming_document"]
    assert first.json()["state"] == "signed"
    assert first.json()["signed_by"] == "unit01-clerk"
    again = clerk.post(row["@id"], json={"action": "sign_for"})
    assert (again.status_code, again.json()["incoming_document"]) == (200, incoming)
    content = clerk.get(incoming).json()
    assert content["title"] == "关于防汛工作的通知"
    assert content["source_number"] == row["document_number"]
    assert content["source_document"] == row["document"]
    assert (content["from_unit"], content["from_unit_title"] != "city") == ("city", True)
    assert len(content["attachments"]) == 1
    items = clerk.get("/@work-items?kind=open&b_size=500").json()["items"]
    assert incoming in [each["document"] for each in items]


def test_the_clerks_inbox_links_to_the_delivery(session, row):
    items = session("unit01-clerk").get("/@work-items").json()["items"]
    item = next(each for each in items if each["document"] == row["@id"])
    assert item["step"] == "to_sign_for"
    assert item["page"].endswith(f"/unit01/@@delivery?id={row['id']}")


def test_refusing_without_a_reason_is_told(session, row):
    answer = session("unit01-clerk").post(row["@id"], json={"action": "refuse"})
    assert answer.status_code == 400
    assert answer.json()["field"] == "reason"
    done = session("unit01-clerk").post(row["@id"], json={"action": "refuse", "reason": "重复"})
    assert (done.status_code, done.json()["state"], done.json()["reason"]) == (
        200,
        "refused",
        "重复",
    )
    late = session("unit01-clerk").post(row["@id"], json={"action": "sign_for"})
    assert late.status_code == 409


def test_the_sender_recalls_under_its_own_unit(session, document):
    clerk = session("city-clerk")
    row = clerk.get(f"{document}/@deliveries").json()["items"][4]
    done = clerk.post(row["@id"], json={"action": "recall", "reason": "发错了"})
    assert (done.status_code, done.json()["state"]) == (200, "recalled")
    late = session("unit05-clerk").post(
        f"/unit05/@deliveries/{row['id']}", json={"action": "sign_for"}
    )
    assert late.status_code == 409
    assert late.json()["type"] == "OutOfDate"


def test_a_receiver_cannot_recall_and_a_reader_cannot_sign(session, row):
    refused = session("unit01-clerk").post(row["@id"], json={"action": "recall"})
    assert (refused.status_code, bool(refused.json()["reason"])) == (403, True)
    refused = session("unit01-leader").post(row["@id"], json={"action": "sign_for"})
    assert (refused.status_code, bool(refused.json()["reason"])) == (403, True)


@pytest.mark.parametrize("user", ["unit02-clerk", "unit01-staff", "city-info-staff"])
def test_a_stranger_finds_nothing(session, row, user):
    for unit in ("/unit01", "/unit02", ""):
        address = f"{unit}/@deliveries/{row['id']}"
        assert session(user).get(address).status_code == 404
        assert session(user).post(address, json={"action": "sign_for"}).status_code == 404


@pytest.mark.parametrize("tail", ["none", "%00", "../x", "a/b", "%E5%85%AC", "x" * 3000])
def test_a_wrong_address_is_not_found(session, tail):
    got = session("unit01-clerk").get(f"/unit01/@deliveries/{tail}")
    assert 400 <= got.status_code < 500


def test_under_another_unit_it_is_not_found(session, row):
    assert session("unit01-clerk").get(f"/unit02/@deliveries/{row['id']}").status_code == 404


@pytest.mark.parametrize(
    "body", [{}, {"action": "eat"}, {"action": 5}, {"action": "refuse", "reason": ["x"]}]
)
def test_an_action_that_cannot_be_understood_is_refused(session, row, body):
    answer = session("unit01-clerk").post(row["@id"], json=body)
    assert (answer.status_code, answer.json()["type"]) == (400, "InvalidInput")


@pytest.mark.parametrize("query", ["direction=up", "state=eaten", "b_start=x"])
def test_a_wrong_filter_is_refused(session, query):
    assert session("unit01-clerk").get(f"/unit01/@deliveries?{query}").status_code == 400


def test_the_list_of_another_unit_is_refused_with_the_reason(session):
    answer = session("unit02-clerk").get("/unit01/@deliveries")
    assert (answer.status_code, bool(answer.json()["reason"])) == (403, True)
    assert session("").get("/unit01/@deliveries").status_code == 401


def test_a_key_with_another_body_is_refused(session, row):
    clerk, key = session("unit01-clerk"), {"Idempotency-Key": "k1"}
    body = {"action": "refuse", "reason": "重复"}
    assert clerk.post(row["@id"], json=body, headers=key).status_code == 200
    assert clerk.post(row["@id"], json=body, headers=key).status_code == 200
    other = clerk.post(row["@id"], json={"action": "sign_for"}, headers=key)
    assert other.status_code == 422


def test_a_forgotten_recipient_is_added_once_for_a_key(session, acceptance):
    made = walk_to_distribution(main_recipients=["unit:unit01"], copy_recipients=[])
    distribute(made)
    transaction.commit()
    address = f"{made.absolute_url()}/@deliveries"
    clerk, key = session("city-clerk"), {"Idempotency-Key": "add"}
    for _ in range(2):
        answer = clerk.post(address, json={"recipients": ["unit:unit03"]}, headers=key)
        assert answer.status_code == 200
        assert [each["to_unit"] for each in answer.json()["items"]] == ["unit01", "unit03"]
    other = clerk.post(address, json={"recipients": ["unit:unit04"]}, headers=key)
    assert other.status_code == 422
    assert clerk.post(address, json={"recipients": "unit:unit04"}).status_code == 400
    assert clerk.post(address, json={"recipients": ["unit:unit99"]}).status_code == 403
    staff = session("city-finance-staff").post(address, json={"recipients": ["unit:unit04"]})
    assert (staff.status_code, bool(staff.json()["reason"])) == (403, True)


def test_the_list_goes_by_pages(session, document):
    body = session("city-clerk").get("/@deliveries?direction=out&b_size=5").json()
    assert (len(body["items"]), body["items_total"]) == (5, 13)
    assert body["batching"]["next"]

"""Hostile and careless input: a 4xx with `{"type", "message"}`, never a 500, nothing written."""

import json
import pytest


RAW = {
    "not JSON": b"{",
    "empty": b"",
    "a list": b"[]",
    "a string": b'"advance"',
    "null": b"null",
    "a number": b"17",
    "invalid UTF-8": b'{"title": "\xff\xfe", "action": "\xc3\x28"}',
    "UTF-16": '{"title": "x"}'.encode("utf-16"),
    "a lone surrogate": b'{"title": "\\ud800", "document_type": "notice", "action": "\\ud800"}',
    "NaN": b'{"title": NaN, "action": NaN}',
    "a huge number": b'{"title": 1' + b"0" * 5000 + b', "action": 1' + b"0" * 5000 + b"}",
    # Beyond Python's own limit plone.restapi's sign-in reads the body before us and fails.
    "nesting": b'{"text": ' + b"[" * 800 + b"]" * 800 + b', "action": "advance"}',
    "control characters": b'{"title": "a\\u0000b", "document_type": "notice", "action": "\\u0000"}',
}


def places(office):
    """The addresses that take a POST, each with somebody who may use it."""
    document = office.document()
    office.advance(document, 9)
    mine = office.document()
    row = office.delivery(document, "unit01")
    return {
        "@documents": ("city-finance-staff", "/@documents"),
        "@decisions": ("city-finance-staff", f"{mine}/@decisions"),
        "@deliveries": ("unit01-clerk", row["@id"]),
    }


def test_bodies_that_mean_nothing(office):
    for user, address in places(office).values():
        for what, raw in RAW.items():
            answer = office.who(user).send("POST", address, raw)
            assert answer.refused(400, 413, 422), (address, what, answer)


WRONG_VALUES = [None, True, 17, -1, 1.5, [], {}, [[]], [None], {"a": {}}, "x" * 100_000, "\x00"]
DOCUMENT_FIELDS = [
    "title",
    "document_type",
    "urgency",
    "department",
    "letterhead",
    "main_recipients",
    "copy_recipients",
    "text",
    "openness",
    "issuing_organ",
    "copies",
    "dated_on",
    "@type",
]


@pytest.mark.parametrize("field", DOCUMENT_FIELDS)
def test_document_values_of_the_wrong_type(office, field):
    drafter = office.who("city-finance-staff")
    body = {"@type": "OutgoingDocument", "title": "通知", "document_type": "notice"}
    for value in WRONG_VALUES:
        answer = drafter.post("/@documents", {**body, field: value})
        assert answer.status == 201 or answer.refused(400), (field, value, answer)


@pytest.mark.parametrize("field", [name for name in DOCUMENT_FIELDS if name != "@type"])
def test_changes_of_the_wrong_type(office, field):
    document = office.document()
    drafter = office.who("city-finance-staff")
    for value in WRONG_VALUES:
        answer = drafter.patch(document, {field: value})
        assert answer.status == 204 or answer.refused(400), (field, value, answer)


DECISION_FIELDS = [
    "action",
    "opinion",
    "handlers",
    "mode",
    "to_step",
    "then",
    "reason",
    "number",
    "seal",
    "on_behalf_of",
    "version",
    "recipients",
]


@pytest.mark.parametrize("field", DECISION_FIELDS)
def test_decision_values_of_the_wrong_type(office, field):
    document = office.document()
    drafter = office.who("city-finance-staff")
    for value in WRONG_VALUES:
        answer = drafter.post(f"{document}/@decisions", {"action": "advance", field: value})
        accepted = answer.status == 200
        assert accepted or answer.refused(400, 403, 409), (field, value, answer)
        if accepted:
            assert drafter.decide(document, "withdraw").status == 200


def test_delivery_values_of_the_wrong_type(office):
    user, address = places(office)["@deliveries"]
    for field in ("action", "reason"):
        for value in WRONG_VALUES:
            answer = office.who(user).post(address, {"action": "refuse", field: value})
            assert answer.refused(400), (field, value, answer)


@pytest.mark.parametrize(
    "body",
    [
        {"title": "通知", "document_type": "notice", "colour": "red"},
        {"title": "通知", "document_type": "memo"},
        {"title": "", "document_type": "notice"},
        {"title": "字" * 1001, "document_type": "notice"},
        {"document_type": "notice"},
        {"title": "通知"},
        {"title": "通知", "document_type": "notice", "main_recipients": ["unit:unit99"]},
        {"title": "通知", "document_type": "notice", "main_recipients": ["unit01"]},
        {"title": "通知", "document_type": "notice", "main_recipients": ["unit:../../x"]},
        {"title": "通知", "document_type": "notice", "main_recipients": ["text:省局"] * 100_000},
        {"title": "通知", "document_type": "notice", "department": "unit01-office"},
        {"title": "通知", "document_type": "notice", "letterhead": "city/nothing"},
        {"title": "通知", "document_type": "notice", "drafter": "city-leader"},
        {"title": "通知", "document_type": "notice", "document_number": "云烟办〔2026〕1号"},
        {"title": "通知", "document_type": "notice", "review_state": "distributed"},
        {"title": "通知（机密）", "document_type": "notice", "urgency": "secret"},
    ],
)
def test_documents_that_can_not_be(office, body):
    answer = office.who("city-finance-staff").post("/@documents", body)
    assert answer.refused(400, 403), answer
    assert office.who("city-finance-staff").get("/@work-items").body["items_total"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "b_start=-1",
        "b_size=x",
        "b_size=99999999999999999999",
        "b_start=٣",
        "year=abc",
        "year=99999999999",
        "kind=everything",
        "type=nothing",
        "direction=up",
        "state=lost",
    ],
)
def test_parameters_that_mean_nothing(office, query):
    clerk = office.who("city-clerk")
    for service in ("@work-items", "@documents", "@deliveries", "@numbers"):
        answer = clerk.get(f"/{service}?{query}")
        assert answer.status == 200 or answer.refused(400), (service, query, answer)


@pytest.mark.parametrize("tail", ["/x", "/../x", "/" + "0" * 500, "/%00", "/a/b/c", "/%E4%BD%A0"])
def test_deliveries_that_are_not_there(office, tail):
    answer = office.who("unit01-clerk").get(f"/unit01/@deliveries{tail}")
    assert answer.status in (400, 404), answer
    assert isinstance(answer.body, dict), answer


def test_a_choice_names_its_candidates(office):
    document = office.document()
    office.advance(document, 1)
    answer = office.who("city-finance-head").decide(document, "advance", to_step="countersigning")
    assert answer.refused(400)
    assert answer.body["type"] == "ChoiceNeeded"
    assert "city-legal-head" in [each["id"] for each in answer.body["candidates"]]
    assert all(each["fullname"] for each in answer.body["candidates"])


@pytest.mark.parametrize(
    "body",
    [
        {"action": "fly"},
        {"action": "advance", "to_step": "nowhere"},
        {"action": "advance", "to_step": "distributed"},
        {"action": "advance", "handlers": ["nobody"]},
        {"action": "advance", "handlers": ["city-finance-head"] * 10_000},
        {"action": "advance", "mode": "some"},
        {"action": "advance", "colour": "red"},
        {"action": "return", "to_step": "signing"},
        {"action": "advance", "on_behalf_of": "city-leader"},
        {"action": "advance", "opinion": "字" * 100_001},
    ],
)
def test_decisions_that_can_not_be(office, body):
    document = office.document()
    drafter = office.who("city-finance-staff")
    answer = drafter.post(f"{document}/@decisions", body)
    assert answer.refused(400, 403), answer
    assert drafter.get(f"{document}/@decisions").body["step"]["id"] == "drafting"


def test_messages_are_chinese(office):
    document = office.document()
    drafter = office.who("city-finance-staff")
    answers = [
        drafter.post("/@documents", {"title": "", "document_type": "notice"}),
        drafter.decide(document, "fly"),
        drafter.decide(document, "abolish"),
        drafter.decide(document, "advance", version=99),
        drafter.send("POST", "/@documents", b"{"),
        drafter.get("/@work-items?kind=everything"),
        office.who("city-finance-staff").get("/@numbers"),
    ]
    for answer in answers:
        sentence = answer.body["message"]
        assert any("\u4e00" <= character <= "\u9fff" for character in sentence), sentence


def test_a_body_is_json_whatever_it_is_called(office):
    drafter = office.who("city-finance-staff")
    body = json.dumps({"title": "通知", "document_type": "notice"}).encode()
    for kind in ("text/plain", "application/json; charset=latin-1", "application/octet-stream"):
        answer = drafter.send("POST", "/@documents", body, {"Content-Type": kind})
        assert answer.status == 201 or answer.refused(400, 415), (kind, answer)

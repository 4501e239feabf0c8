"""Who may call what: anonymous 401, a stranger 403 or 404, and nothing told by the refusal."""

import json
import pytest


SITE_SERVICES = [
    "@units",
    "@work-items",
    "@documents",
    "@deliveries",
    "@numbers",
    "@matters",
    "@supervision",
]
DOCUMENT_SERVICES = ["@decisions", "@deliveries"]


@pytest.mark.parametrize("service", SITE_SERVICES)
@pytest.mark.parametrize("place", ["", "/unit01"])
def test_anonymous_is_asked_to_sign_in(office, service, place):
    answer = office.who(None).get(f"{place}/{service}")
    assert answer.refused(401)


def test_anonymous_creates_nothing(office):
    anonymous = office.who(None)
    assert anonymous.post("/@documents", {"@type": "OutgoingDocument", "title": "x"}).refused(401)


@pytest.mark.parametrize("service", ["", *DOCUMENT_SERVICES])
@pytest.mark.parametrize("user", [None, "city-info-staff", "unit01-clerk", "unit01-leader"])
def test_a_draft_is_hidden_from_who_is_not_concerned(office, service, user):
    document = office.document(title="关于调整物流线路的通知")
    answer = office.who(user).get(f"{document}/{service}".rstrip("/"))
    assert answer.status in ((401,) if user is None else (401, 403, 404))
    assert "调整物流线路" not in str(answer.body)


@pytest.mark.parametrize("user", [None, "city-info-staff", "unit01-clerk"])
def test_a_stranger_decides_nothing(office, user):
    document = office.document()
    answer = office.who(user).decide(document, "advance")
    assert answer.status in ((401,) if user is None else (401, 403, 404))
    state = office.who("city-finance-staff").get(f"{document}/@decisions").body
    assert state["step"]["id"] == "drafting"


def test_a_document_is_made_in_the_unit_of_its_author_only(office):
    clerk = office.who("unit01-clerk")
    body = {"@type": "OutgoingDocument", "title": "越界", "document_type": "notice"}
    assert clerk.post("/unit02/@documents", body).refused(403, 404)
    assert clerk.post("/@documents", body).refused(403, 404)


def test_lists_hold_nothing_of_another_unit(office):
    document = office.document(title="关于调整物流线路的通知")
    for place in ("", "/unit01"):
        answer = office.who("unit01-clerk").get(f"{place}/@documents?type=outgoing")
        assert answer.status == 200
        assert document not in [row.get("@id") for row in answer.body["items"]]
    found = office.who("unit01-clerk").get("/@search?SearchableText=物流线路")
    assert document not in str(found.body)


def test_ledgers_are_for_who_keeps_them(office):
    assert office.who("city-clerk").get("/@numbers").status == 200
    assert office.who("city-finance-staff").get("/@numbers").refused(403)
    assert office.who("unit01-clerk").get("/@numbers").refused(403)


def test_a_delivery_is_for_its_unit_and_its_sender(office):
    document = office.document()
    office.advance(document, 9)
    row = office.delivery(document, "unit01")
    assert office.who("unit01-clerk").get(row["@id"]).status == 200
    for user in ("unit02-clerk", "unit02-leader", "city-info-staff"):
        assert office.who(user).get(row["@id"]).refused(403, 404)
        assert office.who(user).post(row["@id"], {"action": "sign_for"}).refused(403, 404)
    assert office.who(None).get(row["@id"]).refused(401)
    assert office.who(None).post(row["@id"], {"action": "sign_for"}).refused(401)
    assert office.delivery(document, "unit01")["state"] == "sent"


def test_the_sender_does_not_sign_for_the_receiver(office):
    document = office.document()
    office.advance(document, 9)
    row = office.delivery(document, "unit01")
    answer = office.who("city-clerk").post(row["@id"], {"action": "sign_for"})
    assert answer.refused(403, 404)
    assert office.delivery(document, "unit01")["state"] == "sent"


def test_the_trail_stays_with_the_sender(office):
    document = office.document()
    office.advance(document, 9)
    row = office.delivery(document, "unit01")
    content = office.who("unit01-clerk").get(row["@id"])
    assert content.status == 200
    assert "请法规、信息会签" not in str(content.body)
    assert office.who("unit01-clerk").get(f"{document}/@decisions").status in (401, 403, 404)


DOORS = [
    ("DELETE", "", None),
    ("POST", "/@copy", {"source": "."}),
    ("POST", "/@move", {"source": "."}),
    ("POST", "/@sharing", {"entries": [], "inherit": True}),
    ("PATCH", "/@history", {"version": 0}),
    ("POST", "/@workingcopy", {}),
    ("POST", "/@workflow/to_signing", {}),
    ("POST", "/@workflow/to_department_review", {}),
]


@pytest.mark.parametrize("user", ["city-finance-staff", "city-director", "admin"])
@pytest.mark.parametrize(("method", "tail", "body"), DOORS)
def test_no_other_door_is_open(office, user, method, tail, body):
    document = office.document()
    person = office.who(user) if user != "admin" else administrator(office)
    answer = person.send(method, document + tail, json.dumps(body or {}).encode())
    assert 400 <= answer.status < 500, (answer.status, answer.body)
    state = office.who("city-finance-staff").get(f"{document}/@decisions").body
    assert state["step"]["id"] == "drafting"
    assert [entry["action"] for entry in state["trail"]] == ["start"]


def administrator(office):
    """Return the site's owner, a Manager, without signing in by token."""
    from base64 import b64encode
    from plone.app.testing import SITE_OWNER_NAME
    from plone.app.testing import SITE_OWNER_PASSWORD

    person = type(office.who(None))(office.base, None)
    secret = b64encode(f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}".encode()).decode()
    send = person.send

    def authenticated(method, path, data=None, headers=None):
        return send(method, path, data, {"Authorization": f"Basic {secret}", **(headers or {})})

    person.send = authenticated
    return person

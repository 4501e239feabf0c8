"""`@matters` over HTTP: who may, what is wrong, once only, and the same items as everywhere."""

import pytest


LEAD, BELOW = "department:city-finance", "unit:unit01"


@pytest.fixture
def document(office):
    """A document on which the leader has written."""
    found = office.document()
    office.advance(found, 6)
    return found


def asked(document, **more):
    return {"document": document, "title": "落实专项检查", "lead": LEAD, **more}


def test_a_matter_from_beginning_to_end(office, document, key):
    director, head = office.who("city-director"), office.who("city-finance-head")
    body = asked(document, assisting=[BELOW], due_on="2099-01-01")
    assert director.post("/@matters", body).refused(400)
    body["due_on"] = None
    made = director.post("/@matters", body, key)
    assert made.status == 201 and made.headers["Location"] == made.body["@id"]
    assert director.post("/@matters", body, key).body["id"] == made.body["id"]
    assert director.post("/@matters", {**body, "title": "另一件"}, key).refused(422)
    matter = made.body["@id"]
    items = head.get("/@work-items?kind=open&type=matter").body["items"]
    assert [each["document"] for each in items] == [matter]
    assert items[0]["due_on"] == made.body["due_on"] and items[0]["register"] == "matter"
    clerk = office.who("unit01-clerk")
    [item] = clerk.get("/@work-items?kind=open&type=matter").body["items"]
    answer = clerk.post(item["document"], {"action": "feedback", "text": "已布置"})
    assert answer.status == 200 and answer.body["history"][-1]["parties"] == [BELOW]
    assert clerk.get("/@work-items?kind=open&type=matter").body["items_total"] == 0
    assert clerk.get("/unit01/@matters").body["items_total"] == 1
    assert head.post(matter, {"action": "report", "text": "已落实"}).status == 200
    assert head.post(matter, {"action": "close"}).refused(403)
    closed = office.who("city-leader").post(matter, {"action": "close"})
    assert closed.body["state"] == "closed" and closed.body["in_time"] is True
    assert closed.body["history_valid"] is True
    assert director.post(matter, {"action": "cancel", "text": "x"}).refused(409)
    assert director.get("/@matters?state=closed").body["items_total"] == 1
    started = director.get("/@work-items?kind=started&type=matter").body["items"]
    assert [each["step"] for each in started] == ["matter_closed"]


@pytest.mark.parametrize("user", [None, "city-info-staff", "unit02-clerk", "unit02-leader"])
def test_strangers_find_nothing(office, document, user):
    made = office.who("city-director").post("/@matters", asked(document)).body
    person, statuses = office.who(user), (401,) if user is None else (404,)
    for place in ("", "/unit02"):
        address = f"{place}/@matters/{made['id']}"
        assert person.get(address).refused(*statuses)
        assert person.post(address, {"action": "feedback", "text": "x"}).refused(*statuses)
    assert person.post("/@matters", asked(document)).refused(401, 403, 404)
    if user is not None:
        assert person.get("/@matters").body["items"] == []
        assert "专项检查" not in str(person.get("/@matters?q=检查").body)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": 5}, "title"),
        ({"title": " "}, "title"),
        ({"lead": ["a"]}, "lead"),
        ({"lead": "unit:city"}, "lead"),
        ({"assisting": "unit:unit01"}, "assisting"),
        ({"assisting": [LEAD]}, "assisting"),
        ({"due_on": "tomorrow"}, "due_on"),
        ({"due_on": "2001-01-01"}, "due_on"),
        ({"urgency": "very"}, "urgency"),
        ({"review_by": "me"}, "review_by"),
        ({"instruction": "999"}, "instruction"),
        ({"document": "unit01/outgoing/2026/none"}, "document"),
    ],
)
def test_wrong_values_are_named(office, document, more, field):
    answer = office.who("city-director").post("/@matters", {**asked(document), **more})
    assert answer.refused(400) and answer.body["field"] == field
    assert office.who("city-director").get("/@matters").body["items_total"] == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "action"),
        ({"action": "create"}, "action"),
        ({"action": "extend", "text": "x"}, "until"),
        ({"action": "extend", "text": "x", "until": "2001-01-01"}, "due_on"),
        ({"action": "urge", "text": "长" * 501}, "text"),
        ({"action": "cancel"}, "text"),
        ({"action": "urge", "text": {"a": 1}}, "text"),
    ],
)
def test_wrong_acts_are_named(office, document, body, field):
    director = office.who("city-director")
    matter = director.post("/@matters", asked(document)).body["@id"]
    answer = director.post(matter, body)
    assert answer.refused(400) and answer.body["field"] == field
    assert len(director.get(matter).body["history"]) == 1


def test_the_document_is_linked_for_its_readers_only(office, document):
    made = office.who("city-director").post("/@matters", asked(document, assisting=[BELOW])).body
    assert made["document"] == document
    below = office.who("unit01-clerk").get(f"/unit01/@matters/{made['id']}").body
    assert below["document"] is None and below["document_title"] == made["document_title"]
    assert office.who("unit01-clerk").get("/@matters?state=never").refused(400)

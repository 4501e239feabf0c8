"""`@delegations`: who may name whose assistant, what is refused, the key, the end."""

import pytest


ASSISTANT = "city-info-staff"


def body(**more):
    return {"assistant": ASSISTANT, "from": "2026-01-01", "until": "2099-01-01", **more}


@pytest.fixture
def leader(office):
    return office.who("city-leader")


def listed(person, place=""):
    answer = person.get(f"{place}/@delegations?b_size=500")
    assert answer.status == 200, answer
    return {each["id"]: each for each in answer.body["items"]}


def test_both_see_it_and_others_do_not(office, leader):
    made = leader.post("/@delegations", body(reason="出差"))
    assert made.status == 201, made
    found = made.body
    assert (found["grantor"], found["assistant"]) == ("city-leader", ASSISTANT)
    assert (found["valid"], found["set_by"], found["ended_at"]) == (True, "city-leader", None)
    assert made.headers["Location"] == found["@id"]
    for user in ("city-leader", ASSISTANT, "city-admin"):
        assert found["id"] in listed(office.who(user)), user
    for user in ("city-info-head", "city-director", "unit01-leader", "unit01-director"):
        assert found["id"] not in listed(office.who(user)), user
    assert office.who(None).get("/@delegations").refused(401)
    assert office.who(None).post("/@delegations", body()).refused(401)


def test_an_administrator_does_it_for_a_leader(office):
    made = office.who("city-admin").post("/@delegations", body(grantor="city-leader"))
    assert made.status == 201, made
    assert (made.body["grantor"], made.body["set_by"]) == ("city-leader", "city-admin")
    other = body(grantor="unit01-leader", assistant="unit01-staff")
    assert office.who("city-admin").post("/unit01/@delegations", other).status == 201
    assert len(listed(office.who("city-admin"), "/unit01")) == 1, "only the unit's"


@pytest.mark.parametrize(
    "user", ["city-director", "city-info-staff", "unit01-director", "unit01-leader"]
)
def test_nobody_else_names_an_assistant_for_somebody(office, user):
    answer = office.who(user).post("/@delegations", body(grantor="city-leader"))
    assert answer.refused(403)
    assert answer.body["reason"] == answer.body["message"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"assistant": "unit01-clerk"}, "assistant"),
        ({"assistant": "city-leader"}, "assistant"),
        ({"assistant": ""}, "assistant"),
        ({"assistant": ["city-clerk"]}, "assistant"),
        ({"until": "2026-01-01"}, "until"),
        ({"until": "morgen"}, "until"),
        ({"from": "2099-02-01"}, "until"),
        ({"document_types": ["poem"]}, "document_types"),
        ({"document_types": "notice"}, "document_types"),
        ({"document_types": [1]}, "document_types"),
        ({"steps": ["dancing"]}, "steps"),
        ({"steps": ["archived"]}, "steps"),
        ({"reason": "长" * 501}, "reason"),
        ({"weather": "fine"}, "weather"),
    ],
)
def test_what_is_wrong_is_named(leader, values, field):
    answer = leader.post("/@delegations", body(**values))
    assert answer.refused(400), answer
    assert answer.body["field"] == field


def test_an_unknown_person_is_not_there(leader):
    assert leader.post("/@delegations", body(assistant="city-nobody")).refused(404)


def test_types_and_steps_are_kept_as_named(leader):
    limits = {"document_types": ["notice", "letter"], "steps": ["signing", "instruction"]}
    made = leader.post("/@delegations", body(**limits)).body
    assert {name: made[name] for name in limits} == limits


def test_the_same_key_has_one_effect(office, leader, key):
    asked = {"assistant": ASSISTANT, "reason": "开会"}
    first = leader.post("/@delegations", asked, key)
    again = leader.post("/@delegations", asked, key)
    assert (first.status, again.status) == (201, 201)
    assert first.body == again.body
    assert len(listed(leader)) == 1
    assert leader.post("/@delegations", {**asked, "reason": "出差"}, key).refused(422)
    assert office.who("city-director").post("/@delegations", asked, key).status == 201
    assert leader.send("DELETE", first.body["@id"]).status == 204
    ended = leader.post("/@delegations", asked, key)
    assert (ended.status, ended.body["valid"]) == (201, False)


def test_ending_it_twice_changes_nothing(office, leader):
    found = leader.post("/@delegations", body()).body
    for user in ("city-director", "unit01-director"):
        assert office.who(user).send("DELETE", found["@id"]).refused(404), user
    assert office.who(None).send("DELETE", found["@id"]).refused(401)
    assert office.who(ASSISTANT).send("DELETE", found["@id"]).refused(403)
    assert listed(leader)[found["id"]]["valid"]
    for _ in range(2):
        answer = leader.send("DELETE", found["@id"])
        assert (answer.status, answer.raw) == (204, b"")
    ended = listed(leader)[found["id"]]
    assert not ended["valid"]
    assert ended["ended_at"]
    assert leader.send("DELETE", "/@delegations/none").refused(404)


def test_what_is_done_with_it_bears_both_names_and_ends_with_it(office, leader):
    document = office.document()
    office.advance(document, 5)
    assistant = office.who(ASSISTANT)
    assert assistant.get(f"{document}/@decisions").refused(401, 403, 404)
    found = leader.post("/@delegations", body()).body
    items = assistant.get("/@work-items?kind=open").body
    mine = next(each for each in items["items"] if each["document"] == document)
    assert mine["for_whom"] == "city-leader"
    assert items["counts"]["open"] == items["items_total"]
    answer = assistant.decide(document, "advance", opinion="同意", on_behalf_of="city-leader")
    assert answer.status == 200, answer
    entry = answer.body["trail"][-1]
    assert (entry["actor"], entry["on_behalf_of"]) == (ASSISTANT, "city-leader")
    leader.send("DELETE", found["@id"])
    again = office.document()
    office.advance(again, 5)
    refused = assistant.decide(again, "advance", on_behalf_of="city-leader")
    assert refused.status in (401, 403, 404)

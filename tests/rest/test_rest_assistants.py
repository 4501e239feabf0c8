"""What assistants reach, and no longer reach when their time has ended."""

from tests.rest.test_rest_reaching import look
from tests.rest.test_rest_reaching import shut


def grant(office, **more):
    answer = office.who("city-leader").post(
        "/@delegations", {"assistant": "city-info-staff", **more}
    )
    assert answer.status == 201, answer
    return answer.body["@id"]


def test_the_end_takes_everything_back(office):
    document = office.document(title="关于调整物流线路的通知")
    office.advance(document, 5)
    assistant = office.who("city-info-staff")
    assert assistant.get(f"{document}/@decisions").status in (401, 403, 404)
    address = grant(office)
    assert assistant.get(f"{document}/@decisions").body["acting_for"][0]["id"] == "city-leader"
    assert "调整物流线路" in str(assistant.get("/@work-items").body["items"])
    assert office.who("city-leader").send("DELETE", address).status in (200, 204)
    assert assistant.get(f"{document}/@decisions").status in (401, 403, 404)
    assert "调整物流线路" not in str(assistant.get("/@work-items").body)
    assert assistant.get("/@work-items").body["counts"]["open"] == len(
        assistant.get("/@work-items?b_size=500").body["items"]
    )
    answer = assistant.decide(document, "advance", on_behalf_of="city-leader")
    assert answer.status in (401, 403, 404)


def test_only_the_steps_agreed_are_shown_and_handled(office):
    document = office.document(title="关于调整物流线路的通知")
    office.advance(document, 5)
    grant(office, steps=["instruction"])
    assistant = office.who("city-info-staff")
    assert "调整物流线路" not in str(assistant.get("/@work-items").body)
    assert assistant.decide(document, "advance", on_behalf_of="city-leader").status in (
        401,
        403,
        404,
    )


def test_others_neither_see_nor_end_nor_set_it(office):
    address = grant(office, reason="出差期间")
    for user in ("city-finance-staff", "unit01-leader", "city-clerk"):
        person = office.who(user)
        assert "出差期间" not in str(person.get("/@delegations").body)
        assert person.send("DELETE", address).status in (403, 404)
        answer = person.post("/@delegations", {"grantor": "city-leader", "assistant": user})
        assert answer.refused(403)
    assert office.who(None).get("/@delegations").status == 401
    assert office.who(None).send("DELETE", address).status == 401


def test_an_assistant_hands_the_help_to_nobody(office):
    grant(office)
    answer = office.who("city-info-staff").post(
        "/@delegations", {"grantor": "city-leader", "assistant": "city-finance-staff"}
    )
    assert answer.refused(403)


def test_the_page_of_somebody_else_shows_nothing_of_them(office):
    grant(office, reason="住院治疗")
    for user in ("city-info-staff", "city-finance-staff", "unit01-leader"):
        answer = look(office, user, "/@@delegations?person=city-leader")
        assert shut(answer)
        assert "住院治疗" not in answer.text

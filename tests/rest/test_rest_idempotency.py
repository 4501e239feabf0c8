"""Idempotency-Key: one effect and one answer for the same request; 422 for another one."""

import uuid


def fresh():
    return uuid.uuid4().hex


def body(**more):
    return {"@type": "OutgoingDocument", "title": "通知", "document_type": "notice", **more}


def test_a_document_is_created_once(office, key):
    drafter = office.who("city-finance-staff")
    first = drafter.post("/@documents", body(), key)
    again = drafter.post("/@documents", body(), key)
    assert first.status == again.status == 201
    assert first.body == again.body
    assert first.headers["Location"] == again.headers["Location"] == first.body["@id"]
    listed = drafter.get("/@work-items?kind=open").body
    assert [item["document"] for item in listed["items"]] == [first.body["@id"]]


def test_the_order_of_keys_does_not_matter(office, key):
    drafter = office.who("city-finance-staff")
    first = drafter.post("/@documents", body(urgency="normal"), key)
    turned = dict(reversed(list(body(urgency="normal").items())))
    assert drafter.post("/@documents", turned, key).body["@id"] == first.body["@id"]


def test_another_document_with_the_same_key_is_refused(office, key):
    drafter = office.who("city-finance-staff")
    drafter.post("/@documents", body(), key)
    other = drafter.post("/@documents", body(urgency="urgent"), key)
    assert other.refused(422)
    assert drafter.get("/@work-items?kind=open").body["items_total"] == 1


def test_two_people_may_use_the_same_key(office, key):
    one = office.who("city-finance-staff").post("/@documents", body(), key)
    two = office.who("city-legal-staff").post("/@documents", body(), key)
    assert (one.status, two.status) == (201, 201)
    assert one.body["@id"] != two.body["@id"]


def test_a_decision_is_taken_once(office, key):
    document = office.document()
    drafter = office.who("city-finance-staff")
    first = drafter.decide(document, "advance", key, opinion="请审核")
    again = drafter.decide(document, "advance", key, opinion="请审核")
    assert (first.status, again.status) == (200, 200)
    assert first.body["version"] == again.body["version"]
    assert len(again.body["trail"]) == 2


def test_another_decision_with_the_same_key_is_refused(office, key):
    document = office.document()
    drafter = office.who("city-finance-staff")
    drafter.decide(document, "advance", key, opinion="请审核")
    assert drafter.decide(document, "advance", key, opinion="另一个").refused(422)
    assert drafter.decide(document, "withdraw", key).refused(422)


def test_a_delivery_is_signed_for_once(office, key):
    document = office.document()
    office.advance(document, 9)
    row = office.delivery(document, "unit01")
    clerk = office.who("unit01-clerk")
    first = clerk.post(row["@id"], {"action": "sign_for"}, key)
    again = clerk.post(row["@id"], {"action": "sign_for"}, key)
    assert (first.status, again.status) == (200, 200)
    assert first.body == again.body
    other = clerk.post(row["@id"], {"action": "refuse", "reason": "重复"}, key)
    assert other.refused(422)
    waiting = clerk.get("/@work-items?kind=open").body
    assert [item["document"] for item in waiting["items"]] == [first.body["incoming_document"]]


def test_a_refused_request_does_not_use_up_its_key(office, key):
    drafter = office.who("city-finance-staff")
    assert drafter.post("/@documents", body(urgency="如火"), key).refused(400)
    assert drafter.post("/@documents", body(), key).status == 201


def test_a_key_that_is_no_key_is_refused(office):
    drafter = office.who("city-finance-staff")
    for bad in ("x" * 201, "x" * 5000):
        assert drafter.post("/@documents", body(), bad).refused(400)


def test_keys_are_not_needed(office):
    drafter = office.who("city-finance-staff")
    one, two = (drafter.post("/@documents", body()) for _ in range(2))
    assert one.body["@id"] != two.body["@id"]


def test_a_version_that_is_too_old_is_a_conflict(office):
    document = office.document()
    drafter = office.who("city-finance-staff")
    seen = drafter.get(f"{document}/@decisions").body["version"]
    assert drafter.patch(document, {"title": "改过的题目"}).status == 204
    late = drafter.decide(document, "advance", version=seen)
    assert late.refused(409)
    now = drafter.get(f"{document}/@decisions").body["version"]
    assert drafter.decide(document, "advance", fresh(), version=now).status == 200


def test_signers_in_parallel_do_not_hold_each_other_up(office):
    document = office.document()
    office.advance(document, 1)
    signers = [f"city-{each}-head" for each in ("legal", "info", "personnel")]
    office.who("city-finance-head").decide(
        document, "advance", to_step="countersigning", handlers=signers
    )
    one, two, three = (office.who(each) for each in signers)
    seen = one.get(f"{document}/@decisions").body["version"]
    assert one.decide(document, "advance", version=seen).status == 200
    assert two.decide(document, "advance", version=seen).status == 200
    # what somebody else did to the holders has to be seen first
    head = office.who("city-finance-head")
    added = head.decide(document, "add_signers", handlers=["city-logistics-head"])
    assert added.status == 200
    assert three.decide(document, "advance", version=seen).refused(409)
    # the same person's second click is told that it was done, not that it was late
    assert one.decide(document, "advance", version=seen).refused(403, 409)

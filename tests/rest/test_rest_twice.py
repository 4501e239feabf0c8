"""Two people at once, or one who clicks twice: one effect, and everybody gets a sensible answer."""

from concurrent.futures import ThreadPoolExecutor


AT_ONCE = 4


def together(call):
    """Call the same several times at once; return the answers."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [each.result() for each in [pool.submit(call) for _ in range(AT_ONCE)]]


def test_one_who_clicks_twice_sends_once(office):
    document = office.document()
    drafter = office.who("city-finance-staff")
    version = drafter.get(f"{document}/@decisions").body["version"]
    answers = together(lambda: drafter.decide(document, "advance", version=version))
    assert sorted(each.status for each in answers) == [200, 409, 409, 409]
    trail = drafter.get(f"{document}/@decisions").body["trail"]
    assert [entry["action"] for entry in trail] == ["start", "advance"]


def test_a_repeated_key_sends_once_also_at_the_same_time(office, key):
    document = office.document()
    drafter = office.who("city-finance-staff")
    answers = together(lambda: drafter.decide(document, "advance", key, opinion="请审核"))
    assert {each.status for each in answers} == {200}
    assert {each.body["version"] for each in answers} == {2}


def test_a_repeated_key_creates_once_also_at_the_same_time(office, key):
    drafter = office.who("city-finance-staff")
    body = {"title": "关于报送计划的通知", "document_type": "notice"}
    answers = together(lambda: drafter.post("/@documents", body, key))
    assert {each.status for each in answers} == {201}
    assert len({each.body["@id"] for each in answers}) == 1
    assert drafter.get("/@work-items").body["items_total"] == 1


def test_signing_for_a_delivery_at_once_makes_one_document(office):
    document = office.document()
    office.advance(document, 9)
    row = office.delivery(document, "unit01")
    clerk = office.who("unit01-clerk")
    answers = together(lambda: clerk.post(row["@id"], {"action": "sign_for"}))
    assert {each.status for each in answers} == {200}
    assert len({each.body["incoming_document"] for each in answers}) == 1
    assert clerk.get("/@work-items").body["items_total"] == 1


def test_two_who_number_at_once_get_two_numbers(office):
    documents = [office.document() for _ in range(AT_ONCE)]
    for document in documents:
        office.advance(document, 6)
    clerk = office.who("city-clerk")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda each: clerk.decide(each, "advance"), documents))
    assert {each.status for each in found} == {200}
    listed = clerk.get("/@numbers").body
    assert sorted(line["number"] for line in listed["items"]) == [1, 2, 3, 4]
    assert listed["gaps"] == []


def test_two_readers_of_the_ledger_type_the_same_number(office):
    first, second = office.document(), office.document()
    for document in (first, second):
        office.advance(document, 6)
    clerk = office.who("city-clerk")
    assert clerk.decide(first, "advance", number=5).status == 200
    taken = clerk.decide(second, "advance", number=5)
    assert taken.refused(400, 403, 409)
    assert "5" in taken.body["message"]
    assert clerk.get(f"{second}/@decisions").body["step"]["id"] == "numbering"

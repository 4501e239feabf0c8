"""The pilot's day by REST alone: from the draft to twelve signatures."""

import base64
import io
import pypdfium2
import pytest


UNITS = [f"unit{number:02d}" for number in range(1, 13)]


def pdf():
    """Return a PDF of one empty A4 page."""
    made = pypdfium2.PdfDocument.new()
    made.new_page(595, 842)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def holders(answer):
    return sorted(holder["id"] for holder in answer.body["holders"])


@pytest.fixture
def told(office):
    """Take a decision that must be accepted, and compare where the document stands then."""

    def take(document, actor, step, held_by, action="advance", **more):
        answer = office.who(actor).decide(document, action, **more)
        assert answer.status == 200, (actor, answer.body)
        assert answer.body["step"]["id"] == step
        assert holders(answer) == sorted(held_by)
        return answer

    return take


def attach(office, document):
    """Store an attachment with an awkward name and see it listed."""
    drafter = office.who("city-finance-staff")
    file = {
        "data": base64.b64encode(pdf()).decode(),
        "encoding": "base64",
        "filename": "附件一 报送表（修订）.pdf",
        "content-type": "application/pdf",
    }
    stored = drafter.post(document, {"@type": "Attachment", "title": "附件一", "file": file})
    assert stored.status == 201, stored
    listed = drafter.get(document).body["attachments"]
    assert [each["filename"] for each in listed] == ["附件一 报送表（修订）.pdf"]


def test_pilot_day(office, told):
    document = office.document()
    attach(office, document)
    write_and_sign(office, told, document)
    number = number_seal_and_send(office, told, document)
    for unit in UNITS:
        sign_for(office, document, unit, number)
    rows = office.who("city-clerk").get(f"{document}/@deliveries").body["items"]
    by_unit = {row["to_unit"]: row["state"] for row in rows if row["to_unit"]}
    assert by_unit == dict.fromkeys(UNITS, "signed")
    compare_record(office, document)


def write_and_sign(office, told, document):
    """Review, countersign in parallel, one return by the leader with "then back to me", sign."""
    told(
        document,
        "city-finance-staff",
        "department_review",
        ["city-finance-head"],
        opinion="请审核",
    )
    refused = office.who("city-finance-staff").decide(document, "advance")
    assert refused.refused(403)
    assert refused.body["reason"]
    told(
        document,
        "city-finance-head",
        "countersigning",
        ["city-info-head", "city-legal-head"],
        to_step="countersigning",
        handlers=["city-legal-head", "city-info-head"],
    )
    told(document, "city-legal-head", "countersigning", ["city-info-head"], opinion="注意时限")
    told(document, "city-info-head", "office_review", ["city-director"], opinion="同意")
    told(document, "city-director", "signing", ["city-leader"], handlers=["city-leader"])
    told(
        document,
        "city-leader",
        "drafting",
        ["city-finance-staff"],
        action="return",
        to_step="drafting",
        then="back_to_me",
        opinion="第二条请再斟酌",
    )
    drafter = office.who("city-finance-staff")
    assert drafter.patch(document, {"title": "关于报送工作计划的通知"}).status in (200, 204)
    told(document, "city-finance-staff", "signing", ["city-leader"], opinion="已改")
    told(document, "city-leader", "numbering", ["city-clerk"], opinion="同意签发")
    assert drafter.patch(document, {"title": "改题"}).status in (401, 403)


def number_seal_and_send(office, told, document):
    """Number by hand, seal, deliver; return the number."""
    clerk = office.who("city-clerk")
    told(document, "city-clerk", "sealing", ["city-sealkeeper"], number=7)
    number = clerk.get(document).body["document_number"]
    assert number.endswith("7号")
    assert "〔" in number
    ledger = clerk.get("/@numbers").body["items"]
    assert [(line["number"], line["document"]) for line in ledger] == [(7, document)]
    told(document, "city-sealkeeper", "distribution", ["city-clerk"])
    told(document, "city-clerk", "distributed", [])
    rows = clerk.get(f"{document}/@deliveries").body["items"]
    assert sorted(row["to_unit"] for row in rows if row["to_unit"]) == UNITS
    return number


def sign_for(office, document, unit, number):
    """Read, then sign for a delivery twice: one incoming document, waiting in the inbox."""
    clerk = office.who(f"{unit}-clerk")
    row = office.delivery(document, unit)
    assert row["state"] == "sent"
    assert "报送工作计划" in str(clerk.get(row["@id"]).body["content"])
    first = clerk.post(row["@id"], {"action": "sign_for"})
    assert first.status == 200
    second = clerk.post(row["@id"], {"action": "sign_for"})
    assert second.body["incoming_document"] == first.body["incoming_document"]
    incoming = clerk.get(first.body["incoming_document"]).body
    assert incoming["source_number"] == number
    waiting = clerk.get("/@work-items?kind=open&b_size=500").body
    assert incoming["@id"] in [item["document"] for item in waiting["items"]]
    assert waiting["counts"]["open"] == waiting["items_total"]
    assert clerk.get(f"{document}/@decisions").status in (401, 403, 404)


def compare_record(office, document):
    """Every opinion is in the trail, in order, and the chain of digests holds."""
    state = office.who("city-director").get(f"{document}/@decisions").body
    said = [entry["opinion"] for entry in state["trail"] if entry["opinion"]]
    assert said == ["请审核", "注意时限", "同意", "第二条请再斟酌", "已改", "同意签发"]
    assert state["trail_valid"] is True

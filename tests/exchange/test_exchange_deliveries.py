"""From the clerk who distributes to the twelve who sign for: the real kernel, real documents."""

from __future__ import annotations

from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import KeyReused
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.exchange.deliveries import deliveries_of
from collective.tobaccooa.exchange.deliveries import recall
from collective.tobaccooa.exchange.deliveries import refuse
from collective.tobaccooa.exchange.deliveries import sign_for
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.pages import acts
from collective.tobaccooa.exchange.pages import matrix
from collective.tobaccooa.exchange.pages import received
from collective.tobaccooa.exchange.pages import sent
from collective.tobaccooa.inbox.health import rebuild
from collective.tobaccooa.inbox.health import verify
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.organisation import people
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.state import kernel_state
from datetime import timedelta
from tests.exchange.conftest import distribute
from tests.exchange.conftest import NOW
from tests.exchange.conftest import UNITS

import pytest


LATER = NOW + timedelta(hours=1)


def to(document, recipient):
    return next(row for row in deliveries_of(document) if row.recipient == recipient)


def waiting(user, kind=Kind.OPEN):
    return [(item.reference, item.step) for item in work_items(user, kind, size=500).items]


def test_distribution_makes_one_delivery_for_each_recipient(sealed):
    document = sealed()
    rows = distribute(document)
    assert [row.recipient for row in rows] == [f"unit:{u}" for u in UNITS] + ["text:省局办公室"]
    assert {row.state for row in rows} == {State.SENT}
    assert {row.kind.value for row in rows if row.to_unit} == {"main"}
    assert rows[-1].kind.value == "copy"
    assert rows[0].paper.number == document.document_number


def test_a_delivery_waits_with_the_clerks_post_at_once(delivered, demo_portal):
    row = to(delivered, "unit:unit01")
    assert waiting("unit01-clerk") == [(f"delivery:{row.id}", "to_sign_for")]
    assert waiting("unit01-leader") == []
    assert verify(demo_portal) == []


def test_signing_for_makes_the_units_own_document_with_text_number_and_files(
    delivered, demo_portal
):
    row = to(delivered, "unit:unit01")
    after = sign_for(row.id, "unit01-clerk", now=LATER)
    assert (after.state, after.settled_by, after.settled_at) == (
        State.SIGNED,
        "unit01-clerk",
        LATER,
    )
    incoming = document_by_reference(after.incoming)
    assert incoming.unit_code == "unit01"
    assert incoming.title == delivered.title
    assert incoming.source_document == delivered.reference
    assert incoming.source_number == delivered.document_number
    assert incoming.receipt_number == "收〔2026〕1号"
    assert "请各单位落实" in incoming.text_html()
    theirs, ours = incoming.attachments()[0], delivered.attachments()[0]
    assert theirs.file._blob is ours.file._blob
    assert theirs.file.filename == "附件一（修订）.pdf"
    assert kernel_state(incoming).step == "registration"
    assert waiting("unit01-clerk") == [(after.incoming, "registration")]
    assert verify(demo_portal) == []


def test_signing_for_again_makes_no_second_document(delivered):
    row = to(delivered, "unit:unit01")
    first = sign_for(row.id, "unit01-clerk", now=LATER)
    again = sign_for(row.id, "unit01-director", now=LATER + timedelta(minutes=1))
    assert again == first
    assert len(waiting("unit01-clerk")) == 1


def test_the_director_signs_for_it_in_place_of_the_clerk(delivered):
    row = to(delivered, "unit:unit02")
    after = sign_for(row.id, "unit02-director", now=LATER)
    assert (after.state, after.settled_by) == (State.SIGNED, "unit02-director")


@pytest.mark.parametrize("user", ["unit01-leader", "city-clerk"])
def test_who_may_only_look_cannot_sign_for_it_and_is_told_why(delivered, user):
    row = to(delivered, "unit:unit01")
    with pytest.raises(Refused):
        sign_for(row.id, user, now=LATER)
    assert to(delivered, "unit:unit01").state is State.SENT


@pytest.mark.parametrize("user", ["unit02-clerk", "unit01-staff", "city-info-staff", "nobody"])
def test_a_stranger_does_not_learn_that_it_exists(delivered, user):
    with pytest.raises(NotHere):
        sign_for(to(delivered, "unit:unit01").id, user, now=LATER)


def test_refusing_needs_a_reason_and_ends_the_waiting(delivered, demo_portal):
    row = to(delivered, "unit:unit01")
    with pytest.raises(InvalidInput):
        refuse(row.id, "unit01-clerk", " ")
    after = refuse(row.id, "unit01-clerk", "不属我单位职责", now=LATER)
    assert (after.state, after.reason) == (State.REFUSED, "不属我单位职责")
    assert waiting("unit01-clerk") == []
    with pytest.raises(OutOfDate):
        sign_for(row.id, "unit01-clerk")
    assert verify(demo_portal) == []


def test_the_sender_recalls_until_it_is_signed_for(delivered):
    first, second = to(delivered, "unit:unit01"), to(delivered, "unit:unit02")
    assert recall(first.id, "city-clerk", "发错了").state is State.RECALLED
    assert waiting("unit01-clerk") == []
    sign_for(second.id, "unit02-clerk", now=LATER)
    with pytest.raises(OutOfDate):
        recall(second.id, "city-clerk")
    with pytest.raises(Refused):
        recall(to(delivered, "unit:unit03").id, "unit03-clerk")


def test_distributing_again_sends_nothing_twice(delivered):
    before = deliveries_of(delivered)
    add = Decision("add_recipients", recipients=("unit:unit01", "unit:unit02"))
    decide(delivered, add, "city-clerk", LATER)
    assert deliveries_of(delivered) == before


def test_a_forgotten_recipient_is_added_and_a_recalled_one_sent_again(sealed):
    document = sealed(main_recipients=["unit:unit01"], copy_recipients=[])
    row = distribute(document)[0]
    recall(row.id, "city-clerk")
    add = Decision("add_recipients", recipients=("unit:unit05", "unit:unit01"))
    decide(document, add, "city-clerk", LATER)
    assert {r.recipient: r.state for r in deliveries_of(document)} == {
        "unit:unit01": State.SENT,
        "unit:unit05": State.SENT,
    }
    assert [step for _, step in waiting("unit05-clerk")] == ["to_sign_for"]


def test_a_key_counts_once_and_for_one_request(delivered):
    row = to(delivered, "unit:unit01")
    first = refuse(row.id, "unit01-clerk", "不属我单位", key="k", now=LATER)
    again = refuse(row.id, "unit01-clerk", "不属我单位", key="k", now=LATER + timedelta(days=1))
    assert again == first
    with pytest.raises(KeyReused):
        sign_for(row.id, "unit01-clerk", key="k")


def test_nothing_is_distributed_to_a_unit_where_nobody_can_receive_it(sealed):
    document = sealed(main_recipients=["unit:unit01", "unit:unit02"])
    for user in ("unit02-clerk", "unit02-director"):
        people.deactivate(user)
    with pytest.raises(Refused) as caught:
        distribute(document)
    assert caught.value.message == "reason_recipients_faulty"
    assert deliveries_of(document) == []
    assert kernel_state(document).step == "distribution"


def test_without_a_clerk_it_waits_with_the_director(sealed):
    people.deactivate("unit02-clerk")
    row = distribute(sealed(main_recipients=["unit:unit02"], copy_recipients=[]))[0]
    assert waiting("unit02-director") == [(f"delivery:{row.id}", "to_sign_for")]


def test_when_the_clerk_leaves_it_goes_on_to_the_director_and_back_to_a_new_clerk(
    delivered, demo_portal
):
    row = to(delivered, "unit:unit02")
    people.deactivate("unit02-clerk")
    assert waiting("unit02-director") == [(f"delivery:{row.id}", "to_sign_for")]
    assert verify(demo_portal) == []
    people.put_membership("unit02-staff", ["unit02.staff", "unit02.post.clerk"])
    assert waiting("unit02-director") == []
    assert waiting("unit02-staff") == [(f"delivery:{row.id}", "to_sign_for")]
    assert sign_for(row.id, "unit02-staff", now=LATER).state is State.SIGNED
    assert verify(demo_portal) == []


def test_an_unknown_recipient_is_not_added(delivered):
    for wrong in ("unit:unit99", "department:city-none", "nonsense"):
        with pytest.raises(Refused):
            decide(delivered, Decision("add_recipients", recipients=(wrong,)), "city-clerk", LATER)


def test_a_department_gets_it_to_read_and_confirms(sealed, demo_portal):
    document = sealed(main_recipients=["department:city-legal"], copy_recipients=[])
    row = distribute(document)[0]
    assert waiting("city-legal-head", Kind.TO_READ) == [(f"delivery:{row.id}", "to_confirm")]
    after = sign_for(row.id, "city-legal-head", now=LATER)
    assert (after.state, after.incoming) == (State.SIGNED, "")
    assert waiting("city-legal-head", Kind.TO_READ) == []
    assert verify(demo_portal) == []


def test_the_matrix_shows_who_signed_and_who_has_not(delivered):
    sign_for(to(delivered, "unit:unit01").id, "unit01-clerk", now=LATER)
    refuse(to(delivered, "unit:unit02").id, "unit02-clerk", "重复", now=LATER)
    found = matrix(delivered)
    assert found["counts"] == {"sent": 10, "signed": 1, "refused": 1, "recalled": 0}
    assert (found["total"], len(found["rows"]), len(found["outside"])) == (12, 12, 1)
    first, second = found["rows"][:2]
    assert first["title"] and first["fullname"] not in ("", "unit01-clerk")
    assert (first["settled_at"], second["reason"]) == (LATER, "重复")
    assert found["outside"][0]["title"] == "省局办公室"


def test_the_lists_of_both_sides(delivered):
    row = to(delivered, "unit:unit01")
    assert [r.id for r in received("unit01", "unit01-clerk", State.SENT).rows] == [row.id]
    assert sent("city", "city-clerk").total == 13
    assert sent("city", "city-clerk", State.SENT).total == 12
    sign_for(row.id, "unit01-clerk", now=LATER)
    assert received("unit01", "unit01-clerk", State.SENT).rows == []
    assert [r.id for r in received("unit01", "unit01-clerk", State.SIGNED).rows] == [row.id]
    assert [r.id for r in sent("city", "city-clerk", State.SIGNED).rows] == [row.id]
    for look in (received, sent):
        with pytest.raises(Refused):
            look("unit01", "unit02-clerk")


def test_what_a_person_may_do_now(delivered):
    row = to(delivered, "unit:unit01")
    assert acts(row, "unit01-clerk") == ["sign_for", "refuse"]
    assert acts(row, "city-clerk") == ["recall"]
    assert acts(row, "unit01-leader") == []
    assert acts(sign_for(row.id, "unit01-clerk", now=LATER), "unit01-clerk") == []


def test_abolishing_takes_back_what_nobody_signed_for(delivered, demo_portal):
    sign_for(to(delivered, "unit:unit01").id, "unit01-clerk", now=LATER)
    decide(delivered, Decision("abolish", reason="已有新规定"), "city-director", LATER)
    states = [row.state.value for row in deliveries_of(delivered) if row.to_unit]
    assert (states.count("signed"), states.count("recalled")) == (1, 11)
    assert to(delivered, "unit:unit02").reason == "已有新规定"
    assert waiting("unit02-clerk") == []
    assert verify(demo_portal) == []


def test_the_sender_reads_why_a_unit_returned_what_it_had_signed_for(delivered):
    row = sign_for(to(delivered, "unit:unit01").id, "unit01-clerk", now=LATER)
    incoming = document_by_reference(row.incoming)
    back = Decision("return", to_step="returned_to_sender", reason="缺附件二")
    decide(incoming, back, "unit01-clerk", LATER + timedelta(minutes=1))
    after = to(delivered, "unit:unit01")
    assert after.state is State.SIGNED
    assert "缺附件二" in after.reason
    assert sign_for(row.id, "unit01-clerk") == after


def test_rebuilding_the_inbox_finds_the_deliveries_again(delivered, demo_portal):
    before = waiting("unit01-clerk")
    rebuild(demo_portal)
    assert waiting("unit01-clerk") == before
    assert verify(demo_portal) == []

"""Who looks at a document sees whether its trail stands, reckoned once for each stored trail."""

from collective.tobaccooa.workflows import trail
from collective.tobaccooa.workflows.model import Decision
from dataclasses import replace

import pytest
import transaction


@pytest.fixture
def document(demo_functional):
    from collective.tobaccooa.documents.storage import create_document
    from collective.tobaccooa.workflows.kernel import decide

    values = {"title": "关于安全检查的通知", "document_type": "notice"}
    made = create_document("city", "OutgoingDocument", values, "city-finance-staff")
    decide(made, Decision("advance", opinion="请审核"), "city-finance-staff")
    transaction.commit()
    return made


@pytest.fixture
def reckonings(monkeypatch):
    """Every reckoning of a whole trail."""
    found = []
    reckon = trail.is_valid
    monkeypatch.setattr(trail, "is_valid", lambda *args: found.append(args) or reckon(*args))
    return found


def stands(document):
    from collective.tobaccooa.workflows.report import state_of

    return state_of(document, "city-finance-head")["trail_valid"]


def tampered(entries):
    return (*entries[:-1], replace(entries[-1], opinion="同意"))


def change_in_database(document):
    """Change the stored trail by another connection, as somebody with the database would."""
    from collective.tobaccooa.workflows.state import kernel_state

    own = transaction.TransactionManager()
    connection = document._p_jar.db().open(own)
    there = connection.get(kernel_state(document)._p_oid)
    there.trail = tampered(there.trail)
    own.commit()
    connection.close()


def test_looking_again_reckons_nothing_and_writes_nothing(document, reckonings):
    assert [stands(document) for _ in range(3)] == [True] * 3
    assert len(reckonings) == 1
    assert not document._p_jar._registered_objects


def test_tampering_in_the_database_is_found_after_it_was_judged(document):
    from collective.tobaccooa.documents.audit import fault_of

    assert stands(document)
    change_in_database(document)
    transaction.begin()
    assert not stands(document)
    assert fault_of(document) is not None


def test_tampering_is_found_with_the_same_number_of_entries_and_the_same_last_digest(document):
    from collective.tobaccooa.workflows.state import kernel_state

    state = kernel_state(document)
    assert stands(document)
    before = state.trail
    state.trail = tampered(before)
    assert state.trail[-1].digest == before[-1].digest
    assert not stands(document)
    state.trail = before
    assert stands(document)


def test_a_decision_has_the_whole_trail_judged_anew(document, reckonings):
    from collective.tobaccooa.workflows.kernel import decide

    assert stands(document)
    decide(document, Decision("return", to_step="drafting", reason="请改"), "city-finance-head")
    assert stands(document)
    assert len(reckonings) == 2


def test_the_administrators_check_reckons_although_it_was_judged(document, monkeypatch):
    from collective.tobaccooa.documents.audit import fault_of

    assert stands(document)
    found = []
    reckon = trail.digest_of
    monkeypatch.setattr(trail, "digest_of", lambda *args: found.append(args) or reckon(*args))
    assert fault_of(document) is None
    assert len(found) == 2

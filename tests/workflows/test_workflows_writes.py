"""Reading writes nothing; what a decision writes doesn't grow with the archive (invariant 8)."""

from collective.tobaccooa.workflows.model import Decision

import pytest
import transaction


def draft(number):
    from collective.tobaccooa.documents.storage import create_document

    values = {"title": f"关于第{number}项工作的通知", "document_type": "notice"}
    return create_document("city", "OutgoingDocument", values, "city-finance-staff")


def written_by(portal, act):
    """Return how many objects an act changes or adds."""
    transaction.savepoint()
    connection = portal._p_jar
    assert not connection._registered_objects
    act()
    return len(connection._registered_objects)


def send_on(document):
    from collective.tobaccooa.workflows.kernel import decide

    decide(document, Decision("advance", opinion="请审核"), "city-finance-staff")


def test_a_decision_writes_as_much_in_a_large_archive_as_in_a_small_one(demo):
    portal = demo["portal"]
    first = draft(0)
    few = written_by(portal, lambda: send_on(first))
    documents = [draft(number) for number in range(1, 80)]
    for document in documents[:-1]:
        send_on(document)
    many = written_by(portal, lambda: send_on(documents[-1]))
    assert 0 < many <= few + 2


def test_looking_at_a_document_and_a_list_writes_nothing(demo):
    from collective.tobaccooa.inbox.items import work_items
    from collective.tobaccooa.inbox.model import Kind
    from collective.tobaccooa.workflows.report import state_of

    document = draft(0)

    def look():
        state_of(document, "city-finance-staff")
        state_of(document, "city-director")
        for kind in Kind:
            work_items("city-finance-staff", kind)

    assert written_by(demo["portal"], look) == 0


def test_a_refused_decision_writes_nothing(demo):
    from collective.tobaccooa.exceptions import Refused
    from collective.tobaccooa.workflows.kernel import decide

    document = draft(0)

    def try_it():
        with pytest.raises(Refused):
            decide(document, Decision("advance"), "city-clerk")

    assert written_by(demo["portal"], try_it) == 0

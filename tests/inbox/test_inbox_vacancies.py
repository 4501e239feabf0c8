"""Nothing waits where nobody looks: who leaves or drops a post is replaced at once."""

import pytest


@pytest.fixture
def draft(demo):
    from collective.tobaccooa.documents.storage import create_document

    values = {"title": "关于安全检查的通知", "document_type": "notice"}
    return create_document("city", "OutgoingDocument", values, "city-finance-staff")


def holders(document):
    from collective.tobaccooa.workflows.state import kernel_state

    return [holder.principal for holder in kernel_state(document).holders]


def open_items(user_id):
    from collective.tobaccooa.inbox.items import work_items
    from collective.tobaccooa.inbox.model import Kind

    return [item.reference for item in work_items(user_id, Kind.OPEN).items]


def test_a_leavers_draft_passes_to_the_office_director(demo, draft):
    from collective.tobaccooa.organisation.people import deactivate

    deactivate("city-finance-staff")
    assert holders(draft) == ["city.post.director"]
    assert open_items("city-director") == [draft.reference]


def test_a_post_that_falls_vacant_passes_on_what_waits_there(demo, draft):
    from collective.tobaccooa.organisation.people import put_post
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    decide(draft, Decision("advance"), "city-finance-staff")
    assert holders(draft) == ["city.finance.head"]
    put_post("city.finance.head", [])
    assert holders(draft) == ["city.post.director"]
    assert open_items("city-finance-head") == []


def test_the_boxes_stay_true(demo, draft):
    from collective.tobaccooa.inbox.health import verify
    from collective.tobaccooa.organisation.people import deactivate

    deactivate("city-finance-staff")
    deactivate("city-director")
    assert verify(demo["portal"]) == []
    assert holders(draft) == ["city.post.deputy"]

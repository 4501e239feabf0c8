"""The administrator can prove that no trail was tampered with."""

from dataclasses import replace

import pytest


@pytest.fixture
def document(demo):
    from collective.tobaccooa.documents.storage import create_document
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    values = {"title": "关于安全检查的通知", "document_type": "notice"}
    made = create_document("city", "OutgoingDocument", values, "city-finance-staff")
    decide(made, Decision("advance", opinion="请审核"), "city-finance-staff")
    return made


def test_sound_trails_verify(document):
    from collective.tobaccooa.documents.audit import verify_trails

    audit = verify_trails()
    assert audit.breaks == ()
    assert (audit.documents, audit.entries) == (1, 2)


def test_a_changed_opinion_is_found(document):
    from collective.tobaccooa.documents.audit import Fault
    from collective.tobaccooa.documents.audit import verify_trails
    from collective.tobaccooa.workflows.state import kernel_state

    state = kernel_state(document)
    state.trail = (state.trail[0], replace(state.trail[1], opinion="不同意"))
    found = verify_trails().breaks
    assert [(b.reference, b.entry, b.fault) for b in found] == [
        (document.reference, "2", Fault.BROKEN)
    ]


def test_a_step_moved_past_the_kernel_is_found(document):
    from collective.tobaccooa.documents.audit import Fault
    from collective.tobaccooa.documents.audit import fault_of
    from collective.tobaccooa.workflows.state import kernel_state

    kernel_state(document).step = "signing"
    assert fault_of(document).fault is Fault.WRONG_STEP


def test_the_page_is_for_administrators_and_verifies_on_post_only(demo, document):
    from AccessControl import Unauthorized
    from plone import api

    portal = demo["portal"]
    with api.env.adopt_user("city-clerk"), pytest.raises(Unauthorized):
        portal.restrictedTraverse("@@oa-trails")
    with api.env.adopt_user("city-admin"):
        page = portal.restrictedTraverse("@@oa-trails")
        page.request.method = "GET"
        assert page.audit is None
        assert "oa-trails" in page()

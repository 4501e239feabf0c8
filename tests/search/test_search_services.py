"""`GET <unit>/@documents` as a client sees it."""

from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.search.services.documents import DocumentsGet
from datetime import timedelta
from plone import api
from plone.rest.interfaces import IAPIRequest
from tests.search.conftest import NOW
from zope.component import getMultiAdapter
from zope.interface import alsoProvides

import pytest


@pytest.fixture
def ask(demo_portal):
    """Return a function that calls the service: status and body."""

    def call(viewer, context=None, **query):
        request = demo_portal.REQUEST
        alsoProvides(request, ITobaccooaLayer, IAPIRequest)
        request.form.clear()
        request.form.update(query)
        service = DocumentsGet()
        service.context = context if context is not None else demo_portal
        service.request = request
        with api.env.adopt_user(username=viewer):
            body = service.reply()
        return request.response.getStatus(), body

    return call


class TestItems:
    def test_an_item_says_what_a_list_needs(self, ask, draft):
        document = draft()
        status, body = ask("city-clerk")
        assert (status, body["items_total"]) == (200, 1)
        (item,) = body["items"]
        assert item["@id"] == document.absolute_url()
        assert item["@type"] == "OutgoingDocument"
        assert item["title"] == document.title
        assert (item["document_number"], item["step"]) == (None, "drafting")
        assert item["step_title"] == "拟稿"
        assert item["created"] == "2026-11-23T05:06:07Z"
        assert item["department"] == "city-finance"

    def test_pages_are_linked_and_nothing_is_capped(self, ask, draft):
        for minute in range(30):
            draft(title=f"通知{minute}", now=NOW + timedelta(minutes=minute))
        _, body = ask("city-clerk")
        assert (len(body["items"]), body["items_total"]) == (25, 30)
        assert "b_start=25" in body["batching"]["next"]
        _, body = ask("city-clerk", b_start="25", b_size="25")
        assert [item["title"] for item in body["items"]] == [f"通知{n}" for n in (4, 3, 2, 1, 0)]

    def test_each_filter_narrows(self, ask, draft):
        draft()
        draft(title="关于任免的决定", document_type="decision", urgency="urgent")
        for query in (
            {"document_type": "decision"},
            {"urgency": "urgent"},
            {"q": "任免"},
            {"q": "决定", "type": "outgoing", "year": "2026", "state": "open"},
            {"q": "任免", "from": "2026-11-23", "to": "2026-11-23", "department": "city-finance"},
        ):
            _, body = ask("city-clerk", **query)
            assert [item["title"] for item in body["items"]] == ["关于任免的决定"]
            assert body["items_total"] == 1
        for query in ({"type": "incoming"}, {"type": "briefing"}, {"year": "2025"}):
            assert ask("city-clerk", **query)[1]["items_total"] == 0


class TestReaders:
    def test_a_unit_has_a_register_of_its_own(self, ask, draft, demo_portal):
        draft()
        for viewer in ("unit01-clerk", "city-clerk"):
            assert ask(viewer, demo_portal["unit01"])[1]["items_total"] == 0
        assert ask("unit01-clerk")[1]["items_total"] == 0

    def test_staff_see_their_own(self, ask, draft):
        draft()
        assert ask("city-finance-staff")[1]["items_total"] == 1
        assert ask("city-legal-staff")[1]["items_total"] == 0


@pytest.mark.parametrize(
    "query",
    [
        {"type": "secret"},
        {"year": "abc"},
        {"from": "23.11.2026"},
        {"to": "x"},
        {"state": "lost"},
        {"b_start": "-1"},
        {"b_size": "many"},
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_a_sentence(ask, query):
    status, body = ask("city-clerk", **query)
    assert status == 400
    assert body["type"] == "InvalidInput"
    assert body["message"]


def test_the_service_stands_at_the_root_and_at_every_unit(demo_portal):
    for context in (demo_portal, demo_portal["unit01"]):
        request = demo_portal.REQUEST.clone()
        alsoProvides(request, ITobaccooaLayer, IAPIRequest)
        found = getMultiAdapter((context, request), name="GET_application_json_@documents")
        assert isinstance(found, DocumentsGet)

"""Documents of the demo world, walked through their chain without a browser."""

from datetime import datetime
from datetime import UTC

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def draft(demo_portal):
    """Return a function that makes an outgoing document of the city's finance department."""
    from collective.tobaccooa.documents.storage import create_document

    def make(actor="city-finance-staff", unit="city", now=NOW, **values):
        body = {
            "title": "关于报送第四季度工作计划的通知",
            "document_type": "notice",
            "main_recipients": ["unit:unit01", "unit:unit02"],
            "text": "<p>现将有关事项通知如下。</p>",
        } | values
        return create_document(unit, "OutgoingDocument", body, actor, now=now)

    return make


@pytest.fixture
def take():
    """Return a function that takes a decision."""
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    def decision(document, actor, action="advance", **facts):
        return decide(document, Decision(action, **facts), actor)

    return decision


@pytest.fixture
def search_as(demo_portal):
    """Return a function that asks the catalogue as a user does: ids of what is found."""
    from plone import api

    def found(user_id, **query):
        with api.env.adopt_user(username=user_id):
            return [brain.getId for brain in api.portal.get_tool("portal_catalog")(**query)]

    return found

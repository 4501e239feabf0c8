"""`GET <unit>/@statistics`: the contract's shape, equal to `@documents`, and who may ask."""

from collective.tobaccooa.organisation import clock

import pytest


CONTRACT = {
    "outgoing",
    "incoming",
    "by_month",
    "by_type",
    "by_department",
    "steps",
    "overdue_share",
}


def ask(portal, user, unit="", **query):
    """Answer as somebody, like the service does behind HTTP."""
    from collective.tobaccooa.supervision.statistics.services.statistics import StatisticsGet
    from plone import api

    request = portal.REQUEST
    request.form.clear()
    request.form.update(query)
    with api.env.adopt_user(username=user):
        service = StatisticsGet()
        service.context, service.request = (portal[unit] if unit else portal), request
        return service.reply()


def test_it_has_the_contracts_shape_and_equals_the_register(demo_portal):
    from collective.tobaccooa.documents.storage import create_document
    from collective.tobaccooa.search.model import Filters
    from collective.tobaccooa.search.register import register_page

    body = {"title": "通知", "document_type": "notice", "department": "city-finance"}
    for _ in range(3):
        create_document("city", "OutgoingDocument", body, "city-finance-staff")
    create_document(
        "city",
        "IncomingDocument",
        {"title": "来文", "document_type": "letter", "from_unit": "省局"},
        "city-clerk",
    )
    answer = ask(demo_portal, "city-leader")
    assert answer.keys() >= CONTRACT
    day = clock.today()
    today = day.isoformat()
    answer = ask(demo_portal, "city-leader", **{"from": today, "to": today})
    for kind, name in (("outgoing", "drafted"), ("incoming", "incoming")):
        listed = register_page(
            "city",
            "city-leader",
            Filters(kind=kind, since=day, until=day),
        )
        assert answer[name] == listed.total
    assert answer["outgoing"] == 0
    assert answer["by_month"] == [{"month": today[:7], "outgoing": 0, "incoming": 1, "drafted": 3}]
    assert answer["overdue_share"] == 0
    assert answer["behind"] == 0


@pytest.mark.parametrize(
    ("user", "unit", "kind"),
    [
        ("unit01-clerk", "", "Refused"),
        ("unit01-leader", "unit02", "Refused"),
        ("city-finance-staff", "", "Refused"),
    ],
)
def test_others_are_refused(demo_portal, user, unit, kind):
    answer = ask(demo_portal, user, unit)
    assert answer["type"] == kind
    assert answer["message"] == answer["reason"]
    assert demo_portal.REQUEST.response.getStatus() == 403


def test_a_head_gets_the_department(demo_portal):
    answer = ask(demo_portal, "city-finance-head")
    assert answer["departments"] == ["city-finance"]
    assert ask(demo_portal, "city-clerk", "unit01")["departments"] is None


def test_days_that_are_none_are_refused(demo_portal):
    for query in ({"from": "gestern"}, {"from": "2026-02-02", "to": "2026-02-01"}):
        answer = ask(demo_portal, "city-leader", **query)
        assert (answer["type"], answer["field"]) == ("InvalidInput", "from")

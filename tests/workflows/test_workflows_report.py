"""What page and REST show of a document: the chain line, holders, actions with reasons."""

from collective.tobaccooa.workflows.model import Decision

import pytest


@pytest.fixture
def document(demo):
    from collective.tobaccooa.documents.storage import create_document

    values = {"title": "关于安全检查的通知", "document_type": "notice"}
    return create_document("city", "OutgoingDocument", values, "city-finance-staff")


def advance(document, actor, **more):
    from collective.tobaccooa.workflows.kernel import decide

    decide(document, Decision("advance", **more), actor)


def shown(document, viewer="city-director"):
    from collective.tobaccooa.workflows.report import state_of

    return state_of(document, viewer)


def line(document):
    return {place["id"]: place for place in shown(document)["chain"]}


def test_a_step_of_several_names_all_who_took_it(document):
    advance(document, "city-finance-staff")
    both = ("city-legal-head", "city-info-head")
    advance(document, "city-finance-head", to_step="countersigning", handlers=both)
    advance(document, "city-legal-head")
    advance(document, "city-info-head")
    place = line(document)["countersigning"]
    assert (place["status"], len(place["holders"])) == ("done", 2)


def test_a_step_not_chosen_is_no_part_of_the_line(document):
    advance(document, "city-finance-staff")
    advance(document, "city-finance-head")
    assert "countersigning" not in line(document)
    assert line(document)["office_review"]["status"] == "now"
    assert line(document)["signing"]["status"] == "to_come"


def test_holders_of_a_post_are_its_people(document):
    advance(document, "city-finance-staff")
    (holder,) = shown(document)["holders"]
    assert (holder["id"], holder["post"]) == ("city-finance-head", "city.finance.head")


def test_every_refused_action_says_why_and_every_allowed_one_offers_its_choices(document):
    actions = {a["id"]: a for a in shown(document, "city-finance-staff")["actions"]}
    assert actions["advance"]["allowed"]
    assert [s["id"] for s in actions["advance"]["to_steps"]] == ["department_review"]
    assert all(a["reason"] for a in actions.values() if not a["allowed"])
    assert all(a["reason"] is None for a in actions.values() if a["allowed"])


def test_only_the_holder_may_edit_and_is_asked(document):
    assert shown(document, "city-finance-staff")["may_edit"]
    other = shown(document, "city-director")
    assert (other["may_edit"], other["asks"]) == (False, "")

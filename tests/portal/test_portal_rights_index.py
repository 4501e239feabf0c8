"""What the catalogue says of who may see drafts follows keepers, posts and people."""

from collective.tobaccooa.organisation.people import deactivate
from collective.tobaccooa.organisation.people import put_membership
from collective.tobaccooa.organisation.people import put_post
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import unit_principal
from collective.tobaccooa.portal.columns import change_column

import pytest


@pytest.fixture
def draft(demo_portal, add_item):
    return add_item(demo_portal["unit01"]["news"], "unit01-editor")


def finds(user_id):
    from plone import api

    catalog = api.portal.get_tool("portal_catalog")
    with api.env.adopt_user(username=user_id):
        return [brain.Title for brain in catalog.searchResults(portal_type="News Item")]


def test_who_gives_a_post_up_finds_no_drafts_any_more(draft):
    change_column(draft.__parent__, {"editors": ()})
    assert finds("unit01-editor") == [draft.title]
    put_post(post_principal("unit01", "editor"), ["unit01-clerk"])
    assert finds("unit01-editor") == [] and finds("unit01-clerk") == [draft.title]


def test_who_goes_to_another_unit_finds_no_drafts_of_the_old_one(draft):
    change_column(draft.__parent__, {"editors": ()})
    put_membership("unit01-editor", (unit_principal("unit02"), post_principal("unit02", "editor")))
    assert finds("unit01-editor") == []


def test_who_leaves_is_replaced_by_the_holders_of_the_post(draft):
    change_column(draft.__parent__, {"editors": ("unit01-clerk",)})
    put_post(post_principal("unit01", "editor"), ["unit01-editor"])
    assert finds("unit01-editor") == [] and finds("unit01-clerk") == [draft.title]
    deactivate("unit01-clerk")
    assert finds("unit01-clerk") == [] and finds("unit01-editor") == [draft.title]


def test_a_person_writes_nothing_of_what_is_published(draft, move, monkeypatch):
    from collective.tobaccooa.portal import indexing

    move(draft, "submit", "unit01-editor")
    move(draft, "publish", "unit01-approver")
    written = []
    monkeypatch.setattr(indexing, "_index", lambda items: written.extend(items))
    put_post(post_principal("unit01", "editor"), ["unit01-clerk"])
    change_column(draft.__parent__, {"editors": ("unit01-clerk",)})
    assert written == []


def test_the_leader_of_a_closed_portal_finds_what_was_published(demo_portal, draft, move):
    from collective.tobaccooa.portal.keeping.portals import set_status

    move(draft, "submit", "unit01-editor")
    move(draft, "publish", "unit01-approver")
    leader = draft.__parent__.supervising_leader or "unit01-deputy"
    set_status(demo_portal["unit01"], "closed")
    assert finds(leader) == [draft.title] and finds("unit01-editor") == []
    change_column(draft.__parent__, {"supervising_leader": "unit01-clerk"})
    assert finds("unit01-clerk") == [draft.title] and finds(leader) == []
    put_membership("unit01-clerk", ())
    set_status(demo_portal["unit01"], "open")
    assert finds("unit02-staff") == [draft.title]


def test_people_change_also_when_the_pages_of_a_unit_are_gone(demo_portal, draft):
    from plone import api

    with api.env.adopt_roles(["Manager"]):
        demo_portal._delObject("unit07")
    change_column(draft.__parent__, {"editors": ()})
    put_post(post_principal("unit01", "editor"), ["unit01-clerk"])
    assert finds("unit01-clerk") == [draft.title]

"""Portals as a whole: made with one act, moved, closed, filed."""

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused

import pytest


@pytest.fixture
def made(demo_portal):
    from collective.tobaccooa.portal.keeping.portals import create_portal

    return create_portal(
        "unit13", "云溪县烟草专卖局（分公司）", "云溪县局（分公司）", "city", "county"
    )


def test_a_new_portal_has_its_columns_and_office_at_once(made):
    from collective.tobaccooa.organisation.directory import directory
    from collective.tobaccooa.portal.columns import columns_of

    assert [column.getId() for column in columns_of(made)] == [
        "news", "notices", "pictures", "downloads", "links",
    ]  # fmt: skip
    assert directory().departments("unit13")[0].title == "办公室"
    assert made["news"].rises_to == "news" and made["news"].max_age_days == 14


def test_its_keepers_are_the_posts_of_the_unit(made):
    from collective.tobaccooa.organisation.groups import source_groups
    from collective.tobaccooa.portal.keepers import keepers

    assert keepers(made["news"]).editors == ()
    source_groups().addPrincipalToGroup("unit12-staff", "unit13.post.editor")
    assert keepers(made["news"]).editors == ("unit12-staff",)


@pytest.mark.parametrize(
    ("code", "title"), [("unit01", "重名"), ("1x", "坏代码"), ("news", "占用"), ("unit14", "")]
)
def test_a_bad_form_makes_nothing(demo_portal, code, title):
    from collective.tobaccooa.organisation.directory import directory
    from collective.tobaccooa.portal.keeping.portals import create_portal

    before = len(directory().units())
    with pytest.raises(InvalidInput):
        create_portal(code, title, "", "city", "county")
    assert len(directory().units()) == before


def test_a_closed_portal_shows_nothing_and_loses_nothing(demo_portal, add_item, move, acting):
    from AccessControl import getSecurityManager
    from collective.tobaccooa.portal.keeping.portals import set_status

    unit = demo_portal["unit01"]
    item = add_item(unit["news"], "unit01-editor")
    move(item, "submit", "unit01-editor")
    move(item, "publish", "unit01-approver")
    assert set_status(unit, "closed") is True
    for user in ("unit02-staff", "unit01-editor", "unit01-approver"):
        with acting(user):
            assert not getSecurityManager().checkPermission("Modify portal content", item)
    with acting("unit02-staff"):
        assert not getSecurityManager().checkPermission("View", unit["news"])
    assert set_status(unit, "closed") is False
    set_status(unit, "open")
    with acting("unit01-approver"):
        assert getSecurityManager().checkPermission("Modify portal content", item)


def test_a_filed_portal_is_read_and_not_changed(demo_portal, add_item, move, acting):
    from AccessControl import getSecurityManager
    from collective.tobaccooa.portal.keeping.portals import set_status
    from Products.CMFCore.WorkflowCore import WorkflowException

    unit = demo_portal["unit01"]
    item = add_item(unit["news"], "unit01-editor")
    set_status(unit, "archived")
    with pytest.raises(WorkflowException):
        move(item, "submit", "unit01-editor")
    with acting("unit02-staff"):
        assert getSecurityManager().checkPermission("View", unit["news"])
    with acting("unit01-editor"):
        assert not getSecurityManager().checkPermission("Add portal content", unit["news"])


def test_a_moved_portal_keeps_everything_and_old_addresses_lead_to_it(demo_portal, add_item, move):
    from collective.tobaccooa.organisation.directory import directory
    from collective.tobaccooa.portal.items import published_brains
    from collective.tobaccooa.portal.keeping.portals import move_portal
    from plone.app.redirector.interfaces import IRedirectionStorage
    from zope.component import getUtility

    item = add_item(demo_portal["unit01"]["news"], "unit01-editor")
    move(item, "submit", "unit01-editor")
    move(item, "publish", "unit01-approver")
    old = "/".join(item.getPhysicalPath())
    moved = move_portal("unit01", "unit02")
    assert directory().unit("unit01").parent == "unit02"
    assert [brain.UID for brain in published_brains(moved["news"])] == [item.UID()]
    target = getUtility(IRedirectionStorage).get(old)
    assert target == old.replace("/unit01/", "/unit02/unit01/")


def test_the_pages_of_a_moved_portal_and_of_those_below_it_open(demo_portal):
    from collective.tobaccooa.organisation.directory import directory
    from collective.tobaccooa.portal.keeping.portals import move_portal
    from plone.registry.interfaces import IRegistry
    from zope.component import getSiteManager
    from zope.component import getUtility
    from zope.component.hooks import site

    move_portal("unit01", "unit02")
    move_portal("unit02", "unit03")
    for code in ("unit02", "unit01"):
        unit = directory().unit_object(code)
        with site(unit):
            assert getUtility(IRegistry).getPhysicalPath()[:-1] == unit.getPhysicalPath()
            assert getUtility(IRegistry)["plone.site_title"]
        above = getSiteManager(unit.__parent__)
        assert getSiteManager(unit).__bases__ == (above,)


@pytest.mark.parametrize(("code", "parent"), [("city", "unit01"), ("unit01", "unit01")])
def test_no_portal_is_put_into_itself(demo_portal, code, parent):
    from collective.tobaccooa.portal.keeping.portals import move_portal

    with pytest.raises(Refused):
        move_portal(code, parent)


def test_nested_portals_can_not_be_put_below_themselves(demo_portal):
    from collective.tobaccooa.portal.keeping.portals import move_portal

    move_portal("unit01", "unit02")
    with pytest.raises(Refused):
        move_portal("unit02", "unit01")

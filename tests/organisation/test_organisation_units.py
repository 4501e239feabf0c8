"""Units and departments in a site."""

from __future__ import annotations

from collective.lineage.interfaces import IChildSite
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.interfaces import IUnitPrepared
from collective.tobaccooa.organisation.model import Department
from collective.tobaccooa.organisation.model import Identity
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.organisation.principals import POSTS
from collective.tobaccooa.organisation.units import add_department
from collective.tobaccooa.organisation.units import add_unit
from collective.tobaccooa.organisation.units import change_unit
from collective.tobaccooa.organisation.units import prepare_unit
from dataclasses import replace
from plone import api
from zope.component import getGlobalSiteManager
from zope.component import provideHandler
from zope.lifecycleevent import modified

import pytest


UNIT = Unit(
    "unit01",
    "青溪县烟草专卖局（分公司）",
    "青溪县局",
    "county",
    10,
    "city",
    "",
    (
        Identity("bureau", "青溪县烟草专卖局", "青溪县局"),
        Identity("company", "云岭市烟草公司青溪县分公司", ""),
    ),
)


@pytest.fixture
def unit(portal, manager):
    """The SubPortal of unit01."""
    return add_unit(UNIT)


class TestRoot:
    def test_a_fresh_site_has_the_root_unit_with_folders(self, portal):
        assert directory().unit("city").kind == "city"
        assert directory().unit_object("city") == portal
        for name in ("departments", "gongwen", "letterheads", "seals"):
            assert portal[name].portal_type == "OfficeFolder"
            assert portal[name]._ordering == "unordered"

    def test_what_is_stored_is_chinese_whatever_the_request_speaks(self, portal, request_of):
        request_of["LANGUAGE"] = "en"
        prepare_unit(portal, "city")
        assert portal["departments"].title == "科室"
        assert directory().unit("city").title == "市烟草专卖局（公司）"
        assert api.group.get("city.post.clerk").getProperty("title") == "市局（公司） 文书"

    def test_the_roots_administrators_have_their_role_in_the_whole_site(self, portal):
        group = api.group.get("city.post.admin")
        assert "OA Administrator" in group.getRoles()

    def test_an_anonymous_visitor_does_not_see_the_folders(self, portal):
        with api.env.adopt_roles(["Anonymous"]):
            assert not api.user.has_permission("View", obj=portal["gongwen"])


class TestAddUnit:
    def test_it_is_a_child_site_with_folders_and_groups(self, unit):
        assert IChildSite.providedBy(unit)
        assert unit["gongwen"].portal_type == "OfficeFolder"
        for post in POSTS:
            assert api.group.get(f"unit01.post.{post}") is not None
        assert api.group.get("unit01.staff") is not None

    def test_the_directory_knows_it_with_both_identities(self, unit):
        known = directory().unit("unit01")
        assert (known.title, known.parent, known.order) == (UNIT.title, "city", 10)
        assert known.identities == UNIT.identities

    def test_a_second_unit_of_the_same_code_is_refused(self, unit):
        with pytest.raises(InvalidInput):
            add_unit(UNIT)

    def test_a_unit_below_no_unit_is_refused(self, portal, manager):
        with pytest.raises(NotHere):
            add_unit(replace(UNIT, parent="nowhere"))

    def test_units_nest_and_are_listed_in_tree_order(self, unit):
        add_unit(replace(UNIT, code="unit02", order=5))
        add_unit(replace(UNIT, code="station1", parent="unit01"))
        assert [item.code for item in directory().units()] == [
            "city",
            "unit02",
            "unit01",
            "station1",
        ]
        assert directory().ancestors("station1") == ["unit01", "city"]

    def test_a_changed_title_reaches_directory_and_groups(self, unit):
        change_unit(replace(UNIT, short_title="青溪局"))
        assert directory().unit("unit01").short_title == "青溪局"
        assert directory().title_of("unit01.post.clerk").startswith("青溪局")
        assert api.group.get("unit01.post.clerk").getProperty("title").startswith("青溪局")

    def test_its_administrators_have_their_role_there_only(self, portal, unit):
        roles = dict(unit.get_local_roles())
        assert roles["unit01.post.admin"] == ("OA Administrator",)
        assert "OA Administrator" not in api.group.get("unit01.post.admin").getRoles()

    def test_preparing_again_tells_it_and_changes_nothing(self, unit):
        heard = []

        def listen(event):
            heard.append(event.code)

        provideHandler(listen, [IUnitPrepared])
        try:
            before = sorted(unit.objectIds())
            prepare_unit(unit, "unit01")
        finally:
            getGlobalSiteManager().unregisterHandler(listen, [IUnitPrepared])
        assert heard == ["unit01"]
        assert sorted(unit.objectIds()) == before


class TestMovedAndDeleted:
    def test_a_moved_unit_is_found_with_those_below_it(self, portal, unit):
        add_unit(replace(UNIT, code="unit02"))
        add_unit(replace(UNIT, code="station1", parent="unit01"))
        api.content.move(unit, portal["unit02"])
        assert directory().unit("unit01").parent == "unit02"
        assert directory().unit_object("station1").absolute_url().endswith("unit02/unit01/station1")

    def test_a_renamed_unit_keeps_its_code(self, portal, unit):
        api.content.rename(unit, "qingxi")
        assert directory().unit_object("unit01").getId() == "qingxi"

    def test_a_code_cannot_be_changed(self, portal, unit):
        unit.code = "other"
        modified(unit)
        assert unit.code == "unit01"
        assert not directory().has_unit("other")

    def test_a_deleted_unit_is_forgotten(self, portal, unit):
        add_department(Department("unit01-office", "office", "unit01", "办公室", 1))
        api.content.delete(unit, check_linkintegrity=False)
        assert not directory().has_unit("unit01")
        assert not directory().has_department("unit01-office")
        with pytest.raises(NotHere):
            directory().unit("unit01")


class TestDepartments:
    def test_a_department_has_groups_and_stands_in_the_directory(self, portal, manager):
        add_department(Department("city-finance", "finance", "city", "财务科", 2))
        add_department(Department("city-office", "office", "city", "办公室", 1))
        assert [item.id for item in directory().departments("city")] == [
            "city-office",
            "city-finance",
        ]
        assert api.group.get("city.finance.head") is not None
        assert "财务科" in directory().title_of("city.finance")
        assert portal["departments"]["finance"].title == "财务科"

    def test_a_deleted_department_is_forgotten(self, portal, manager):
        content = add_department(Department("city-finance", "finance", "city", "财务科", 2))
        api.content.delete(content, check_linkintegrity=False)
        assert not directory().has_department("city-finance")


class TestUnitOf:
    def test_content_belongs_to_the_nearest_unit_above(self, portal, unit):
        assert directory().unit_of(unit["gongwen"]).code == "unit01"
        assert directory().unit_of(portal["gongwen"]).code == "city"

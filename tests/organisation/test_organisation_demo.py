"""The demo world is the one of the public contract."""

from __future__ import annotations

from collective.tobaccooa.organisation import accounts
from collective.tobaccooa.organisation import demo as demo_world
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import POSTS
from collective.tobaccooa.organisation.store import organisation

import pytest


UNITS = [f"unit{number:02d}" for number in range(1, 13)]
DEPARTMENTS = ["office", "info", "legal", "monopoly", "finance", "personnel", "logistics"]


class TestDemoWorld:
    def test_a_city_with_twelve_units(self, demo_portal):
        assert [unit.code for unit in directory().children("city")] == UNITS
        assert all(len(unit.identities) == 2 for unit in directory().units())

    @pytest.mark.parametrize("department", DEPARTMENTS)
    def test_each_department_of_the_city_has_head_and_staff(self, demo_portal, department):
        known = directory()
        assert known.members(f"city.{department}.head") == (f"city-{department}-head",)
        assert f"city-{department}-staff" in known.members(f"city.{department}")
        assert known.person(f"city-{department}-staff").department == f"city-{department}"

    @pytest.mark.parametrize("unit", ["city", *UNITS])
    def test_each_unit_has_its_posts_and_staff(self, demo_portal, unit):
        known = directory()
        for post in POSTS:
            expected = () if post == "admin" and unit != "city" else (f"{unit}-{post}",)
            assert known.members(f"{unit}.post.{post}") == expected
        assert known.departments(unit)
        if unit != "city":
            assert f"{unit}-staff" in known.members(f"{unit}.staff")

    def test_everybody_has_another_name(self, demo_portal):
        names = [person.fullname for person in directory().people()]
        assert len(names) == len(set(names)) == 131

    def test_the_password_is_known_and_need_not_be_changed(self, demo_portal):
        known = accounts.source_users().authenticateCredentials(
            {"login": "unit07-clerk", "password": demo_world.DEFAULT_PASSWORD}
        )
        assert known == ("unit07-clerk", "unit07-clerk")
        assert not organisation().gates

    def test_loading_again_changes_nothing(self, demo_portal):
        before = list(directory().people())
        demo_world.load()
        assert directory().people() == before

"""People, membership, absence, leaving, passwords."""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation import accounts
from collective.tobaccooa.organisation import people
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.interfaces import IPersonLeft
from collective.tobaccooa.organisation.model import Department
from collective.tobaccooa.organisation.model import Person
from collective.tobaccooa.organisation.units import add_department
from datetime import date
from plone import api
from zope.component import getGlobalSiteManager
from zope.component import provideHandler

import pytest


@pytest.fixture
def office(portal, manager):
    """The city's office and finance departments."""
    add_department(Department("city-office", "office", "city", "办公室", 1))
    add_department(Department("city-finance", "finance", "city", "财务科", 2))


@pytest.fixture
def clerk(office):
    """A clerk of the city's office, with a known password."""
    person = Person("city-clerk", "林知远", "文书", 20, "city", "city-office")
    people.add_person(
        person,
        ["city.staff", "city.office", "city.post.clerk"],
        password="Erste-2026",
        must_change=False,
    )
    return person


def sign_in(login: str, password: str):
    """Return what the users plugin says to a login and password."""
    return accounts.source_users().authenticateCredentials({"login": login, "password": password})


class TestAddPerson:
    def test_the_directory_knows_facts_and_groups(self, clerk):
        seen = directory()
        assert seen.person("city-clerk") == clerk
        assert seen.members("city.post.clerk") == ("city-clerk",)
        assert seen.units_of("city-clerk") == {"city"}
        assert seen.departments_of("city-clerk") == {"city-office"}
        assert "city.post.clerk" in seen.principals_of("city-clerk")
        assert api.user.get("city-clerk").getProperty("fullname") == "林知远"

    def test_without_a_password_a_one_time_one_is_given(self, office):
        given = people.add_person(Person("new-one", "周新"), ["city.staff"])
        assert sign_in("new-one", given)
        assert accounts.must_change_password("new-one")

    def test_adding_again_gives_no_password_and_keeps_the_account(self, clerk):
        assert people.add_person(clerk, ["city.staff"]) == ""
        assert sign_in("city-clerk", "Erste-2026")

    @pytest.mark.parametrize(
        "user_id", ["", "a b", "city.staff", "x.head", "city.post.clerk", "张三"]
    )
    def test_a_user_id_that_could_be_a_group_or_is_odd_is_refused(self, office, user_id):
        with pytest.raises(InvalidInput):
            people.add_person(Person(user_id, "某人"))

    def test_a_group_that_does_not_exist_is_refused(self, office):
        with pytest.raises(InvalidInput):
            people.add_person(Person("new-one", "周新"), ["city.nowhere"])

    def test_someone_may_serve_in_two_departments(self, clerk):
        people.put_membership("city-clerk", ["city.staff", "city.office", "city.finance.head"])
        assert directory().departments_of("city-clerk") == {"city-office", "city-finance"}
        assert directory().members("city.post.clerk") == ()

    def test_groups_of_the_site_itself_stay(self, clerk):
        api.group.add_user(groupname="Reviewers", username="city-clerk")
        people.put_membership("city-clerk", ["city.staff"])
        assert "Reviewers" in directory().principals_of("city-clerk")


class TestMembers:
    def test_they_are_listed_by_rank_and_only_while_active(self, office):
        for user_id, order in (("b-one", 2), ("a-two", 3), ("c-first", 1)):
            people.add_person(Person(user_id, user_id, order=order), ["city.staff"])
        assert directory().members("city.staff") == ("c-first", "b-one", "a-two")
        people.put_person(Person("b-one", "b-one", active=False))
        assert directory().members("city.staff") == ("c-first", "a-two")

    def test_an_unknown_group_or_person_is_nobody(self, portal):
        assert directory().members("no.such") == ()
        stranger = directory().person("no-such")
        assert (stranger.fullname, stranger.active) == ("no-such", False)


class TestPosts:
    def test_a_post_is_given_to_exactly_those_named(self, clerk):
        people.add_person(Person("next-clerk", "何晚舟"), ["city.staff"])
        assert people.put_post("city.post.clerk", ["next-clerk"])
        assert directory().members("city.post.clerk") == ("next-clerk",)
        assert not people.put_post("city.post.clerk", ["next-clerk"])


class TestAbsence:
    def test_somebody_is_absent_from_the_first_to_the_last_day(self, clerk):
        people.set_absence("city-clerk", date(2026, 11, 23), date(2026, 11, 25))
        seen = [
            directory().is_absent("city-clerk", date(2026, 11, day)) for day in (22, 23, 25, 26)
        ]
        assert seen == [False, True, True, False]

    def test_without_a_last_day_until_further_notice(self, clerk):
        people.set_absence("city-clerk", date(2026, 11, 23), None)
        assert directory().is_absent("city-clerk", date(2030, 1, 1))
        people.set_absence("city-clerk", None, None)
        assert not directory().is_absent("city-clerk", date(2030, 1, 1))

    def test_days_in_the_wrong_order_are_refused(self, clerk):
        with pytest.raises(InvalidInput):
            people.set_absence("city-clerk", date(2026, 11, 23), date(2026, 11, 22))
        with pytest.raises(InvalidInput):
            people.set_absence("city-clerk", None, date(2026, 11, 22))

    def test_of_a_stranger_is_refused(self, portal):
        with pytest.raises(NotHere):
            people.set_absence("no-such", None, None)


class TestLeaving:
    def test_who_left_has_no_post_no_password_but_a_name(self, clerk):
        heard = []

        def listen(event):
            heard.append(event.user_id)

        provideHandler(listen, [IPersonLeft])
        try:
            people.deactivate("city-clerk")
        finally:
            getGlobalSiteManager().unregisterHandler(listen, [IPersonLeft])
        assert heard == ["city-clerk"]
        assert directory().members("city.post.clerk") == ()
        assert directory().fullname("city-clerk") == "林知远"
        assert not sign_in("city-clerk", "Erste-2026")
        with pytest.raises(Refused):
            accounts.reset_password("city-clerk")

    def test_who_comes_back_gets_a_one_time_password(self, clerk):
        people.deactivate("city-clerk")
        password = people.reactivate("city-clerk")
        assert sign_in("city-clerk", password)
        assert directory().person("city-clerk").active


class TestPasswords:
    def test_a_reset_gives_a_one_time_password(self, clerk):
        password = accounts.reset_password("city-clerk")
        assert not sign_in("city-clerk", "Erste-2026")
        assert sign_in("city-clerk", password)
        assert accounts.must_change_password("city-clerk")

    def test_choosing_a_good_one_opens_the_gate(self, clerk):
        once = accounts.reset_password("city-clerk")
        accounts.change_password("city-clerk", once, "Neues-2027")
        assert not accounts.must_change_password("city-clerk")
        assert sign_in("city-clerk", "Neues-2027")

    def test_a_wrong_present_password_is_refused(self, clerk):
        with pytest.raises(InvalidInput) as refusal:
            accounts.change_password("city-clerk", "falsch", "Neues-2027")
        assert refusal.value.field == "old_password"

    @pytest.mark.parametrize(
        "new", ["short1", "Erste-2026", "abcdefghijk", "12345678", "x-city-clerk-1", "a1" * 100]
    )
    def test_a_weak_new_password_is_refused(self, clerk, new):
        with pytest.raises(InvalidInput) as refusal:
            accounts.change_password("city-clerk", "Erste-2026", new)
        assert refusal.value.field == "new_password"

    def test_a_reset_for_a_stranger_is_refused(self, portal):
        with pytest.raises(NotHere):
            accounts.reset_password("no-such")

"""The throttle and the gate in a site."""

from __future__ import annotations

from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.organisation import accounts
from collective.tobaccooa.organisation import people
from collective.tobaccooa.organisation import signin
from collective.tobaccooa.organisation.model import Person
from collective.tobaccooa.organisation.throttle import Throttle
from plone.app.testing import login
from plone.rest.interfaces import IAPIRequest
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from types import SimpleNamespace
from zExceptions import Forbidden
from zExceptions import Redirect
from zope.interface import alsoProvides
from ZPublisher.pubevents import PubAfterTraversal

import pytest


@pytest.fixture(autouse=True)
def fresh_throttle(monkeypatch):
    """A throttle without memory of other tests."""
    throttle = Throttle()
    monkeypatch.setattr(signin, "THROTTLE", throttle)
    return throttle


@pytest.fixture
def clerk(portal, manager):
    """Somebody with a known password."""
    people.add_person(
        Person("city-clerk", "林知远"), ["city.staff"], password="Erste-2026", must_change=False
    )
    return "city-clerk"


def authenticate(portal, name, password):
    """Sign in as the sign-in page and @login do, each time in a new request."""
    portal.REQUEST.other.pop(signin.ATTEMPTS, None)
    return portal.acl_users.authenticate(name, password, portal.REQUEST)


class TestThrottlePlugin:
    def test_it_stands_in_front(self, portal):
        plugins = portal.acl_users.plugins.listPluginIds(IAuthenticationPlugin)
        assert plugins[0] == signin.PLUGIN_ID
        signin.install_plugin()
        assert portal.acl_users.plugins.listPluginIds(IAuthenticationPlugin) == plugins

    def test_uninstalling_takes_it_away(self, portal):
        signin.remove_plugin()
        assert signin.PLUGIN_ID not in portal.acl_users.objectIds()
        assert signin.PLUGIN_ID not in portal.acl_users.plugins.listPluginIds(IAuthenticationPlugin)

    def test_a_right_password_signs_in(self, portal, clerk):
        assert authenticate(portal, clerk, "Erste-2026").getId() == clerk

    def test_after_five_failures_even_the_right_one_has_to_wait(self, portal, clerk):
        for _failure in range(5):
            assert authenticate(portal, clerk, "falsch") is None
        assert authenticate(portal, clerk, "Erste-2026") is None

    def test_one_request_counts_once(self, portal, clerk, fresh_throttle):
        for _same_request in range(9):
            portal.acl_users.authenticate(clerk, "falsch", portal.REQUEST)
        assert authenticate(portal, clerk, "Erste-2026").getId() == clerk

    def test_failures_of_one_login_don_t_stop_another(self, portal, clerk):
        people.add_person(
            Person("other", "何晚舟"), ["city.staff"], password="Erste-2026", must_change=False
        )
        for _failure in range(9):
            authenticate(portal, "other", "falsch")
        assert authenticate(portal, clerk, "Erste-2026").getId() == clerk

    def test_the_instances_own_administrator_is_not_counted(self, portal, fresh_throttle):
        from plone.app.testing import SITE_OWNER_NAME

        for _failure in range(9):
            authenticate(portal, SITE_OWNER_NAME, "falsch")
        assert fresh_throttle.wait(SITE_OWNER_NAME, 0.0) == 0


@pytest.fixture
def page(portal, request_of):
    """A page request of our layer, as published."""

    alsoProvides(request_of, ITobaccooaLayer)
    request_of.set("PUBLISHED", SimpleNamespace(__name__="my-work"))
    return request_of


class TestGate:
    def test_who_must_change_the_password_is_sent_to_the_page(self, portal, clerk, page):
        accounts.reset_password(clerk)
        login(portal, clerk)
        with pytest.raises(Redirect) as stopped:
            signin.hold_up(PubAfterTraversal(page))
        assert str(stopped.value).endswith("/@@oa-change-password")

    def test_the_page_itself_and_signing_out_are_open(self, portal, clerk, page):
        accounts.reset_password(clerk)
        login(portal, clerk)
        for name in ("oa-change-password", "logout"):
            page.get("PUBLISHED").__name__ = name
            signin.hold_up(PubAfterTraversal(page))
            assert signin.is_open(page)

    def test_rest_is_told_where_to_go(self, portal, clerk, page):
        accounts.reset_password(clerk)
        login(portal, clerk)
        alsoProvides(page, IAPIRequest)
        with pytest.raises(Forbidden, match="@change-password"):
            signin.hold_up(PubAfterTraversal(page))

    def test_who_left_is_signed_out(self, portal, clerk, page):
        login(portal, clerk)
        people.deactivate(clerk)
        with pytest.raises(Redirect) as stopped:
            signin.hold_up(PubAfterTraversal(page))
        assert str(stopped.value).endswith("/logout")

    def test_everybody_else_passes(self, portal, clerk, page):
        login(portal, clerk)
        signin.hold_up(PubAfterTraversal(page))
        assert not accounts.must_change_password(clerk)

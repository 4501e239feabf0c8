"""The administrator's page of mails and calls: what is kept, refused, shown, tried."""

from __future__ import annotations

from AccessControl import Unauthorized
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.settings import site_settings
from collective.tobaccooa.interfaces import ITobaccooaLayer
from plone.app.testing import login
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.protect.authenticator import createToken
from zExceptions import Forbidden
from zope.component import getMultiAdapter
from zope.interface import alsoProvides

import pytest


FORM = {
    "do": "save",
    "mail": "yes",
    "address": "https://oa.bureau.test/",
    "rhythm": "daily",
    "morning": "8:15",
    "afternoon": "15:00",
    "quiet_begins": "18:00",
    "quiet_ends": "07:30",
    "call": "yes",
    "call_url": "http://10.0.0.9/messages",
    "call_secret": "a-secret-of-the-bureau",
    "call_kinds": ["urged", "escalated"],
}


@pytest.fixture
def page(demo):
    """Return a function that sends a form to the page as a Manager."""
    portal, request = demo["portal"], demo["request"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    alsoProvides(request, ITobaccooaLayer)
    request["LANGUAGE"] = "zh-cn"

    def call(method="POST", token=True, **form):
        request.form.clear()
        request.form.update(form)
        if token:
            request.form["_authenticator"] = createToken()
        request["REQUEST_METHOD"] = request.method = method
        request.environ["REQUEST_METHOD"] = method
        view = getMultiAdapter((portal, request), name="oa-notices")
        request.set("PUBLISHED", view)
        return view()

    return call


def test_settings_are_kept_and_the_secret_is_never_shown(page):
    page(**FORM)
    kept = site_settings()
    assert (kept.mail, kept.call, kept.call_quietly) == (True, True, False)
    assert kept.address == "https://oa.bureau.test"
    assert kept.call_kinds == {Kind.URGED, Kind.ESCALATED}
    assert (kept.times.morning.minute, kept.quiet.days_off) == (15, False)
    shown = page("GET")
    assert "http://10.0.0.9/messages" in shown
    assert "a-secret-of-the-bureau" not in shown
    page(**{**FORM, "call_secret": ""})
    assert site_settings().call_secret == "a-secret-of-the-bureau"


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": ""},
        {"address": "javascript:alert(1)"},
        {"morning": "late"},
        {"morning": "16:00"},
        {"quiet_begins": "07:00", "quiet_ends": "06:30"},
        {"call_url": "ftp://10.0.0.9/"},
        {"call_url": ""},
        {"call_secret": "short"},
        {"call_secret": ""},
        {"rhythm": ""},
    ],
)
def test_what_can_t_work_is_refused_with_what_was_typed(page, wrong):
    shown = page(**{**FORM, **wrong})
    assert 'role="alert"' in shown
    assert "a-secret-of-the-bureau" not in shown
    assert not site_settings().mail


def test_trying_says_what_is_missing(page):
    assert "@" in page(do="try-mail", test_to="clerk@bureau.test")
    assert 'role="alert"' in page(do="try-mail", test_to="clerk@bureau.test")
    assert 'role="alert"' in page(do="try-mail", test_to="nobody")
    assert 'role="alert"' in page(do="try-call")


def test_only_the_administrator_and_only_with_a_token(page, demo):
    with pytest.raises(Forbidden):
        page(token=False, **FORM)
    for user in ("city-clerk", "city-leader", "unit01-clerk"):
        login(demo["portal"], user)
        with pytest.raises(Unauthorized):
            demo["portal"].restrictedTraverse("@@oa-notices")
    login(demo["portal"], "city-admin")
    demo["portal"].restrictedTraverse("@@oa-notices")
    assert "oa-notices" in page("GET")

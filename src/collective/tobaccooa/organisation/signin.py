"""What stands between a password and the site: the throttle and the gate.

The throttle is a PAS plugin in front of the others, so that the sign-in page, `@login` and basic
authentication are slowed alike. The gate holds up sessions of people who must choose a password
first, or who left; it is asked once a request and reads one small tree.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.i18n import say
from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.organisation.accounts import belongs_above
from collective.tobaccooa.organisation.accounts import GATE_PASSWORD
from collective.tobaccooa.organisation.accounts import PLUGIN_ID
from collective.tobaccooa.organisation.store import organisation
from collective.tobaccooa.organisation.throttle import Throttle
from collective.tobaccooa.organisation.throttle import wait_message
from plone import api
from plone.rest.interfaces import IAPIRequest
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.PluggableAuthService import _SWALLOWABLE_PLUGIN_EXCEPTIONS
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from zExceptions import Forbidden
from zExceptions import Redirect
from zope.interface import implementer

import time


THROTTLE = Throttle()
ATTEMPTS = "tobaccooa_failed_attempts"
CHANGE_PAGE = "@@oa-change-password"
OPEN_PAGES = ("oa-change-password", "logout", "logged-out", "login", "require_login")
OPEN_SERVICES = ("_@change-password", "_@login", "_@logout")
RESOURCES = ("/++plone++", "/++resource++", "/++webresource++", "/++theme++")


@implementer(IAuthenticationPlugin)
class SignInPlugin(BasePlugin):
    """Refuses a login that failed too often lately, before any password is looked at."""

    meta_type = "Office automation sign-in throttle"

    def __init__(self, plugin_id: str, title: str = "") -> None:
        self._setId(plugin_id)
        self.title = title

    def authenticateCredentials(self, credentials: Any) -> Any:
        """Return (user id, login) for a right password; count wrong ones.

        While a login has to wait, its credentials are emptied, so that no plugin behind this one
        finds them right.
        """
        login, password = credentials.get("login"), credentials.get("password")
        if not login or not password:
            return None
        seconds = THROTTLE.wait(login, time.monotonic())
        if seconds:
            credentials.clear()
            self._tell(seconds)
            return None
        found = self._ask_others(credentials)
        if found:
            THROTTLE.succeeded(login)
        elif not belongs_above(login) and self._is_new((login, password)):
            THROTTLE.failed(login, time.monotonic())
        return found

    def _is_new(self, attempt: tuple[str, str]) -> bool:
        """Tell whether this request tries this for the first time.

        One sign-in asks more than once: the token plugin reads the body of `@login` too.
        """
        request = getattr(self, "REQUEST", None)
        if not hasattr(request, "other"):
            return True
        tried = request.other.setdefault(ATTEMPTS, set())
        known = attempt in tried
        tried.add(attempt)
        return not known

    def _ask_others(self, credentials: Any) -> Any:
        plugins = self._getPAS().plugins.listPlugins(IAuthenticationPlugin)
        for plugin_id, plugin in plugins:
            if plugin_id == self.getId():
                continue
            try:
                found = plugin.authenticateCredentials(credentials)
            except _SWALLOWABLE_PLUGIN_EXCEPTIONS:
                continue
            if found is not None:
                return found
        return None

    def _tell(self, seconds: int) -> None:
        request = getattr(self, "REQUEST", None)
        if request is not None and "__ac_name" in getattr(request, "form", {}):
            IStatusMessage(request).add(say(wait_message(seconds), request), type="error")


def install_plugin() -> None:
    """Put the throttle in front of the site's authentication plugins; may be repeated."""
    users = api.portal.get().acl_users
    if PLUGIN_ID not in users.objectIds():
        users._setObject(PLUGIN_ID, SignInPlugin(PLUGIN_ID, "Sign-in throttle"))
    registry = users.plugins
    if PLUGIN_ID not in registry.listPluginIds(IAuthenticationPlugin):
        registry.activatePlugin(IAuthenticationPlugin, PLUGIN_ID)
    while registry.listPluginIds(IAuthenticationPlugin)[0] != PLUGIN_ID:
        registry.movePluginsUp(IAuthenticationPlugin, [PLUGIN_ID])


def remove_plugin() -> None:
    """Take the throttle away (uninstall)."""
    users = api.portal.get().acl_users
    if PLUGIN_ID in users.objectIds():
        users.plugins.deactivatePlugin(IAuthenticationPlugin, PLUGIN_ID)
        users._delObject(PLUGIN_ID)


def hold_up(event: Any) -> None:
    """Stop a request of somebody whose gate is shut (subscriber of IPubAfterTraversal).

    :raises Forbidden: for REST, with a sentence that says where to go.
    :raises Redirect: for pages, to the page that changes the password or to the sign-out.
    """
    request = event.request
    if not ITobaccooaLayer.providedBy(request):
        return
    user_id = getSecurityManager().getUser().getId()
    if user_id is None:
        return
    gate = organisation().gates.get(user_id)
    if gate is None or is_open(request):
        return
    if IAPIRequest.providedBy(request):
        raise Forbidden(say(gate_message(gate), request))
    page = CHANGE_PAGE if gate == GATE_PASSWORD else "logout"
    raise Redirect(f"{api.portal.get().absolute_url()}/{page}")


def is_open(request: Any) -> bool:
    """Tell whether a request is served although the gate is shut."""
    name = getattr(request.get("PUBLISHED"), "__name__", None) or ""
    if IAPIRequest.providedBy(request):
        return name.endswith(OPEN_SERVICES)
    return name in OPEN_PAGES or any(mark in request.get("URL", "") for mark in RESOURCES)


def gate_message(gate: str) -> str:
    """Return why a session is held up and what to do."""
    if gate == GATE_PASSWORD:
        return _(
            "error_must_change_password",
            default="Choose a password of your own first: POST @change-password at the site with "
            "old_password and new_password, or sign in by the browser.",
        )
    return _(
        "error_account_left",
        default="This account is no longer in use. Ask the application administrator.",
    )

"""Where a visit begins: the sign-in page, and the site's front for those who are signed in."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.permissions import MANAGE_ORGANISATION
from Products.CMFPlone.browser.login.login import LoginForm
from Products.statusmessages.interfaces import IStatusMessage


class SignInForm(LoginForm):
    """Plone's sign-in form with our page around it; checks and redirects stay Plone's."""

    label = _("heading_sign_in", default="Sign in")
    needs_patterns = False
    page_title = label

    def unit_title(self):
        """Return the full name of the unit."""
        return directory().unit_of(self.context).title

    def account(self):
        """Return the account that was typed, so that only the password is typed again."""
        typed = self.request.form.get(self.widgets["ac_name"].name, "")
        return typed if isinstance(typed, str) else ""

    def redirect_after_login(self, came_from=None, is_initial_login=False):
        """Go on without Plone's "you are now logged in": the next page shows it by itself."""
        IStatusMessage(self.request).show()
        return super().redirect_after_login(came_from, is_initial_login)


class OfficeHome(OfficePage):
    """The default view of the site and its units: my work, or the sign-in page.

    In a site that nobody has been entered into yet, the administrator begins with the first steps.
    """

    def __call__(self):
        """Send the browser where the person starts."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if not self.user:
            return self.go(f"{self.portal_url}/login")
        if self.directory.is_empty() and self.may_manage():
            return self.go(f"{self.portal_url}/@@oa-first-steps")
        return self.go(f"{self.portal_url}/@@my-work")

    def may_manage(self) -> bool:
        """Whether the person may import base data."""
        return bool(getSecurityManager().checkPermission(MANAGE_ORGANISATION, self.context))

"""Where a visit begins: the sign-in page."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.organisation.directory import directory
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

"""The page on which somebody chooses a password: forced at the first sign-in, free later."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.accounts import change_password
from collective.tobaccooa.organisation.accounts import must_change_password
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five import BrowserView
from Products.statusmessages.interfaces import IStatusMessage


class ChangePassword(BrowserView):
    """Three fields; says what is wrong beside the field that is."""

    needs_patterns = False
    page_title = _("heading_change_password", default="Change the password")
    problem = None
    field = None

    def __call__(self):
        """Show the form, or change the password and go to the start page."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.request.get("REQUEST_METHOD") == "POST":
            PostOnly(self.request)
            CheckAuthenticator(self.request)
            if self._change():
                message = _(
                    "msg_password_changed",
                    default="Your password has been changed; use the new one from now on.",
                )
                IStatusMessage(self.request).add(say(message, self.request), type="info")
                return self.request.response.redirect(api.portal.get().absolute_url())
        return self.index()

    @property
    def user_id(self):
        """The id of who is signed in."""
        return getSecurityManager().getUser().getId()

    @property
    def forced(self):
        """Whether nothing else may be done before."""
        return must_change_password(self.user_id)

    def _change(self):
        old, new, again = (
            str(self.request.form.get(name, ""))
            for name in ("old_password", "new_password", "again")
        )
        if new != again:
            self.problem = _(
                "error_password_again", default="The two new passwords differ; type them again."
            )
            self.field = "again"
            return False
        try:
            change_password(self.user_id, old, new)
        except InvalidInput as error:
            self.problem, self.field = error.message, error.field
            return False
        return True

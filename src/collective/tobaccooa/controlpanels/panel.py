"""What the administrator's pages share: POST with a token, messages, the sentence of a refusal."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.i18n import say
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any

import transaction


class Panel(BrowserView):
    """A page whose POST does one of `actions`: form field `do` → method name.

    An action returns an address to go to, or None to show the page again with what it set.
    """

    needs_patterns = False
    actions: dict[str, str] = {}
    problem: str | None = None

    def __call__(self) -> Any:
        """Show the page, or do what was asked."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.request.get("REQUEST_METHOD") == "POST":
            PostOnly(self.request)
            CheckAuthenticator(self.request)
            action = self.actions.get(self.text("do"))
            if action is not None:
                target = self._act(action)
                if target is not None:
                    return self.request.response.redirect(target)
        return self.index()

    def _act(self, action: str) -> str | None:
        try:
            return getattr(self, action)()
        except OAError as error:
            transaction.abort()
            self.problem = say(error.message, self.request)
            return None

    @property
    def user_id(self) -> str:
        """The id of who looks."""
        return getSecurityManager().getUser().getId()

    @property
    def url(self) -> str:
        """The address of this page."""
        return f"{self.context.absolute_url()}/@@{self.__name__}"

    def text(self, name: str, default: str = "") -> str:
        """Return a form field as stripped text; anything else than one text counts as missing."""
        value = self.request.form.get(name, default)
        return value.strip() if isinstance(value, str) else default

    def tell(self, message: str) -> None:
        """Show a sentence on the next page."""
        IStatusMessage(self.request).add(say(message, self.request), type="info")

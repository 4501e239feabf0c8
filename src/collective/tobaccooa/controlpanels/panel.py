"""What the administrator's pages share: one POST door with a token, the sentence of a refusal."""

from __future__ import annotations

from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import OAError
from typing import Any

import transaction


class Panel(OfficePage):
    """A page whose POST does one of `actions`: form field `do` → method name.

    An action returns an address to go to, or None to show the page again with what it set.
    """

    section = "manage"
    styles = ("rules.css",)
    actions: dict[str, str] = {}
    problem: str | None = None

    def __call__(self) -> Any:
        """Show the page, or do what was asked."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.posted:
            self.check_form()
            action = self.actions.get(self.text("do"))
            target = self._act(action) if action is not None else None
            if target is not None:
                return self.go(target)
        return self.index()

    def _act(self, action: str) -> str | None:
        try:
            return getattr(self, action)()
        except OAError as error:
            transaction.abort()
            self.problem = self.say(error.message)
            return None

    @property
    def url(self) -> str:
        """The address of this page."""
        return f"{self.context.absolute_url()}/@@{self.__name__}"

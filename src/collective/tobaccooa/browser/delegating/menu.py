"""The entry of the person's own menu."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.interfaces import IPersonMenuEntries
from typing import Any
from zope.interface import implementer


@implementer(IPersonMenuEntries)
class DelegationsEntry:
    """Leads everybody to their assistants and their absence."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context

    def entries(self, user: str, portal_url: str) -> list[tuple[str, Any, str]]:
        """Return the entry for everybody who is signed in."""
        title = _("heading_delegations", default="Assistants and absence")
        return [("delegations", title, f"{portal_url}/@@delegations")]

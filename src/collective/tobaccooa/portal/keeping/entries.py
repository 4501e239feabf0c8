"""What the portals add to the office's navigation."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.interfaces import INavigationEntries
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.keepers import keepers
from typing import Any
from zope.interface import implementer


@implementer(INavigationEntries)
class PortalEntries:
    """ "My columns" for those who keep one."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context

    def entries(self, user: str, portal_url: str) -> list[tuple[str, Any, str]]:
        """Return `(id, title, url)` of the entries for somebody."""
        if not keeps_columns(user):
            return []
        title = _("nav_my_columns", default="My columns")
        return [("my-columns", title, f"{portal_url}/@@my-columns")]


def keeps_columns(user: str) -> bool:
    """Tell whether somebody keeps a column of a unit they belong to."""
    known = directory()
    return any(
        user in keepers(column).everybody()
        for unit in known.units_of(user)
        for column in columns_of(known.unit_object(unit))
    )

"""The entry of the navigation for those who see statistics."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.interfaces import INavigationEntries
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.statistics.access import home_of
from typing import Any
from zope.interface import implementer


@implementer(INavigationEntries)
class StatisticsEntry:
    """Statistics of the unit in which somebody leads, keeps the office or heads a department."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context

    def entries(self, user: str, portal_url: str) -> list[tuple[str, Any, str]]:
        """Return `(id, title, url)` of the entry for somebody."""
        unit = home_of(user)
        if not unit:
            return []
        url = directory().unit_object(unit).absolute_url()
        return [("statistics", _("nav_statistics", default="Statistics"), f"{url}/@@statistics")]

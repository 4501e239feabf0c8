"""The board's entry in the navigation, for those who supervise something."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.interfaces import INavigationEntries
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.board_access import board_units
from typing import Any
from zope.interface import implementer


@implementer(INavigationEntries)
class BoardEntry:
    """在办督查, at the unit where the person supervises."""

    def __init__(self, root: Any, request: Any) -> None:
        self.root = root

    def entries(self, user: str, portal_url: str) -> list[tuple[str, Any, str]]:
        """Return the entry, or nothing for who supervises nothing."""
        people = directory()
        unit = next(iter(board_units(user, people)), None)
        if unit is None:
            return []
        url = people.unit_object(unit).absolute_url()
        return [("board", _("nav_board", default="Board"), f"{url}/@@board")]

"""What other parts of the portal add to the page of an item."""

from __future__ import annotations

from collective.tobaccooa.portal.interfaces import IItemExtra
from typing import Any
from zope.component import subscribers


def views_of(item: Any) -> int:
    """Return how often an item was looked at."""
    return 0


def extras_of(item: Any, request: Any) -> list[str]:
    """Return markup to put under an article."""
    return [html for each in subscribers((item, request), IItemExtra) if (html := each.render())]

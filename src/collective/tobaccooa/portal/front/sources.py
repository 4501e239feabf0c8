"""Where the lines of a column come from beside its own items: other parts of the portal."""

from __future__ import annotations

from collective.tobaccooa.portal.items import published_brains
from typing import Any


def shown_brains(column: Any, size: int | None) -> list[tuple[Any, str]]:
    """Return (entry, credit) of what a column shows, newest first.

    :param size: at most so many; None for all.
    """
    return [(brain, "") for brain in published_brains(column, size)]


def outside_entries(column: Any) -> list[Any]:
    """Return the lines of a column of public documents or of a feed."""
    return []


def picture_of(brain: Any, name: str, eager: bool) -> str:
    """Return the markup of an entry's picture, "" where it has none."""
    return ""


def article_picture(item: Any) -> str:
    """Return the markup of an item's own picture for its page, "" where it has none."""
    return ""

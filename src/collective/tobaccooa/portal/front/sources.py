"""Where the lines of a column come from beside its own items: other parts of the portal."""

from __future__ import annotations

from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.adoption.showing import shown_count
from collective.tobaccooa.portal.adoption.showing import shown_in
from collective.tobaccooa.portal.disclosure.rows import disclosed
from collective.tobaccooa.portal.front.model import Entry
from collective.tobaccooa.portal.importing.feeds import feed_rows
from collective.tobaccooa.portal.importing.feeds import FeedRow
from collective.tobaccooa.portal.model import DOCUMENTS
from collective.tobaccooa.portal.model import FEED
from collective.tobaccooa.portal.pictures.tags import picture_tag
from typing import Any


def shown_brains(column: Any, size: int | None) -> list[tuple[Any, str]]:
    """Return (entry, credit) of what a column shows, newest first.

    :param size: at most so many; None for all.
    """
    return [(line.brain, line.credit) for line in shown_in(column, size)]


def total_shown(column: Any) -> int:
    """Return how many entries a column shows in all, without reading its own."""
    return shown_count(column)


def outside_entries(column: Any) -> list[Any]:
    """Return the lines of a column of public documents or of a feed."""
    if column.kind == FEED:
        return [_feed_entry(row) for row in feed_rows(column)]
    if column.kind != DOCUMENTS:
        return []
    base = f"{column.absolute_url()}/@@open-document"
    return [
        Entry(
            uid=row.reference,
            title=row.title,
            url=f"{base}/{'/'.join(row.reference.split('/')[2:])}",
            day=row.day,
            hint=row.number,
        )
        for row in disclosed(directory().unit_of(column).code)
    ]


def _feed_entry(row: FeedRow) -> Entry:
    day = clock.today(row.published).isoformat() if row.published is not None else ""
    return Entry(uid=row.url, title=row.title, url=row.url, day=day, outside=True)


def picture_of(brain: Any, name: str, eager: bool) -> str:
    """Return the markup of an entry's picture, "" where it has none; its title stands beside it."""
    return picture_tag(brain, name, eager=eager)


def article_picture(item: Any) -> str:
    """Return the markup of an item's own picture for its page, "" where it has none."""
    alt = getattr(item, "image_caption", None) or item.title
    return picture_tag(item, "page", alt, eager=True)

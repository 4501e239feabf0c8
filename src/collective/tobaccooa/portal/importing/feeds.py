"""Columns that show an external feed: fetched by a job, kept as plain rows on the column.

Kept in an annotation of the column: rows, when it was last fetched, and what went wrong then. No
pictures are fetched and no texts are kept: a row is a title, an address and a time. After an
error the rows of the last success stay.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.laundering import Report
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.finding import units_with_pages
from collective.tobaccooa.portal.importing.feed import read_feed
from collective.tobaccooa.portal.importing.fetching import fetch
from collective.tobaccooa.portal.importing.fetching import FetchFailed
from collective.tobaccooa.portal.importing.model import Article
from collective.tobaccooa.portal.importing.model import UnreadableSource
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.model import FEED
from collective.tobaccooa.portal.model import OPEN
from collective.tobaccooa.portal.pasting.cleaning import clean_line
from collective.tobaccooa.portal.pasting.links import refusal
from collective.tobaccooa.portal.pasting.links import without_tracking
from collective.tobaccooa.portal.store import portal_of
from collective.tobaccooa.portal.store import portal_record
from collective.tobaccooa.portal.store import touch
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from persistent import Persistent
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


KEY = "collective.tobaccooa.importing.feed"
JOB = "read-feed"
MAX_ROWS = 50


@dataclass(frozen=True)
class FeedRow:
    """One entry: its title, its web address, its time (aware, UTC) or None."""

    title: str
    url: str
    published: datetime | None


class FeedRecord(Persistent):
    """What is kept: `rows` (title, url, published), `fetched` (UTC), `error` in Chinese or ""."""

    rows: tuple[Any, ...] = ()
    url = ""
    fetched = None
    error = ""


def feed_rows(column: Any) -> list[FeedRow]:
    """Return what a column's feed showed when it was last read, as the feed orders it."""
    record = feed_record(column)
    if record is None or record.url != (column.feed_url or ""):
        return []
    return [FeedRow(*row) for row in record.rows]


def feed_record(column: Any) -> FeedRecord | None:
    """Return what is kept about a column's feed, None before it was first read."""
    return IAnnotations(column).get(KEY)


def rows_of(articles: list[Article]) -> tuple[tuple[str, str, datetime | None], ...]:
    """Return the rows of a feed's entries: those with a title and a safe address, each once."""
    rows: dict[str, tuple[str, str, datetime | None]] = {}
    for article in articles:
        title = clean_line(article.title, Report()).strip()
        if title and article.link and refusal(article.link) is None:
            url = without_tracking(article.link)
            rows.setdefault(url, (title, url, article.published))
    return tuple(rows.values())[:MAX_ROWS]


@implementer(IJob)
class ReadFeed:
    """The job: fetch the feed of one column and keep its rows."""

    title = _("job_read_feed", default="Read an external feed")

    def __call__(self, site: Any, uid: str) -> None:
        """Read the feed of the column with this UID; what goes wrong is kept for its page."""
        column = api.content.get(UID=uid)
        if not has_feed(column):
            return
        record = feed_record(column)
        if record is None:
            record = IAnnotations(column)[KEY] = FeedRecord()
        now = datetime.now(UTC)
        before = (record.rows, record.url)
        try:
            rows = rows_of(read_feed(fetch(column.feed_url), now))
        except (FetchFailed, UnreadableSource) as error:
            record.error = write_down(error.message)
            if record.url != column.feed_url:
                record.rows = ()
        else:
            record.error, record.rows = "", rows
        record.url, record.fetched = column.feed_url, now
        if (record.rows, record.url) != before:
            touch(column)


def has_feed(column: Any) -> bool:
    """Tell whether there is a feed to read: of an open column in an open portal."""
    return (
        IPortalColumn.providedBy(column)
        and column.kind == FEED
        and bool(column.feed_url)
        and not column.closed
        and portal_record(portal_of(column)).status == OPEN
    )


def feed_columns() -> list[Any]:
    """Return all columns whose feeds are to be read."""
    units = units_with_pages()
    return [column for _unit, each in units for column in columns_of(each) if has_feed(column)]


def ask_for(column: Any) -> None:
    """Ask for a column's feed to be read soon; asking twice reads once."""
    enqueue(JOB, column.UID(), key=column.UID())


def column_changed(column: Any, event: Any) -> None:
    """Read a feed soon after its address was set."""
    record = feed_record(column)
    if has_feed(column) and (record is None or record.url != column.feed_url):
        ask_for(column)

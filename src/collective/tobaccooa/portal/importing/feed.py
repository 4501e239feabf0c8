"""Read articles from the bytes of an RSS or Atom feed. Pure: nothing is fetched.

feedparser reads the format; it gets bytes only (a text could be an address that it would open).
"""

from __future__ import annotations

from calendar import timegm
from collective.tobaccooa import _
from collective.tobaccooa.portal.importing.dates import not_after
from collective.tobaccooa.portal.importing.extracting import MAX_TITLE
from collective.tobaccooa.portal.importing.model import Article
from collective.tobaccooa.portal.importing.model import UnreadableSource
from datetime import datetime
from datetime import UTC
from io import BytesIO
from typing import Any

import feedparser
import lxml.html
import re


MAX_FEED = 2 * 2**20
# For a file of one's own: a whole site's export.
MAX_FEED_FILE = 50 * 2**20
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


def read_feed(data: bytes, now: datetime, limit: int = MAX_FEED) -> list[Article]:
    """Return the entries of a feed, as it orders them.

    :param now: days more than one day after it don't count.
    :raises UnreadableSource: too large, defines entities (as bombs do), or is no feed.
    """
    if len(data) > limit:
        raise UnreadableSource(
            _(
                "feed_too_large",
                default="The feed is larger than ${limit} MB.",
                mapping={"limit": limit // 2**20},
            )
        )
    if _ENTITY.search(data.replace(b"\0", b"")):
        raise UnreadableSource(
            _("feed_entities", default="The feed defines entities of its own, which is unsafe.")
        )
    parsed = feedparser.parse(BytesIO(data), sanitize_html=False)
    if not parsed.entries and not parsed.get("version"):
        raise UnreadableSource(_("feed_unreadable", default="This is no RSS or Atom feed."))
    return [_article(entry, now) for entry in parsed.entries]


def _article(entry: Any, now: datetime) -> Article:
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    summary = entry.get("summary") or ""
    html = max([*contents, summary], key=len)
    title = plain(entry.get("title") or "")
    link = (entry.get("link") or "").strip()
    return Article(
        source=(entry.get("id") or link or title).strip(),
        title=title or plain(summary)[:60],
        html=html,
        description=plain(summary)[:300] if contents else "",
        published=not_after(_moment(entry), now),
        link=link if re.match(r"https?://[^\s]+$", link, re.IGNORECASE) else "",
    )


def _moment(entry: Any) -> datetime | None:
    """Return the time of an entry, aware, UTC."""
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        parts = entry.get(name)
        if parts:
            try:
                return datetime.fromtimestamp(timegm(parts), UTC)
            except (ValueError, OverflowError, OSError):
                continue
    return None


def plain(html: str) -> str:
    """Return the text of a line that may hold tags."""
    if "<" in html or "&" in html:
        try:
            html = str(lxml.html.fragment_fromstring(html, create_parent="div").text_content())
        except (lxml.etree.ParserError, ValueError, AssertionError):
            html = re.sub(r"<[^>]*>", "", html)
    return re.sub(r"[\s\x00-\x1f]+", " ", html).strip()[:MAX_TITLE]

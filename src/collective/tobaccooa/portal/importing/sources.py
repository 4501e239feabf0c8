"""What lies in a folder or feed file, as keys and what reads them."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.portal.importing.feed import MAX_FEED_FILE
from collective.tobaccooa.portal.importing.feed import read_feed
from collective.tobaccooa.portal.importing.folder import find_pages
from collective.tobaccooa.portal.importing.folder import read_page
from collective.tobaccooa.portal.importing.model import Article
from collective.tobaccooa.portal.importing.model import UnreadableSource
from datetime import datetime
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collective.tobaccooa.portal.importing.articles import Reader


def sources_in(place: Path) -> list[tuple[str, Reader]]:
    """Return the sources of a folder or a feed file, in their order.

    The key of a file is the folder's name with the path in it: two folders may both have an
    `index.html`. The key of an entry is its own id.

    :raises UnreadableSource: there is no such file, no page in the folder, or it is no feed.
    """
    now = datetime.now(UTC)
    place = place.resolve()
    if place.is_dir():
        pages = find_pages(place)
        if not pages:
            raise UnreadableSource(
                _("import_no_pages", default="There is no .html or .htm file in the folder.")
            )
        return [
            (
                f"{place.name}/{page.relative_to(place).as_posix()}",
                partial(read_page, page, place, now),
            )
            for page in pages
        ]
    if not place.is_file():
        raise UnreadableSource(_("import_no_source", default="There is no such file or folder."))
    if place.stat().st_size > MAX_FEED_FILE:
        raise UnreadableSource(
            _(
                "feed_too_large",
                default="The feed is larger than ${limit} MB.",
                mapping={"limit": MAX_FEED_FILE // 2**20},
            )
        )
    articles = read_feed(place.read_bytes(), now, MAX_FEED_FILE)
    return [(article.source, partial(_same, article)) for article in articles if article.source]


def _same(article: Article) -> Article:
    return article

"""Columns in plain values: kinds, what each kind takes, who keeps one. Pure.

Source of the division of work (a department keeps a column, an editor writes, an approver lets
through, a leader supervises): the pilot's rules for its portal (seed).
"""

from __future__ import annotations

from dataclasses import dataclass


NEWS, NOTICE, PICTURES, TICKER = "news", "notice", "pictures", "ticker"
DOWNLOADS, LINKS, LIST = "downloads", "links", "list"
DOCUMENTS, FEED = "documents", "feed"
KINDS = (NEWS, NOTICE, PICTURES, TICKER, DOWNLOADS, LINKS, LIST, DOCUMENTS, FEED)

EVERYBODY, STAFF = "everybody", "staff"
AUDIENCES = (EVERYBODY, STAFF)

OPEN, CLOSED, ARCHIVED = "open", "closed", "archived"
STATUSES = (OPEN, CLOSED, ARCHIVED)

ITEM_TYPES = ("News Item", "Document", "Event", "File", "Image", "Link")
#: What may be added to a column of a kind, the usual type first.
TYPES_OF: dict[str, tuple[str, ...]] = {
    NEWS: ("News Item", "Document", "Event", "Link"),
    NOTICE: ("News Item", "Document", "Event", "File", "Link"),
    PICTURES: ("News Item", "Image"),
    TICKER: ("News Item", "Link"),
    DOWNLOADS: ("File", "Link"),
    LINKS: ("Link",),
    LIST: ("Document", "News Item", "Event", "File", "Image", "Link"),
    DOCUMENTS: (),
    FEED: (),
}
#: Kinds whose news can't wait for an editor: the approver may publish a draft at once.
URGENT_KINDS = frozenset({NOTICE, TICKER})


@dataclass(frozen=True)
class Keepers:
    """Who keeps a column now: user ids of active people.

    :param editors: write and submit; :param approvers: let through or reject.
    :param leaders: supervise and may withdraw.
    """

    editors: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()

    def everybody(self) -> tuple[str, ...]:
        """Return all of them, each once."""
        return tuple(dict.fromkeys((*self.editors, *self.approvers, *self.leaders)))

"""An article of another site as plain values. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Article:
    """One article, before it is cleaned.

    :ivar source: what tells it from all others of its kind: a path, or a feed's own id.
    :ivar published: aware, None when the source does not tell.
    :ivar html: its text; pictures of the source are embedded as `data:` addresses.
    :ivar missing: addresses of pictures that could not be taken along.
    """

    source: str
    title: str
    html: str
    description: str = ""
    published: datetime | None = None
    link: str = ""
    missing: tuple[str, ...] = ()


class UnreadableSource(ValueError):
    """A file holds no article that could be read; the message is a translatable sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(str(message))
        self.message = message

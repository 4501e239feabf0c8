"""Pictures inside a text as `data:` addresses: lifted out, then put back or stored.

While a text is parsed each is represented by a short address, so that megabytes of base64 pass
neither the parsers nor the limit of the text's length. Pure.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from collective.tobaccooa.documents.laundering import Kind
from collective.tobaccooa.documents.laundering import Report
from dataclasses import dataclass
from html import escape

import binascii
import re


MAX_PICTURES = 100
_EMBEDDED = re.compile(
    r"(?P<name>\ssrc\s*=\s*)(?P<quote>[\"']?)"
    r"(?P<data>data:image/(?:png|jpe?g|gif|webp|bmp|tiff|heic|avif);base64,[A-Za-z0-9+/=\s]+?)"
    r"(?:(?P=quote)(?=[\s>/])|(?=[\"'>]))",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r'<img(?P<before>[^>]*?) src="@@oa-embedded/(?P<index>[0-9]{1,3})"(?P<after>[^>]*)>'
)


@dataclass(frozen=True)
class Stored:
    """Where a picture was put, and its size in pixels."""

    src: str
    width: int
    height: int


# Stores the bytes of a picture; None when they are none that can be shown.
Keep = Callable[[bytes], Stored | None]


def lift(html: str) -> tuple[str, list[str]]:
    """Return the text with short addresses, and the `data:` addresses they stand for."""
    found: list[str] = []

    def place(match: re.Match[str]) -> str:
        if len(found) >= MAX_PICTURES:
            return f'{match["name"]}"data:"'
        found.append(re.sub(r"\s+", "", match["data"]))
        return f'{match["name"]}"@@oa-embedded/{len(found) - 1}"'

    return _EMBEDDED.sub(place, html), found


def put_back(html: str, pictures: list[str]) -> str:
    """Return the cleaned text with its `data:` addresses again."""

    def place(match: re.Match[str]) -> str:
        index = int(match["index"])
        if index >= len(pictures):
            return ""
        return f'<img{match["before"]} src="{escape(pictures[index])}"{match["after"]}>'

    return _PLACE.sub(place, html)


def store(html: str, pictures: list[str], keep: Keep, report: Report) -> str:
    """Return the cleaned text with its pictures stored; what can't be stored goes and is counted.

    The same picture twice in a text is stored once.
    """
    done: dict[str, Stored | None] = {}

    def place(match: re.Match[str]) -> str:
        index = int(match["index"])
        if index >= len(pictures):
            return ""
        data = pictures[index]
        if data not in done:
            done[data] = _keep(data, keep)
        stored = done[data]
        if stored is None:
            report.note(Kind.EMBEDDED)
            return ""
        others = re.sub(r'\s(?:width|height)="[^"]*"', "", match["before"] + match["after"])
        return (
            f'<img{others.rstrip()} src="{escape(stored.src)}" '
            f'width="{stored.width}" height="{stored.height}">'
        )

    return _PLACE.sub(place, html)


def _keep(data: str, keep: Keep) -> Stored | None:
    try:
        raw = b64decode(data.partition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        return None
    return keep(raw) if raw else None

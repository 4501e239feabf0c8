"""Clean the text of an article: pasted from Word, WPS, a web page or a mail, or sent by REST. Pure.

Structure, links and tables stay; fonts, scripts, beacons, hidden text and outside pictures go.
Cleaning what is clean changes nothing: the passes are repeated until the text is stable.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.laundering import launder
from collective.tobaccooa.documents.laundering import Policy
from collective.tobaccooa.documents.laundering import Report
from collective.tobaccooa.documents.laundering import visible
from collective.tobaccooa.documents.laundering import without_control
from collective.tobaccooa.documents.richtext import MAX_TEXT
from collective.tobaccooa.documents.richtext import plain_to_html
from collective.tobaccooa.documents.richtext import to_plain
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.pasting import blocks
from collective.tobaccooa.portal.pasting import embedded
from collective.tobaccooa.portal.pasting import links
from collective.tobaccooa.portal.pasting import office
from dataclasses import dataclass

import re


# With the pictures embedded in it, in characters.
MAX_PASTED = 40_000_000
# Two passes are the rule (one that cleans, one that finds nothing more to do).
MAX_PASSES = 8

TAGS = frozenset(
    {
        "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "u", "s", "sub",
        "sup", "ol", "ul", "li", "blockquote", "pre", "code", "a", "img", "figure", "figcaption",
        "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    }
)  # fmt: skip
_ALIGNED = ("p", "h2", "h3", "h4", "h5", "h6", "li", "figcaption")
# `class` and `data-…`: what Plone's own editor writes to find a picture or link again.
ATTRIBUTES = {
    "a": {"href", "title", "target", "data-linktype", "data-val"},
    "img": {
        "src", "alt", "title", "width", "height", "class", "data-linktype", "data-val",
        "data-scale", "data-picturevariant",
    },
    "figure": {"class"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    **{tag: {"style"} for tag in _ALIGNED},
}  # fmt: skip
_CLASSES = re.compile(
    r"image-(?:left|right|inline|richtext|responsive)|captioned|picture-variant-[a-z]+|newsImage"
)
_NUMBERS = frozenset({"width", "height", "colspan", "rowspan", "start"})
_CLIPBOARD_HEAD = re.compile(r"^\s*Version:[\d.]+\s+StartHTML:[^<]*", re.IGNORECASE)


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if links.is_own_picture(value) else None
    if name in _NUMBERS:
        return value if re.fullmatch(r"[1-9][0-9]{0,3}", value) else None
    if name == "class":
        return " ".join(each for each in value.split() if _CLASSES.fullmatch(each)) or None
    if name == "target":
        return value if value == "_blank" else None
    if name == "type":
        return value if value in ("a", "A", "i", "I") else None
    if name.startswith("data-"):
        return value if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", value) else None
    return value


ARTICLE = Policy(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute=_keep_attribute,
    schemes=links.SCHEMES,
    # the order matters: styles are read for meaning before they are taken off
    steps=(
        blocks.drop_off_screen,
        links.clean_pictures,
        links.clean_links,
        office.drop_helper_rows,
        office.build_lists,
        office.name_headings,
        office.quote_mail,
        office.unwrap_google,
        blocks.name_emphasis,
        blocks.keep_alignment,
        blocks.free_blocks,
        blocks.flatten,
        blocks.split_lines,
        blocks.tidy_spaces,
        blocks.drop_empty,
        blocks.simplify,
    ),
)


@dataclass(frozen=True)
class Cleaned:
    """A cleaned text, and what went."""

    html: str
    report: Report


def clean_article(html: str, keep: embedded.Keep | None = None, site_url: str = "") -> Cleaned:
    """Return a text as an article may have it, and a report of what was removed.

    :param html: anything; at most two million characters without its embedded pictures.
    :param keep: stores an embedded picture; without it they stay embedded.
    :param site_url: absolute addresses of this site lose their host.
    :raises InvalidInput: it is longer.
    """
    report = Report()
    if len(html) > MAX_PASTED:
        raise _too_long(MAX_PASTED)
    html, pictures = embedded.lift(html)
    if len(html) > MAX_TEXT:
        raise _too_long(MAX_TEXT)
    html = links.own_addresses(_CLIPBOARD_HEAD.sub("", html), site_url)
    html = _stable(html, report)
    if keep is None:
        return Cleaned(embedded.put_back(html, pictures), report)
    return Cleaned(embedded.store(html, pictures, keep, report), report)


def clean_line(text: str, report: Report) -> str:
    """Return a title or summary without characters that nobody sees."""
    return visible(without_control(text), report)


def _stable(html: str, report: Report) -> str:
    for _number in range(MAX_PASSES):
        before, html = html, launder(html, ARTICLE, report)
        if html == before:
            return html
    # Nested in a way the two parsers never agree about: its words, as paragraphs.
    html = plain_to_html(to_plain(html))
    for _number in range(MAX_PASSES):
        before, html = html, launder(html, ARTICLE, report)
        if html == before:
            break
    return html


def _too_long(limit: int) -> InvalidInput:
    return InvalidInput(
        _(
            "error_article_too_long",
            default="The text has more than ${limit} characters. Paste it in parts, or add it to "
            "the column as a file.",
            mapping={"limit": limit},
        ),
        field="text",
    )

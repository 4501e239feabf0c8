"""Clean a document's text: what is pasted from Word, WPS or the web, and what is hostile. Pure.

The mechanism is `laundering.py`; here is what a document may contain. Every way in (form, REST)
passes here before storing.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.laundering import launder
from collective.tobaccooa.documents.laundering import Policy
from collective.tobaccooa.documents.laundering import Report
from collective.tobaccooa.exceptions import InvalidInput
from html import escape

import lxml.html
import nh3
import re


MAX_TEXT = 2_000_000

TAGS = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "u", "s", "sub",
    "sup", "ol", "ul", "li", "blockquote", "pre", "code", "a", "img", "table", "caption",
    "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "div",
}  # fmt: skip
_ALIGNED = ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th")
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "col": {"span"},
    "colgroup": {"span"},
} | {tag: {"style"} for tag in _ALIGNED if tag not in ("td", "th")}

_PICTURE = re.compile(
    r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+|"
    r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9_./@-]*"
)
_BLOCK_END = re.compile(r"</(?:p|div|h[1-6]|li|tr|blockquote|pre)>|<br\s*/?>|<hr\s*/?>")


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if _PICTURE.fullmatch(value) else None
    if tag == "a" and name == "href" and value.strip().lower().startswith("data:"):
        return None
    if name in ("width", "height", "colspan", "rowspan", "span", "start"):
        return value if re.fullmatch(r"[0-9]{1,4}", value) else None
    return value


DOCUMENT = Policy(
    tags=frozenset(TAGS),
    attributes=ATTRIBUTES,
    attribute=_keep_attribute,
    schemes=frozenset({"http", "https", "mailto", "data"}),
)


def clean_html(html: str) -> str:
    """Return safe, plain HTML with the same visible text.

    :param html: anything; at most two million characters.
    :raises InvalidInput: it is longer.
    """
    if len(html) > MAX_TEXT:
        raise InvalidInput(
            _(
                "error_main_text_too_long",
                default="The text has more than ${limit} characters. Put long material, such as "
                "pictures and tables, into attachments.",
                mapping={"limit": MAX_TEXT},
            ),
            field="text",
        )
    return launder(html, DOCUMENT, Report())


def plain_to_html(text: str) -> str:
    """Return plain text as paragraphs, one per line."""
    lines = [line.strip() for line in text.splitlines()]
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def to_plain(html: str) -> str:
    """Return the visible text of cleaned HTML, one line per block."""
    text = nh3.clean(_BLOCK_END.sub("\n", html), tags=set())
    return lxml.html.document_fromstring(f"<pre>{text}</pre>").text_content().strip()

"""Clean a document's text: what is pasted from Word, WPS or the web, and what is hostile. Pure.

Hidden elements go first with all their text (lxml), then nh3 keeps a white list, then empty
pictures and invisible characters go. Every way in (form, REST) passes here before storing.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from html import escape
from typing import Any

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

# Elements whose text is no part of what the reader sees.
_DROPPED = (
    "head", "title", "script", "style", "template", "noscript", "iframe", "object", "embed",
    "applet", "audio", "video", "canvas", "svg", "math", "form", "input", "button", "select",
    "textarea", "option", "datalist", "meta", "link", "base", "xml",
)  # fmt: skip
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])|"
    r"opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_PICTURE = re.compile(
    r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+|"
    r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9_./@-]*"
)
_BLOCK_END = re.compile(r"</(?:p|div|h[1-6]|li|tr|blockquote|pre)>|<br\s*/?>|<hr\s*/?>")


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
    html = _CONTROL.sub("", html)
    if not html.strip():
        return ""
    cleaned = nh3.clean(
        _without_hidden(html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties={"text-align"},
        link_rel="noopener noreferrer",
    )
    cleaned = re.sub(r'<img(?![^>]*\ssrc=")[^>]*>', "", cleaned)
    cleaned = re.sub(r' style=""', "", cleaned)
    return _INVISIBLE.sub("", cleaned).strip()


def plain_to_html(text: str) -> str:
    """Return plain text as paragraphs, one per line."""
    lines = [line.strip() for line in text.splitlines()]
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def to_plain(html: str) -> str:
    """Return the visible text of cleaned HTML, one line per block."""
    text = nh3.clean(_BLOCK_END.sub("\n", html), tags=set())
    return lxml.html.document_fromstring(f"<pre>{text}</pre>").text_content().strip()


def _without_hidden(html: str) -> str:
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (lxml.etree.ParserError, ValueError):
        return ""
    for element in list(root.iter()):
        if element is root:
            continue
        if not isinstance(element.tag, str) or _is_hidden(element):
            _drop(element)
    return lxml.html.tostring(root, encoding="unicode")[len("<div>") : -len("</div>")]


def _is_hidden(element: Any) -> bool:
    return (
        element.tag in _DROPPED
        or "hidden" in element.attrib
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _drop(element: Any) -> None:
    """Remove an element with its content, but keep the text after it."""
    if element.getparent() is None:
        return
    if isinstance(element.tag, str):
        element.drop_tree()
        return
    tail, before, parent = element.tail or "", element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if _PICTURE.fullmatch(value) else None
    if tag == "a" and name == "href" and value.strip().lower().startswith("data:"):
        return None
    if name in ("width", "height", "colspan", "rowspan", "span", "start"):
        return value if re.fullmatch(r"[0-9]{1,4}", value) else None
    return value

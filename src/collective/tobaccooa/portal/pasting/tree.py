"""Small operations on a parsed text that lxml lacks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import lxml.html
import re


BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
    }
)  # fmt: skip
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What is something to see although it has no text.
SHOWN = frozenset({"img", "hr", "table"})
_BLANK = re.compile(r"[\s\u00a0\u3000\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]*")


def elements(root: Any, *tags: str) -> list[Any]:
    """Return the elements below the root, in their order, as a list that bears changes."""
    return [each for each in root.iter(*tags) if each is not root and isinstance(each.tag, str)]


def is_blank(text: str | None) -> bool:
    """Tell whether a text shows nothing."""
    return not text or _BLANK.fullmatch(text) is not None


def is_empty(element: Any) -> bool:
    """Tell whether an element shows nothing: no text, no picture, no line, no table."""
    if not is_blank(element.text_content()):
        return False
    return element.tag not in SHOWN and next(element.iter(*SHOWN), None) is None


def has_block(element: Any) -> bool:
    """Tell whether there is a block somewhere below an element."""
    return any(each is not element for each in element.iter(*BLOCKS))


def unwrap(element: Any) -> None:
    """Take an element away and leave its content."""
    if element.getparent() is not None:
        element.drop_tag()


def make(tag: str, text: str | None = None, children: Iterable[Any] = ()) -> Any:
    """Return a new element with this content; children are moved from where they were."""
    element = lxml.html.Element(tag)
    element.text = text
    for child in children:
        element.append(child)
    return element


def style_of(element: Any) -> dict[str, str]:
    """Return the declarations of the `style` attribute, lower case."""
    found = {}
    for part in (element.get("style") or "").split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip().lower()
    return found


def strip_start(element: Any, pattern: re.Pattern[str]) -> None:
    """Take what matches off the beginning of an element's text, however deep it lies."""
    while True:
        if element.text:
            element.text = pattern.sub("", element.text, count=1)
            if element.text:
                return
        first = next((each for each in element if isinstance(each.tag, str)), None)
        if first is None or first.tag in SHOWN | BLOCKS | {"br"}:
            return
        if first.text_content():
            element = first
            continue
        # an empty inline element in front: go on with what follows it
        tail = pattern.sub("", first.tail or "", count=1)
        first.tail = tail
        if tail or is_empty(first) is False:
            return
        first.drop_tree()

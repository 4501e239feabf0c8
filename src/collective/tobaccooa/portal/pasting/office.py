"""What Word, WPS, Google Docs and mail programs write instead of HTML's own elements. Pure.

Word pastes a list as paragraphs whose style says `mso-list:l0 level2 lfo1`, with the marker as
text in a `span` styled `mso-list:Ignore`; a heading may be known only by its class or by
`mso-outline-level`; Google Docs wraps everything in a `b` that is not bold; Outlook marks a quote
with a line on the left. Each becomes what it means.

Markers such as 一、, （一）, (1) and ① stay as text in their paragraph: HTML's lists can't show
them, and the number is part of what an official text says.
"""

from __future__ import annotations

from collective.tobaccooa.documents.laundering import drop
from collective.tobaccooa.documents.laundering import Report
from collective.tobaccooa.portal.pasting.tree import elements
from collective.tobaccooa.portal.pasting.tree import has_block
from collective.tobaccooa.portal.pasting.tree import HEADINGS
from collective.tobaccooa.portal.pasting.tree import is_blank
from collective.tobaccooa.portal.pasting.tree import make
from collective.tobaccooa.portal.pasting.tree import style_of
from collective.tobaccooa.portal.pasting.tree import unwrap
from typing import Any

import re


MAX_LEVEL = 9
_LEVEL = re.compile(r"\blevel([1-9])\b")
_LIST = re.compile(r"^(l\d+)\b")
_ORDERED = re.compile(r"^(?:(\d{1,4})|([a-z]{1,4})|([A-Z]{1,4}))[.)、．)]$")
_ROMAN = re.compile(r"^[ivxl]{2,}|^[ivx]$", re.IGNORECASE)
_BULLET = re.compile(r"^[·•●○■□◆◇➢✓*\-–—oØ§üvØnlqw\uf000-\uf0ff]$")
_HEADING_CLASS = re.compile(
    r"(?:mso\s?heading|heading|标题|biaoti)[\s_-]?([1-6一二三四五六])(?![0-9])", re.IGNORECASE
)
_CHINESE_DIGITS = {digit: str(n) for n, digit in enumerate("一二三四五六", 1)}


def unwrap_google(root: Any, report: Report) -> None:
    """Take away bold that says it is not bold (the wrapper of Google Docs)."""
    for element in elements(root, "b", "strong", "i", "em"):
        style = style_of(element)
        weight, slant = style.get("font-weight", ""), style.get("font-style", "")
        if element.tag in ("b", "strong"):
            plain = weight in ("normal", "400", "300", "lighter")
        else:
            plain = slant == "normal"
        if plain or has_block(element):
            unwrap(element)


def name_headings(root: Any, report: Report) -> None:
    """Make headings of paragraphs that only a class or an outline level calls so."""
    for element in elements(root, "p", "div"):
        level = _heading_level(element)
        if level and not has_block(element):
            element.tag = f"h{level}"
    if next(root.iter("h1"), None) is not None:
        # the page has its own h1, the title; the text's go one down, all of them
        for element in elements(root, *HEADINGS):
            element.tag = f"h{min(6, int(element.tag[1]) + 1)}"


def _heading_level(element: Any) -> int:
    name = element.get("class") or ""
    found = _HEADING_CLASS.search(name)
    if found:
        return int(_CHINESE_DIGITS.get(found.group(1), found.group(1)))
    if re.search(r"\bMsoTitle\b", name):
        return 1
    outline = style_of(element).get("mso-outline-level", "")
    return int(outline) if outline in "123456" and outline else 0


def quote_mail(root: Any, report: Report) -> None:
    """Make a quote of what Outlook marks with a line on the left."""
    for element in elements(root, "div"):
        style = style_of(element)
        line = style.get("border-left", "")
        if line and not line.startswith(("none", "0")) and "border" in style:
            element.tag = "blockquote"


def drop_helper_rows(root: Any, report: Report) -> None:
    """Drop the row of height nought that Word adds below a table to hold column widths."""
    for row in elements(root, "tr"):
        if row.get("height") == "0" and is_blank(row.text_content()):
            drop(row)


def build_lists(root: Any, report: Report) -> None:
    """Make lists of the paragraphs that Word styles as list items."""
    run: list[tuple[Any, int, str, str]] = []
    previous = None
    for element in elements(root, "p", "div", "li", *HEADINGS):
        item = _list_item(element)
        follows = previous is not None and _next_element(previous) is element
        if run and (item is None or not follows):
            _build(run)
            run = []
        if item is not None:
            run.append((element, *item))
        previous = element if item is not None else None
    if run:
        _build(run)


def _next_element(element: Any) -> Any:
    if not is_blank(element.tail):
        return None
    return element.getnext()


def _list_item(element: Any) -> tuple[int, str, str] | None:
    """Return level, list and marker of a list paragraph; None when it is none (any more)."""
    declared = style_of(element).get("mso-list", "")
    level = _LEVEL.search(declared)
    if level is None or element.tag == "li":
        return None
    marker = _take_marker(element)
    if element.tag in HEADINGS or not marker or not _is_list_marker(marker):
        # the number stays as text
        element.text = f"{marker}{_space(marker)}{(element.text or '').lstrip()}"
        return None
    name = _LIST.match(declared)
    return int(level.group(1)), name.group(1) if name else "", marker


def _space(marker: str) -> str:
    return " " if marker and re.search(r"[0-9A-Za-z.)]$", marker) else ""


def _take_marker(element: Any) -> str:
    for span in element.iter("span"):
        if style_of(span).get("mso-list") == "ignore":
            marker = re.sub(r"[\s\u00a0\u3000]+", "", span.text_content())
            drop(span)
            return marker
    return ""


def _is_list_marker(marker: str) -> bool:
    return bool(_ORDERED.match(marker) or _BULLET.match(marker))


def _build(run: list[tuple[Any, int, str, str]]) -> None:
    """Put the items of lists that follow each other into nested `ul` and `ol` in their place."""
    # level, name of Word's list, element
    stack: list[tuple[int, str, Any]] = []
    for element, level, name, marker in run:
        while stack and stack[-1][0] > level:
            stack.pop()
        if stack and stack[-1][0] == level and not _continues(stack[-1], name, marker):
            stack.pop()
        if not stack or stack[-1][0] < level:
            listing = _listing(marker)
            if stack:
                stack[-1][2][-1].append(listing)
            else:
                element.addprevious(listing)
            stack.append((level, name, listing))
        item = make("li", element.text, list(element))
        stack[-1][2].append(item)
        element.drop_tree()


def _continues(last: tuple[int, str, Any], name: str, marker: str) -> bool:
    _level, last_name, listing = last
    return last_name == name and _fits(listing, marker)


def _fits(listing: Any, marker: str) -> bool:
    return (listing.tag == "ol") == bool(_ORDERED.match(marker) and not _BULLET.match(marker))


def _listing(marker: str) -> Any:
    ordered = _ORDERED.match(marker)
    if _BULLET.match(marker) or ordered is None:
        return make("ul")
    listing = make("ol")
    digits, small, large = ordered.groups()
    if digits and digits not in ("0", "1"):
        listing.set("start", digits)
    letters = small or large
    if letters:
        kind = "i" if _ROMAN.match(letters) else "a"
        listing.set("type", kind if small else kind.upper())
    return listing

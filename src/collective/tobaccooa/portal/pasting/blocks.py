"""Paragraphs, emphasis and spaces of a text: whatever expressed them becomes plain HTML. Pure.

Spaces put in by hand go, because the page's style indents the first line and spaces paragraphs;
alignment is kept as the one style that carries meaning.
"""

from __future__ import annotations

from collective.tobaccooa.documents.laundering import drop
from collective.tobaccooa.documents.laundering import Kind
from collective.tobaccooa.documents.laundering import Report
from collective.tobaccooa.portal.pasting.tree import BLOCKS
from collective.tobaccooa.portal.pasting.tree import elements
from collective.tobaccooa.portal.pasting.tree import has_block
from collective.tobaccooa.portal.pasting.tree import HEADINGS
from collective.tobaccooa.portal.pasting.tree import is_blank
from collective.tobaccooa.portal.pasting.tree import is_empty
from collective.tobaccooa.portal.pasting.tree import make
from collective.tobaccooa.portal.pasting.tree import strip_start
from collective.tobaccooa.portal.pasting.tree import style_of
from collective.tobaccooa.portal.pasting.tree import unwrap
from typing import Any

import re


_TEXTS = ("p", "li", "td", "th", "caption", "figcaption", "blockquote", *HEADINGS)
_ROWS = ("table", "tbody", "thead", "tfoot", "caption")
_INDENT = re.compile(r"^[\s\u00a0\u3000]+")
_HARD_SPACES = re.compile(r"[ \t\r\n]*\u00a0[ \t\r\n\u00a0]*")
# A line of the source that ends inside Chinese text, as Word's do, is no space.
_HAN = "\u2e80-\u2fff\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2014\u2026"
_SOURCE_LINE = re.compile(rf"(?<=[{_HAN}])[ \t]*\r?\n\s*(?=[{_HAN}])")
_INDENTED_LINE = re.compile(r"^\s*(?:\u3000|\u00a0\s*\u00a0)")
_OFF_SCREEN = re.compile(r"^-\d{3,}(?:\.\d+)?(?:px|pt|em|%)?$")
_SCREEN_READER = re.compile(r"\b(?:sr-only|visually-hidden|screen-reader-text)\b")


def drop_off_screen(root: Any, report: Report) -> None:
    """Drop text that is there but lies outside the screen, or only for machines."""
    for element in elements(root):
        style = style_of(element)
        places = [style.get(name, "") for name in ("left", "top", "text-indent", "margin-left")]
        clipped = style.get("clip", "").replace(" ", "").startswith(("rect(0", "rect(1px,1px"))
        if (
            clipped
            or any(_OFF_SCREEN.match(place) for place in places)
            or _SCREEN_READER.search(element.get("class") or "")
        ):
            if not is_blank(element.text_content()):
                report.note(Kind.HIDDEN)
            drop(element)


def name_emphasis(root: Any, report: Report) -> None:
    """Make `strong`, `em`, `u`, `s`, `sub`, `sup` of what only a style says; unwrap the rest."""
    for element in elements(root, *_ONE_NAME):
        element.tag = _ONE_NAME[element.tag]
    for element in elements(root, "span", "font"):
        style = style_of(element)
        tags = _emphasis(style)
        if not tags or has_block(element) or is_empty(element):
            unwrap(element)
            continue
        if any(each.tag in HEADINGS for each in element.iterancestors()):
            tags = [tag for tag in tags if tag != "strong"]
        if not tags:
            unwrap(element)
            continue
        for tag in tags[1:]:
            inner = make(tag, element.text, list(element))
            element.text = None
            element.append(inner)
        element.attrib.clear()
        element.tag = tags[0]
    _bold_lines(root)
    for element in elements(root, "strong", "em", "u", "s", "sub", "sup"):
        if any(each.tag == element.tag for each in element.iterancestors()):
            unwrap(element)


def _bold_lines(root: Any) -> None:
    for element in elements(root, "p", "div"):
        if "strong" in _emphasis(style_of(element)) and not has_block(element):
            strong = make("strong", element.text, list(element))
            element.text = None
            element.append(strong)


# The editor's own names, so that there is one of each.
_ONE_NAME = {"b": "strong", "i": "em", "strike": "s", "del": "s", "ins": "u"}


def _emphasis(style: dict[str, str]) -> list[str]:
    tags = []
    if style.get("font-weight", "") in ("bold", "bolder", "600", "700", "800", "900"):
        tags.append("strong")
    if style.get("font-style", "") in ("italic", "oblique"):
        tags.append("em")
    lines = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    if "underline" in lines:
        tags.append("u")
    if "line-through" in lines:
        tags.append("s")
    raised = style.get("vertical-align", "")
    if raised in ("super", "sub"):
        tags.append("sup" if raised == "super" else "sub")
    return tags


# What will be unwrapped hands its alignment to its lines.
_INHERITING = ("div", "section", "article", "main")


def keep_alignment(root: Any, report: Report) -> None:
    """Turn `align` and `center` into the one style that stays; the ordinary needs none."""
    for element in elements(root, "center"):
        element.tag = "div"
        element.set("align", "center")
    for element in elements(root):
        wanted = style_of(element).get("text-align") or (element.get("align") or "").lower()
        wanted = {"end": "right", "-webkit-center": "center", "-webkit-right": "right"}.get(
            wanted, wanted
        )
        for name in ("style", "align"):
            element.attrib.pop(name, None)
        if wanted in ("center", "right") and element.tag not in ("img", "table"):
            element.set("style", f"text-align:{wanted}")
            if element.tag in _INHERITING:
                for child in element.iterchildren("p", *_INHERITING, *HEADINGS):
                    if not child.get("align") and "text-align" not in style_of(child):
                        child.set("align", wanted)


def free_blocks(root: Any, report: Report) -> None:
    """Take blocks out of inline elements; a link goes into each block it was around."""
    for element in elements(root):
        if element.tag in BLOCKS or not has_block(element):
            continue
        if element.tag == "a":
            for block in [element, *element.iter(*BLOCKS)]:
                if not has_block(block) and not is_empty(block):
                    link = make("a", block.text, list(block))
                    link.attrib.update(element.attrib)
                    block.text = None
                    block.append(link)
        unwrap(element)


def flatten(root: Any, report: Report) -> None:
    """Leave no `div`: its lines become paragraphs, its blocks stand for themselves."""
    _open_layout(root)
    for element in elements(root, "colgroup", "col"):
        # they hold widths only; a column's own cells say what they span
        drop(element)
    for element in elements(root, *_OTHER_NAMES):
        element.tag = _OTHER_NAMES[element.tag]
    for element in reversed(elements(root)):
        if _is_misplaced(element):
            element.tag = "div"
        if element.tag == "div":
            if has_block(element):
                _wrap_lines(element)
                unwrap(element)
            else:
                element.tag = "p"
    if any(each.tag in BLOCKS for each in root):
        _wrap_lines(root)
    for quote in elements(root, "blockquote"):
        _wrap_lines(quote)


def _is_misplaced(element: Any) -> bool:
    """Tell whether a paragraph holds blocks, or a list item has no list."""
    if element.tag == "li":
        return element.getparent().tag not in ("ul", "ol")
    return element.tag in ("p", "caption", *HEADINGS) and has_block(element)


# Blocks that an article has no use for, by what they become.
_OTHER_NAMES = {
    **dict.fromkeys(
        (
            "section", "article", "main", "header", "footer", "aside", "nav", "address", "dl",
            "dt", "dd", "details", "summary", "fieldset", "hgroup", "center",
        ),
        "div",
    ),
    "menu": "ul",
    "dir": "ul",
}  # fmt: skip


def _open_layout(root: Any) -> None:
    """Make plain blocks of a table that says it is there for the layout only."""
    for table in elements(root, "table"):
        if table.get("role") != "presentation":
            continue
        for part in elements(table, "tbody", "thead", "tfoot", "tr"):
            unwrap(part)
        for cell in elements(table, "td", "th"):
            cell.tag = "div"
        table.tag = "div"


def _wrap_lines(parent: Any) -> None:
    """Put text that stands loose between blocks into paragraphs."""
    line: Any = None
    if not is_blank(parent.text):
        line = make("p", parent.text)
        parent.insert(0, line)
    parent.text = None
    for child in list(parent):
        if child is line:
            continue
        tail, child.tail = child.tail, None
        if child.tag in BLOCKS:
            line = None
        else:
            if line is None:
                line = make("p")
                child.addprevious(line)
            line.append(child)
        if tail and (line is not None or not is_blank(tail)):
            line = _add_text(line, tail, child)


def _add_text(line: Any, text: str, after: Any) -> Any:
    if line is None:
        line = make("p", text)
        after.addnext(line)
    elif len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text
    return line


def split_lines(root: Any, report: Report) -> None:
    """Make paragraphs of lines that two `br`, or a `br` and an indent, set apart."""
    for paragraph in elements(root, "p"):
        if any(each.tag == "br" and _ends_line(each) for each in paragraph):
            _split(paragraph)


def _ends_line(line_break: Any) -> bool:
    following = line_break.getnext()
    double = following is not None and following.tag == "br" and is_blank(line_break.tail)
    return double or _INDENTED_LINE.match(line_break.tail or "") is not None


def _split(paragraph: Any) -> None:
    """Move what follows each end of a line into a paragraph of its own, in one walk."""
    style, last, line = paragraph.get("style"), paragraph, paragraph
    tail, paragraph.tail = paragraph.tail, None
    for child in list(paragraph):
        if child.tag == "br" and _ends_line(child):
            line = make("p", child.tail)
            if style:
                line.set("style", style)
            child.tail = None
            child.getparent().remove(child)
            last.addnext(line)
            last = line
        elif child.tag == "br" and line is not paragraph and not len(line) and is_blank(line.text):
            # the second one of two
            line.text = child.tail
            child.tail = None
            child.getparent().remove(child)
        elif line is not paragraph:
            line.append(child)
    last.tail = tail


def tidy_spaces(root: Any, report: Report) -> None:
    """Take away spaces made by hand: indents, runs of hard spaces, blanks at the end."""
    for element in [root, *elements(root)]:
        if element.tag == "pre" or any(each.tag == "pre" for each in element.iterancestors()):
            continue
        if element.tag in ("ul", "ol", "tr", *_ROWS[:-1]):
            for child in element:
                child.tail = None if is_blank(child.tail) else child.tail
            element.text = None if is_blank(element.text) else element.text
        if element.text:
            element.text = _single_spaces(element.text)
        if element is not root and element.tail:
            element.tail = _single_spaces(element.tail)
    for element in elements(root, *_TEXTS):
        strip_start(element, _INDENT)
        _strip_end(element)


def _single_spaces(text: str) -> str:
    return _SOURCE_LINE.sub("", _HARD_SPACES.sub(" ", text))


def _strip_end(element: Any) -> None:
    while len(element):
        last = element[-1]
        if last.tail:
            last.tail = last.tail.rstrip(" \t\r\n\u00a0\u3000") or None
        if last.tail or last.tag != "br":
            return
        element.remove(last)
    if element.text:
        element.text = element.text.rstrip(" \t\r\n\u00a0\u3000") or None


def drop_empty(root: Any, report: Report) -> None:
    """Drop what shows nothing: empty paragraphs, emphasis of nothing, links around nothing."""
    for element in reversed(elements(root)):
        if element.tag in ("br", "td", "th", "tr", *_ROWS, "img", "hr", "pre", "code"):
            continue
        if element.tag in BLOCKS:
            if is_empty(element):
                drop(element)
        elif is_empty(element):
            unwrap(element)


def simplify(root: Any, report: Report) -> None:
    """Take away what says nothing: the sole paragraph of a cell, the underline of a link."""
    for inner in elements(root, "ul", "ol"):
        # a list straight inside a list belongs to the item before it
        before = inner.getprevious()
        if inner.getparent().tag in ("ul", "ol") and before is not None and before.tag == "li":
            inner.tail = None
            before.append(inner)
    for parent in elements(root, "td", "th", "li"):
        _unwrap_sole(parent)
    for line in elements(root, "u"):
        sole = len(line) == 1 and line[0].tag == "a" and is_blank(line.text)
        if any(each.tag == "a" for each in line.iterancestors()) or (
            sole and is_blank(line[0].tail)
        ):
            unwrap(line)


def _unwrap_sole(parent: Any) -> None:
    """Take the one paragraph of a cell or list item away, as Word and LibreOffice put one there."""
    if not len(parent) or parent[0].tag != "p" or not is_blank(parent.text):
        return
    others = parent[1:]
    if any(each.tag not in ("ul", "ol") for each in others):
        return
    if any(not is_blank(each.tail) for each in parent):
        return
    style = parent[0].get("style")
    if style:
        parent.set("style", style)
    parent.text = None
    parent[0].tail = None
    unwrap(parent[0])

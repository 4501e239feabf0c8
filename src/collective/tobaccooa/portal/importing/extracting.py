"""Take title, day and main text out of a whole web page. Pure.

What sites of Chinese authorities carry comes first: the page description of the ministries'
website standard (meta ArticleTitle, PubDate), and the usual names of the element with the text.
Else the text is where most of it stands that is not links. readability-lxml and trafilatura were
tried on pages laid out with tables, as they were made until about 2010: the one lost tables of
figures, the other took navigation and footer for text.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.portal.importing.dates import labelled_day
from collective.tobaccooa.portal.importing.dates import parse_day
from collective.tobaccooa.portal.importing.dates import parse_stamp
from collective.tobaccooa.portal.importing.model import UnreadableSource
from collective.tobaccooa.portal.pasting.tree import BLOCKS
from datetime import datetime
from typing import Any

import lxml.etree
import lxml.html
import re


MAX_TITLE = 200
# What lies in an inner container counts that much less: a cell is a part of the page's layout, a
# `div` without blocks or line breaks a mere paragraph.
FADING, FADING_OF_LINES = 0.4, 0.9
MIN_NAMED_TEXT = 20
_CONTAINERS = frozenset({"div", "td", "article", "section", "main", "body", "center", "li"})
_NOISE = ("script", "style", "noscript", "template", "nav", "aside", "footer", "form", "iframe")
_NOISE_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|foot(?:er)?|copyright|sidebar|breadcrumbs?|comments?|share|related|"
    r"banner|crumb)(?:$|[-_\s])",
    re.IGNORECASE,
)
# What stands at the foot of nearly every page of an authority.
_FOOT = re.compile(
    r"版权所有|ICP备|备案号|建议使用|技术支持|主办单位|浏览器|访问量|Copyright", re.I
)
_TEXT_NAMES = (
    "UCAP-CONTENT", "TRS_Editor", "zoom", "Zoom", "article-content", "article_content",
    "pages_content", "articleBody", "content", "Content", "con_text", "news_content", "nr", "text",
)  # fmt: skip
_SITE_NAME = re.compile(r"\s*(?:[-_|—–]{1,2}|·)\s*")
_DAYS = ("pubdate", "article:published_time", "publishdate", "publish_date", "date", "dc.date")
_DESCRIPTIONS = ("description", "og:description")


def parse_page(text: str) -> Any:
    """Return the tree of a page.

    :raises UnreadableSource: there is none.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = lxml.html.document_fromstring(text)
    except (lxml.etree.ParserError, ValueError) as error:
        raise UnreadableSource(_nothing()) from error
    if root.find(".//body") is None:
        raise UnreadableSource(_nothing())
    return root


def _nothing() -> str:
    return _("import_no_text", default="There is no text in it.")


def meta(root: Any) -> dict[str, str]:
    """Return the page's description by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


BARE = 4


def title_of(root: Any) -> str:
    """Return the title of a page without the name of its site, the empty string without one."""
    known = meta(root)
    if known.get("articletitle"):
        return line(known["articletitle"])
    whole = line(known.get("og:title") or _text(root.find(".//title")))
    for heading in root.iter("h1", "h2"):
        found = line(_text(heading))
        # a bare title ("t", "1.htm") says less than the heading
        if found and (found in whole or len(whole) < BARE):
            return found
    return line(_SITE_NAME.split(whole)[0]) or whole


def description_of(root: Any) -> str:
    """Return the page's own summary, the empty string when it only repeats the title."""
    known = meta(root)
    found = next((known[name] for name in _DESCRIPTIONS if known.get(name)), "")
    return "" if found == title_of(root) else line(found)


def published_on(root: Any, text: Any) -> datetime | None:
    """Return when a page was published: as described, as labelled, as first or last mentioned.

    :param text: the element with the main text.
    """
    known = meta(root)
    for name in _DAYS:
        found = parse_stamp(known[name]) if name in known else None
        if found is not None:
            return found
    for element in root.iter("time"):
        found = parse_stamp(element.get("datetime") or "")
        if found is not None:
            return found
    body = root.find(".//body")
    whole, inside = body.text_content(), text.text_content()
    outside = whole.partition(inside)[0] if inside else whole
    # at the end a department signs with the day
    return labelled_day(whole) or parse_day(outside) or parse_day(inside[-60:])


def main_text(root: Any) -> Any:
    """Return the element with the article's text.

    :raises UnreadableSource: there is no text.
    """
    body = root.find(".//body")
    for element in list(body.iter()):
        noise = element.tag in _NOISE or _NOISE_NAME.search(
            f"{element.get('class') or ''} {element.get('id') or ''}"
        )
        if isinstance(element.tag, str) and element is not body and noise:
            element.drop_tree()
    named = _named(body)
    if named is not None:
        return named
    scores: dict[Any, float] = {}
    _score(body, scores)
    best = max(scores, key=lambda each: scores[each])
    if scores[best] <= 0 and next(best.iter("img"), None) is None:
        raise UnreadableSource(_nothing())
    return best


def _named(body: Any) -> Any:
    """Return the element whose name says that it holds the text, if it does."""
    for name in _TEXT_NAMES:
        found = body.xpath(
            "descendant::*[@id=$name or @itemprop=$name or "
            "contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))]",
            name=name,
        )
        long = [each for each in found if _own_length(each) >= MIN_NAMED_TEXT]
        if long:
            return max(long, key=_own_length)
    return None


def _own_length(element: Any) -> int:
    """Return how much text there is that isn't links."""
    links = sum(len(_squeezed(link.text_content())) for link in element.iter("a"))
    return len(_squeezed(element.text_content())) - links


def _score(container: Any, scores: dict[Any, float]) -> float:
    """Note for each container how much text it holds, what lies deeper counting less."""
    total = 0.0
    stack = [container]
    while stack:
        element = stack.pop()
        if element is not container:
            total += _worth(element.tail)
            if element.tag == "a":
                total -= len(_squeezed(element.text_content())) * 0.5
                continue
            if element.tag in _CONTAINERS:
                inner = max(0.0, _score(element, scores))
                total += inner * (FADING_OF_LINES if _is_line(element) else FADING)
                continue
        if isinstance(element.tag, str):
            total += _worth(element.text)
        stack.extend(element)
    scores[container] = total
    return total


def _worth(text: str | None) -> int:
    """Return how much a text counts as part of an article."""
    return len(_squeezed(text)) if text and not _FOOT.search(text) else 0


def _is_line(element: Any) -> bool:
    return element.tag == "div" and not any(
        each is not element and (each.tag in BLOCKS or each.tag == "br") for each in element.iter()
    )


def drop_heading(text: Any, title: str) -> None:
    """Take the title off the beginning of the text, where the page repeats it."""
    for element in list(text.iter("h1", "h2", "h3")):
        if line(_text(element)) == title:
            element.drop_tree()
            return


def _text(element: Any) -> str:
    return "" if element is None else str(element.text_content())


def line(text: str) -> str:
    """Return a text as one line, cut to the length of a title."""
    return re.sub(r"\s+", " ", text).strip()[:MAX_TITLE]


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u3000\u00a0]+", "", text)

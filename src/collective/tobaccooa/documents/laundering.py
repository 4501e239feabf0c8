"""The one mechanism that cleans HTML: a tree without hidden parts, then a white list. Pure.

`launder` parses with lxml, takes out hidden and foreign elements with their text, lets the
policy's own steps work on the tree, and gives the rest to nh3, which lets nothing through that the
policy doesn't name. What went is counted in a `Report`. Documents use it through `richtext.py`,
articles of the portals through `portal/pasting/`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import Any

import lxml.html
import nh3
import re


MAX_NAMES = 20
MAX_NAME_LENGTH = 200


class Kind(StrEnum):
    """What can be removed from a text."""

    STYLES = "styles"
    SCRIPTS = "scripts"
    TRACKERS = "trackers"
    HIDDEN = "hidden"
    PICTURES = "pictures"
    EMBEDDED = "embedded"
    FORMS = "forms"
    FRAMES = "frames"
    MEDIA = "media"
    LOCAL_LINKS = "local_links"
    UNSAFE_LINKS = "unsafe_links"
    LINK_TRACKING = "link_tracking"
    INVISIBLE = "invisible"


@dataclass
class Report:
    """How much of each kind was removed, and which pictures.

    :ivar counts: by kind; kinds of which there were none are absent.
    :ivar names: addresses of pictures that were left out, at most twenty, each cut to 200
        characters.
    """

    counts: Counter[Kind] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)

    def note(self, kind: Kind, number: int = 1, name: str = "") -> None:
        """Count something that was removed."""
        if number:
            self.counts[kind] += number
        name = name[:MAX_NAME_LENGTH]
        if name and name not in self.names and len(self.names) < MAX_NAMES:
            self.names.append(name)

    def __bool__(self) -> bool:
        return bool(self.counts)


# Works on the parsed tree, below a `div` that stands for the text, before the white list.
Step = Callable[[Any, Report], None]


@dataclass(frozen=True)
class Policy:
    """What a kind of text may contain.

    :ivar attribute: (tag, name, value) -> the value to keep, or None.
    :ivar steps: changes to the tree, in their order.
    """

    tags: frozenset[str]
    attributes: Mapping[str, set[str]]
    attribute: Callable[[str, str, str], str | None]
    schemes: frozenset[str]
    steps: tuple[Step, ...] = ()


# Elements whose text is no part of what the reader sees, by what is reported of them.
_DROPPED: dict[str, Kind | None] = {
    **dict.fromkeys(("head", "title", "template", "noscript", "meta", "link", "base", "xml")),
    "style": Kind.STYLES,
    "script": Kind.SCRIPTS,
    **dict.fromkeys(("iframe", "object", "embed", "applet"), Kind.FRAMES),
    **dict.fromkeys(("audio", "video", "canvas", "svg", "math"), Kind.MEDIA),
    **dict.fromkeys(
        ("form", "input", "button", "select", "textarea", "option", "datalist"), Kind.FORMS
    ),
}
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])|"
    r"opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_PLAIN_STYLE = re.compile(r"\s*(?:text-align\s*:\s*[a-z]+\s*;?\s*)?", re.IGNORECASE)
_TINY = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*[01](?:\.0+)?(?:px|pt)?\s*(?:;|$)", re.I)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def launder(html: str, policy: Policy, report: Report) -> str:
    """Return what the policy lets through of some HTML; counts the rest in the report.

    :param html: anything; lone surrogates and control characters go too.
    """
    html = _CONTROL.sub("", html)
    if not html.strip():
        return ""
    cleaned = nh3.clean(
        _prepared(html, policy, report),
        tags=set(policy.tags),
        attributes={tag: set(names) for tag, names in policy.attributes.items()},
        attribute_filter=policy.attribute,
        url_schemes=set(policy.schemes),
        filter_style_properties={"text-align"},
        link_rel="noopener noreferrer",
    )
    cleaned = re.sub(r'<img(?![^>]*\ssrc=")[^>]*>', "", cleaned)
    cleaned = re.sub(r' style=""', "", cleaned)
    return visible(cleaned, report).strip()


def visible(text: str, report: Report) -> str:
    """Return a text without characters that nobody sees; counts them."""
    text, number = _INVISIBLE.subn("", text)
    report.note(Kind.INVISIBLE, number)
    return text


def without_control(text: str) -> str:
    """Return a text without control characters and lone surrogates."""
    return _CONTROL.sub("", text)


def is_tracker(picture: Any) -> bool:
    """Tell whether an `img` is a beacon: a picture of one pixel, or one that is not shown."""
    sizes = (picture.get("width") or "", picture.get("height") or "")
    style = picture.get("style") or ""
    return (
        any(re.fullmatch(r"\s*[01](?:px)?\s*", size) for size in sizes)
        or bool(_TINY.search(style))
        or bool(_HIDDEN_STYLE.search(style))
    )


def _prepared(html: str, policy: Policy, report: Report) -> str:
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (lxml.etree.ParserError, ValueError, AssertionError):
        # AssertionError: a page of frames, which has no body
        return ""
    for element in list(root.iter()):
        if element is not root:
            _inspect(element, report)
    for step in policy.steps:
        step(root, report)
    return lxml.html.tostring(root, encoding="unicode")[len("<div>") : -len("</div>")]


def _inspect(element: Any, report: Report) -> None:
    """Take an element out if nobody sees it; else count what the white list will take off."""
    if not isinstance(element.tag, str):
        drop(element)
        return
    if element.tag in _DROPPED:
        kind = _DROPPED[element.tag]
        if kind is not None:
            report.note(kind)
        drop(element)
        return
    style = element.get("style") or ""
    if "hidden" in element.attrib or _HIDDEN_STYLE.search(style):
        _note_hidden(element, report)
        drop(element)
        return
    if element.tag == "font" or not _PLAIN_STYLE.fullmatch(style):
        report.note(Kind.STYLES)
    if any(name.lower().startswith("on") for name in element.attrib):
        report.note(Kind.SCRIPTS)


def _note_hidden(element: Any, report: Report) -> None:
    if next(element.iter("img"), None) is not None:
        report.note(Kind.TRACKERS)
    if element.text_content().strip():
        report.note(Kind.HIDDEN)


def drop(element: Any) -> None:
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

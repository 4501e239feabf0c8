"""The help pages: Markdown files beside this module, read once. Pure.

A page is named by the id of its step, or by its topic. Files link to each other by name and show
pictures of `static/help`, so that they can be read in the repository too.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import markdown
import re


PAGES = Path(__file__).parent / "pages"
#: Topics beside the steps, in the order of the table of contents.
TOPICS = ("my-work", "reading", "sign-for", "find", "more")
_NAME = re.compile(r"[a-z][a-z_-]{1,40}")
_LINK = re.compile(r'href="([a-z_-]+)\.md"')
_PICTURE = re.compile(
    r'<p><img alt="([^"]*)" src="(?:\.\./)+static/help/([a-z_-]+\.webp)" ?/?></p>'
)
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_BUTTON = re.compile(r"^\| (?!按钮 |标签 |-)(.+?) \|", re.MULTILINE)


@dataclass(frozen=True)
class HelpPage:
    """One page: its name, title, the HTML below the title, and the buttons that it explains."""

    name: str
    title: str
    html: str
    buttons: tuple[str, ...]


@cache
def page_of(name: str) -> HelpPage | None:
    """Return a page by the id of its step or topic, None when there is none.

    Links in it read `step:<name>`, pictures `picture:<file>`; `placed` puts addresses there.
    """
    path = PAGES / f"{name}.md"
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    text = path.read_text("utf-8")
    head, _newline, body = text.partition("\n")
    html = markdown.markdown(body, extensions=["tables"])
    return HelpPage(name, head.removeprefix("# ").strip(), _marked(html), buttons_in(body))


def buttons_in(text: str) -> tuple[str, ...]:
    """Return the titles of buttons that the tables 按钮 | 按了以后 of a page explain."""
    found: list[str] = []
    for table in text.split("| 按钮 |")[1:]:
        found += _BUTTON.findall(table.split("\n\n")[0])
    return tuple(found)


def placed(
    html: str, page: str, pictures: str, version: str, sizes: Mapping[str, tuple[int, int]]
) -> str:
    """Return the HTML with addresses for its links and pictures.

    :param page: address of the help page, to which `?step=` is added.
    :param pictures: address of the folder of pictures; :param version: changes with them.
    :param sizes: name of a picture → width and height, so that nothing jumps while it loads.
    """

    def picture(found: re.Match[str]) -> str:
        address = f'"{escape(pictures)}/{found[1]}?v={escape(version)}"'
        size = sizes.get(found[1])
        return f'{address} width="{size[0]}" height="{size[1]}"' if size else address

    html = re.sub(r'"step:([a-z_-]+)"', rf'"{escape(page)}?step=\1"', html)
    return re.sub(r'"picture:([a-z_.-]+)"', picture, html)


def _marked(html: str) -> str:
    html = _LINK.sub(r'href="step:\1"', html)
    html = _PICTURE.sub(r'<figure><img alt="\1" loading="lazy" src="picture:\2"/></figure>', html)
    return _TABLE.sub(r'<div class="oa-tablebox"><table class="oa-table">\1</table></div>', html)


def contents(chains: Callable[[str], tuple[str, ...]]) -> list[tuple[str, list[HelpPage]]]:
    """Return the table of contents: `outgoing`, `incoming` and `topics` with their pages.

    :param chains: gives the work steps of a chain by its id.
    """
    groups = [
        ("topics", TOPICS),
        ("outgoing", chains("outgoing")),
        ("incoming", chains("incoming")),
    ]
    return [
        (group, [page for name in names if (page := page_of(name)) is not None])
        for group, names in groups
    ]

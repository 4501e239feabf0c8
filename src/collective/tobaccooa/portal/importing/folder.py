"""Read articles from a folder of HTML files with their pictures beside them.

Nothing is read from outside the folder: no path with `..` leads out of it, no symbolic link is
followed, nothing is fetched.
"""

from __future__ import annotations

from base64 import b64encode
from collective.tobaccooa import _
from collective.tobaccooa.portal.importing import extracting
from collective.tobaccooa.portal.importing.dates import not_after
from collective.tobaccooa.portal.importing.model import Article
from collective.tobaccooa.portal.importing.model import UnreadableSource
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from urllib.parse import urlsplit

import codecs
import lxml.html
import os
import re


PAGES = frozenset({".html", ".htm", ".shtml", ".xhtml"})
PICTURES = {
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".png": "png",
    ".gif": "gif",
    ".webp": "webp",
    ".bmp": "bmp",
    ".tif": "tiff",
    ".tiff": "tiff",
}
MAX_PAGE = 5 * 2**20
MAX_PICTURE = 20 * 2**20
# base64 makes four characters of three bytes; the whole must stay below the limit of a paste.
MAX_PICTURES = 28 * 2**20
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_-]+)", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The larger set reads what the smaller ones write, and pages name the small one for the large.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}


def find_pages(root: Path) -> list[Path]:
    """Return the HTML files in and below a folder, sorted; no hidden ones, no links."""
    found = []
    for folder, names, files in os.walk(root, followlinks=False):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix.lower() in PAGES and not name.startswith(".") and not path.is_symlink():
                found.append(path)
    return found


def decode(data: bytes) -> str:
    """Return the text of a page, by its mark, by what it says, by trial: UTF-8, then GB 18030.

    :raises UnreadableSource: it is in neither.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    said = _XML_CHARSET.search(data[:200]) or _CHARSET.search(data[:4096])
    names = [said.group(1).decode("ascii").lower()] if said else []
    for name in [*(_LARGER.get(each, each) for each in names), "utf-8", "gb18030"]:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    # a few broken bytes in a page of 2003 are no reason to lose it
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        if text.count("\ufffd") * 200 < len(text):
            return text
    raise UnreadableSource(
        _("import_charset", default="Its characters are neither UTF-8 nor GB 18030.")
    )


def read_page(path: Path, root: Path, now: datetime) -> Article:
    """Return the article of one file.

    :param root: the folder; :param now: days more than one day after it don't count.
    :raises UnreadableSource: too large, unknown characters, no title or no text.
    """
    if path.is_symlink() or path.stat().st_size > MAX_PAGE:
        raise UnreadableSource(
            _(
                "import_page_too_large",
                default="It is larger than ${limit} MB, or a link to another file.",
                mapping={"limit": MAX_PAGE // 2**20},
            )
        )
    page = extracting.parse_page(decode(path.read_bytes()))
    title = extracting.title_of(page)
    description = extracting.description_of(page)
    text = extracting.main_text(page)
    published = not_after(extracting.published_on(page, text), now)
    title = title or extracting.line(path.stem)
    extracting.drop_heading(text, title)
    missing = _embed_pictures(text, path, root)
    for link in list(text.iter("a")):
        if not re.match(r"\s*(?:https?:|mailto:|tel:|//)", link.get("href") or "", re.IGNORECASE):
            # the pages of the old site have other addresses here
            link.attrib.pop("href", None)
    return Article(
        source=path.relative_to(root).as_posix(),
        title=title,
        html=_inner(text),
        description=description,
        published=published,
        missing=tuple(missing),
    )


def _inner(element: Any) -> str:
    element.tag = "div"
    element.attrib.clear()
    element.tail = None
    return lxml.html.tostring(element, encoding="unicode")


def _embed_pictures(text: Any, page: Path, root: Path) -> list[str]:
    """Put the folder's own pictures into the text, drop the others; return their addresses."""
    missing, left = [], MAX_PICTURES
    for picture in list(text.iter("img")):
        address = (picture.get("src") or "").strip()
        if address.lower().startswith("data:"):
            continue
        data = _picture(address, page, root)
        if data is None or len(data) > left:
            missing.append(address)
            picture.drop_tree()
            continue
        left -= len(data)
        kind = PICTURES[Path(urlsplit(address).path).suffix.lower()]
        picture.set("src", f"data:image/{kind};base64,{b64encode(data).decode('ascii')}")
    return missing


def _picture(address: str, page: Path, root: Path) -> bytes | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    name = unquote(parts.path).replace("\\", "/")
    if parts.scheme or parts.netloc or Path(name).suffix.lower() not in PICTURES or "\0" in name:
        return None
    start = root if name.startswith("/") else page.parent
    path = Path(os.path.normpath(start / name.lstrip("/")))
    if not path.is_relative_to(root) or _passes_link(path, root) or not path.is_file():
        return None
    return path.read_bytes() if path.stat().st_size <= MAX_PICTURE else None


def _passes_link(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(root.joinpath(*parts[: n + 1]).is_symlink() for n in range(len(parts)))

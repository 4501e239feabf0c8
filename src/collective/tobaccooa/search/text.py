"""What can be read in a document: from HTML, and from files by their content.

Files come from anywhere. Each program has a time limit, each file and each text a size limit; what
cannot be read gives no text and never an error, since a broken file must not keep its document out
of the search.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import logging
import lxml.etree
import lxml.html
import re
import shutil
import subprocess
import unicodedata
import zipfile


logger = logging.getLogger(__name__)

MOST_CHARACTERS = 500_000
MOST_XML_BYTES = 50_000_000
PROGRAM_SECONDS = 60
# Elements whose ends part words; between others (<b>, <span>) a Chinese word may go on.
BLOCKS = frozenset(
    {"address", "article", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption"}
    | {"footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre"}
    | {"section", "table", "td", "th", "tr", "ul"}
)
WORD_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
WORD_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_SPACE = re.compile(r"[ \t\r\f\v]+")
_EMPTY_LINES = re.compile(r"\s*\n\s*")


def tidy(text: str) -> str:
    """Return text in one form (NFKC), without control characters, of limited length."""
    text = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).replace("\x00", "")
    return _EMPTY_LINES.sub("\n", _SPACE.sub(" ", text)).strip()


def from_html(html: str) -> str:
    """Return what a reader sees of an HTML fragment."""
    if not html.strip():
        return ""
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (lxml.etree.LxmlError, ValueError):
        return ""
    lxml.etree.strip_elements(root, "script", "style", lxml.etree.Comment, with_tail=False)
    parts: list[str] = []
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        if element.tag in BLOCKS:
            parts.append("\n")
        parts.append((element.text if event == "start" else element.tail) or "")
    return tidy("".join(parts))


def from_file(data: bytes) -> str:
    """Return the text of a PDF, a Word file (.docx) or a plain text, "" of anything else."""
    try:
        return tidy(_reader(data)(data))
    except (
        OSError,
        ValueError,
        KeyError,
        RuntimeError,
        NotImplementedError,
        subprocess.SubprocessError,
        zipfile.BadZipFile,
        lxml.etree.LxmlError,
    ) as error:
        logger.info("No text could be read from a file: %s", error)
        return ""


def _reader(data: bytes) -> Callable[[bytes], str]:
    if data.startswith(b"%PDF-"):
        return _from_pdf
    if data.startswith(b"PK\x03\x04"):
        return _from_docx
    return _from_plain


def _from_pdf(data: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        return ""
    found = subprocess.run(  # noqa: S603 - a fixed program, the file goes to its input
        [program, "-enc", "UTF-8", "-nopgbrk", "-", "-"],
        input=data,
        capture_output=True,
        timeout=PROGRAM_SECONDS,
        check=False,
    )
    return found.stdout.decode("utf-8", "replace")


def _from_docx(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        info = archive.getinfo("word/document.xml")
        if info.file_size > MOST_XML_BYTES:
            return ""
        with archive.open(info) as file:
            body = file.read(MOST_XML_BYTES)
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True)
    parts: list[str] = []
    for element in lxml.etree.fromstring(body, parser).iter(WORD_TEXT, WORD_PARAGRAPH):
        parts.append("\n" if element.tag == WORD_PARAGRAPH else element.text or "")
    return "".join(parts)


def _from_plain(data: bytes) -> str:
    if b"\x00" in data[:4096]:
        return ""
    for encoding in ("utf-8", "gb18030"):
        try:
            return data[: MOST_CHARACTERS * 4].decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""

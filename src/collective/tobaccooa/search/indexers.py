"""What the catalogue asks of an official document when its searchable entry is written."""

from __future__ import annotations

from collective.tobaccooa.documents.interfaces import IOfficialDocument
from collective.tobaccooa.documents.numbering import normalise
from collective.tobaccooa.search import text
from persistent import Persistent
from plone.indexer import indexer


ATTRIBUTE = "_tobaccooa_search_text"


class FileText(Persistent):
    """The text of a file, kept beside it: a file never changes, reading it is slow."""

    def __init__(self, digest: str, content: str) -> None:
        self.digest = digest
        self.content = content


@indexer(IOfficialDocument)
def document_number(document) -> str | None:
    """Return the number in its canonical form, so that any way of writing it finds it."""
    number = _number(document)
    return normalise(number) if number else None


@indexer(IOfficialDocument)
def searchable_text(document) -> str:
    """Return title, numbers, main text and the text of the files."""
    parts = [document.title or "", _number(document), str(_of(document, "receipt_number"))]
    parts.append(text.from_html(document.text_html()))
    for attachment in document.attachments():
        parts += [attachment.title or "", str(getattr(attachment.file, "filename", "") or "")]
        parts.append(text_of_file(attachment))
    return "\n".join(part for part in parts if part)


def text_of_file(attachment) -> str:
    """Return the text of an attachment; what was read before is kept (only jobs write it)."""
    if attachment.file is None:
        return ""
    kept = getattr(attachment, ATTRIBUTE, None)
    if kept is None or kept.digest != attachment.digest:
        kept = FileText(attachment.digest, text.from_file(attachment.file.data))
        setattr(attachment, ATTRIBUTE, kept)
    return kept.content


def _number(document) -> str:
    return str(_of(document, "document_number") or _of(document, "source_number"))


def _of(document, name: str):
    return getattr(document, name, None) or ""

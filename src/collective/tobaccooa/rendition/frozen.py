"""The frozen form of a document: what was signed, numbered and sealed, and what recipients read.

Files share their blobs with the document's: no bytes are copied. The laid-out PDF will start from
this too.
"""

from __future__ import annotations

from collective.tobaccooa.documents.content import OfficialDocument
from collective.tobaccooa.documents.places import letterhead_facts
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from persistent import Persistent
from plone.namedfile.file import NamedBlobFile
from typing import Any

import hashlib
import json


ATTRIBUTE = "_tobaccooa_frozen"


@dataclass(frozen=True)
class FrozenFile:
    """A file as it was frozen; `file` shares its blob with the document's attachment.

    :param id: id of the attachment in its document.
    :param size: bytes; :param digest: sha256 (hex).
    """

    id: str
    title: str
    filename: str
    content_type: str
    size: int
    digest: str
    file: NamedBlobFile = field(compare=False, repr=False)


@dataclass(frozen=True)
class FrozenText:
    """What leaves the house.

    :param number: rendered number, or None (unnumbered types).
    :param html: the cleaned main text.
    :param digest: sha256 (hex) over everything but the times.
    :param frozen_at: aware UTC datetime; :param dated_on: Asia/Shanghai.
    """

    title: str
    number: str | None
    html: str
    digest: str
    frozen_at: datetime
    attachments: tuple[FrozenFile, ...]
    document_type: str = ""
    urgency: str = "normal"
    unit: str = ""
    department: str | None = None
    organ_mark: str = ""
    issuing_organ: str = ""
    signer: str | None = None
    dated_on: date | None = None
    main_recipients: tuple[str, ...] = ()
    copy_recipients: tuple[str, ...] = ()
    attachments_note: str = ""
    notes: str = ""
    seal: str = ""


class FrozenRecord(Persistent):
    """Keeps the frozen text out of the document's own record."""

    def __init__(self, text: FrozenText, frozen_by: str) -> None:
        self.text = text
        self.frozen_by = frozen_by


def frozen(document: OfficialDocument) -> FrozenText | None:
    """Return the frozen text of a document, or None while it is not frozen."""
    record = getattr(document, ATTRIBUTE, None)
    return record.text if record is not None else None


def freeze(document: OfficialDocument, at: datetime, by: str, seal: str = "") -> FrozenText:
    """Freeze the document as it stands; the same document again changes nothing.

    :param by: user id; :param seal: inscription of the seal applied, or "".
    """
    text = _take(document, at, seal)
    known = frozen(document)
    if known is not None and known.digest == text.digest:
        return known
    setattr(document, ATTRIBUTE, FrozenRecord(text, by))
    return text


def verify(document: OfficialDocument) -> bool:
    """Tell whether the frozen text and its files are byte for byte what was frozen."""
    text = frozen(document)
    if text is None:
        return False
    files = all(_digest_of(each.file) == each.digest for each in text.attachments)
    return files and text.digest == _digest(_facts(text))


def _take(document: OfficialDocument, at: datetime, seal: str) -> FrozenText:
    letterhead = letterhead_facts(getattr(document, "letterhead", None))
    text = FrozenText(
        title=document.title,
        number=document.document_number,
        html=document.text_html(),
        digest="",
        frozen_at=at,
        attachments=tuple(_file(each) for each in document.attachments()),
        document_type=document.document_type,
        urgency=document.urgency,
        unit=document.unit_code,
        department=document.department,
        organ_mark=letterhead.organ_mark if letterhead is not None else "",
        issuing_organ=getattr(document, "issuing_organ", ""),
        signer=getattr(document, "signer", None),
        dated_on=document.dated_on,
        main_recipients=tuple(document.main_recipients),
        copy_recipients=tuple(document.copy_recipients),
        attachments_note=getattr(document, "attachments_note", ""),
        notes=document.notes,
        seal=seal,
    )
    values = {name: getattr(text, name) for name in text.__dataclass_fields__}
    return FrozenText(**{**values, "digest": _digest(_facts(text))})


def _file(attachment) -> FrozenFile:
    shared = NamedBlobFile(
        contentType=attachment.file.contentType, filename=attachment.file.filename
    )
    shared._blob = attachment.file._blob
    return FrozenFile(
        id=attachment.getId(),
        title=attachment.title,
        filename=shared.filename,
        content_type=shared.contentType,
        size=shared.getSize(),
        digest=attachment.digest,
        file=shared,
    )


def _facts(text: FrozenText) -> dict[str, Any]:
    left_out = ("digest", "frozen_at", "attachments")
    facts = {n: getattr(text, n) for n in text.__dataclass_fields__ if n not in left_out}
    facts["dated_on"] = text.dated_on.isoformat() if text.dated_on else None
    facts["files"] = [[each.title, each.filename, each.digest] for each in text.attachments]
    return facts


def _digest(facts: dict[str, Any]) -> str:
    body = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()


def _digest_of(file: NamedBlobFile) -> str:
    with file.open() as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

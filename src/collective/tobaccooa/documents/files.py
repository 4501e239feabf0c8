"""Judge an uploaded file before anything is stored. Pure.

Names are cleaned, never trusted; the content type follows from the name, not from what the client
says; programs are refused by name and by their first bytes; a PDF must open without a password.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.secrecy import refuse_classified
from collective.tobaccooa.exceptions import InvalidInput
from dataclasses import dataclass
from threading import Lock

import mimetypes
import pypdfium2
import re
import unicodedata


MEGABYTE = 1024 * 1024
DEFAULT_LIMIT_MB = 100
MAX_NAME = 120

_PROGRAMS = (
    "apk app bat bin cmd com cpl dll dmg elf exe hta inf ins iso jar js jse lnk mjs msc msi msp",
    "msu pif ps1 py reg run scf scr sh sys url vb vbe vbs ws wsc wsf wsh",
)
PROGRAM_EXTENSIONS = frozenset(word for line in _PROGRAMS for word in line.split())
_MACH_AND_JAVA = (b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_PROGRAM_HEADS = (b"MZ", b"\x7fELF", b"#!", *_MACH_AND_JAVA)
# A browser would run what is in these: they are only ever offered for download.
_ACTIVE_TYPES = ("html", "svg", "xml", "javascript", "ecmascript")
_TYPES = {
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ofd": "application/ofd",
    "pdf": "application/pdf",
    "wps": "application/vnd.ms-works",
}
_PDFIUM = Lock()  # pdfium must not be used by two threads at once


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be stored."""

    filename: str
    content_type: str
    data: bytes


def check_file(filename: str, data: bytes, limit_mb: int = DEFAULT_LIMIT_MB) -> CheckedFile:
    """Return the file with its cleaned name and true type, or refuse it.

    :param limit_mb: the greatest size that is accepted, in megabytes of 1024 × 1024 bytes.
    :raises InvalidInput: empty, too large, a program, a PDF that is broken or has a password, or
        a name with a classified marking.
    """
    name = clean_filename(filename)
    refuse_classified(name, "file")
    if not data:
        raise _refusal(
            _(
                "error_file_empty",
                default="The file “${name}” is empty (0 bytes). Check the original and upload it "
                "again.",
                mapping={"name": name},
            )
        )
    check_size(name, len(data), limit_mb)
    extension = extension_of(name)
    if extension in PROGRAM_EXTENSIONS or data.startswith(_PROGRAM_HEADS):
        raise _refusal(
            _(
                "error_file_program",
                default="The file “${name}” is a program or script and cannot be attached. Attach "
                "documents, tables, pictures or archives.",
                mapping={"name": name},
            )
        )
    if extension == "pdf" or data.startswith(b"%PDF-"):
        check_pdf(name, data)
    return CheckedFile(name, content_type_of(name), data)


def check_size(name: str, size: int, limit_mb: int) -> None:
    """Refuse a file larger than the limit.

    :raises InvalidInput: it is.
    """
    if size > limit_mb * MEGABYTE:
        raise _refusal(
            _(
                "error_file_too_large",
                default="The file “${name}” is ${size} MB large; at most ${limit} MB are accepted. "
                "Compress or split it.",
                mapping={"name": name, "size": -(-size // MEGABYTE), "limit": limit_mb},
            )
        )


def check_pdf(name: str, data: bytes) -> None:
    """Refuse a PDF that cannot be shown.

    :raises InvalidInput: it needs a password, is damaged or has no pages.
    """
    with _PDFIUM:
        try:
            with pypdfium2.PdfDocument(data) as pdf:
                pages = len(pdf)
                if pages:
                    pdf[0].close()
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise _refusal(
                    _(
                        "error_pdf_encrypted",
                        default="The PDF “${name}” is protected by a password and could not be "
                        "read by the recipients. Save it without a password and upload it again.",
                        mapping={"name": name},
                    )
                ) from error
            pages = 0
    if not pages:
        raise _refusal(
            _(
                "error_pdf_broken",
                default="The PDF “${name}” is damaged and cannot be opened. Export it again and "
                "check that it opens on your computer.",
                mapping={"name": name},
            )
        )


def clean_filename(name: str) -> str:
    """Return a safe file name: no folders, no control or direction characters, Chinese kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    safe = re.sub(r'[<>:"|?*\u2028\u2029]', "_", visible)
    safe = re.sub(r"\s+", " ", safe).strip(" .")
    stem, dot, extension = safe.rpartition(".")
    if not dot or len(extension) > 12:
        stem, extension = safe, ""
    stem = stem[: MAX_NAME - len(extension) - 1].strip() or "附件"
    return f"{stem}.{extension}" if extension else stem


def extension_of(name: str) -> str:
    """Return the last extension in lower case, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def content_type_of(name: str) -> str:
    """Return the type that the name stands for; active types as bytes for download."""
    known = _TYPES.get(extension_of(name)) or mimetypes.guess_type(name, strict=False)[0]
    active = known not in _TYPES.values() and any(word in (known or "") for word in _ACTIVE_TYPES)
    if not known or active:
        return "application/octet-stream"
    return known


def _refusal(message: str) -> InvalidInput:
    return InvalidInput(message, field="file")

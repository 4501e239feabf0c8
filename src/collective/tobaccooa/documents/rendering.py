"""A document and its files as JSON (architecture, the public contract)."""

from __future__ import annotations

from collective.tobaccooa.documents.content import Attachment
from collective.tobaccooa.documents.content import OfficialDocument
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.validation import SCHEMAS
from collective.tobaccooa.rest import iso
from collective.tobaccooa.workflows.state import has_state
from collective.tobaccooa.workflows.state import kernel_state
from datetime import date
from plone.uuid.interfaces import IUUID
from typing import Any
from urllib.parse import quote


def attachment_json(attachment: Attachment) -> dict[str, Any]:
    """Return a file as it stands in its document's JSON."""
    url, file = attachment.absolute_url(), attachment.file
    return {
        "@id": url,
        "@type": attachment.portal_type,
        "title": attachment.title,
        "filename": file.filename,
        "size": file.getSize(),
        "content_type": file.contentType,
        "download": f"{url}/@@download/file/{quote(file.filename)}",
        "viewer": f"{url}/@@oa-viewer",
    }


def link_of(reference: str | None) -> str | None:
    """Return the absolute address of a document by its reference, or None."""
    found = document_by_reference(reference)
    return found.absolute_url() if found is not None else None


def document_json(document: OfficialDocument) -> dict[str, Any]:
    """Return a document's content JSON; times are UTC, dates Asia/Shanghai."""
    attachments = [attachment_json(each) for each in document.attachments()]
    content: dict[str, Any] = {
        "@id": document.absolute_url(),
        "@type": document.portal_type,
        "id": document.getId(),
        "UID": IUUID(document),
        "reference": document.reference,
        "unit": document.unit_code,
        "drafter": document.drafter,
        "created": iso(document.created().asdatetime()),
        "modified": iso(document.modified().asdatetime()),
        "review_state": kernel_state(document).step if has_state(document) else None,
        "document_number": document.document_number,
        "is_folderish": True,
        "items": attachments,
        "items_total": len(attachments),
        "attachments": attachments,
    }
    for name in SCHEMAS[document.portal_type]:
        content.setdefault(name, _plain(name, getattr(document, name, None)))
    content["main_recipients"] = list(document.main_recipients)
    content["copy_recipients"] = list(document.copy_recipients)
    if "source_document" in content:
        content["source_document"] = link_of(document.source_document)
        # units are named by code: that of the unit which delivered it
        content["from_unit_title"] = document.from_unit or None
        if document.source_document:
            content["from_unit"] = document.source_document.partition("/")[0]
    content["text"] = {
        "content-type": "text/html",
        "data": document.text_html(),
        "encoding": "utf-8",
    }
    return content


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return iso(value) if isinstance(value, date) else (None if name == "text" else value)

"""What a page shows of a document, in the reader's words: labels, names, formatted dates."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.content import OfficialDocument
from collective.tobaccooa.documents.places import letterhead_facts
from collective.tobaccooa.documents.recipients import parse_recipient
from collective.tobaccooa.documents.recipients import RecipientKind
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.validation import SCHEMAS
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.organisation.directory import directory
from datetime import date
from datetime import datetime
from typing import Any


OUTGOING_ROWS = (
    "main_recipients",
    "copy_recipients",
    "department",
    "drafter",
    "letterhead",
    "concerned_departments",
    "signer",
    "dated_on",
    "issuing_organ",
    "openness",
    "openness_reason",
    "attachments_note",
    "notes",
    "contact",
    "publication_level",
    "printing_organ",
    "printed_on",
    "copies",
)
INCOMING_ROWS = (
    "from_unit",
    "source_number",
    "receipt_number",
    "received_at",
    "dated_on",
    "department",
    "due_on",
    "copies",
    "notes",
)
ROWS = {"outgoing": OUTGOING_ROWS, "incoming": INCOMING_ROWS}
TOKENS = ("openness", "document_type", "urgency")
RECIPIENTS = ("main_recipients", "copy_recipients")


def summary(document: OfficialDocument) -> dict[str, Any]:
    """Return what is shown of a document besides its text and its chain.

    :returns: `{"title", "number", "type", "urgency": {"token", "title"}, "kind", "unit", "source",
        "rows": [{"name", "label", "value"}], "attachments": [{"id", "url", "title", "filename",
        "size", "viewer", "download"}]}`; rows without a value are left out, `source` is the
        address of the sender's document or None.
    """
    who = directory()
    return {
        "title": document.title,
        "number": document.document_number or getattr(document, "source_number", None),
        "type": say(title_of_token(document.document_type)),
        "urgency": {"token": document.urgency, "title": say(title_of_token(document.urgency))},
        "kind": document.chain_id,
        "unit": who.unit(document.unit_code).title,
        "source": _source(document),
        "rows": [
            {"name": name, "label": label_of(document, name), "value": value}
            for name in ROWS[document.chain_id]
            if (value := _value(document, name))
        ],
        "attachments": [_file(each) for each in document.attachments()],
    }


def label_of(document: OfficialDocument, name: str) -> str:
    """Return the label of a field in the reader's language."""
    if name == "drafter":
        return say(_("label_drafter", default="Drafter"))
    return say(SCHEMAS[document.portal_type][name].title)


def day(value: date) -> str:
    """Return a day as 2026年9月1日."""
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """Return an instant as 2026年9月1日 14:30, Asia/Shanghai."""
    local = value.astimezone(SHANGHAI)
    return f"{day(local.date())} {local:%H:%M}"


def size_text(size: int) -> str:
    """Return a size in bytes as people read it."""
    for unit, factor in (("MB", 1024 * 1024), ("KB", 1024)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} B"


def recipient_name(text: str) -> str:
    """Return what to call a recipient string."""
    recipient, who = parse_recipient(text), directory()
    if recipient is None:
        return text
    if recipient.kind is RecipientKind.UNIT and who.has_unit(recipient.value):
        return who.unit(recipient.value).title
    if recipient.kind is RecipientKind.DEPARTMENT and who.has_department(recipient.value):
        return who.department(recipient.value).title
    return recipient.value


def _value(document: OfficialDocument, name: str) -> str:
    value, who = getattr(document, name, None), directory()
    if not value:
        return ""
    if name in RECIPIENTS:
        return "、".join(recipient_name(each) for each in value)
    if name == "concerned_departments":
        return "、".join(recipient_name(f"department:{each}") for each in value)
    if name == "department":
        return recipient_name(f"department:{value}")
    if name == "drafter":
        return who.fullname(value)
    if name == "letterhead":
        found = letterhead_facts(value)
        return found.title if found is not None else value
    if name in TOKENS:
        return say(title_of_token(value))
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else str(value)


def _source(document: OfficialDocument) -> str | None:
    sender = document_by_reference(getattr(document, "source_document", None))
    return sender.absolute_url() if sender is not None else None


def _file(attachment) -> dict[str, Any]:
    url = attachment.absolute_url()
    return {
        "id": attachment.getId(),
        "url": url,
        "title": attachment.title,
        "filename": attachment.file.filename,
        "size": size_text(attachment.file.getSize()),
        "viewer": f"{url}/@@oa-viewer",
        "download": f"{url}/@@download/file",
    }

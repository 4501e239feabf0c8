"""What a delivery brings: the frozen text for its reader, the IncomingDocument for its signer."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import Paper
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rendition.frozen import frozen
from collective.tobaccooa.rendition.frozen import FrozenText
from datetime import datetime


def paper_of(document, sealed: FrozenText) -> Paper:
    """Return what lists show of a sealed document."""
    return Paper(
        reference=document.reference,
        unit=document.unit_code,
        title=sealed.title,
        number=sealed.number or "",
        document_type=sealed.document_type,
        urgency=sealed.urgency,
        dated_on=sealed.dated_on or clock.today(sealed.frozen_at),
    )


def content_of(delivery: Delivery) -> FrozenText:
    """Return what the recipient may read: the text, number and attachments as sealed.

    :raises NotHere: the sender's document is gone.
    """
    document = document_by_reference(delivery.paper.reference)
    sealed = frozen(document) if document is not None else None
    if sealed is None:
        raise NotHere(
            _(
                "error_delivery_without_text",
                default="The text of this delivery can no longer be found. Ask the sender for it.",
            )
        )
    return sealed


def register(delivery: Delivery, actor: str, now: datetime) -> str:
    """Make the receiving unit's IncomingDocument, held as its chain says (registration: clerk).

    It carries title, text, number and attachments as sealed; files are shared, not copied.

    :returns: its reference, which the delivery keeps; it keeps the sender's.
    """
    sealed, paper = content_of(delivery), delivery.paper
    document = create_document(
        delivery.to,
        "IncomingDocument",
        {
            "title": sealed.title,
            "document_type": paper.document_type,
            "urgency": paper.urgency,
            "from_unit": directory().unit(paper.unit).title,
            "source_number": sealed.number or "",
            "dated_on": paper.dated_on.isoformat() if paper.dated_on else None,
            "text": sealed.html,
        },
        actor,
        now=now,
        facts={"source_document": paper.reference, "received_at": now},
        files=[(each.title, each.file) for each in sealed.attachments],
    )
    return document.reference

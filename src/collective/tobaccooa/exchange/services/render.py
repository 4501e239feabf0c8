"""Deliveries as JSON, as the contract shows them."""

from __future__ import annotations

from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.pages import acts
from collective.tobaccooa.exchange.pages import address_of
from collective.tobaccooa.exchange.pages import downloads
from collective.tobaccooa.exchange.recipients import recipient_title
from collective.tobaccooa.exchange.registration import content_of
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import iso
from typing import Any


def row_json(delivery: Delivery, unit_url: str) -> dict[str, Any]:
    """Return a delivery's row.

    :param unit_url: address of the unit under which the caller looks at it.
    """
    people, signed = directory(), delivery.state is State.SIGNED
    by = delivery.settled_by
    return {
        "@id": f"{unit_url}/@deliveries/{delivery.id}",
        "id": delivery.id,
        "document": address_of(delivery.paper.reference),
        "title": delivery.paper.title,
        "document_number": delivery.paper.number or None,
        "document_type": delivery.paper.document_type,
        "urgency": delivery.paper.urgency,
        "from_unit": delivery.paper.unit,
        "from_unit_title": people.unit(delivery.paper.unit).title,
        "to_unit": delivery.to_unit,
        "to_department": delivery.to_department,
        "to_text": delivery.to_text,
        "to_title": recipient_title(delivery.recipient),
        "kind": delivery.kind.value,
        "state": delivery.state.value,
        "sent_at": iso(delivery.sent_at),
        "sent_by": delivery.sent_by,
        "signed_at": iso(delivery.settled_at) if signed else None,
        "signed_by": by if signed else None,
        "signed_by_fullname": people.fullname(by) if signed else None,
        "settled_at": iso(delivery.settled_at),
        "settled_by": by or None,
        "reason": delivery.reason or None,
        "incoming_document": address_of(delivery.incoming) if delivery.incoming else None,
    }


def full_json(delivery: Delivery, unit_url: str, user_id: str) -> dict[str, Any]:
    """Return the row, what the recipient may read, and what the caller may do now.

    :raises NotHere: the text is gone.
    """
    sealed = content_of(delivery)
    files = zip(sealed.attachments, downloads(delivery, unit_url), strict=False)
    content = {
        "title": sealed.title,
        "document_number": sealed.number,
        "document_type": sealed.document_type,
        "urgency": sealed.urgency,
        "from_unit": delivery.paper.unit,
        "issuing_organ": sealed.issuing_organ,
        "dated_on": iso(sealed.dated_on),
        "main_recipients": list(sealed.main_recipients),
        "copy_recipients": list(sealed.copy_recipients),
        "html": sealed.html,
        "attachments_note": sealed.attachments_note,
        "notes": sealed.notes,
        "attachments": [
            {
                "title": each.title,
                "filename": each.filename,
                "size": each.size,
                "content_type": each.content_type,
                "download": address,
            }
            for each, address in files
        ],
    }
    return {
        **row_json(delivery, unit_url),
        "content": content,
        "actions": acts(delivery, user_id),
    }

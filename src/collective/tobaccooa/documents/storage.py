"""Where documents lie, and the only ways to make and change one.

`<unit>/gongwen/<outgoing|incoming>/<year>/<id>`, unordered folders. A document is put in place
without the events of adding: no catalogue entry, no intid, no shared ordering, so that writers
don't conflict; `IDocumentCreated` announces it instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.documents.attachments import share_file
from collective.tobaccooa.documents.authors import check_author
from collective.tobaccooa.documents.authors import department_for
from collective.tobaccooa.documents.content import IncomingDocument
from collective.tobaccooa.documents.content import OfficialDocument
from collective.tobaccooa.documents.content import OutgoingDocument
from collective.tobaccooa.documents.interfaces import DocumentChanged
from collective.tobaccooa.documents.interfaces import DocumentCreated
from collective.tobaccooa.documents.places import default_letterhead
from collective.tobaccooa.documents.places import letterhead_facts
from collective.tobaccooa.documents.places import SitePlaces
from collective.tobaccooa.documents.receipts import issue_receipt
from collective.tobaccooa.documents.validation import read_values
from collective.tobaccooa.documents.validation import require
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import KeyReused
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.units import office_folder
from collective.tobaccooa.workflows import kernel
from datetime import datetime
from plone.app.textfield.value import RichTextValue
from typing import Any
from zope.event import notify
from zope.lifecycleevent import ObjectCreatedEvent

import hashlib
import uuid


FOLDER = "gongwen"
CLASSES = {"OutgoingDocument": OutgoingDocument, "IncomingDocument": IncomingDocument}
KINDS = {"outgoing": "OutgoingDocument", "incoming": "IncomingDocument"}
# What only the package itself may set when it makes a document.
FACTS = ("source_document", "received_at")


def create_document(
    unit_code: str,
    portal_type: str,
    values: dict[str, Any],
    actor: str,
    *,
    key: str | None = None,
    body_digest: str | None = None,
    now: datetime | None = None,
    facts: dict[str, Any] | None = None,
    files: Iterable[tuple[str, Any]] = (),
) -> OfficialDocument:
    """Make a document in its unit and start its chain.

    :param values: as a client sends them (`validation.read_values`).
    :param key: Idempotency-Key; with the same actor it always means the same document.
    :param body_digest: sha256 of the request that came with the key.
    :param facts: trusted values for `FACTS`: `source_document` is a reference.
    :param files: `(title, NamedBlobFile)`; their blobs are shared, not copied.
    :returns: the document, or the one that the same key made before.
    :raises InvalidInput, Refused, KeyReused: nothing has been stored then.
    """
    now = now or clock.now()
    document_id = _id_for(actor, key)
    known = _made_before(unit_code, portal_type, document_id, now) if key else None
    if known is not None:
        _same_request(known, body_digest)
        return known
    cleaned = read_values(portal_type, values, SitePlaces())
    require(cleaned, "title", "document_type")
    check_belongs(unit_code, cleaned)
    check_author(unit_code, portal_type, cleaned.get("department"), actor)
    document = CLASSES[portal_type](document_id)
    document.portal_type = portal_type
    document.unit_code, document.drafter = unit_code, actor
    document.year = clock.today(now).year
    document.creators = (actor,)
    document.creation_digest = body_digest or ""
    _fill_defaults(document, cleaned, actor)
    _set_values(document, cleaned)
    for name in FACTS:
        if facts and name in facts:
            setattr(document, name, facts[name])
    return _put_in_place(document, actor, now, files)


def update_document(
    document: OfficialDocument, values: dict[str, Any], actor: str, now: datetime | None = None
) -> bool:
    """Change fields of a document; the caller has checked that the actor may.

    :returns: whether anything changed; then the document's version has grown.
    :raises InvalidInput: a value cannot be taken; nothing has been changed then.
    """
    cleaned = read_values(document.portal_type, values, SitePlaces())
    for name in ("title", "document_type"):
        if name in cleaned:
            require(cleaned, name)
    check_belongs(document.unit_code, cleaned)
    changed = {k: v for k, v in cleaned.items() if _current(document, k) != v}
    if not changed:
        return False
    if "letterhead" in changed and document.document_number:
        raise InvalidInput(
            _(
                "error_letterhead_numbered",
                default="The document has the number ${number}, which belongs to its letterhead. "
                "The letterhead cannot be changed any more.",
                mapping={"number": document.document_number},
            ),
            field="letterhead",
        )
    _set_values(document, changed)
    document.notifyModified()
    kernel.touch(document, actor, now)
    notify(DocumentChanged(document))
    return True


def document_by_reference(reference: str | None) -> OfficialDocument | None:
    """Return the document at `<unit code>/<kind>/<year>/<id>`, or None; asks no permission."""
    parts = (reference or "").split("/")
    if len(parts) != 4 or parts[1] not in KINDS or not parts[2].isdecimal():
        return None
    unit_code, kind, year, document_id = parts
    try:
        place = directory().unit_object(unit_code)
    except NotHere:
        return None
    for name in (FOLDER, kind, year, document_id):
        place = place._getOb(name, None)
        if place is None:
            return None
    return place


def year_folder(unit_code: str, kind: str, year: int):
    """Return `<unit>/gongwen/<kind>/<year>`, made when it is first needed."""
    place = directory().unit_object(unit_code)
    for name in (FOLDER, kind, str(year)):
        place = office_folder(place, name, name)
    return place


def check_belongs(unit_code: str, values: dict[str, Any]) -> None:
    """Refuse a responsible department or a letterhead of another unit.

    :raises InvalidInput: it is one.
    """
    department = values.get("department")
    if department and directory().department(department).unit != unit_code:
        raise InvalidInput(
            _(
                "error_department_other_unit",
                default="The department ${department} does not belong to this unit. Choose one of "
                "this unit’s departments.",
                mapping={"department": department},
            ),
            field="department",
        )
    letterhead = letterhead_facts(values.get("letterhead"))
    if letterhead is not None and letterhead.unit != unit_code:
        raise InvalidInput(
            _(
                "error_letterhead_other_unit",
                default="The letterhead “${letterhead}” belongs to another unit. Choose one of "
                "this unit’s letterheads.",
                mapping={"letterhead": letterhead.title},
            ),
            field="letterhead",
        )


def _put_in_place(
    document: OfficialDocument, actor: str, now: datetime, files: Iterable[tuple[str, Any]]
) -> OfficialDocument:
    folder = year_folder(document.unit_code, document.chain_id, document.year)
    notify(ObjectCreatedEvent(document))
    folder._setObject(document.getId(), document, set_owner=0, suppress_events=True)
    document = folder._getOb(document.getId())
    for title, file in files:
        share_file(document, title, file)
    if document.chain_id == "incoming":
        document.receipt_number = issue_receipt(folder, document.year, document.getId())
    document.notifyWorkflowCreated()
    kernel.start(document, actor, now)
    notify(DocumentCreated(document))
    return document


def _fill_defaults(document: OfficialDocument, values: dict[str, Any], actor: str) -> None:
    """Choose department and letterhead where the drafter did not, and the organ's signature."""
    if "department" not in values:
        values["department"] = department_for(document.unit_code, actor)
    if document.chain_id != "outgoing":
        return
    if not values.get("letterhead"):
        found = default_letterhead(document.unit_code, values.get("department"))
        values["letterhead"] = found.ref if found is not None else None
    if not values.get("issuing_organ"):
        chosen = letterhead_facts(values["letterhead"])
        values["issuing_organ"] = chosen.signature if chosen is not None else ""


def _set_values(document: OfficialDocument, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name == "text":
            value = RichTextValue(value, "text/html", "text/html")
        elif isinstance(value, list):
            value = tuple(value)
        setattr(document, name, value)


def _current(document: OfficialDocument, name: str) -> Any:
    value = document.text_html() if name == "text" else getattr(document, name, None)
    return list(value) if isinstance(value, tuple) else value


def _id_for(actor: str, key: str | None) -> str:
    if key is None:
        return uuid.uuid4().hex
    return hashlib.sha256(f"{actor}\0{key}".encode()).hexdigest()[:32]


def _made_before(
    unit_code: str, portal_type: str, document_id: str, now: datetime
) -> OfficialDocument | None:
    """Find the document of a repeated key, also when New Year came between the two requests."""
    kind = CLASSES[portal_type].chain_id
    this_year = clock.today(now).year
    for year in (this_year, this_year - 1):
        found = document_by_reference(f"{unit_code}/{kind}/{year}/{document_id}")
        if found is not None:
            return found
    return None


def _same_request(document: OfficialDocument, body_digest: str | None) -> None:
    if document.creation_digest != (body_digest or ""):
        raise KeyReused(
            _(
                "error_key_reused_document",
                default="This Idempotency-Key was already used to create another document. Use a "
                "new key for a new request.",
            )
        )

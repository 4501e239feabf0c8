"""The rows of a unit's public documents, kept in the portal's record; documents are the truth."""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.walking import all_documents
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.disclosure.rule import is_shown
from collective.tobaccooa.portal.store import portal_record
from collective.tobaccooa.portal.store import touch
from collective.tobaccooa.rendition.frozen import frozen
from collective.tobaccooa.workflows.state import has_state
from collective.tobaccooa.workflows.state import kernel_state
from typing import Any
from typing import NamedTuple


PART = "disclosure"


class Row(NamedTuple):
    """A public document: reference, title, number ("" for none), ISO date of signing or sealing."""

    reference: str
    title: str
    number: str
    day: str


def shown_document(reference: str) -> Any:
    """Return a document that everybody may read, else None."""
    document = document_by_reference(reference)
    if document is None or not has_state(document):
        return None
    step = kernel_state(document).step
    openness = getattr(document, "openness", "")
    sealed = frozen(document) is not None
    return document if is_shown(document.chain_id, openness, step, sealed) else None


def disclosed(unit_code: str) -> list[Row]:
    """Return the unit's public documents, newest first."""
    rows = portal_record(directory().unit_object(unit_code)).part(PART)
    return [] if rows is None else [Row(*values) for values in reversed(rows.values())]


def keep_up(document: Any, event: Any = None) -> None:
    """Write or drop the row of a document after a decision."""
    if document.chain_id != "outgoing":
        return
    unit_object = directory().unit_object(document.unit_code)
    rows = portal_record(unit_object).part(PART)
    key = _key(document)
    if shown_document(document.reference) is None:
        if rows is not None and key is not None and rows.pop(key, None) is not None:
            touch(unit_object)
        return
    if rows is None:
        record = portal_record(unit_object, create=True)
        rows = record.keep_part(PART, OOBTree())
    row = tuple(_row(document))
    if rows.get(key) != row:
        rows[key] = row
        touch(unit_object)


def prepare(event: Any) -> None:
    """Make the tree of a unit beforehand, so that its first writers don't."""
    record = portal_record(event.unit_object, create=True)
    if record.part(PART) is None:
        record.keep_part(PART, OOBTree())


def rebuild() -> int:
    """Make all rows anew; returns how many there are."""
    for unit in directory().units():
        portal_record(directory().unit_object(unit.code), create=True).keep_part(PART, OOBTree())
    for document in all_documents():
        keep_up(document)
    return sum(len(disclosed(unit.code)) for unit in directory().units())


def _key(document: Any) -> tuple[str, str] | None:
    text = frozen(document)
    return (text.frozen_at.isoformat(), document.reference) if text is not None else None


def _row(document: Any) -> Row:
    text = frozen(document)
    day = text.dated_on or clock.today(text.frozen_at)
    return Row(document.reference, text.title, text.number or "", day.isoformat())

"""Columns of files about documents, and a register's row as a line of such a file."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.titles import facet_title
from collective.tobaccooa.workflows.texts import step_title
from typing import Any


TITLE = (_("label_title_document", default="Title"), 60)
NUMBER = (_("label_document_number", default="Number"), 22)
TYPE = (_("label_document_type", default="Document type"), 10)
URGENCY = (_("label_urgency", default="Urgency"), 10)
STEP = (_("label_step", default="Step"), 10)
UNIT = (_("label_unit", default="Unit"), 24)
REGISTER_COLUMNS = (
    (_("facet_kind", default="Kind"), 8),
    UNIT,
    (_("label_receipt_number", default="Receipt no."), 14),
    NUMBER,
    TITLE,
    TYPE,
    URGENCY,
    (_("label_from_unit", default="Sent by"), 24),
    (_("label_department", default="Department"), 14),
    (_("label_drafted_or_registered_by", default="Drafted or registered by"), 14),
    STEP,
    (_("label_registered_on", default="Entered"), 18),
    (_("label_signed_on", default="Signed"), 18),
)


def register_line(page: OfficePage, row: RegisterRow) -> list[Any]:
    """Return the values of `REGISTER_COLUMNS` for a row, in the reader's language."""
    people = page.directory
    known = row.department and people.has_department(row.department)
    return [
        page.say(facet_title("kind", row.kind, people)),
        facet_title("unit", row.unit, people),
        row.receipt,
        row.number,
        row.title,
        page.say(title_of_token(row.document_type)),
        page.say(title_of_token(row.urgency)),
        row.source,
        people.department(row.department).title if known else "",
        people.fullname(row.drafter) if row.drafter else "",
        page.say(step_title(row.step)),
        row.created,
        row.signed,
    ]

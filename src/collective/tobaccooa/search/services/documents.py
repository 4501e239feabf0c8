"""`GET <unit>/@documents`: the unit's register, filtered and batched."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import DEFAULT_BATCH
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.model import KINDS
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.register import address_of
from collective.tobaccooa.search.register import register_page
from collective.tobaccooa.workflows.texts import step_title
from typing import Any


PORTAL_TYPES = {
    "outgoing": "OutgoingDocument",
    "incoming": "IncomingDocument",
    "briefing": "Briefing",
}


class DocumentsGet(OAService):
    """The register as far as the caller may see it, newest first.

    Parameters: `type` (outgoing, incoming, briefing), `year`, `step`, `department`,
    `document_type`, `urgency`, `q` (words of the title, a number or a part of it), `from` and `to`
    (days of creation), `state` (open, done), `b_start`, `b_size`.
    """

    def answer(self) -> dict[str, Any]:
        """Return `{"@id", "items", "items_total", "batching"?}`."""
        unit = directory().unit_of(self.context).code
        filters = self._filters()
        start = self.number_param("b_start", 0)
        size = max(1, self.number_param("b_size", DEFAULT_BATCH))
        page = register_page(unit, self.actor, filters, start, size)
        return self.batch(page.rows, self._item, total=page.total)

    def _filters(self) -> Filters:
        year = self.number_param("year", 0)
        return Filters(
            kind=self._choice("type", KINDS),
            year=year or None,
            step=self.param("step"),
            department=self.param("department"),
            document_type=self.param("document_type"),
            urgency=self.param("urgency"),
            text=self.param("q"),
            since=self.day_param("from"),
            until=self.day_param("to"),
            done={"": None, "open": False, "done": True}[self._choice("state", ("open", "done"))],
        )

    def _choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.param(name)
        if value and value not in allowed:
            raise InvalidInput(
                _(
                    "error_not_a_choice",
                    default="The parameter ${name} must be one of: ${allowed}.",
                    mapping={"name": name, "allowed": ", ".join(allowed)},
                ),
                field=name,
            )
        return value

    def _item(self, row: RegisterRow) -> dict[str, Any]:
        return {
            "@id": address_of(row),
            "@type": PORTAL_TYPES[row.kind],
            "title": row.title,
            "document_number": row.number or None,
            "receipt_number": row.receipt or None,
            "document_type": row.document_type,
            "urgency": row.urgency,
            "unit": row.unit,
            "department": row.department or None,
            "drafter": row.drafter,
            "from_unit": row.source or None,
            "step": row.step,
            "step_title": say(step_title(row.step), self.request),
            "created": iso(row.created),
            "updated": iso(row.updated),
            "signed": iso(row.signed),
        }

"""From a document to a matter: who may make one, and whose words it carries."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.supervision.matters.guards import supervises
from collective.tobaccooa.supervision.matters.guards import Viewer
from collective.tobaccooa.supervision.matters.model import Source
from collective.tobaccooa.supervision.matters.settings import days_for
from collective.tobaccooa.supervision.matters.settings import usual_days
from collective.tobaccooa.workflows.model import QUIET
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.opinions import superseded
from collective.tobaccooa.workflows.roles import grants
from collective.tobaccooa.workflows.state import has_state
from collective.tobaccooa.workflows.state import kernel_state
from datetime import date
from typing import Any


LEADERS = ("leader", "deputy")
#: Steps at which only leaders speak.
LEADER_STEPS = frozenset({"signing", "instruction"})


def may_read(document: Any, viewer: Viewer) -> bool:
    """Tell whether somebody has a role on a document."""
    return not (viewer.groups | {viewer.user}).isdisjoint(grants(document))


def may_make(document: Any, viewer: Viewer) -> bool:
    """Tell whether somebody may make a matter of a document."""
    return supervises(viewer, document.unit_code) and may_read(document, viewer)


def document_for(reference: str, viewer: Viewer) -> Any:
    """Return the document of which somebody may make a matter.

    :raises NotHere: there is none that they may see.
    :raises Refused: they may see it, but make no matters.
    """
    document = document_by_reference(reference)
    if document is None or not has_state(document) or not may_read(document, viewer):
        raise NotHere(
            _(
                "error_matter_document",
                default="There is no such document, or it is not for you to see.",
            )
        )
    if not supervises(viewer, document.unit_code):
        raise Refused(
            _(
                "reason_matter_make",
                default="Only the leaders, the office director and the clerk of the document’s "
                "unit make supervised matters of it.",
            )
        )
    return document


def instructions(document: Any) -> list[TrailEntry]:
    """Return what leaders have written on a document, in the order in which they did."""
    known, unit = directory(), document.unit_code
    leaders = {user for post in LEADERS for user in known.members(post_principal(unit, post))}
    trail = kernel_state(document).trail
    replaced = superseded(trail)
    return [
        entry
        for entry in trail
        if entry.opinion.strip()
        and entry.action not in QUIET
        and entry.id not in replaced
        and (entry.step in LEADER_STEPS or (entry.on_behalf_of or entry.actor) in leaders)
    ]


def source_for(document: Any, entry_id: str) -> Source:
    """Return where a matter comes from.

    :param entry_id: id of the trail's entry, "" for the document as a whole.
    :raises InvalidInput: there is no such instruction.
    """
    bare = Source(
        reference=document.reference,
        title=document.title or "",
        number=document.document_number or document.source_number or "",
    )
    if not entry_id:
        return bare
    entry = next((each for each in instructions(document) if each.id == entry_id), None)
    if entry is None:
        raise InvalidInput(
            _(
                "error_matter_instruction",
                default="The document has no such instruction of a leader.",
            ),
            field="instruction",
        )
    return Source(
        bare.reference,
        bare.title,
        bare.number,
        entry.id,
        entry.on_behalf_of or entry.actor,
        entry.opinion.strip(),
    )


def usual_due(document: Any, entry_id: str, urgency: str, today: date) -> date:
    """Return the due date of a matter for which none was named."""
    days = days_for(document.document_type or "", bool(entry_id), urgency, usual_days())
    return working_calendar().add_working_days(today, days)

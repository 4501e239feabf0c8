"""What the values of facets are called."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.workflows.texts import step_title
from typing import Any


KIND_TITLES = {
    "outgoing": _("facet_outgoing", default="Outgoing"),
    "incoming": _("facet_incoming", default="Incoming"),
    "briefing": _("facet_briefing", default="Briefings"),
}


def facet_title(facet: str, value: str, people: Directory) -> Any:
    """Return what to call a value, a message or plain text; an unknown one is called by itself."""
    if facet == "unit":
        return people.unit(value).title if people.has_unit(value) else value
    if facet == "department":
        return people.department(value).title if people.has_department(value) else value
    if facet == "month":
        return _("facet_month_number", default="Month ${month}", mapping={"month": value})
    if facet == "kind":
        return KIND_TITLES.get(value, value)
    if facet == "document_type":
        return title_of_token(value)
    return step_title(value) if facet == "step" else value

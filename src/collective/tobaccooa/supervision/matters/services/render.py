"""Matters as JSON, as the contract shows them."""

from __future__ import annotations

from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import iso
from collective.tobaccooa.supervision.matters.addresses import document_url
from collective.tobaccooa.supervision.matters.guards import judge
from collective.tobaccooa.supervision.matters.guards import Viewer
from collective.tobaccooa.supervision.matters.instructions import may_read
from collective.tobaccooa.supervision.matters.listing import is_overdue
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import is_valid
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import possible
from collective.tobaccooa.supervision.matters.model import Record
from collective.tobaccooa.supervision.matters.parties import others_review
from collective.tobaccooa.supervision.matters.parties import title_of
from collective.tobaccooa.supervision.matters.parties import unit_title
from collective.tobaccooa.supervision.matters.texts import ACT_TITLES
from collective.tobaccooa.supervision.matters.texts import STATE_TITLES
from typing import Any


def row_json(matter: Matter, unit_url: str) -> dict[str, Any]:
    """Return a matter's row.

    :param unit_url: address of the unit under which the caller looks at it.
    """
    reported = matter.reported
    return {
        "@id": f"{unit_url}/@matters/{matter.id}",
        "page": f"{unit_url}/@@matter?id={matter.id}",
        "id": matter.id,
        "number": matter.number,
        "title": matter.title,
        "unit": matter.unit,
        "unit_title": unit_title(matter.unit),
        "state": matter.state.value,
        "state_title": say(STATE_TITLES[matter.state]),
        "lead": _party(matter.lead),
        "assisting": [_party(each) for each in matter.assisting],
        "due_on": iso(matter.due_on),
        "judged_on": iso(matter.judged_on()),
        "overdue": is_overdue(matter, clock.today()),
        "urgency": matter.urgency,
        "review_by": matter.review_by,
        "urged": matter.urged,
        "created_at": iso(matter.created_at),
        "created_by": matter.created_by,
        "reported_at": iso(reported.at) if reported is not None else None,
        "in_time": matter.in_time,
        "ended_at": iso(matter.ended_at),
        "held_by": [each.principal for each in matter.holding],
    }


def full_json(matter: Matter, unit_url: str, viewer: Viewer) -> dict[str, Any]:
    """Return the row, where it comes from, its history, and what the caller may do now."""
    source, people = matter.source, directory()
    document = document_by_reference(source.reference)
    readable = document is not None and may_read(document, viewer)
    instruction = {
        "entry": source.entry,
        "by": source.instructed_by,
        "by_fullname": people.fullname(source.instructed_by),
        "words": source.words,
    }
    return {
        **row_json(matter, unit_url),
        "document": document_url(source.reference) if readable else None,
        "document_title": source.title,
        "document_number": source.number or None,
        "instruction": instruction if source.entry else None,
        "history": [_record(each) for each in matter.history],
        "history_valid": is_valid(matter),
        "actions": _actions(matter, viewer),
    }


def _party(party: str) -> dict[str, str]:
    return {"id": party, "title": title_of(party)}


def _record(record: Record) -> dict[str, Any]:
    return {
        "act": record.act.value,
        "actor": record.actor,
        "actor_fullname": directory().title_of(record.actor),
        "at": iso(record.at),
        "text": record.text,
        "parties": list(record.parties),
        "until": iso(record.until),
        "digest": record.digest,
    }


def _actions(matter: Matter, viewer: Viewer) -> list[dict[str, Any]]:
    """What the state allows, each with the reason when this caller may not."""
    others, found = others_review(matter), []
    for act in Act:
        if possible(act, matter.state):
            verdict = judge(act, matter, viewer, others)
            reason = say(verdict.reason) if verdict.reason else None
            title = say(ACT_TITLES[act])
            found.append(
                {
                    "id": act.value,
                    "title": title,
                    "allowed": verdict.allowed,
                    "reason": reason,
                }
            )
    return found

"""`@proposals` of a column of the city, and `@submit-up` of an item."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.portal.adoption import proposals
from collective.tobaccooa.portal.adoption.model import Act
from collective.tobaccooa.portal.adoption.model import Proposal
from collective.tobaccooa.portal.adoption.model import State
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from plone import api
from typing import Any


#: What a person may ask for; the rest happens by itself.
ACTS = (Act.ADOPT, Act.DECLINE, Act.WITHDRAW)


def proposal_json(row: Proposal) -> dict[str, Any]:
    """Return a proposal as the contract shows it; `item` is absolute, null when it is gone."""
    original = proposals.original_of(row)
    return {
        "id": row.id,
        "item": original.absolute_url() if original is not None else None,
        "item_uid": row.item,
        "title": row.title,
        "unit": row.unit,
        "column": row.source,
        "state": row.state.value,
        "submitted_by": row.submitted_by,
        "submitted_at": iso(row.submitted_at),
        "note": row.note or None,
        "decided_by": row.decided_by or None,
        "decided_at": iso(row.decided_at),
        "ended_by": row.ended_by or None,
        "ended_at": iso(row.ended_at),
        "reason": row.reason or None,
    }


def text_of(body: dict[str, Any], name: str) -> str:
    """Return a text of the body, "" when it is missing.

    :raises InvalidInput: it is no text.
    """
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidInput(
            _("error_not_a_text", default="“${name}” must be a text.", mapping={"name": name}),
            field=name,
        )
    return value


class ProposalsGet(OAService):
    """What was presented to the column, the latest first; `?state=` narrows it down."""

    def answer(self) -> dict[str, Any]:
        if not proposals.may_look(self.context, self.actor):
            raise Refused(
                _(
                    "error_proposals_keepers_only",
                    default="Only those who keep this column see what was presented to it.",
                )
            )
        asked = self.param("state")
        if asked and asked not in set(State):
            raise InvalidInput(
                _(
                    "error_proposal_state",
                    default="There is no state “${state}”. Ask for one of: ${states}.",
                    mapping={"state": asked[:40], "states": ", ".join(State)},
                ),
                field="state",
            )
        found = proposals.proposals_to(self.context, State(asked) if asked else None)
        return self.batch(list(found), proposal_json)


class ProposalsPost(OAService):
    """Body `{"id", "action": adopt|decline|withdraw, "reason"?}`; answers with the proposal."""

    def answer(self) -> dict[str, Any]:
        body = self.body
        asked = text_of(body, "action")
        if asked not in ACTS:
            raise InvalidInput(
                _(
                    "error_proposal_action",
                    default="There is no action “${action}”. Use one of: ${actions}.",
                    mapping={"action": asked[:40], "actions": ", ".join(ACTS)},
                ),
                field="action",
            )
        done = proposals.settle(
            self.context, text_of(body, "id"), Act(asked), self.actor, text_of(body, "reason")
        )
        return proposal_json(done)


class SubmitUpPost(OAService):
    """Body `{"note"?}`: present the item to the city; answers with the proposal."""

    def answer(self) -> dict[str, Any]:
        if not api.user.has_permission("View", obj=self.context):
            raise NotHere(
                _("error_no_such_item", default="There is no such item, or it is not yours.")
            )
        note = text_of(self.body, "note")
        self.status = 201
        return proposal_json(proposals.submit(self.context, self.actor, note))

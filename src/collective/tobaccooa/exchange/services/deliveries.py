"""`@deliveries` of a document and of a unit: lists, one delivery, and what people do with it."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exchange.deliveries import deliveries_of
from collective.tobaccooa.exchange.deliveries import find_delivery
from collective.tobaccooa.exchange.deliveries import recall
from collective.tobaccooa.exchange.deliveries import refuse
from collective.tobaccooa.exchange.deliveries import sign_for
from collective.tobaccooa.exchange.model import Act
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.pages import received
from collective.tobaccooa.exchange.pages import sent
from collective.tobaccooa.exchange.services.render import full_json
from collective.tobaccooa.exchange.services.render import row_json
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import DEFAULT_BATCH
from collective.tobaccooa.rest import OAService
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class DocumentDeliveries(OAService):
    """The deliveries of a document, for those who take part in it."""

    def answer(self) -> dict[str, Any]:
        rows = deliveries_of(self.context)
        unit_url = directory().unit_object(self.context.unit_code).absolute_url()
        listed = self.batch(
            [row for row in rows if not row.to_text], lambda row: row_json(row, unit_url)
        )
        return {**listed, "outside": [row_json(row, unit_url) for row in rows if row.to_text]}


class DocumentDeliveriesPost(DocumentDeliveries):
    """`{"recipients": […]}`: deliver to forgotten recipients (补发)."""

    def answer(self) -> dict[str, Any]:
        recipients = self.body.get("recipients")
        if not isinstance(recipients, list) or not all(isinstance(r, str) for r in recipients):
            raise InvalidInput(
                _(
                    "error_recipients_list",
                    default="Send the recipients to add as a list named “recipients”.",
                ),
                field="recipients",
            )
        decision = Decision(Action.ADD_RECIPIENTS, recipients=tuple(recipients), key=self.key)
        decide(self.context, decision, self.actor)
        return super().answer()


@implementer(IPublishTraverse)
class UnitService(OAService):
    """Base: what stands behind the name of the service is the id of a delivery."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request, name):
        self.path.append(name)
        return self

    def delivery(self) -> Delivery:
        """Return the delivery that the address names.

        :raises NotHere: there is none for the caller under this unit.
        """
        if len(self.path) != 1:
            raise _nothing_here()
        found = find_delivery(self.path[0], self.actor)
        if self.unit not in (found.receiving_unit, found.paper.unit):
            raise _nothing_here()
        return found

    @property
    def unit(self) -> str:
        return directory().unit_of(self.context).code

    def full(self, delivery: Delivery) -> dict[str, Any]:
        return full_json(delivery, self.context.absolute_url(), self.actor)


class UnitDeliveriesGet(UnitService):
    """`?direction=in|out&state=`: a unit's list; with an id: one delivery and its content."""

    def answer(self) -> dict[str, Any]:
        if self.path:
            return self.full(self.delivery())
        list_of = {"in": received, "out": sent}.get(self.param("direction", "in"))
        if list_of is None:
            raise InvalidInput(
                _("error_delivery_direction", default="The direction is “in” or “out”."),
                field="direction",
            )
        start = self.number_param("b_start", 0)
        size = max(1, self.number_param("b_size", DEFAULT_BATCH))
        page = list_of(self.unit, self.actor, self._state(), start, size)
        unit_url = self.context.absolute_url()
        return self.batch(page.rows, lambda row: row_json(row, unit_url), total=page.total)

    def _state(self) -> State | None:
        asked = self.param("state")
        if asked and asked not in tuple(State):
            raise InvalidInput(
                _(
                    "error_delivery_state",
                    default="There is no state “${state}”. Ask for sent, signed, refused or "
                    "recalled.",
                    mapping={"state": asked[:40]},
                ),
                field="state",
            )
        return State(asked) if asked else None


class UnitDeliveriesPost(UnitService):
    """`{"action": "sign_for" | "refuse" | "recall", "reason"?}` on one delivery."""

    def answer(self) -> dict[str, Any]:
        found, body = self.delivery(), self.body
        action, reason = body.get("action"), body.get("reason") or ""
        if not isinstance(reason, str):
            raise InvalidInput(
                _("error_delivery_reason", default="The reason must be a text."), field="reason"
            )
        if action == Act.SIGN_FOR:
            after = sign_for(found.id, self.actor, key=self.key)
        elif action == Act.REFUSE:
            after = refuse(found.id, self.actor, reason, key=self.key)
        elif action == Act.RECALL:
            after = recall(found.id, self.actor, reason, key=self.key)
        else:
            raise InvalidInput(
                _(
                    "error_delivery_action",
                    default="Name the action: sign_for, refuse or recall.",
                ),
                field="action",
            )
        return self.full(after)


def _nothing_here() -> NotHere:
    return NotHere(
        _(
            "error_no_such_delivery",
            default="There is no such delivery, or it is not addressed to your unit.",
        )
    )

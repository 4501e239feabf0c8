"""Deliveries in the boxes of who must act, and what ends them."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exchange.deliveries import find_holders
from collective.tobaccooa.exchange.deliveries import note_returned
from collective.tobaccooa.exchange.deliveries import recall_waiting
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.store import delivery_store
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.interfaces import IWorkItemSource
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.workflows.model import Action
from plone import api
from zope.interface import implementer


PREFIX = "delivery"
TO_SIGN_FOR = "to_sign_for"
TO_CONFIRM = "to_confirm"

#: The end of the incoming chain at which a unit gives a document back.
RETURNED = "returned_to_sender"

STEP_TITLES = {
    TO_SIGN_FOR: _("state_to_sign_for", default="To be signed for"),
    TO_CONFIRM: _("state_to_confirm", default="To be read"),
}


def place_of(delivery: Delivery | None) -> Place | None:
    """Return where a delivery waits, None when nobody has to act on it. Pure."""
    if delivery is None or delivery.state is not State.SENT or not delivery.held_by:
        return None
    return (Shelf.OPEN if delivery.to_unit else Shelf.TO_READ, delivery.held_by, 0)


def item_of(delivery: Delivery) -> WorkItem:
    """Return a delivery's line in a box. Pure."""
    paper = delivery.paper
    return WorkItem(
        reference=f"{PREFIX}:{delivery.id}",
        title=paper.title,
        step=TO_SIGN_FOR if delivery.to_unit else TO_CONFIRM,
        since=delivery.sent_at,
        urgency=paper.urgency,
        sender=delivery.sent_by,
        unit=delivery.receiving_unit or "",
        number=paper.number,
        document_type=paper.document_type,
        register=PREFIX,
    )


def on_delivery_changed(event) -> None:
    """A delivery waits in the box of the receiving post until it is settled."""
    store = inbox_store(api.portal.get(), create=True)
    before, after = place_of(event.before), place_of(event.after)
    if before is not None and before != after:
        store.remove(before[0], before[1], f"{PREFIX}:{event.before.id}")
    if after is not None:
        store.put(after[0], after[1], item_of(event.after))


def on_decided(event) -> None:
    """What became void or was abolished is no longer to be signed for; returns are noted."""
    document, entry = event.object, event.entry
    if entry.action in (Action.VOID, Action.ABOLISH):
        reason = entry.reason or write_down(
            _("msg_document_withdrawn", default="The document was voided or abolished.")
        )
        recall_waiting(document, entry.actor, reason, entry.at)
    elif event.after.step == RETURNED and event.before.step != RETURNED:
        reason = write_down(
            _(
                "msg_document_handed_back",
                default="Returned after signing: ${reason}",
                mapping={"reason": entry.reason or entry.opinion},
            )
        )
        note_returned(document, entry.actor, reason, entry.at)


def on_unit_prepared(event) -> None:
    """Make the indexes of a unit beforehand."""
    delivery_store(api.portal.get(), create=True).prepare(event.code)


def on_person_changed(event) -> None:
    """A post got or lost people: what waits goes where somebody can take it."""
    people = directory()
    units = people.units_of(event.user_id) | {people.person(event.user_id).unit}
    for unit in sorted(filter(None, units)):
        if people.has_unit(unit):
            find_holders(unit)


@implementer(IWorkItemSource)
class DeliverySource:
    """The work items of deliveries."""

    def expected(self) -> Iterator[tuple[Place, WorkItem]]:
        for delivery in delivery_store(api.portal.get()).all():
            place = place_of(delivery)
            if place is not None:
                yield place, item_of(delivery)

    def fresh(self, item: WorkItem) -> WorkItem:
        return item

    def url(self, item: WorkItem) -> str:
        return self._address(item, "/@deliveries/")

    def page(self, item: WorkItem) -> str:
        return self._address(item, "/@@delivery?id=")

    def step_title(self, item: WorkItem) -> str:
        return STEP_TITLES.get(item.step, item.step)

    def _address(self, item: WorkItem, tail: str) -> str:
        try:
            unit = directory().unit_object(item.unit).absolute_url()
        except NotHere:
            return ""
        return f"{unit}{tail}{item.reference.partition(':')[2]}"

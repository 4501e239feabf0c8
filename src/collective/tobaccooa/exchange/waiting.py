"""What the units have still to sign for, for the board of what is in progress."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.store import delivery_store
from collective.tobaccooa.exchange.subscribers import item_of
from collective.tobaccooa.exchange.subscribers import place_of
from collective.tobaccooa.supervision.interfaces import IBoardSource
from collective.tobaccooa.supervision.progress import Holding
from plone import api
from zope.interface import implementer


@implementer(IBoardSource)
class WaitingDeliveries:
    """Deliveries to units; what departments have only to read is no work in progress."""

    def holdings(self, units: Iterable[str]) -> Iterator[Holding]:
        """Yield what waits for the clerk (or whoever stands in) of each unit."""
        store = delivery_store(api.portal.get())
        for unit in units:
            for id_ in store.received(unit, State.SENT):
                delivery = store.get(id_)
                if place_of(delivery) is not None:
                    yield Holding(item_of(delivery).held_by(delivery.held_by), "")

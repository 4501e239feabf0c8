"""Where deliveries are kept: one row for each pair, found by document and by unit.

Twelve clerks who sign for one document at once change twelve rows, the indexes of twelve units,
and twelve lines in the sender's index that are changed in place: nothing that conflicts.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.shards import Buckets
from collective.tobaccooa.inbox.shards import shard_of
from collective.tobaccooa.inbox.shards import TimeTrees
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.exchange"

_TABLES = 64


class Row(Persistent):
    """A delivery in its place; `delivery` is replaced as a whole."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery


class Party(Persistent):
    """What a unit or department has received and sent: ids with their state, newest first.

    `waiting_in` and `waiting_out` hold what nobody has signed for yet.
    """

    def __init__(self) -> None:
        self.waiting_in = Buckets()
        self.settled_in = TimeTrees()
        self.waiting_out = Buckets()
        self.out = TimeTrees()


class Table(Persistent):
    """A mapping of names to objects that are only ever added, in fixed shards."""

    def __init__(self) -> None:
        self._shards = tuple(OOBTree({"": None}) for _ in range(_TABLES))

    def get(self, name: str):
        return self._shards[shard_of(name, _TABLES)].get(name) if name else None

    def put(self, name: str, value) -> None:
        self._shards[shard_of(name, _TABLES)][name] = value

    def values(self) -> Iterator:
        for shard in self._shards:
            yield from (value for name, value in shard.items() if name)


class DeliveryStore(Persistent):
    """All deliveries of a site; `put` is the only writer."""

    def __init__(self) -> None:
        self._rows = Table()
        self._documents = Table()
        self._parties = Table()

    def get(self, delivery_id: str) -> Delivery | None:
        row = self._rows.get(delivery_id)
        return row.delivery if row is not None else None

    def of_document(self, reference: str) -> list[Delivery]:
        """Return the deliveries of a document, in the order in which they were first sent."""
        ids = self._documents.get(reference) or ()
        return [self._rows.get(each).delivery for each in ids]

    def all(self) -> Iterator[Delivery]:
        """Yield every delivery, in no particular order."""
        return (row.delivery for row in self._rows.values())

    def put(self, delivery: Delivery) -> bool:
        """Keep a delivery and every index of it. :returns: whether anything changed."""
        row = self._rows.get(delivery.id)
        before = row.delivery if row is not None else None
        if before == delivery:
            return False
        if row is None:
            self._rows.put(delivery.id, Row(delivery))
            reference = delivery.paper.reference
            ids = self._documents.get(reference) or ()
            self._documents.put(reference, (*ids, delivery.id))
        else:
            row.delivery = delivery
        self._index_out(before, delivery)
        if delivery.receiving_unit:
            self._index_in(before, delivery)
        return True

    def prepare(self, party: str) -> Party:
        """Return the indexes of a unit (its code) or department (its id), made if missing."""
        found = self._parties.get(party)
        if found is None:
            found = Party()
            self._parties.put(party, found)
        return found

    def _index_out(self, before: Delivery | None, after: Delivery) -> None:
        sender, sent = self.prepare(after.paper.unit), microseconds(after.sent_at)
        if before is not None and before.sent_at != after.sent_at:
            sender.out.remove(microseconds(before.sent_at), after.id)
        sender.out.put(sent, after.id, (after.state.value,))
        if after.state is State.SENT and after.receiving_unit:
            sender.waiting_out.put(after.id, (sent,))
        else:
            sender.waiting_out.remove(after.id)

    def _index_in(self, before: Delivery | None, after: Delivery) -> None:
        receiver = self.prepare(after.to)
        if before is not None and before.settled_at is not None:
            receiver.settled_in.remove(microseconds(before.settled_at), after.id)
        if after.settled_at is None:
            receiver.waiting_in.put(after.id, (microseconds(after.sent_at),))
        else:
            receiver.waiting_in.remove(after.id)
            settled = microseconds(after.settled_at)
            receiver.settled_in.put(settled, after.id, (after.state.value,))

    # lists of ids, newest first

    def received(self, party: str, state: State | None = None) -> Iterator[str]:
        """Yield the ids that a unit or department received: what waits first, then by time."""
        found = self._parties.get(party)
        if found is None:
            return
        if state in (None, State.SENT):
            yield from _newest_first(found.waiting_in)
        if state is not State.SENT:
            yield from _in_state(found.settled_in, state)

    def sent(self, unit: str, state: State | None = None) -> Iterator[str]:
        """Yield the ids that a unit sent, by the time of sending."""
        found = self._parties.get(unit)
        if found is None:
            return
        if state is State.SENT:
            yield from _newest_first(found.waiting_out)
        else:
            yield from _in_state(found.out, state)

    def count_received(self, party: str) -> int:
        found = self._parties.get(party)
        return len(found.waiting_in) + len(found.settled_in) if found is not None else 0

    def count_waiting(self, party: str) -> int:
        """Return how many deliveries a unit or department has not signed for."""
        found = self._parties.get(party)
        return len(found.waiting_in) if found is not None else 0

    def count_sent(self, unit: str) -> int:
        found = self._parties.get(unit)
        return len(found.out) if found is not None else 0


def _newest_first(waiting: Buckets) -> list[str]:
    return [each for each, _ in sorted(waiting.items(), key=lambda line: (-line[1][0], line[0]))]


def _in_state(trees: TimeTrees, state: State | None) -> Iterator[str]:
    for _, each, row in trees.items():
        if state is None or row[0] == state:
            yield each


def delivery_store(site, create: bool = False) -> DeliveryStore:
    """Return the store of a site root; without `create` an empty one that nobody keeps."""
    annotations = IAnnotations(site)
    store = annotations.get(KEY)
    if store is None:
        store = DeliveryStore()
        if create:
            annotations[KEY] = store
    return store

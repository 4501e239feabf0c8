"""Where deliveries are kept: one row for each pair, under its document, and indexes by unit.

Twelve clerks who sign for one document at once change twelve rows and the indexes of twelve units.
Who delivers to twelve units adds one line to the table of documents and one to the sender's index,
not twelve: so trees seldom split, and two who deliver at once don't conflict.
"""

from __future__ import annotations

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import document_key
from collective.tobaccooa.exchange.model import KEY_LENGTH
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


class Sending(Persistent):
    """The rows of one document by their ids, in the order in which they were first sent."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def add(self, delivery: Delivery) -> None:
        """Add a row; one that is there is changed in its own place instead."""
        self.rows = {**self.rows, delivery.id: Row(delivery)}


class Party(Persistent):
    """What a unit or department has received and sent.

    `waiting_in` and `waiting_out` hold the ids that nobody has signed for yet, `settled_in` the
    ids with their state by time, `out` the keys of documents by the time of their first sending;
    `count_out` counts the deliveries of these.
    """

    def __init__(self) -> None:
        self.waiting_in = Buckets()
        self.settled_in = TimeTrees()
        self.waiting_out = Buckets()
        self.out = TimeTrees()
        self.count_out = Length()


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
        self._documents = Table()
        self._parties = Table()

    def get(self, delivery_id: str) -> Delivery | None:
        sending = self._documents.get(delivery_id[:KEY_LENGTH])
        row = sending.rows.get(delivery_id) if sending is not None else None
        return row.delivery if row is not None else None

    def of_document(self, reference: str) -> list[Delivery]:
        """Return the deliveries of a document, in the order in which they were first sent."""
        sending = self._documents.get(document_key(reference))
        return [row.delivery for row in sending.rows.values()] if sending is not None else []

    def all(self) -> Iterator[Delivery]:
        """Yield every delivery, in no particular order."""
        for sending in self._documents.values():
            for row in sending.rows.values():
                yield row.delivery

    def put(self, delivery: Delivery) -> bool:
        """Keep a delivery and every index of it. :returns: whether anything changed."""
        before = self.get(delivery.id)
        if before == delivery:
            return False
        if before is None:
            self._add(delivery)
        else:
            self._documents.get(delivery.id[:KEY_LENGTH]).rows[delivery.id].delivery = delivery
        self._index_out(delivery)
        if delivery.receiving_unit:
            self._index_in(before, delivery)
        return True

    def _add(self, delivery: Delivery) -> None:
        key = delivery.id[:KEY_LENGTH]
        sending, sender = self._documents.get(key), self.prepare(delivery.paper.unit)
        if sending is None:
            sending = Sending()
            self._documents.put(key, sending)
            sender.out.put(microseconds(delivery.sent_at), key, ())
        sending.add(delivery)
        sender.count_out.change(1)

    def prepare(self, party: str) -> Party:
        """Return the indexes of a unit (its code) or department (its id), made if missing."""
        found = self._parties.get(party)
        if found is None:
            found = Party()
            self._parties.put(party, found)
        return found

    def _index_out(self, after: Delivery) -> None:
        sender = self.prepare(after.paper.unit)
        if after.state is State.SENT and after.receiving_unit:
            sender.waiting_out.put(after.id, (microseconds(after.sent_at),))
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
        """Yield the ids that a unit sent, document by document, the last sent first."""
        found = self._parties.get(unit)
        if found is None:
            return
        if state is State.SENT:
            yield from _newest_first(found.waiting_out)
        else:
            for _, key, _row in found.out.items():
                for each, row in self._documents.get(key).rows.items():
                    if state is None or row.delivery.state is state:
                        yield each

    def count_received(self, party: str) -> int:
        found = self._parties.get(party)
        return len(found.waiting_in) + len(found.settled_in) if found is not None else 0

    def count_waiting(self, party: str) -> int:
        """Return how many deliveries a unit or department has not signed for."""
        found = self._parties.get(party)
        return len(found.waiting_in) if found is not None else 0

    def count_sent(self, unit: str) -> int:
        found = self._parties.get(unit)
        return found.count_out() if found is not None else 0


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

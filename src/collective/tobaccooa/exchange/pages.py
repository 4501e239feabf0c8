"""What the pages about deliveries show: the lists of a unit, the matrix of a document.

Titles and names are ready to be shown; times are aware UTC datetimes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.exchange.deliveries import deliveries_of
from collective.tobaccooa.exchange.guards import has_post
from collective.tobaccooa.exchange.guards import is_in_department
from collective.tobaccooa.exchange.guards import judge
from collective.tobaccooa.exchange.guards import READING
from collective.tobaccooa.exchange.model import Act
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.recipients import recipient_title
from collective.tobaccooa.exchange.store import delivery_store
from collective.tobaccooa.exchange.store import DeliveryStore
from collective.tobaccooa.organisation.directory import directory
from dataclasses import dataclass
from itertools import chain
from itertools import islice
from plone import api
from typing import Any


@dataclass(frozen=True)
class Listing:
    """A page of deliveries, newest first; `total` counts the whole list."""

    rows: list[Delivery]
    total: int


def received(
    unit: str, user_id: str, state: State | None = None, start: int = 0, size: int = 25
) -> Listing:
    """Return what a unit, and the person's departments in it, received.

    What waits to be signed for comes first.

    :raises Refused: the person is neither in the unit's office nor in a department of it.
    """
    groups = directory().principals_of(user_id)
    parties = [unit] if has_post(groups, unit, READING) else []
    departments = directory().departments(unit)
    parties += [each.id for each in departments if is_in_department(groups, each.id)]
    if not parties:
        raise _not_yours(unit)
    store = delivery_store(api.portal.get())
    if len(parties) > 1:
        ids = chain.from_iterable(store.received(party, state) for party in parties)
        found = sorted((store.get(each) for each in ids), key=_waiting_first)
        return Listing(found[start : start + size], len(found))
    total = store.count_received(unit) if state is None and parties == [unit] else None
    return _page(store, store.received(parties[0], state), total, start, size)


def sent(
    unit: str, user_id: str, state: State | None = None, start: int = 0, size: int = 25
) -> Listing:
    """Return what a unit sent, outside bodies too.

    :raises Refused: the person is not in the unit's office.
    """
    if not has_post(directory().principals_of(user_id), unit, READING):
        raise _not_yours(unit)
    store = delivery_store(api.portal.get())
    total = store.count_sent(unit) if state is None else None
    return _page(store, store.sent(unit, state), total, start, size)


def _page(
    store: DeliveryStore, ids: Iterator[str], total: int | None, start: int, size: int
) -> Listing:
    """Read one page; with a known total no further than its end."""
    if total is None:
        everything = list(ids)
        ids, total = iter(everything), len(everything)
    return Listing([store.get(each) for each in islice(ids, start, start + size)], total)


def count_waiting(unit: str) -> int:
    """Return how many deliveries wait for a unit to be signed for."""
    return delivery_store(api.portal.get()).count_waiting(unit)


def matrix(document) -> dict[str, Any]:
    """Return who got a document, who signed and when, who has not.

    :returns: `{"rows": [{"id", "recipient", "title", "kind", "state", "sent_at", "settled_at",
        "settled_by", "fullname", "reason"}], "outside": [the same], "counts": {"sent", "signed",
        "refused", "recalled"}, "total"}`; outside bodies are for the record and not counted.
    """
    people = directory()
    rows = deliveries_of(document)
    inside = [row for row in rows if not row.to_text]
    counts = Counter(row.state.value for row in inside)
    return {
        "rows": [_matrix_row(row, people) for row in inside],
        "outside": [_matrix_row(row, people) for row in rows if row.to_text],
        "counts": {state.value: counts[state.value] for state in State},
        "total": len(inside),
    }


def _matrix_row(row: Delivery, people) -> dict[str, Any]:
    return {
        "id": row.id,
        "recipient": row.recipient,
        "title": recipient_title(row.recipient),
        "kind": row.kind.value,
        "state": row.state.value,
        "sent_at": row.sent_at,
        "settled_at": row.settled_at,
        "settled_by": row.settled_by,
        "fullname": people.fullname(row.settled_by) if row.settled_by else "",
        "reason": row.reason,
    }


def acts(delivery: Delivery, user_id: str) -> list[str]:
    """Return what a person may do with a delivery now: ids of the public contract."""
    if delivery.state is not State.SENT:
        return []
    groups = directory().principals_of(user_id)
    possible = (Act.SIGN_FOR, Act.REFUSE, Act.RECALL)
    return [act.value for act in possible if judge(act, delivery, groups).allowed]


def address_of(reference: str) -> str | None:
    """Return the absolute address of a document by its reference, without waking it up."""
    unit, _slash, rest = reference.partition("/")
    try:
        return f"{directory().unit_object(unit).absolute_url()}/gongwen/{rest}" if rest else None
    except NotHere:
        return None


def downloads(delivery: Delivery, unit_url: str) -> Iterator[str]:
    """Yield the addresses `<unit>/@@delivery-file/<id>/1`, 2, … without end."""
    number = 0
    while True:
        number += 1
        yield f"{unit_url}/@@delivery-file/{delivery.id}/{number}"


def _waiting_first(row: Delivery) -> tuple:
    moment = row.settled_at or row.sent_at
    return (row.settled_at is not None, -moment.timestamp(), row.id)


def _not_yours(unit: str) -> Refused:
    return Refused(
        _(
            "reason_deliveries_of_office",
            default="The deliveries of ${unit} are kept by its office. Ask the clerk there.",
            mapping={"unit": directory().unit(unit).title},
        )
    )

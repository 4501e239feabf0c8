"""Find, send, sign for, refuse and recall deliveries: the only functions that write them.

Each may be repeated, interrupted and retried without a second effect; all run in the caller's
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.exchange import model
from collective.tobaccooa.exchange.guards import judge
from collective.tobaccooa.exchange.guards import receives
from collective.tobaccooa.exchange.guards import sends
from collective.tobaccooa.exchange.interfaces import DeliveryChanged
from collective.tobaccooa.exchange.model import Act
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import delivery_id
from collective.tobaccooa.exchange.model import key_digest
from collective.tobaccooa.exchange.model import Kind
from collective.tobaccooa.exchange.model import Paper
from collective.tobaccooa.exchange.model import Record
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.recipients import holder_of
from collective.tobaccooa.exchange.registration import register
from collective.tobaccooa.exchange.store import delivery_store
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from dataclasses import replace
from datetime import datetime
from plone import api
from zope.event import notify


def deliveries_of(document) -> list[Delivery]:
    """Return the deliveries of a document, in the order of its recipients."""
    return delivery_store(api.portal.get()).of_document(document.reference)


def find_delivery(id_: str, user_id: str) -> Delivery:
    """Return a delivery that somebody may know of, on either side.

    :raises NotHere: there is none, or the person has nothing to do with it.
    """
    found = delivery_store(api.portal.get()).get(id_)
    groups = directory().principals_of(user_id)
    if found is None or not (receives(found, groups) or sends(found, groups)):
        raise NotHere(
            _(
                "error_no_such_delivery",
                default="There is no such delivery, or it is not addressed to your unit.",
            )
        )
    return found


def send(
    paper: Paper, recipients: Iterable[tuple[str, Kind]], actor: str, now: datetime
) -> list[Delivery]:
    """Deliver a sealed document to its recipients.

    :param recipients: (`unit:…` | `department:…` | `text:…`, main or copy); checked before.
    :returns: the deliveries that are new or were sent again; what waits or was signed for stays.
    """
    store = delivery_store(api.portal.get(), create=True)
    changed = []
    for recipient, kind in recipients:
        fresh = _fresh(paper, recipient, kind, actor, now)
        before = store.get(fresh.id)
        after = model.send(before, fresh)
        if _keep(before, after):
            changed.append(after)
    return changed


def _fresh(paper: Paper, recipient: str, kind: Kind, actor: str, now: datetime) -> Delivery:
    return Delivery(
        id=delivery_id(paper.reference, recipient),
        paper=paper,
        recipient=recipient,
        kind=kind,
        held_by=holder_of(recipient),
        state=State.SENT,
        sent_at=now,
        sent_by=actor,
        history=(Record(Act.SEND, actor, now),),
    )


def sign_for(
    id_: str, actor: str, *, key: str | None = None, now: datetime | None = None
) -> Delivery:
    """Sign for a delivery (签收): the unit gets its IncomingDocument, and its chain begins.

    For a department it confirms the reading. Signing again gives the same.

    :raises NotHere, Refused, OutOfDate, KeyReused: nothing has been written then.
    """
    return _act(id_, Record(Act.SIGN_FOR, actor, now or clock.now(), "", key_digest(actor, key)))


def refuse(
    id_: str, actor: str, reason: str, *, key: str | None = None, now: datetime | None = None
) -> Delivery:
    """Refuse a delivery (拒收), with a reason for the sender.

    :raises InvalidInput: the reason is missing or too long.
    :raises NotHere, Refused, OutOfDate, KeyReused: nothing has been written then.
    """
    by = Record(Act.REFUSE, actor, now or clock.now(), reason, key_digest(actor, key))
    return _act(id_, by)


def recall(
    id_: str, actor: str, reason: str = "", *, key: str | None = None, now: datetime | None = None
) -> Delivery:
    """Take a delivery back (撤回), possible for the sender until it is signed for.

    :raises NotHere, Refused, OutOfDate, KeyReused, InvalidInput: nothing has been written then.
    """
    by = Record(Act.RECALL, actor, now or clock.now(), reason, key_digest(actor, key))
    return _act(id_, by)


def _act(id_: str, by: Record) -> Delivery:
    before = find_delivery(id_, by.actor)
    verdict = judge(by.act, before, directory().principals_of(by.actor))
    if not verdict.allowed:
        raise Refused(verdict.reason or "")
    if model.is_repeated(before, by):
        return before
    after = _after(before, by)
    _keep(before, after)
    return after


def _after(before: Delivery, by: Record) -> Delivery:
    if by.act is Act.REFUSE:
        return model.refuse(before, by)
    if by.act is Act.RECALL:
        return model.recall(before, by)
    if before.state is State.SENT and before.to_unit:
        # judged first, so that no document is made for what can't be signed for
        return model.sign_for(before, by, register(before, by.actor, by.at))
    return model.sign_for(before, by, "")


def recall_waiting(document, actor: str, reason: str, now: datetime) -> None:
    """Take back whatever of a document nobody has signed for: it is void or abolished."""
    for before in deliveries_of(document):
        if before.state is State.SENT:
            by = Record(Act.RECALL, actor, now, reason[: model.MAX_REASON])
            _keep(before, model.recall(before, by))


def find_holders(unit: str) -> None:
    """Give what waits in a unit to the post that can take it now; its people have changed."""
    store = delivery_store(api.portal.get())
    parties = [unit, *(each.id for each in directory().departments(unit))]
    for id_ in [each for party in parties for each in store.received(party, State.SENT)]:
        before = store.get(id_)
        held_by = holder_of(before.recipient)
        if held_by != before.held_by:
            _keep(before, replace(before, held_by=held_by))


def note_returned(document, actor: str, reason: str, now: datetime) -> None:
    """Let the sender read why a unit returned the document that it had signed for (退文)."""
    if not document.source_document:
        return
    id_ = delivery_id(document.source_document, f"unit:{document.unit_code}")
    before = delivery_store(api.portal.get()).get(id_)
    if before is not None and before.incoming == document.reference:
        by = Record(Act.HAND_BACK, actor, now, reason[: model.MAX_REASON])
        _keep(before, model.hand_back(before, by))


def _keep(before: Delivery | None, after: Delivery) -> bool:
    if after is before:
        return False
    delivery_store(api.portal.get(), create=True).put(after)
    notify(DeliveryChanged(before, after))
    return True

"""A delivery (邮送) of one document to one recipient, and how it may change. Pure.

There is one delivery for each pair of document and recipient, however often it is sent: its id
comes from both. Sent (待签收) → signed (已签收), refused (已拒收) or recalled (已撤回); what was
refused or recalled may be sent again. Who asks for what is already so changes nothing.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import KeyReused
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.workflows.checks import check_text
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from enum import StrEnum

import hashlib


MAX_REASON = 1000
KEY_LENGTH = 14


class State(StrEnum):
    """What has become of a delivery."""

    SENT = "sent"
    SIGNED = "signed"
    REFUSED = "refused"
    RECALLED = "recalled"


class Kind(StrEnum):
    """Main recipient (主送) or copy (抄送)."""

    MAIN = "main"
    COPY = "copy"


class Act(StrEnum):
    """What people do with a delivery; the middle three are actions of the public contract."""

    SEND = "send"
    SIGN_FOR = "sign_for"
    REFUSE = "refuse"
    RECALL = "recall"
    HAND_BACK = "hand_back"  # the receiving unit returned what it had signed for (退文)


@dataclass(frozen=True)
class Record:
    """One line of a delivery's history, never changed.

    :param at: aware UTC datetime.
    :param key: digest of actor and Idempotency-Key, or "".
    """

    act: Act
    actor: str
    at: datetime
    reason: str = ""
    key: str = ""


@dataclass(frozen=True)
class Paper:
    """What is delivered: the facts of the sealed document that lists show.

    :param reference: the sender's document, "city/outgoing/2026/…".
    """

    reference: str
    unit: str
    title: str
    number: str
    document_type: str
    urgency: str
    dated_on: date | None = None


@dataclass(frozen=True)
class Delivery:
    """The state of a delivery.

    :param recipient: `unit:<code>`, `department:<id>` or `text:<name>`.
    :param held_by: the group in whose box it waits; "" for an outside body.
    :param settled_at: when it was signed for, refused or recalled (aware UTC).
    :param incoming: reference of the receiving unit's IncomingDocument, "" if there is none.
    """

    id: str
    paper: Paper
    recipient: str
    kind: Kind
    held_by: str
    state: State
    sent_at: datetime
    sent_by: str
    settled_at: datetime | None = None
    settled_by: str = ""
    reason: str = ""
    incoming: str = ""
    history: tuple[Record, ...] = ()

    @property
    def to_kind(self) -> str:
        return self.recipient.partition(":")[0]

    @property
    def to(self) -> str:
        return self.recipient.partition(":")[2]

    @property
    def to_unit(self) -> str | None:
        """The code of the unit that gets it (a department's: see `to_department`)."""
        return self.to if self.to_kind == "unit" else None

    @property
    def to_department(self) -> str | None:
        return self.to if self.to_kind == "department" else None

    @property
    def to_text(self) -> str | None:
        return self.to if self.to_kind == "text" else None

    @property
    def receiving_unit(self) -> str | None:
        """The code of the unit whose people may read it; None for an outside body."""
        return self.to_unit or (self.to.partition("-")[0] if self.to_department else None)


def document_key(reference: str) -> str:
    """Return what the ids of all deliveries of a document begin with: 14 hexadecimal digits."""
    return hashlib.sha256(reference.encode()).hexdigest()[:KEY_LENGTH]


def delivery_id(reference: str, recipient: str) -> str:
    """Return the id of a pair: 24 lowercase hexadecimal digits, the document's key first."""
    pair = hashlib.sha256(f"{reference}\0{recipient}".encode()).hexdigest()
    return document_key(reference) + pair[:10]


def send(before: Delivery | None, fresh: Delivery) -> Delivery:
    """Return the delivery after sending.

    :param before: what there is for this pair.
    :param fresh: a new delivery in state `sent`; its history is its first line.
    :returns: `before` itself when it waits or was signed for; else sent (again).
    """
    if before is None:
        return fresh
    if before.state in (State.SENT, State.SIGNED):
        return before
    return replace(fresh, history=(*before.history, *fresh.history))


def sign_for(delivery: Delivery, by: Record, incoming: str) -> Delivery:
    """Return the delivery after it was signed for; signing again changes nothing.

    :param incoming: reference of the document made for it, "" for a department.
    :raises OutOfDate: it was refused or recalled.
    """
    if delivery.state is State.SIGNED:
        return delivery
    _must_wait(delivery)
    return _settle(delivery, State.SIGNED, by, incoming=incoming)


def refuse(delivery: Delivery, by: Record) -> Delivery:
    """Return the delivery after it was refused (拒收).

    :raises InvalidInput: no reason is given, or one that can't be stored.
    :raises OutOfDate: it was signed for or recalled.
    """
    if delivery.state is State.REFUSED:
        return delivery
    _must_wait(delivery)
    if not by.reason.strip():
        raise InvalidInput(
            _(
                "error_refusal_needs_reason",
                default="Say why you refuse it; the sender will read the reason.",
            ),
            field="reason",
        )
    check_text(by.reason, "reason", MAX_REASON)
    return _settle(delivery, State.REFUSED, by)


def recall(delivery: Delivery, by: Record) -> Delivery:
    """Return the delivery after the sender took it back (撤回), possible until signed for.

    :raises OutOfDate: it was signed for or refused.
    """
    if delivery.state is State.RECALLED:
        return delivery
    _must_wait(delivery)
    check_text(by.reason, "reason", MAX_REASON)
    return _settle(delivery, State.RECALLED, by)


def hand_back(delivery: Delivery, by: Record) -> Delivery:
    """Return the delivery after the unit returned the document it had signed for (退文).

    It stays signed for, as the register says; the reason is what the sender reads beside it.
    """
    if delivery.state is not State.SIGNED or any(r.act is by.act for r in delivery.history):
        return delivery
    return replace(delivery, reason=by.reason.strip(), history=(*delivery.history, by))


def is_repeated(delivery: Delivery, by: Record) -> bool:
    """Tell whether the same request was fulfilled before.

    :raises KeyReused: its key came before with another action or reason.
    """
    if not by.key:
        return False
    for record in delivery.history:
        if record.key == by.key:
            if (record.act, record.reason.strip()) == (by.act, by.reason.strip()):
                return True
            raise KeyReused(
                _(
                    "error_delivery_key_reused",
                    default="This Idempotency-Key was used for another request before. Use a new "
                    "key for a new request.",
                )
            )
    return False


def key_digest(actor: str, key: str | None) -> str:
    """Return what is kept of an Idempotency-Key: it counts for one person."""
    return hashlib.sha256(f"{actor}\0{key}".encode()).hexdigest() if key else ""


def _settle(delivery: Delivery, state: State, by: Record, incoming: str = "") -> Delivery:
    return replace(
        delivery,
        state=state,
        settled_at=by.at,
        settled_by=by.actor,
        reason=by.reason.strip(),
        incoming=incoming,
        history=(*delivery.history, by),
    )


def _must_wait(delivery: Delivery) -> None:
    if delivery.state is State.SIGNED:
        raise OutOfDate(
            _(
                "error_delivery_signed",
                default="It has been signed for already; this can’t be undone. Ask the other side.",
            )
        )
    if delivery.state is State.REFUSED:
        raise OutOfDate(
            _(
                "error_delivery_refused",
                default="It has been refused already. The sender may send it again.",
            )
        )
    if delivery.state is State.RECALLED:
        raise OutOfDate(
            _(
                "error_delivery_recalled",
                default="The sender has taken it back. There is nothing to do for you.",
            )
        )

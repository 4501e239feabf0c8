"""Who has made whom their assistant (代办, 一对一): the only writer of delegations, and questions.

A delegation holds for days in Asia/Shanghai, while both people work here. It is never handed on:
nobody is the assistant of an assistant. The types and steps to which it may be limited are the
vocabularies of upper domains, asked for by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import KeyReused
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation.clock import today as today_of
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.events import DelegationChanged
from collective.tobaccooa.organisation.model import Delegation
from collective.tobaccooa.organisation.people import known_person
from collective.tobaccooa.organisation.store import organisation
from dataclasses import replace
from datetime import date
from datetime import datetime
from hashlib import sha256
from uuid import uuid4
from zope.component import getUtility
from zope.event import notify
from zope.schema.interfaces import IVocabularyFactory


MAX_REASON = 500
#: Field of a delegation → the vocabulary of what it may name.
LIMITS = {
    "document_types": "collective.tobaccooa.DocumentTypes",
    "steps": "collective.tobaccooa.Steps",
}


def grant(
    grantor: str,
    assistant: str,
    first: date | None,
    last: date | None,
    by: str,
    now: datetime,
    document_types: Iterable[str] = (),
    steps: Iterable[str] = (),
    reason: str = "",
    key: str | None = None,
) -> Delegation:
    """Name an assistant; `by` is the grantor or an administrator, whom the caller has checked.

    :param first: None: today.
    :param now: aware datetime.
    :param key: Idempotency-Key; the same from the same person gives the same delegation, also on
        another day or after it has ended.
    :raises KeyReused: the key came before with other values.
    :raises NotHere: one of the two is not known.
    :raises InvalidInput: one of them has left, they don't serve in the same unit, they are the
        same, the last day lies before the first or in the past, a type or step is unknown, or the
        reason is too long.
    """
    today = today_of(now)
    delegation = Delegation(
        id=_id_for(by, key),
        grantor=grantor,
        assistant=assistant,
        first=first or today,
        last=last,
        document_types=tuple(dict.fromkeys(document_types)),
        steps=tuple(dict.fromkeys(steps)),
        reason=reason.strip(),
        set_by=by,
        set_at=now,
    )
    known = organisation().delegations.get(delegation.id)
    if known is not None:
        return _repeated(known, delegation if first else replace(delegation, first=known.first))
    _check(delegation, today)
    record = organisation(create=True)
    record.delegations[delegation.id] = delegation
    _file(record.by_grantor, grantor, delegation.id)
    _file(record.by_assistant, assistant, delegation.id)
    notify(DelegationChanged(delegation))
    return delegation


def _check(asked: Delegation, today: date) -> None:
    for person in (known_person(asked.grantor), known_person(asked.assistant)):
        if not person.active:
            raise InvalidInput(
                _(
                    "error_delegation_left",
                    default="${name} does not work here any more; choose somebody else.",
                    mapping={"name": person.fullname},
                ),
                field="assistant" if person.id == asked.assistant else "grantor",
            )
    _check_pair(asked.grantor, asked.assistant)
    _check_days(asked.first, asked.last, today)
    for field in LIMITS:
        _check_limits(field, getattr(asked, field))
    if len(asked.reason) > MAX_REASON:
        raise InvalidInput(
            _(
                "error_delegation_reason",
                default="The reason may have at most ${limit} characters.",
                mapping={"limit": str(MAX_REASON)},
            ),
            field="reason",
        )


def _check_limits(field: str, named: tuple[str, ...]) -> None:
    known = getUtility(IVocabularyFactory, LIMITS[field])(None).by_token if named else {}
    for each in named:
        if each not in known:
            raise InvalidInput(
                _(
                    "error_delegation_limit",
                    default="There is no document type or step “${name}”; choose from the list, or "
                    "name none to help with everything.",
                    mapping={"name": each[:40]},
                ),
                field=field,
            )


def _id_for(by: str, key: str | None) -> str:
    if key is None:
        return uuid4().hex[:24]
    return sha256(f"{by}\0{key}".encode()).hexdigest()[:24]


def _repeated(known: Delegation, asked: Delegation) -> Delegation:
    same = replace(asked, set_at=known.set_at, ended_at=known.ended_at, ended_by=known.ended_by)
    if same == known:
        return known
    raise KeyReused(
        _(
            "error_key_reused",
            default="This Idempotency-Key was used for another request before. Use a new key for "
            "a new request.",
        )
    )


def _check_pair(grantor: str, assistant: str) -> None:
    if grantor == assistant:
        raise InvalidInput(
            _("error_delegation_self", default="Choose somebody else as the assistant."),
            field="assistant",
        )
    known = directory()
    if not known.units_of(grantor) & known.units_of(assistant):
        raise InvalidInput(
            _(
                "error_delegation_unit",
                default="${name} does not belong to the same unit; an assistant must.",
                mapping={"name": known.fullname(assistant)},
            ),
            field="assistant",
        )


def _check_days(first: date, last: date | None, today: date) -> None:
    if last is not None and last < max(first, today):
        raise InvalidInput(
            _(
                "error_delegation_days",
                default="The last day must lie neither before the first nor in the past.",
            ),
            field="until",
        )


def _file(index, user_id: str, delegation_id: str) -> None:
    index[user_id] = (*index.get(user_id, ()), delegation_id)


def end(delegation_id: str, by: str, now: datetime) -> Delegation:
    """End a delegation now; ended once, it stays as it is.

    :raises NotHere: there is none with that id.
    """
    found = delegation_of(delegation_id)
    if found.ended_at is not None:
        return found
    ended = replace(found, ended_at=now, ended_by=by)
    organisation(create=True).delegations[delegation_id] = ended
    notify(DelegationChanged(ended))
    return ended


def delegation_of(delegation_id: str) -> Delegation:
    """Return a delegation; :raises NotHere: there is none with that id."""
    found = organisation().delegations.get(delegation_id)
    if found is None:
        raise NotHere(
            _(
                "error_no_such_delegation",
                default="There is no delegation ${id}.",
                mapping={"id": delegation_id[:40]},
            )
        )
    return found


def delegations_of(user_id: str) -> list[Delegation]:
    """Return all that a person granted, the newest first, ended ones too."""
    return _filed(organisation().by_grantor, user_id)


def delegations_to(user_id: str) -> list[Delegation]:
    """Return all by which a person became an assistant, the newest first, ended ones too."""
    return _filed(organisation().by_assistant, user_id)


def _filed(index, user_id: str) -> list[Delegation]:
    kept = organisation().delegations
    return [kept[each] for each in reversed(index.get(user_id, ()))]


def grantors_for(assistant: str, today: date) -> list[Delegation]:
    """Return the delegations by which a person may act for others on that day."""
    known = directory()
    found = [each for each in delegations_to(assistant) if each.is_valid(today)]
    if not found or not known.person(assistant).active:
        return []
    units = known.units_of(assistant)
    return [
        each
        for each in found
        if known.person(each.grantor).active and units & known.units_of(each.grantor)
    ]


def delegates_of(grantor: str, today: date) -> list[Delegation]:
    """Return the delegations of a person that hold on that day, whose assistants are here.

    An assistant who is away is none: a document must not wait for them.
    """
    known = directory()
    found = [each for each in delegations_of(grantor) if each.is_valid(today)]
    units = known.units_of(grantor) if found else frozenset()
    return [
        each
        for each in found
        if known.person(each.assistant).active
        and not known.is_absent(each.assistant, today)
        and units & known.units_of(each.assistant)
    ]

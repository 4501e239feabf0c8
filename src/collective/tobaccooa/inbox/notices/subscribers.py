"""What people are told by itself, and what follows from a notice."""

from __future__ import annotations

from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.rules import Case
from collective.tobaccooa.inbox.notices.rules import RULES
from collective.tobaccooa.inbox.notices.rules import tellings
from collective.tobaccooa.inbox.notices.store import notice_store
from collective.tobaccooa.inbox.notices.telling import people_of
from collective.tobaccooa.inbox.notices.telling import tell
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.delegations import delegates_of
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from datetime import datetime
from functools import partial
from plone import api
from zope.i18nmessageid import Message


#: Posts that decide on more time, in the order in which they are asked.
DECIDING = ("director", "deputy", "leader")

#: What the assistants of those who hold a document are told too.
FOR_ASSISTANTS = frozenset({Kind.URGED, Kind.RETURNED, Kind.SPECIAL_DELIVERY})


def on_person_changed(event) -> None:
    """Make the centre of a new person beforehand."""
    notice_store(api.portal.get(), create=True).centre(event.user_id)


def on_decided(event) -> None:
    """Tell whom a decision concerns without bringing them work."""
    document, entry = event.object, event.entry
    if entry.action not in RULES and not entry.on_behalf_of:
        return
    case = Case(
        decision=event.decision,
        entry=entry,
        before=event.before,
        after=event.after,
        drafter=document.drafter,
        number=document.document_number or "",
        deciders=partial(_deciders, document.unit_code, entry.actor),
        write=_write,
    )
    told: set[str] = set()
    for telling in tellings(case):
        people = people_of(telling.principals)
        if telling.kind in FOR_ASSISTANTS:
            people = (*people, *_assistants(document, people, event.after.step, entry.at))
        people = tuple(each for each in people if each not in told)
        notice = Notice(
            kind=telling.kind,
            title=document.title or "",
            reference=document.reference,
            actor=entry.actor,
            urgent=telling.urgent or (document.urgency or "normal") != "normal",
            note=telling.note,
        )
        told.update(tell(people, notice, entry.at))


def _assistants(document, people: tuple[str, ...], step: str, now: datetime) -> tuple[str, ...]:
    """Return who may handle the document for those people today."""
    day = clock.today(now)
    return tuple(
        each.assistant
        for user_id in people
        for each in delegates_of(user_id, day)
        if each.covers(document.document_type or "", step)
    )


def _deciders(unit: str, actor: str) -> tuple[str, ...]:
    """Return who decides on more time: the first post that somebody else than the actor holds."""
    for post in DECIDING:
        people = tuple(
            each for each in directory().members(post_principal(unit, post)) if each != actor
        )
        if people:
            return people
    return ()


def _write(message: str, **mapping: str) -> str:
    if not mapping or not isinstance(message, Message):
        return write_down(message)
    return write_down(Message(message, mapping=mapping))

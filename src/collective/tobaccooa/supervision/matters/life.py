"""Make a matter, act on it, find it: the only functions that write matters.

All run in the caller's transaction and ask `guards` whether the person may.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import KeyReused
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.matters import model
from collective.tobaccooa.supervision.matters.checks import Asked
from collective.tobaccooa.supervision.matters.checks import check_act
from collective.tobaccooa.supervision.matters.checks import check_new
from collective.tobaccooa.supervision.matters.guards import acts
from collective.tobaccooa.supervision.matters.guards import judge
from collective.tobaccooa.supervision.matters.guards import may_see
from collective.tobaccooa.supervision.matters.guards import parties_of
from collective.tobaccooa.supervision.matters.guards import Viewer
from collective.tobaccooa.supervision.matters.instructions import document_for
from collective.tobaccooa.supervision.matters.instructions import source_for
from collective.tobaccooa.supervision.matters.instructions import usual_due
from collective.tobaccooa.supervision.matters.interfaces import MatterChanged
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import key_digest
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import Record
from collective.tobaccooa.supervision.matters.model import State
from collective.tobaccooa.supervision.matters.parties import check_parties
from collective.tobaccooa.supervision.matters.parties import holdings
from collective.tobaccooa.supervision.matters.parties import others_review
from collective.tobaccooa.supervision.matters.parties import viewer_of
from collective.tobaccooa.supervision.matters.store import matter_store
from collective.tobaccooa.supervision.matters.texts import STATE_TITLES
from collective.tobaccooa.workflows.model import SYSTEM
from dataclasses import replace
from datetime import date
from datetime import datetime
from plone import api
from typing import Any
from zope.event import notify

import hashlib
import uuid


ID_LENGTH = 24


def find(matter_id: str, user_id: str) -> Matter:
    """Return a matter that somebody may know of.

    :raises NotHere: there is none, or the person has nothing to do with it.
    """
    found = matter_store(api.portal.get()).get(matter_id)
    if found is None or not may_see(found, viewer_of(user_id)):
        raise NotHere(
            _(
                "error_no_such_matter",
                default="There is no such supervised matter, or it is not for you to see.",
            )
        )
    return found


def of_document(document: Any, viewer: Viewer) -> list[Matter]:
    """Return the matters of a document that somebody may know of, in their order."""
    found = matter_store(api.portal.get()).of_document(document.reference)
    return [each for each in found if may_see(each, viewer)]


def may_do(matter: Matter, viewer: Viewer) -> list[Act]:
    """Return what somebody may do with a matter now."""
    return acts(matter, viewer, others_review(matter))


def create(
    asked: Asked, actor: str, *, key: str | None = None, now: datetime | None = None
) -> Matter:
    """Make a matter of a document (立项、交办); it waits with the lead and with who assists.

    :param key: Idempotency-Key: the same person with the same key gets the same matter.
    :raises NotHere, Refused, InvalidInput, KeyReused: nothing has been written then.
    """
    now = now or clock.now()
    document = document_for(asked.document, viewer_of(actor))
    matter_id = _id_for(actor, key)
    before = matter_store(api.portal.get()).get(matter_id) if key else None
    if before is not None:
        return _same_request(before, asked)
    today = clock.today(now)
    check_new(asked, today)
    check_parties(document.unit_code, asked.lead, asked.assisting)
    source = source_for(document, asked.entry)
    store = matter_store(api.portal.get(), create=True)
    fresh = Matter(
        id=matter_id,
        unit=document.unit_code,
        year=today.year,
        serial=store.next_serial(document.unit_code, today.year),
        source=source,
        title=asked.title.strip(),
        lead=asked.lead,
        assisting=asked.assisting,
        first_due_on=asked.due_on or usual_due(document, asked.entry, asked.urgency, today),
        urgency=asked.urgency,
        review_by=asked.review_by,
        state=State.OPEN,
        created_at=now,
        created_by=actor,
        since=now,
    )
    by = Record(Act.CREATE, actor, now, key=key_digest(actor, key))
    return _keep(None, model.begin(fresh, by))


def act(
    matter_id: str,
    what: Act,
    actor: str,
    text: str = "",
    *,
    until: date | None = None,
    key: str | None = None,
    now: datetime | None = None,
) -> Matter:
    """Do something with a matter.

    :param text: feedback, report, reason or message; :param until: of an extension.
    :raises NotHere, Refused, InvalidInput: it is not for this person, or not like this.
    :raises OutOfDate: the matter has moved on; :raises KeyReused: see the contract.
    """
    now, viewer = now or clock.now(), viewer_of(actor)
    before = find(matter_id, actor)
    verdict = judge(what, before, viewer, others_review(before))
    parties = parties_of(before, viewer) if what in (Act.FEEDBACK, Act.REPORT) else ()
    by = Record(what, actor, now, text.strip(), parties, until, key_digest(actor, key))
    if _is_repeated(before, by):
        return before
    if not verdict.allowed:
        raise Refused(verdict.reason or "")
    if not model.possible(what, before.state):
        raise OutOfDate(
            _(
                "error_matter_moved_on",
                default="The matter has moved on: it is “${state}” now. Open it again.",
                mapping={"state": say(STATE_TITLES[before.state])},
            )
        )
    check_act(what, by.text, until, before, clock.today(now))
    return _keep(before, model.after(before, by))


def urge_by_rule(before: Matter, message: str, now: datetime) -> Matter:
    """Urge who has a matter in the name of the system; whether it is time is `reminding`'s."""
    return _keep(before, model.after(before, Record(Act.URGE, SYSTEM, now, message)))


def cancel_all(document: Any, actor: str, reason: str, now: datetime) -> None:
    """Cancel what is in progress of a document that is void or abolished."""
    for before in matter_store(api.portal.get()).of_document(document.reference):
        if model.possible(Act.CANCEL, before.state):
            by = Record(Act.CANCEL, actor or SYSTEM, now, reason[:1000])
            _keep(before, model.after(before, by))


def find_holders(units: Iterable[str]) -> int:
    """Give what waits in some units to those who have the posts there now.

    :returns: how many matters have other holders.
    """
    known, names = directory(), list[str]()
    for unit in units:
        departments = known.departments(unit) if known.has_unit(unit) else []
        names += [unit, f"unit:{unit}", *(f"department:{each.id}" for each in departments)]
    waiting = matter_store(api.portal.get()).in_progress(names)
    return sum(_keep(before, before) is not before for before in waiting)


def _keep(before: Matter | None, changed: Matter) -> Matter:
    """Store a matter with its holders as they are now, and announce it."""
    after = replace(changed, holding=holdings(changed))
    if before is not None and after == before:
        return before
    matter_store(api.portal.get(), create=True).put(after)
    is_act = before is None or len(after.history) > len(before.history)
    notify(MatterChanged(before, after, after.history[-1] if is_act else None))
    return after


def _id_for(actor: str, key: str | None) -> str:
    if key is None:
        return uuid.uuid4().hex[:ID_LENGTH]
    return hashlib.sha256(f"matter\0{actor}\0{key}".encode()).hexdigest()[:ID_LENGTH]


def _same_request(before: Matter, asked: Asked) -> Matter:
    first = (
        before.source.reference,
        before.source.entry,
        before.title,
        before.lead,
        before.assisting,
        before.urgency,
        before.review_by,
    )
    again = (
        asked.document,
        asked.entry,
        asked.title.strip(),
        asked.lead,
        asked.assisting,
        asked.urgency,
        asked.review_by,
    )
    if first != again or asked.due_on not in (None, before.first_due_on):
        raise _key_reused()
    return before


def _is_repeated(matter: Matter, by: Record) -> bool:
    if not by.key:
        return False
    for record in matter.history:
        if record.key == by.key:
            if (record.act, record.text, record.until) == (by.act, by.text, by.until):
                return True
            raise _key_reused()
    return False


def _key_reused() -> KeyReused:
    return KeyReused(
        _(
            "error_matter_key_reused",
            default="This Idempotency-Key was used for another request before. Use a new key for "
            "a new request.",
        )
    )

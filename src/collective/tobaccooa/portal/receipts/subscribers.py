"""Receipts follow the notice and the people: prepared with it, ended with it."""

from __future__ import annotations

from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.finding import found_by_uid
from collective.tobaccooa.portal.interfaces import IColumnItem
from collective.tobaccooa.portal.receipts.model import PREFIX
from collective.tobaccooa.portal.receipts.notices import asked_of
from collective.tobaccooa.portal.receipts.notices import concerns
from collective.tobaccooa.portal.receipts.notices import end_chase
from collective.tobaccooa.portal.receipts.notices import follow
from collective.tobaccooa.portal.receipts.notices import forget
from collective.tobaccooa.portal.receipts.notices import requirement_of
from collective.tobaccooa.portal.receipts.notices import spare
from collective.tobaccooa.portal.receipts.store import opened_store
from collective.tobaccooa.portal.receipts.store import receipts_store
from plone import api
from plone.indexer import indexer


@indexer(IColumnItem)
def oa_must_read(item) -> str:
    """Return of whom a notice asks to be read, "" when it asks nothing: a list needs no more."""
    asked = asked_of(item)
    return asked.readers if asked is not None else ""


def on_changed(item, event) -> None:
    """Make the buckets before the first reader comes; end what is no longer asked."""
    follow(item)


def on_state_changed(item, event) -> None:
    """What is no longer published is to be read by nobody."""
    if requirement_of(item) is None:
        end_chase(item)


def on_removed(item, event) -> None:
    """A deleted notice is to be read by nobody; also when its column is deleted with it."""
    forget(item)


def on_unit_prepared(event) -> None:
    """Make the stores beforehand."""
    site = api.portal.get()
    receipts_store(site, create=True)
    opened_store(site, create=True)


def on_person_changed(event) -> None:
    """Who left or went to another unit is chased no more for what concerns the old one."""
    site, user_id = api.portal.get(), event.user_id
    opened_store(site, create=True).of(user_id)
    for line in list(inbox_store(site).items(Shelf.TO_READ, (user_id,))):
        prefix, _colon, uid = line.reference.partition(":")
        if prefix != PREFIX:
            continue
        notice = found_by_uid(uid)
        if notice is not None and not _still_asked(notice, user_id):
            spare(notice, user_id)


def _still_asked(notice, user_id: str) -> bool:
    known, asked = directory(), requirement_of(notice)
    if asked is None or not known.person(user_id).active:
        return False
    return concerns(known.unit_of(notice).code, asked.readers, user_id)

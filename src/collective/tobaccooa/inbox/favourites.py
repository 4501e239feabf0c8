"""Favourites (收藏): documents that a person wants to find again without searching.

Kept is only the reference: title, number and step are those of the document when it is shown. What
somebody may no longer see is not shown, only counted, and comes back when they may see it again.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.personal import personal_store
from collective.tobaccooa.inbox.sources import number_of
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.workflows.state import has_state
from collective.tobaccooa.workflows.state import kernel_state
from dataclasses import dataclass
from datetime import datetime
from plone import api

import re


_REFERENCE = re.compile(r"[a-z][a-z0-9-]*/(?:outgoing|incoming)/[0-9]{4}/[0-9a-z]+")
#: A document's address: the unit's, the folder of its documents, and the rest of the reference.
_ADDRESS = re.compile(r"(.+)/gongwen/((?:outgoing|incoming)/[0-9]{4}/[0-9a-z]+)/?")
#: More are no favourites any more, and every showing asks each of them whether it may be seen.
MOST = 500


@dataclass(frozen=True, slots=True)
class Favourite:
    """One kept document as it is now; `added_at` is aware UTC."""

    reference: str
    added_at: datetime
    title: str
    number: str
    step: str
    document_type: str
    urgency: str
    unit: str
    url: str


@dataclass(frozen=True, slots=True)
class Favourites:
    """A person's favourites, newest first; `hidden` counts those that they may no longer see."""

    items: list[Favourite]
    hidden: int


def reference_in(named: str) -> str:
    """Return the reference that a text is, or whose document it is the address of; else ""."""
    if _REFERENCE.fullmatch(named):
        return named
    address = _ADDRESS.fullmatch(named)
    if address is None:
        return ""
    known = directory()
    for unit in known.units():
        try:
            if known.unit_object(unit.code).absolute_url() == address[1]:
                return f"{unit.code}/{address[2]}"
        except NotHere:
            continue
    return ""


def is_favourite(user_id: str, reference: str) -> bool:
    """Tell whether somebody keeps a document, at the cost of one look-up."""
    record = personal_store(api.portal.get()).peek(user_id)
    return record is not None and reference in record.favourites


def add_favourite(user_id: str, reference: str, now: datetime) -> bool:
    """Keep a document for the person who is signed in; keeping it again changes nothing.

    :returns: whether it is new.
    :raises NotHere: there is no such document, or they may not see it.
    :raises Refused: they keep 500 already.
    """
    if _visible(reference) is None:
        raise NotHere(
            _(
                "error_favourite_not_here",
                default="There is no such document, or you may not see it.",
            )
        )
    if is_favourite(user_id, reference):
        return False
    record = personal_store(api.portal.get(), create=True).record(user_id)
    if len(record.favourites) >= MOST:
        raise Refused(
            _(
                "error_too_many_favourites",
                default="You have ${count} favourites, which is the most there can be. Remove some "
                "that you no longer need, then try again.",
                mapping={"count": str(MOST)},
            )
        )
    record.favourites[reference] = microseconds(now)
    return True


def remove_favourite(user_id: str, reference: str) -> bool:
    """Stop keeping a document, also one that is out of sight. :returns: whether it was kept."""
    if not is_favourite(user_id, reference):
        return False
    del personal_store(api.portal.get()).record(user_id).favourites[reference]
    return True


def favourites(user_id: str, words: str = "") -> Favourites:
    """Return the favourites of the person who is signed in.

    :param words: all must occur in title or number, in any case.
    """
    record = personal_store(api.portal.get()).peek(user_id)
    kept = record.favourites.items() if record is not None else ()
    found, hidden = [], 0
    for reference, added in sorted(kept, key=lambda row: (-row[1], row[0])):
        document = _visible(reference)
        if document is None:
            hidden += 1
        else:
            found.append(_favourite(document, added))
    wanted = words.casefold().split()
    matching = [item for item in found if _has_all(item, wanted)]
    return Favourites(matching, hidden)


def forget_hidden(user_id: str) -> int:
    """Stop keeping what the person who is signed in may no longer see. :returns: how many."""
    record = personal_store(api.portal.get()).peek(user_id)
    if record is None:
        return 0
    hidden = [reference for reference in record.favourites if _visible(reference) is None]
    for reference in hidden:
        del record.favourites[reference]
    return len(hidden)


def _has_all(item: Favourite, words: list[str]) -> bool:
    text = f"{item.title} {item.number}".casefold()
    return all(word in text for word in words)


def _visible(reference: str):
    """Return a document that the person who is signed in may see, else None."""
    document = document_by_reference(reference)
    if document is None or not has_state(document):
        return None
    return document if getSecurityManager().checkPermission("View", document) else None


def _favourite(document, added: int) -> Favourite:
    return Favourite(
        reference=document.reference,
        added_at=moment(added),
        title=document.title or "",
        number=number_of(document),
        step=kernel_state(document).step,
        document_type=document.document_type or "",
        urgency=document.urgency or "normal",
        unit=document.unit_code,
        url=document.absolute_url(),
    )

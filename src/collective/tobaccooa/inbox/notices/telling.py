"""Tell people something, and what they have been told.

`tell()` writes in the caller's transaction: the notice is there if, and only if, what it speaks of
has happened. What goes out by e-mail and to the messenger follows in the background.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.inbox.notices.interfaces import NoticeTold
from collective.tobaccooa.inbox.notices.model import id_at
from collective.tobaccooa.inbox.notices.model import Kept
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.store import notice_store
from collective.tobaccooa.organisation.directory import directory
from dataclasses import replace
from datetime import datetime
from plone import api
from uuid import uuid4
from zope.event import notify


def tell(user_ids: Iterable[str], notice: Notice, now: datetime) -> tuple[str, ...]:
    """Put a notice into people's centres, in the caller's transaction.

    Who did it themselves is not told, nor who has left; nobody is told twice by one call.

    :param user_ids: people, not groups (`people_of` makes people of groups).
    :param now: aware UTC datetime.
    :returns: the user ids of those who were told.
    :raises ValueError: an unknown kind of notice, or a naive datetime.
    """
    known = directory()
    told = tuple(
        user_id
        for user_id in dict.fromkeys(user_ids)
        if user_id != notice.actor and known.person(user_id).active
    )
    if not told:
        return ()
    fitted = replace(notice, url=from_root(notice.url)).fitted()
    item = Kept(id_at(now, uuid4().hex[:8]), fitted, now)
    store = notice_store(api.portal.get(), create=True)
    for user_id in told:
        store.centre(user_id).add(item)
    notify(NoticeTold(told, item))
    return told


def people_of(principals: Iterable[str]) -> tuple[str, ...]:
    """Return the people behind some user ids and groups, each once."""
    known = directory()
    found: dict[str, None] = {}
    for principal in principals:
        people = (principal,) if known.has_person(principal) else known.members(principal)
        found.update(dict.fromkeys(people))
    return tuple(found)


def from_root(url: str) -> str:
    """Return an address of the site from the site's root on, another one as it is.

    The site has one address inside and another outside; who reads the notice has their own.
    """
    root = api.portal.get().absolute_url()
    return url[len(root) :] if url.startswith(f"{root}/") else url


def unseen(user_id: str) -> int:
    """Return how many new notices somebody has, at the cost of reading one number."""
    centre = notice_store(api.portal.get()).peek(user_id) if user_id else None
    return centre.unseen() if centre is not None else 0


def notices_of(user_id: str) -> list[Kept]:
    """Return somebody's notices, newest first, at most `store.NEWEST`."""
    centre = notice_store(api.portal.get()).peek(user_id) if user_id else None
    return centre.newest() if centre is not None else []


def mark_seen(user_id: str, ids: Iterable[str], now: datetime) -> int:
    """Note that somebody has seen notices of theirs; unknown ids are passed over.

    :returns: how many were new until now.
    """
    centre = notice_store(api.portal.get()).peek(user_id) if user_id else None
    return centre.see(dict.fromkeys(ids), now) if centre is not None else 0


def mark_all_seen(user_id: str, until: str, now: datetime) -> int:
    """Note that somebody has seen everything up to a notice (what came later stays new).

    :param until: id of the newest notice on the page that they looked at.
    :returns: how many were new until now.
    """
    centre = notice_store(api.portal.get()).peek(user_id) if user_id else None
    return centre.see(centre.ids(until), now) if centre is not None else 0

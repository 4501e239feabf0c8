"""Which notices are new to a person: from what is kept of a portal and their own small record."""

from __future__ import annotations

from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.front.kept import Kept
from collective.tobaccooa.portal.items import effective_of
from collective.tobaccooa.portal.items import LONG_AGO
from collective.tobaccooa.portal.items import next_change
from collective.tobaccooa.portal.items import published_brains
from collective.tobaccooa.portal.model import NOTICE
from collective.tobaccooa.portal.receipts.model import is_unread
from collective.tobaccooa.portal.receipts.model import Notice
from collective.tobaccooa.portal.receipts.notices import concerns
from collective.tobaccooa.portal.receipts.store import opened_store
from collective.tobaccooa.portal.store import portal_record
from dataclasses import dataclass
from dataclasses import replace
from DateTime import DateTime
from datetime import datetime
from plone import api
from typing import Any

import time


#: The marks of a column look at so many of its newest notices.
LOOKED_AT = 100

#: The newest notices of each portal, until its counter moves or one of them comes or goes.
_NEWEST = Kept(slots=64)


@dataclass(frozen=True, slots=True)
class Listed:
    """A published notice. :ivar readers: of whom it asks to be read, "" when it asks nothing."""

    uid: str
    title: str
    path: str
    published: datetime
    readers: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A notice that is new to a person. :ivar must_read: they are asked to confirm it."""

    uid: str
    title: str
    path: str
    must_read: bool


def unread_notices(user_id: str, unit_object: Any, now: datetime | None = None) -> list[Unread]:
    """Return the notices of a unit's portal that are new to a person, column by column.

    Of the last 30 days, at most the 100 newest of each column. No item is woken, and the catalogue
    is asked only when the portal has changed.

    :param unit_object: a SubPortal or the site root.
    """
    unit = directory().unit_of(unit_object).code
    record = opened_store(api.portal.get()).peek(user_id)
    opened = frozenset(record.opened) if record is not None else frozenset()
    confirmed = frozenset(record.confirmed) if record is not None else frozenset()
    at, asks, found = now or clock.now(), {"": False}, []
    for each in newest_notices(unit_object):
        if each.readers not in asks:
            asks[each.readers] = concerns(unit, each.readers, user_id)
        notice = Notice(each.uid, each.published, asks[each.readers])
        if is_unread(notice, opened, confirmed, at):
            found.append(Unread(each.uid, each.title, each.path, notice.must_read))
    return found


def newest_notices(unit_object: Any) -> tuple[Listed, ...]:
    """Return the newest published notices of a portal, as kept in this process."""
    record = portal_record(unit_object)
    if record.counter._p_changed:
        # not committed: another transaction may come to the same count with other notices
        return _list(unit_object)[0]
    key = (id(api.portal.get()._p_jar.db()), record._p_oid or id(record))
    return _NEWEST.get(key, record.counter(), time.time(), lambda: _list(unit_object))


def _list(unit_object: Any) -> tuple[tuple[Listed, ...], float]:
    found = tuple(
        _listed(brain)
        for column in columns_of(unit_object)
        if column.kind == NOTICE
        for brain in published_brains(column, LOOKED_AT)
        if brain.portal_type != "Link"  # leads away at once: nobody sees a page of it
    )
    change = next_change("/".join(unit_object.getPhysicalPath()), DateTime())
    return found, float(change) if change is not None else float("inf")


def _listed(brain: Any) -> Listed:
    readers = getattr(brain, "oa_must_read", "")
    listed = Listed(brain.UID, brain.Title, brain.getPath(), effective_of(brain) or LONG_AGO)
    return replace(listed, readers=readers) if isinstance(readers, str) else listed


def changes_of(user_id: str) -> int:
    """Return a number that grows whenever a person's unread marks change by their own act.

    For the ETag of pages that show the marks.
    """
    record = opened_store(api.portal.get()).peek(user_id) if user_id else None
    return record.changes() if record is not None else 0

"""Confirm, look after and chase required reading: the only functions that write receipts.

All run in the caller's transaction. Who must read is asked of the directory each time, so somebody
who joins today is counted today.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import unit_principal
from collective.tobaccooa.permissions import COLUMN_APPROVER
from collective.tobaccooa.permissions import COLUMN_EDITOR
from collective.tobaccooa.permissions import COLUMN_SUPERVISOR
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.finding import column_of
from collective.tobaccooa.portal.finding import roles_of
from collective.tobaccooa.portal.guards import ADMINISTRATORS
from collective.tobaccooa.portal.guards import PUBLISHED
from collective.tobaccooa.portal.model import NOTICE
from collective.tobaccooa.portal.receipts.model import Chase
from collective.tobaccooa.portal.receipts.model import Overview
from collective.tobaccooa.portal.receipts.model import overview
from collective.tobaccooa.portal.receipts.model import reference_of
from collective.tobaccooa.portal.receipts.model import Requirement
from collective.tobaccooa.portal.receipts.model import Staff
from collective.tobaccooa.portal.receipts.model import UNIT
from collective.tobaccooa.portal.receipts.model import UNITS_BELOW
from collective.tobaccooa.portal.receipts.model import work_item
from collective.tobaccooa.portal.receipts.schema import IRequiredReading
from collective.tobaccooa.portal.receipts.store import opened_store
from collective.tobaccooa.portal.receipts.store import Receipts
from collective.tobaccooa.portal.receipts.store import receipts_store
from collective.tobaccooa.portal.standing import state_of
from collective.tobaccooa.portal.store import touch
from datetime import datetime
from plone import api
from plone.uuid.interfaces import IUUID


#: Roles on a notice that see who has read it, beside the unit's leader and office director.
OVERSEERS = ADMINISTRATORS | {COLUMN_EDITOR, COLUMN_APPROVER, COLUMN_SUPERVISOR}

CHASE_JOB = "portal-chase"

#: More people than this are chased by a job of its own.
AT_ONCE = 60


def is_notice(item) -> bool:
    """Tell whether an item lies in a column of notices."""
    column = column_of(item)
    return column is not None and column.kind == NOTICE


def asked_of(item) -> Requirement | None:
    """Return what a notice asks, published or not; None when it asks nothing."""
    fields = IRequiredReading(item, None)
    if fields is None or not fields.must_read or not is_notice(item):
        return None
    return Requirement(fields.read_by, fields.readers or UNIT)


def requirement_of(item) -> Requirement | None:
    """Return what a published notice asks; None when it asks nothing or is not published."""
    return asked_of(item) if state_of(item) == PUBLISHED else None


def require(item, asked: Requirement | None) -> bool:
    """Write what a notice asks. :returns: whether anything changed."""
    fields = IRequiredReading(item)
    before = (bool(fields.must_read), fields.read_by, fields.readers or UNIT)
    after = (True, asked.read_by, asked.readers) if asked else (False, *before[1:])
    if before == after:
        return False
    fields.must_read, fields.read_by, fields.readers = after
    follow(item)
    item.reindexObject(idxs=["modified"])  # with the column `oa_must_read` of the catalogue
    touch(item)
    return True


def follow(item) -> None:
    """Make a notice's receipts as it asks now: prepared, and nobody chased in vain."""
    if asked_of(item) is not None:
        receipts_of(item, create=True)
    asked, chased = requirement_of(item), receipts_of(item).chased()
    if asked is None:
        end_chase(item)
    elif chased:
        concerned = {each.id for each in audience(item, asked)}
        for user_id in set(chased) - concerned:
            spare(item, user_id)


def audience(item, asked: Requirement) -> list[Staff]:
    """Return who must read a notice now, unit by unit, by rank in their departments."""
    known = directory()
    home = known.unit_of(item).code
    units = [home]
    if asked.readers == UNITS_BELOW:
        units += [each.code for each in known.units() if home in known.ancestors(each.code)]
    found: dict[str, Staff] = {}
    for code in units:
        rank = {each.id: place for place, each in enumerate(known.departments(code))}
        people = [known.person(each) for each in known.members(unit_principal(code))]
        for person in sorted(people, key=lambda row: rank.get(row.department, -1)):
            part = known.department(person.department).title if person.department in rank else ""
            found.setdefault(
                person.id, Staff(person.id, person.fullname, known.unit(code).title, part)
            )
    return list(found.values())


def concerns(unit: str, readers: str, user_id: str) -> bool:
    """Tell whether a person must read what a unit asks of `unit` or `units_below`."""
    known = directory()
    own = known.units_of(user_id)
    if unit in own or readers != UNITS_BELOW:
        return unit in own
    return any(unit in known.ancestors(each) for each in own if known.has_unit(each))


def receipts_of(item, create: bool = False) -> Receipts:
    """Return a notice's receipts; without `create` perhaps an empty one that nobody keeps."""
    store, uid = receipts_store(api.portal.get(), create), IUUID(item)
    return store.of(uid) if create else store.peek(uid) or Receipts()


def must_confirm(item, user_id: str) -> bool:
    """Tell whether a published notice still waits for a person's confirmation."""
    asked, receipts = requirement_of(item), receipts_of(item)
    if asked is None or receipts.read_at(user_id) is not None:
        return False
    return concerns(directory().unit_of(item).code, asked.readers, user_id)


def confirm(item, user_id: str, now: datetime | None = None) -> bool:
    """Keep that a person has read a notice, and take the reminder off their list.

    :returns: whether it is new; the first confirmation counts.
    :raises Refused: the notice asks nothing, or nothing of this person.
    """
    asked = requirement_of(item)
    if asked is None:
        raise Refused(
            _(
                "error_nothing_to_confirm",
                default="“${title}” does not ask to be confirmed.",
                mapping={"title": item.title},
            )
        )
    receipts = receipts_of(item, create=True)
    concerned = concerns(directory().unit_of(item).code, asked.readers, user_id)
    if not concerned and user_id not in receipts.chased():
        raise Refused(
            _(
                "error_not_asked_to_read",
                default="“${title}” is required reading for another unit; you need not confirm it.",
                mapping={"title": item.title},
            )
        )
    uid, site = IUUID(item), api.portal.get()
    opened_store(site, create=True).of(user_id).confirm(uid)
    is_new = receipts.confirm(user_id, now or clock.now())
    if is_new:
        inbox_store(site, create=True).remove(Shelf.TO_READ, user_id, reference_of(uid))
    return is_new


def open_notice(item, user_id: str) -> bool:
    """Remember that a person has opened a notice. :returns: whether it is new."""
    if not is_notice(item):
        return False
    return opened_store(api.portal.get(), create=True).of(user_id).open(IUUID(item))


def may_oversee(item, user_id: str) -> bool:
    """Tell whether a person sees who has read a notice, and may chase.

    The keepers of the column, the unit's leader and office director, and administrators.
    """
    if OVERSEERS & roles_of(user_id, item):
        return True
    unit = directory().unit_of(item).code
    posts = {post_principal(unit, post) for post in ("leader", "director")}
    return bool(posts & directory().principals_of(user_id))


def overview_of(item) -> Overview:
    """Return who has read a notice and who has not, of those who must read it now."""
    asked, receipts = asked_of(item), receipts_of(item)
    people = audience(item, asked) if asked is not None else []
    chased = {user: each.since for user, each in receipts.chased().items()}
    return overview(people, receipts.read(), chased)


def chase(item, actor: str, now: datetime | None = None) -> int:
    """Remind exactly those who have not confirmed: a line in what they are to read.

    Up to 60 people at once, more by a job a moment later. Chasing again renews the lines.

    :returns: how many people are reminded.
    :raises Refused: the person may not chase, or the notice asks nothing.
    :raises InvalidInput: everybody has confirmed.
    """
    at = now or clock.now()
    if not may_oversee(item, actor):
        raise Refused(oversee_refusal())
    if requirement_of(item) is None:
        raise Refused(
            _(
                "error_nothing_to_chase",
                default="“${title}” is not published as required reading, so nobody can be chased.",
                mapping={"title": item.title},
            )
        )
    count = len(overview_of(item).unread)
    if not count:
        raise InvalidInput(
            _(
                "error_everybody_has_read",
                default="Everybody has confirmed; nobody is missing.",
            )
        )
    if count > AT_ONCE:
        enqueue(CHASE_JOB, IUUID(item), actor, at.isoformat(), key=IUUID(item))
    else:
        remind(item, actor, at)
    return count


def oversee_refusal():
    """Return why somebody does not see the readers."""
    return _(
        "error_oversee_keepers_only",
        default="Only those who keep this column, the unit's leader and the director of its office "
        "see who has read this notice.",
    )


def remind(item, actor: str, at: datetime) -> int:
    """Put a line into the list of everybody who has not confirmed. :returns: how many."""
    asked = requirement_of(item)
    if asked is None:
        return 0
    store, receipts = inbox_store(api.portal.get(), create=True), receipts_of(item, create=True)
    uid, unit = IUUID(item), directory().unit_of(item).code
    reminder, count = Chase(at, actor, item.title or "", unit, asked.read_by), 0
    for line in overview_of(item).unread:
        receipts.chase(line.who.id, reminder)
        store.put(Shelf.TO_READ, line.who.id, work_item(uid, reminder))
        count += 1
    return count


def end_chase(item) -> int:
    """Take a notice off everybody's list, because it asks nothing any more. :returns: how many."""
    receipts, uid = receipts_of(item), IUUID(item)
    gone = receipts.chased()
    if gone:
        store = inbox_store(api.portal.get(), create=True)
        for user_id in gone:
            receipts.spare(user_id)
            store.remove(Shelf.TO_READ, user_id, reference_of(uid))
    return len(gone)


def forget(item) -> None:
    """Take a deleted notice off everybody's list and forget who has read it."""
    end_chase(item)
    site = api.portal.get()
    if receipts_store(site).peek(IUUID(item)) is not None:
        receipts_store(site, create=True).drop(IUUID(item))


def end_chases_in(unit_object) -> int:
    """Take the notices of a portal off everybody's list, because it is closed. :returns: how many.

    Nobody could open them there any more.
    """
    return sum(
        end_chase(item)
        for column in columns_of(unit_object)
        if column.kind == NOTICE
        for item in column.objectValues()
    )


def spare(item, user_id: str) -> None:
    """Take a notice off the list of one person, whom it no longer concerns."""
    receipts_of(item, create=True).spare(user_id)
    inbox_store(api.portal.get(), create=True).remove(
        Shelf.TO_READ, user_id, reference_of(IUUID(item))
    )

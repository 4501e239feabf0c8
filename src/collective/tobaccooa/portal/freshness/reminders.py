"""Reminders to the keepers of a stale column: lines in their lists of what is to be read.

One reminder for each column, kept in an annotation of the site root; it says who has still to read
it. It ends for a person who has read it, and for all when something is published in the column.
What is left then tells the clock when the column was last reminded of.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.browser.words import day
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.freshness.rules import local_day
from collective.tobaccooa.portal.keepers import keepers
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from persistent import Persistent
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.reminders"
PREFIX = "column"
STEP = "column_reminder"
# keeps the tree from ever being empty, and so from conflicting as a whole
SENTINEL = ""


@dataclass(frozen=True)
class Reminder:
    """A reminder of a column.

    :ivar column: UID; :ivar unit: code; :ivar title: the sentence, in Chinese.
    :ivar at: when it was put; :ivar by: user id of who did, "" for the clock.
    :ivar readers: user ids of those who have still to read it.
    """

    column: str
    unit: str
    title: str
    at: datetime
    by: str
    readers: tuple[str, ...]

    def row(self) -> tuple[Any, ...]:
        """Return what is stored."""
        return (self.unit, self.title, microseconds(self.at), self.by, self.readers)

    @classmethod
    def from_row(cls, column: str, row: tuple[Any, ...]) -> Reminder:
        """Read what `row()` made."""
        unit, title, at, by, readers = row
        return cls(column, unit, title, moment(at), by, readers)

    def places(self) -> Iterator[tuple[Place, WorkItem]]:
        """Yield where it lies, with the line there."""
        item = WorkItem(
            reference=f"{PREFIX}:{self.column}",
            title=self.title,
            step=STEP,
            since=self.at,
            sender=self.by,
            unit=self.unit,
            register=PREFIX,
        )
        for reader in self.readers:
            yield (Shelf.TO_READ, reader, 0), item


class ReminderStore(Persistent):
    """The latest reminder of each column."""

    def __init__(self) -> None:
        self.rows = OOBTree({SENTINEL: ()})

    def get(self, column: str) -> Reminder | None:
        row = self.rows.get(column)
        return Reminder.from_row(column, row) if row else None

    def all(self) -> Iterator[Reminder]:
        """Yield all reminders, those that nobody has still to read included."""
        return (Reminder.from_row(column, row) for column, row in self.rows.items() if row)


def reminder_store(*, create: bool = False) -> ReminderStore:
    """Return the store of the site; without `create` a reader may get an empty one, unstored."""
    annotations = IAnnotations(api.portal.get())
    store = annotations.get(KEY)
    if store is None:
        store = ReminderStore()
        if create:
            annotations[KEY] = store
    return store


def remind(column: Any, by: str, now: datetime, last_published_at: datetime | None) -> Reminder:
    """Put a line into the lists of a column's editors and approvers; an earlier one is replaced.

    :param by: user id, "" for the clock.
    :param last_published_at: what the line says of the column.
    :raises Refused: nobody keeps the column.
    """
    who = keepers(column)
    readers = tuple(dict.fromkeys((*who.editors, *who.approvers)))
    if not readers:
        raise Refused(
            _(
                "refused_reminder_nobody",
                default="Nobody keeps the column “${column}”: name an editor in its settings, or "
                "give somebody the unit's post of editor.",
                mapping={"column": column.title},
            )
        )
    unit = directory().unit_of(column)
    title = _sentence(column.title, unit.short_title or unit.title, last_published_at)
    reminder = Reminder(IUUID(column), unit.code, title, now, by, readers)
    _keep(reminder)
    return reminder


def settle(column_uid: str) -> bool:
    """Take a reminder away from all who have it: the column has news, or needs none any more."""
    found = reminder_store().get(column_uid)
    if found is None or not found.readers:
        return False
    _keep(replace(found, readers=()))
    return True


def mark_read(column_uid: str, user_id: str) -> bool:
    """Take a reminder away from one person who has read it; False when they had none."""
    return _without(reminder_store().get(column_uid), (user_id,))


def keep_only(column_uid: str, users: Iterable[str]) -> None:
    """Take a reminder away from all but these: the others don't keep the column any more."""
    found = reminder_store().get(column_uid)
    if found is not None:
        _without(found, set(found.readers) - set(users))


def forget(column_uid: str) -> None:
    """Forget the reminder of a column that is gone."""
    settle(column_uid)
    rows = reminder_store().rows
    if column_uid in rows:
        del rows[column_uid]


def drop_reader(user_id: str) -> None:
    """Take all reminders away from a person who has left."""
    for reminder in list(reminder_store().all()):
        _without(reminder, (user_id,))


def _without(reminder: Reminder | None, users: Collection[str]) -> bool:
    if reminder is None or not set(users) & set(reminder.readers):
        return False
    left = tuple(reader for reader in reminder.readers if reader not in users)
    _keep(replace(reminder, readers=left))
    return True


def _keep(reminder: Reminder) -> None:
    """Store a reminder and move its lines; the only writer of both."""
    store = reminder_store(create=True)
    boxes = inbox_store(api.portal.get(), create=True)
    before = store.get(reminder.column)
    after = dict(reminder.places())
    for (shelf, user, _time), item in before.places() if before is not None else ():
        if (shelf, user, _time) not in after:
            boxes.remove(shelf, user, item.reference)
    for (shelf, user, _time), item in after.items():
        boxes.put(shelf, user, item)
    store.rows[reminder.column] = reminder.row()


def _sentence(column: str, unit: str, last_published_at: datetime | None) -> str:
    if last_published_at is None:
        return write_down(
            _(
                "reminder_never",
                default="“${column}” of ${unit} has no news yet: please publish some.",
                mapping={"column": column, "unit": unit},
            )
        )
    return write_down(
        _(
            "reminder_since",
            default="“${column}” of ${unit} has had no news since ${day}: please publish some.",
            mapping={"column": column, "unit": unit, "day": day(local_day(last_published_at))},
        )
    )

"""End reminders when a column has news, needs none, is gone, or its keeper has left."""

from __future__ import annotations

from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.freshness.reminders import drop_reader
from collective.tobaccooa.portal.freshness.reminders import forget
from collective.tobaccooa.portal.freshness.reminders import keep_only
from collective.tobaccooa.portal.freshness.reminders import reminder_store
from collective.tobaccooa.portal.freshness.reminders import settle
from collective.tobaccooa.portal.guards import PUBLISH
from collective.tobaccooa.portal.keepers import is_open
from collective.tobaccooa.portal.keepers import keepers
from plone.uuid.interfaces import IUUID
from typing import Any


def item_moved_on(item: Any, event: Any) -> None:
    """Something was published: the reminder of its column has done its work."""
    if event.transition is not None and event.transition.id == PUBLISH:
        settle(IUUID(item.__parent__))


def item_adopted(event: Any) -> None:
    """What the city takes over is news of its column."""
    settle(IUUID(event.column))


def column_changed(column: Any, event: Any) -> None:
    """Leave the reminder to who keeps the column now, if it still has to be kept fresh."""
    if column.max_age_days is None or not is_open(column):
        settle(IUUID(column))
    else:
        keep_only(IUUID(column), keepers(column).everybody())


def column_removed(column: Any, event: Any) -> None:
    """A column is gone."""
    forget(IUUID(column))


def person_left(event: Any) -> None:
    """Who has left reads nothing any more."""
    if not directory().person(event.user_id).active:
        drop_reader(event.user_id)


def unit_prepared(event: Any) -> None:
    """Make the store beforehand, so that no two writers make it later."""
    reminder_store(create=True)

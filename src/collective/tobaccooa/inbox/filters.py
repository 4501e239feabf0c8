"""Filters that a person keeps for the next time: a record for each person, made at the first one.

Only its owner writes it, so nobody else's work conflicts with it.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import Sort
from dataclasses import dataclass
from datetime import date
from persistent import Persistent
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.inbox.filters"
MOST = 20
MOST_CHARACTERS = 20
# A tree that never empties, so that the first filters of two people can be merged.
SENTINEL = ""


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter with a name. :ivar name: the person's own; one filter for each name."""

    name: str
    kind: Kind
    filter: Filter
    sort: Sort

    def values(self) -> tuple[str, ...]:
        """Return the plain tuple that is stored."""
        wanted = self.filter
        days = [day.isoformat() if day else "" for day in (wanted.since, wanted.until)]
        texts = (wanted.unit, wanted.type, wanted.step, wanted.q)
        return (self.name, self.kind.value, self.sort.value, *texts, *days)

    @classmethod
    def read(cls, values: tuple[str, ...]) -> SavedFilter:
        """Read what `values` made."""
        name, kind, sort, unit, type_, step, q, *days = values
        since, until = (date.fromisoformat(day) if day else None for day in days)
        return cls(name, Kind(kind), Filter(unit, type_, step, q, since, until), Sort(sort))


class PersonFilters(Persistent):
    """The filters of one person, in the order in which they were saved."""

    def __init__(self) -> None:
        self.rows: tuple[tuple[str, ...], ...] = ()


def filters_of(user_id: str) -> list[SavedFilter]:
    """Return the filters that a person has saved; writes nothing."""
    record = (IAnnotations(api.portal.get()).get(KEY) or {}).get(user_id)
    return [SavedFilter.read(row) for row in record.rows] if record is not None else []


def save_filter(user_id: str, saved: SavedFilter) -> None:
    """Keep a filter; one of the same name is replaced.

    :raises InvalidInput: no name or a long one, nothing to narrow by, or too many filters.
    """
    _check(saved)
    record = _record(user_id)
    rows = [row for row in record.rows if row[0] != saved.name]
    if len(rows) >= MOST:
        raise InvalidInput(
            _(
                "error_filters_full",
                default="You have ${most} saved filters. Delete one that you no longer need.",
                mapping={"most": str(MOST)},
            ),
            field="name",
        )
    record.rows = (*rows, saved.values())


def remove_filter(user_id: str, name: str) -> None:
    """Forget a filter.

    :raises NotHere: the person has none of that name.
    """
    if all(each.name != name for each in filters_of(user_id)):
        raise NotHere(_("error_no_such_filter", default="This filter has already been deleted."))
    record = _record(user_id)
    record.rows = tuple(row for row in record.rows if row[0] != name)


def on_person_left(event: Any) -> None:
    """Somebody left: what they looked for is nobody's concern any more."""
    (IAnnotations(api.portal.get()).get(KEY) or {}).pop(event.user_id, None)


def _check(saved: SavedFilter) -> None:
    name = saved.name
    if not name or len(name) > MOST_CHARACTERS or not name.isprintable():
        raise InvalidInput(
            _(
                "error_filter_name",
                default="Give the filter a name of 1 to ${most} characters.",
                mapping={"most": str(MOST_CHARACTERS)},
            ),
            field="name",
        )
    if not saved.filter:
        raise InvalidInput(
            _(
                "error_filter_empty",
                default="Narrow the list down first, then save the filter.",
            ),
            field="name",
        )


def _record(user_id: str) -> PersonFilters:
    annotations = IAnnotations(api.portal.get())
    people = annotations.get(KEY)
    if people is None:
        people = annotations[KEY] = OOBTree({SENTINEL: None})
    record = people.get(user_id)
    if record is None:
        record = people[user_id] = PersonFilters()
    return record

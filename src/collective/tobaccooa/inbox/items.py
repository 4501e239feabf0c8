"""The lists of a person: what lies in their own box and in those of all their groups.

Counts are the lengths of the boxes, so badge and list agree. A document that a person holds twice
(as head of two departments) is two items: each asks for an act of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import sort_key
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.inbox.store import InboxStore
from collective.tobaccooa.organisation.directory import directory
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from plone import api


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: the items asked for, how many there are in all, and all four counts."""

    items: list[WorkItem]
    total: int
    counts: dict[str, int]


def boxes_of(user_id: str) -> frozenset[str]:
    """Return whose boxes a person looks into: their own and those of their groups."""
    return directory().principals_of(user_id) | {user_id}


def counts(user_id: str) -> dict[str, int]:
    """Return the length of each of the four lists, at a cost that doesn't grow with them."""
    store, principals = inbox_store(api.portal.get()), boxes_of(user_id)
    return {kind.value: store.count(kind, principals) for kind in Kind}


def work_items(
    user_id: str,
    kind: Kind,
    wanted: Filter | None = None,
    start: int = 0,
    size: int = 25,
) -> Page:
    """Return a page of one of a person's lists.

    Open and to read: by urgency, due date, and what waits longest. Started: what is in progress
    first, newest first. Done: newest first. Without a filter a page of what is done costs the
    same however long the list is; a filter reads the whole list.
    """
    store, principals = inbox_store(api.portal.get()), boxes_of(user_id)
    found = _in_order(store, kind, principals)
    if wanted:
        matching = [item for item in found if wanted.lets_through(item)]
        total, page = len(matching), matching[start : start + size]
    else:
        total = store.count(kind, principals)
        page = list(islice(found, start, start + size))
    if kind is not Kind.OPEN:
        page = [source_of(item.reference).fresh(item) for item in page]
    return Page(page, total, {each.value: store.count(each, principals) for each in Kind})


def _in_order(store: InboxStore, kind: Kind, principals: frozenset[str]) -> Iterator[WorkItem]:
    if kind is Kind.DONE:
        return _newest_first(store, Shelf.DONE, principals)
    if kind is Kind.STARTED:
        return _started(store, principals)
    shelf = Shelf.OPEN if kind is Kind.OPEN else Shelf.TO_READ
    return iter(sorted(store.items(shelf, principals), key=sort_key))


def _started(store: InboxStore, principals: frozenset[str]) -> Iterator[WorkItem]:
    in_progress = store.items(Shelf.STARTED, principals)
    yield from sorted(in_progress, key=lambda item: item.since, reverse=True)
    yield from _newest_first(store, Shelf.ENDED, principals)


def _newest_first(
    store: InboxStore, shelf: Shelf, principals: frozenset[str]
) -> Iterator[WorkItem]:
    lists = (store.items(shelf, (principal,)) for principal in sorted(principals))
    return merge(*lists, key=lambda item: item.since, reverse=True)

"""The lists of a person: what lies in their own box and in those of all their groups.

Counts are the lengths of the boxes, so badge and list agree. A document that a person holds twice
(as head of two departments) is two items: each asks for an act of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collective.tobaccooa.documents.ledger import find_ledger
from collective.tobaccooa.documents.numbering import parse
from collective.tobaccooa.inbox.looking import HELPED
from collective.tobaccooa.inbox.looking import Look
from collective.tobaccooa.inbox.looking import look_of
from collective.tobaccooa.inbox.model import age_key
from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import item_of
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import line_age_key
from collective.tobaccooa.inbox.model import line_sort_key
from collective.tobaccooa.inbox.model import matcher
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import Sort
from collective.tobaccooa.inbox.model import sort_key
from collective.tobaccooa.inbox.model import sort_of
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.inbox.store import InboxStore
from collective.tobaccooa.organisation.directory import directory
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from itertools import starmap
from plone import api


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: the items asked for, how many there are in all, and all four counts."""

    items: list[WorkItem]
    total: int
    counts: dict[str, int]


def counts(user_id: str) -> dict[str, int]:
    """Return the length of each of the four lists, at a cost that doesn't grow with them.

    For an assistant it grows with what waits for those whom they help.
    """
    return _counts(inbox_store(api.portal.get()), look_of(user_id))


def _counts(store: InboxStore, look: Look) -> dict[str, int]:
    return {kind.value: look.count(store, kind) for kind in Kind}


def work_items(
    user_id: str,
    kind: Kind,
    wanted: Filter | None = None,
    start: int = 0,
    size: int = 25,
    sort: Sort | None = None,
) -> Page:
    """Return a page of one of a person's lists.

    Without a filter a page of what is done costs the same however long the list is; a filter reads
    the whole list once.

    :param sort: one of the list's orders (`model.SORTS_OF`), the usual one when left out.
    """
    store, look = inbox_store(api.portal.get()), look_of(user_id)
    found = _in_order(store, kind, look, sort)
    if wanted:
        matching = list(filter(_test_of(wanted), found))
        total, page = len(matching), matching[start : start + size]
    else:
        total = look.count(store, kind)
        page = list(islice(found, start, start + size))
    if kind is not Kind.OPEN:
        page = [source_of(item.reference).fresh(item) for item in page]
    return Page(page, total, _counts(store, look))


def each_item(
    user_id: str, kind: Kind, wanted: Filter | None = None, sort: Sort | None = None
) -> Iterator[WorkItem]:
    """Yield all items of a list as a page shows them, reading one after the other."""
    store, look = inbox_store(api.portal.get()), look_of(user_id)
    found = _in_order(store, kind, look, sort)
    for item in filter(_test_of(wanted), found) if wanted else found:
        yield item if kind is Kind.OPEN else source_of(item.reference).fresh(item)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before and after a thing in a list.

    :ivar place: where it stands, from 0; None when it has left the list: then `after` is what took
        its place.
    :ivar total: how long the list is; None when a filter would have to be asked of all of it.
    """

    before: WorkItem | None
    after: WorkItem | None
    place: int | None
    total: int | None


#: How far a thing may have moved in a list, since the list was shown, to be found again.
_REACH = 10


def around(
    user_id: str, kind: Kind, wanted: Filter | None, sort: Sort | None, reference: str, at: int
) -> Around:
    """Return the neighbours of a thing in one of a person's lists, at the cost of reaching it.

    :param at: where it stood when the list was shown, from 0.
    """
    store, look = inbox_store(api.portal.get()), look_of(user_id)
    found = _in_order(store, kind, look, sort)
    if wanted:
        found = filter(_test_of(wanted), found)
    first = max(0, at - _REACH)
    window = list(islice(found, first, at + _REACH + 1))
    places = [number for number, item in enumerate(window) if item.reference == reference]
    place = min(places, key=lambda number: abs(first + number - at), default=None)
    here = at - first if place is None else place
    others = [None if item.reference == reference else item for item in window]
    before = [item for item in others[:here] if item is not None]
    after = [item for item in others[here:] if item is not None]
    return Around(
        before=before[-1] if before else None,
        after=after[0] if after else None,
        place=None if place is None else first + place,
        total=None if wanted else look.count(store, kind),
    )


def _test_of(wanted: Filter) -> Callable[[WorkItem], bool]:
    return matcher(wanted, directory().title_of, _numbered)


def _numbered(word: str) -> frozenset[str]:
    """Return the reference of the document that has this number, whole, in one of our ledgers."""
    number = parse(word)
    ledger = find_ledger(number.organ_code, number.year) if number else None
    entry = ledger.entry(number.serial) if ledger is not None and number else None
    return frozenset({entry.document} if entry is not None and entry.document else ())


def _in_order(
    store: InboxStore, kind: Kind, look: Look, sort: Sort | None = None
) -> Iterator[WorkItem]:
    sort = sort or sort_of(kind)
    oldest_first = sort is Sort.OLDEST
    if kind is Kind.DONE:
        return _by_time(store, Shelf.DONE, look.principals, oldest_first)
    if kind is Kind.STARTED:
        return _started(store, look.principals, oldest_first)
    if not look.helps:
        key = line_sort_key if sort is Sort.DUE else line_age_key
        lines = sorted(store.lines(HELPED[kind], look.principals), key=key)
        return starmap(item_of, lines if sort is not Sort.NEWEST else reversed(lines))
    items = look.waiting(store, HELPED[kind])
    if sort is Sort.DUE:
        return iter(sorted(items, key=sort_key))
    return iter(sorted(items, key=age_key, reverse=not oldest_first))


def _started(
    store: InboxStore, principals: frozenset[str], oldest_first: bool
) -> Iterator[WorkItem]:
    in_progress = store.lines(Shelf.STARTED, principals)
    lines = sorted(in_progress, key=line_age_key, reverse=not oldest_first)
    yield from starmap(item_of, lines)
    yield from _by_time(store, Shelf.ENDED, principals, oldest_first)


def _by_time(
    store: InboxStore, shelf: Shelf, principals: frozenset[str], oldest_first: bool
) -> Iterator[WorkItem]:
    lists = (store.items(shelf, (each,), oldest_first) for each in sorted(principals))
    return merge(*lists, key=lambda item: item.since, reverse=not oldest_first)

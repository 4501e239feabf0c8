"""Who holds what in a unit: a box for each unit, so that the board reads only what is in progress.

A unit's documents lie in the boxes of whoever holds them, and that may be anybody of some hundred
people and posts, somebody who has changed to another unit among them. So each holding has a line
of its own in the box `progress:<unit>`. The line only points to the holder's line: what is shown
comes from there. As these are boxes of the inbox, its `verify` and `rebuild` hold them true.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa.documents.walking import all_documents
from collective.tobaccooa.inbox.interfaces import IWorkItemSource
from collective.tobaccooa.inbox.model import item_of
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.inbox.store import InboxStore
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.state import kernel_state
from dataclasses import replace
from plone import api
from typing import NamedTuple
from zope.interface import implementer


PREFIX = "held"

#: Where the drafter stands in a stored row (`WorkItem.row`: the sender).
DRAFTER = 5


class Holding(NamedTuple):
    """A line of somebody's box, and who drafted the document behind it."""

    item: WorkItem
    drafter: str


def box_of(unit: str) -> str:
    """Return the name of a unit's box; no user or group can have it."""
    return f"progress:{unit}"


def pointed_at(name: str) -> tuple[str, str]:
    """Return (holder, reference) of the line that a pointer with that name means."""
    holder, _, reference = name.removeprefix(f"{PREFIX}:").partition("|")
    return holder, reference


def holdings_of(units: Iterable[str], store: InboxStore | None = None) -> Iterator[Holding]:
    """Yield every document that is in progress in some units, once for each holder."""
    store = store or inbox_store(api.portal.get())
    for unit in units:
        pointing = store.peek(box_of(unit))
        for name, line in pointing.rows(Shelf.OPEN) if pointing is not None else ():
            holder, reference = pointed_at(name)
            box = store.peek(holder)
            row = box.get(Shelf.OPEN, reference) if box is not None else None
            if row is not None:
                yield Holding(item_of(reference, row, holder), line[DRAFTER])


def pointers(document, holders: Iterable[Holder]) -> dict[str, WorkItem]:
    """Return reference → line that points to a holder's line."""
    found: dict[str, WorkItem] = {}
    for holder in holders:
        item = WorkItem(
            reference=f"{PREFIX}:{holder.principal}|{document.reference}",
            title="",
            step="",
            since=holder.since,
            sender=document.drafter,
            unit=document.unit_code,
            register=document.chain_id,
        )
        found.setdefault(item.reference, item)
    return found


def on_started(event) -> None:
    """A document has its first holders."""
    follow(event.object, (), event.after.holders)


def on_decided(event) -> None:
    """Other holders, other lines; nothing is written when they stay."""
    follow(event.object, event.before.holders, event.after.holders)


def follow(document, before: tuple[Holder, ...], after: tuple[Holder, ...]) -> None:
    """Make a unit's box as the holders of a document are now."""
    if before == after:
        return
    old, new = pointers(document, before), pointers(document, after)
    if old == new:
        return
    store, box = inbox_store(api.portal.get(), create=True), box_of(document.unit_code)
    for reference in old.keys() - new.keys():
        store.remove(Shelf.OPEN, box, reference)
    for reference, item in sorted(new.items()):
        if old.get(reference) != item:
            store.put(Shelf.OPEN, box, item)


def on_unit_prepared(event) -> None:
    """Make the unit's box beforehand."""
    inbox_store(api.portal.get(), create=True).prepare([box_of(event.code)])


@implementer(IWorkItemSource)
class HeldSource:
    """The lines of the units' boxes, for `verify` and `rebuild`."""

    def expected(self) -> Iterator[tuple[Place, WorkItem]]:
        """Yield a line for each holder of each document in progress."""
        for document in all_documents():
            for item in pointers(document, kernel_state(document).holders).values():
                yield (Shelf.OPEN, box_of(document.unit_code), 0), item

    def fresh(self, item: WorkItem) -> WorkItem:
        """Return the item as it is: it shows nothing."""
        return item

    def url(self, item: WorkItem) -> str:
        """Return the address of the document for machines."""
        _holder, reference = pointed_at(item.reference)
        return source_of(reference).url(replace(item, reference=reference))

    def page(self, item: WorkItem) -> str:
        """Return the address of the document's page."""
        return self.url(item)

    def step_title(self, item: WorkItem) -> str:
        """Return nothing: the line is not shown."""
        return ""

"""Keep the boxes as the documents are. A decision touches only whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.personal import personal_store
from collective.tobaccooa.inbox.projection import changes
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.inbox.projection import places
from collective.tobaccooa.inbox.sources import facts_of
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.inbox.store import InboxStore
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import POSTS
from collective.tobaccooa.workflows.state import has_state
from collective.tobaccooa.workflows.state import kernel_state
from plone import api


#: Rows on these shelves follow the document's step and number, so they are always put again
#: (an equal row is not written).
_FOLLOWS = (Shelf.OPEN, Shelf.STARTED, Shelf.ENDED)


def put_items(items: Iterable[tuple[Place, WorkItem]], store: InboxStore | None = None) -> None:
    """Put items where they belong; what lies there already is not written again."""
    store = store or inbox_store(api.portal.get(), create=True)
    for (shelf, principal, _), item in items:
        store.put(shelf, principal, item)


def remove_places(reference: str, gone: Iterable[Place], store: InboxStore | None = None) -> None:
    """Take a thing out of some places."""
    store = store or inbox_store(api.portal.get(), create=True)
    for shelf, principal, time in gone:
        store.remove(shelf, principal, reference, time)


def _move(reference: str, before: dict[Place, WorkItem], after: dict[Place, WorkItem]) -> None:
    removed, put = changes(before, after)
    follows = [(place, item) for place, item in after.items() if place[0] in _FOLLOWS]
    remove_places(reference, removed)
    put_items(dict([*put, *follows]).items())


def on_started(event) -> None:
    """A document exists: its holder has work, its drafter started something."""
    put_items(places(facts_of(event.object, event.after)).items())


def on_decided(event) -> None:
    """A decision moves the document from its holders to the next and into the actor's done."""
    document, trail = event.object, kernel_state(event.object).trail
    before = places(facts_of(document, event.before, trail[:-1]))
    _move(document.reference, before, places(facts_of(document, event.after, trail)))


def on_opened(event) -> None:
    """The line of who holds it is no longer new."""
    found = places(facts_of(event.object, event.after))
    put_items((place, item) for place, item in found.items() if place[0] is Shelf.OPEN)


def on_read(event) -> None:
    """A reader confirmed: from to read to done."""
    document = event.object
    before = places(facts_of(document, event.before))
    _move(document.reference, before, places(facts_of(document, event.after)))


def on_changed(event) -> None:
    """Title, type, urgency or number changed: every line that shows them follows."""
    if has_state(event.object):
        put_items(places(facts_of(event.object)).items())


def on_unit_prepared(event) -> None:
    """Make the boxes of a unit's posts, and the store of personal things, beforehand."""
    personal_store(api.portal.get(), create=True)
    store = inbox_store(api.portal.get(), create=True)
    store.prepare(post_principal(event.code, post) for post in POSTS)


def on_person_changed(event) -> None:
    """Make the box of a new person beforehand; `vacancies` passes on what a leaver held."""
    inbox_store(api.portal.get(), create=True).prepare([event.user_id])

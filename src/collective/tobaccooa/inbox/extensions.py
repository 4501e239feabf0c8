"""Requests for more time (延期) in the box of who decides on them.

The office director decides; what the director asked for, the leader. Anybody of these posts may
decide on the document's page too (`workflows.judging`).
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.walking import all_documents
from collective.tobaccooa.inbox.interfaces import IWorkItemSource
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.inbox.sources import DOCUMENTS
from collective.tobaccooa.inbox.sources import number_of
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.workflows.model import Extension
from collective.tobaccooa.workflows.state import has_state
from collective.tobaccooa.workflows.state import kernel_state
from dataclasses import replace
from plone import api
from zope.component import getUtility
from zope.interface import implementer


PREFIX = "extension"
STEP = "extension"


def decider(unit: str, extension: Extension, directors: tuple[str, ...]) -> str:
    """Return the post that decides: the director's, unless it alone asked or is empty. Pure."""
    others = [user for user in directors if user != extension.asked_by]
    return post_principal(unit, "director" if others else "leader")


def line_of(document, extension: Extension | None) -> tuple[Place, WorkItem] | None:
    """Return where a request waits, with its line; None when there is none."""
    if extension is None:
        return None
    directors = directory().members(post_principal(document.unit_code, "director"))
    item = WorkItem(
        reference=f"{PREFIX}:{document.reference}",
        title=document.title or "",
        step=STEP,
        since=extension.asked_at,
        urgency=document.urgency or "normal",
        sender=extension.asked_by,
        unit=document.unit_code,
        number=number_of(document),
        document_type=document.document_type or "",
        register=PREFIX,
    )
    return (Shelf.OPEN, decider(document.unit_code, extension, directors), 0), item


def on_decided(event) -> None:
    """A request was made, decided, or fell away with its step."""
    before, after = event.before.extension, event.after.extension
    if before == after:
        return
    store = inbox_store(api.portal.get(), create=True)
    if before is not None:
        for post in ("director", "leader"):
            principal = post_principal(event.object.unit_code, post)
            store.remove(Shelf.OPEN, principal, f"{PREFIX}:{event.object.reference}")
    line = line_of(event.object, after)
    if line is not None:
        (shelf, principal, _time), item = line
        store.put(shelf, principal, item)


@implementer(IWorkItemSource)
class ExtensionSource:
    """The work items of requests for more time."""

    def expected(self) -> Iterator[tuple[Place, WorkItem]]:
        for document in all_documents():
            line = line_of(document, kernel_state(document).extension)
            if line is not None:
                yield line

    def fresh(self, item: WorkItem) -> WorkItem:
        document = document_by_reference(_reference(item))
        if document is None or not has_state(document):
            return item
        return replace(item, title=document.title, number=number_of(document))

    def url(self, item: WorkItem) -> str:
        return getUtility(IWorkItemSource, DOCUMENTS).url(_of_document(item))

    def page(self, item: WorkItem) -> str:
        return getUtility(IWorkItemSource, DOCUMENTS).page(_of_document(item))

    def step_title(self, item: WorkItem) -> str:
        return _("state_extension", default="Decide on more time")


def _reference(item: WorkItem) -> str:
    return item.reference.partition(":")[2]


def _of_document(item: WorkItem) -> WorkItem:
    return replace(item, reference=_reference(item))

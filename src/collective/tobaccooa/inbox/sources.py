"""Items of documents: from a document to its places, and from an item back to its document."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.walking import all_documents
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.inbox.interfaces import IWorkItemSource
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import DocumentFacts
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.inbox.projection import places
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import unit_principal
from collective.tobaccooa.workflows.model import Snapshot
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.state import has_state
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.texts import step_title
from dataclasses import replace
from zope.component import getUtility
from zope.interface import implementer


DOCUMENTS = "document"


def source_of(reference: str) -> IWorkItemSource:
    """Return the source that a reference belongs to."""
    prefix, colon, _ = reference.partition(":")
    return getUtility(IWorkItemSource, name=prefix if colon else DOCUMENTS)


def facts_of(
    document, snapshot: Snapshot | None = None, trail: tuple[TrailEntry, ...] | None = None
) -> DocumentFacts:
    """Return what the projection needs of a started document.

    :param snapshot: an earlier (or the announced) state; the present one when left out.
    :param trail: the trail at that time.
    """
    state = kernel_state(document)
    snapshot = snapshot or state.snapshot()
    return DocumentFacts(
        reference=document.reference,
        title=document.title or "",
        unit=document.unit_code,
        number=number_of(document),
        document_type=document.document_type or "",
        urgency=document.urgency or "normal",
        register=document.chain_id,
        drafter=document.drafter,
        step=snapshot.step,
        ended=snapshot.ended,
        holders=snapshot.holders,
        readers=snapshot.readers,
        trail=state.trail if trail is None else trail,
        origin=_origin(document),
    )


def _origin(document) -> str:
    """Return the group of the unit that sent an incoming document, "" where none is known."""
    source = document.source_document or ""
    return unit_principal(source.partition("/")[0]) if source else ""


def number_of(document) -> str:
    """Return the number to show in a list: its own, else the sender's, else ""."""
    return document.document_number or document.source_number or ""


@implementer(IWorkItemSource)
class DocumentSource:
    """The work items of documents."""

    def expected(self) -> Iterator[tuple[Place, WorkItem]]:
        for document in all_documents():
            yield from places(facts_of(document)).items()

    def fresh(self, item: WorkItem) -> WorkItem:
        document = document_by_reference(item.reference)
        if document is None or not has_state(document):
            return item
        step = kernel_state(document).step
        return replace(item, title=document.title, number=number_of(document), step=step)

    def url(self, item: WorkItem) -> str:
        unit, _, rest = item.reference.partition("/")
        try:
            return f"{directory().unit_object(unit).absolute_url()}/gongwen/{rest}"
        except NotHere:
            return ""

    def page(self, item: WorkItem) -> str:
        return self.url(item)

    def step_title(self, item: WorkItem) -> str:
        return step_title(item.step)

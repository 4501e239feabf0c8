"""A document's entry in the catalogue, so that stock search finds it a moment after a change.

No decision writes the catalogue: a background job does, once for a burst of changes. Rights that
begin may come that moment late. A right of a person that ends is written at once, because search
hands out what the catalogue holds without asking the document again.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.search.interfaces import EntryWritten
from collective.tobaccooa.search.splitter import ChineseSplitter
from collective.tobaccooa.workflows.mover import forget_local_roles
from plone import api
from zope.event import notify


JOB = "index-document"
FOLLOW_JOB = "follow-person"
# Decisions come in bursts: a document handled again within this time is indexed once.
DELAY_SECONDS = 2
NUMBER_INDEX = "oa_document_number"
TEXT_INDEXES = ("SearchableText", "Title", "Description")
LEXICON = "plone_lexicon"
RIGHTS = "allowedRolesAndUsers"
INDEXES = (
    "Creator",
    "SearchableText",
    "Title",
    "Type",
    "UID",
    RIGHTS,
    "created",
    "effective",
    "effectiveRange",
    "exclude_from_nav",
    "getId",
    "id",
    "is_default_page",
    "is_folderish",
    "modified",
    NUMBER_INDEX,
    "object_provides",
    "path",
    "portal_type",
    "review_state",
    "sortable_title",
)


def ask_for_entry(document) -> None:
    """Ask for the entry to be written after this transaction."""
    reference = document.reference
    enqueue(JOB, reference, key=reference, delay=DELAY_SECONDS)


def index_document(site, reference: str) -> None:
    """The job: write the entry of one document and say so; nothing when the document is gone."""
    document = document_by_reference(reference)
    if document is not None:
        write_entry(document)
        notify(EntryWritten(document))


index_document.title = _("label_job_index_document", default="Searchable entry")


def write_entry(document) -> None:
    """Write the whole entry of a document."""
    catalog = api.portal.get_tool("portal_catalog")
    forget_local_roles()
    known = set(catalog.indexes())
    catalog.catalog_object(
        document, _path(document), idxs=[name for name in INDEXES if name in known]
    )


def drop_rights(document) -> None:
    """Write at once who may find the document; nothing when it has no entry yet."""
    catalog = api.portal.get_tool("portal_catalog")
    if catalog.getrid(_path(document)) is None:
        return
    forget_local_roles()
    catalog.catalog_object(document, _path(document), idxs=[RIGHTS], update_metadata=0)


def prepare_text_indexes(site) -> bool:
    """Give the full-text indexes our splitter; True when it was not there yet.

    The words known so far were split otherwise, so all texts are read again.
    """
    catalog = api.portal.get_tool("portal_catalog")
    lexicon = catalog[LEXICON]
    present = lexicon._pipeline
    if any(isinstance(element, ChineseSplitter) for element in present):
        return False
    rest = tuple(element for element in present if not hasattr(element, "processGlob"))
    lexicon._pipeline = (ChineseSplitter(), *rest)
    lexicon.clear()
    names = [name for name in TEXT_INDEXES if name in catalog.indexes()]
    for name in names:
        catalog._catalog.getIndex(name).clear()
    catalog.reindexIndex(names, None)
    return True


def _path(document) -> str:
    return "/".join(document.getPhysicalPath())

"""Keep register and searchable entry up with what happens to documents."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.interfaces import IPersonLeft
from collective.tobaccooa.organisation.interfaces import IUnitPrepared
from collective.tobaccooa.search.entry import ask_for_entry
from collective.tobaccooa.search.entry import drop_rights
from collective.tobaccooa.search.entry import FOLLOW_JOB
from collective.tobaccooa.search.entry import prepare_text_indexes
from collective.tobaccooa.search.register import file_document
from collective.tobaccooa.search.store import prepare
from plone import api
from Products.GenericSetup.interfaces import IProfileImportedEvent
from zope.component import adapter


def keep_up(document, event) -> None:
    """Write the document's row, ask for its entry; who lost a right stops finding it at once.

    A post that hands a document on loses it with the entry's next writing: that happens in every
    decision, and its members knew what they would still find.
    """
    lost = file_document(document)
    if lost and lost - _handed_on(event):
        drop_rights(document)
    ask_for_entry(document)


def _handed_on(event) -> frozenset[str]:
    """The groups of the person who decided: what they lost they gave away themselves."""
    entry = getattr(event, "entry", None)
    return directory().principals_of(entry.actor) if entry is not None else frozenset()


def keep_up_with_file(attachment, event) -> None:
    """A file was added: its document must be found by what is in it."""
    ask_for_entry(aq_parent(aq_inner(attachment)))


@adapter(IPersonLeft)
def follow_person(event) -> None:
    """Somebody left: others now act where they did, so their documents' rows are looked at."""
    enqueue(FOLLOW_JOB, event.user_id, key=event.user_id)


@adapter(IUnitPrepared)
def prepare_registers(event) -> None:
    """Make this year's registers of a unit, so that its first writers don't make them."""
    registers = prepare(api.portal.get())
    for kind in ("outgoing", "incoming"):
        registers.prepare(event.code, kind, clock.today().year)


@adapter(IProfileImportedEvent)
def prepare_site(event) -> None:
    """After our default profile: the registers' place and the splitter of Chinese text."""
    if event.full_import and event.profile_id == "profile-collective.tobaccooa:default":
        site = aq_parent(aq_inner(event.tool))
        prepare(site)
        prepare_text_indexes(site)

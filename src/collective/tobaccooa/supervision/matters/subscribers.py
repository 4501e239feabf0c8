"""Keep the boxes as the matters are, and the matters as documents and people are."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.projection import changes
from collective.tobaccooa.inbox.subscribers import put_items
from collective.tobaccooa.inbox.subscribers import remove_places
from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.matters.life import cancel_all
from collective.tobaccooa.supervision.matters.life import find_holders
from collective.tobaccooa.supervision.matters.projection import places
from collective.tobaccooa.supervision.matters.projection import reference_of
from collective.tobaccooa.supervision.matters.store import matter_store
from collective.tobaccooa.workflows.model import Action
from plone import api
from zope.interface import implementer


JOB = "matter-holders"


def on_matter_changed(event) -> None:
    """Its lines go where the matter lies now."""
    before = places(event.before) if event.before is not None else {}
    removed, put = changes(before, places(event.after))
    remove_places(reference_of(event.after), removed)
    put_items(put)


def on_decided(event) -> None:
    """What a void or abolished document asked for is asked no more."""
    entry = event.entry
    if entry.action in (Action.VOID, Action.ABOLISH):
        reason = write_down(
            _(
                "matter_document_withdrawn",
                default="The document was voided or abolished: ${reason}",
                mapping={"reason": entry.reason or entry.opinion},
            )
        )
        cancel_all(event.object, entry.actor, reason, entry.at)


def on_unit_prepared(event) -> None:
    """Make the indexes of a unit beforehand."""
    store = matter_store(api.portal.get(), create=True)
    store.prepare(event.code)
    store.prepare(f"unit:{event.code}")


def on_person_changed(event) -> None:
    """A post got or lost people: what waits goes where somebody can take it.

    Their present units at once; who came from another unit left something there, which a job
    finds a moment later.
    """
    known = directory()
    main = known.person(event.user_id).unit
    find_holders(known.units_of(event.user_id) | ({main} if main else set()))
    enqueue(JOB, key="all", delay=5)


@implementer(IJob)
class FindHolders:
    """The job: look at everything that waits on the site."""

    title = _("title_matter_holders", default="Who has the supervised matters")

    def __call__(self, site) -> None:
        find_holders([unit.code for unit in directory().units()])

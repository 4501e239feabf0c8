"""When somebody leaves or a post falls vacant, what waits there passes on by itself."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collections.abc import Iterable
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import head_principal
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import POSTS
from collective.tobaccooa.workflows.relief import relieve
from plone import api


def vacant_posts(unit: str) -> frozenset[str]:
    """Return the groups of the unit's posts and heads in which nobody is left."""
    known = directory()
    groups = [
        *(post_principal(unit, post) for post in POSTS),
        *(head_principal(department.id) for department in known.departments(unit)),
    ]
    return frozenset(group for group in groups if not known.members(group))


def pass_on(user_id: str, units: Iterable[str]) -> int:
    """Relieve what waits for a person who left, and for the vacant posts of the units.

    :returns: how many documents got another holder.
    """
    known = directory()
    boxes = {group for unit in units if known.has_unit(unit) for group in vacant_posts(unit)}
    if not known.person(user_id).active:
        boxes.add(user_id)
    recorder = getSecurityManager().getUser().getId() or user_id
    passed = 0
    for item in list(inbox_store(api.portal.get(), create=True).items(Shelf.OPEN, boxes)):
        document = None if ":" in item.reference else document_by_reference(item.reference)
        if document is not None and relieve(document, recorder) is not None:
            passed += 1
    return passed


def on_person_changed(event) -> None:
    """A person changed posts or left: nothing may wait where nobody looks."""
    person = directory().person(event.user_id)
    pass_on(event.user_id, {person.unit, *directory().units_of(event.user_id)} - {""})

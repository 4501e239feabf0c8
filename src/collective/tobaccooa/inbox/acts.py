"""What was done in somebody's name by their assistants (代办记录): a list for each grantor.

A projection of trails and reading receipts: written with the decision, checked and made anew like
the boxes. Kept on the site root, one time tree a grantor, made when they first name an assistant.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.walking import all_documents
from collective.tobaccooa.inbox.comparison import Difference
from collective.tobaccooa.inbox.comparison import Fault
from collective.tobaccooa.inbox.comparison import Result
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.shards import TimeTrees
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Reader
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.state import kernel_state
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.acts_for_others"
#: The name of this list beside those of the boxes.
LIST = "acts"
READ = "read"
_SHARDS = 4
_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Act:
    """One act in somebody's name.

    :ivar entry: id of the trail entry of the document; `READ` for what was read in their name, of
        which a trail says nothing.
    """

    grantor: str
    assistant: str
    reference: str
    entry: str
    action: str
    step: str
    opinion: str
    at: datetime

    @property
    def name(self) -> str:
        return f"{self.reference}#{self.entry}"

    def row(self) -> tuple[str, str, str, str]:
        return (self.assistant, self.action, self.step, self.opinion)


def act_of(reference: str, entry: TrailEntry) -> Act:
    """Return the act that a trail entry records; it must be in somebody's name. Pure."""
    return Act(
        grantor=entry.on_behalf_of,
        assistant=entry.actor,
        reference=reference,
        entry=entry.id,
        action=entry.action,
        step=entry.step,
        opinion=(entry.opinion or entry.reason)[:_CHARACTERS],
        at=entry.at,
    )


def by_another(reader: Reader) -> bool:
    """Whether somebody has read it in the name of whom it was sent to."""
    single = reader.kind is HolderKind.PERSON and reader.read_at is not None
    return single and reader.read_by not in (None, reader.principal)


def reading_of(reference: str, reader: Reader) -> Act:
    """Return the act of having read something for somebody. Pure."""
    return Act(
        grantor=reader.principal,
        assistant=reader.read_by or "",
        reference=reference,
        entry=READ,
        action=str(Action.MARK_READ),
        step="",
        opinion="",
        at=reader.read_at or reader.since,
    )


def _trees(create: bool = False) -> Any:
    annotations = IAnnotations(api.portal.get())
    found = annotations.get(KEY)
    if found is None and create:
        found = annotations[KEY] = OOBTree()
    return found if found is not None else {}


def _tree(grantor: str) -> TimeTrees:
    trees = _trees(create=True)
    if grantor not in trees:
        trees[grantor] = TimeTrees(_SHARDS)
    return trees[grantor]


def acts_for(grantor: str, start: int = 0, size: int = 25) -> tuple[list[Act], int]:
    """Return a page of what was done in a person's name, the newest first, and how many in all."""
    tree = _trees().get(grantor)
    if tree is None:
        return [], 0
    rows = islice(tree.items(), start, start + size)
    return [_act(grantor, time, key, row) for time, key, row in rows], len(tree)


def _act(grantor: str, time: int, key: str, row: tuple) -> Act:
    reference, _hash, entry = key.rpartition("#")
    assistant, action, step, opinion = row
    return Act(grantor, assistant, reference, entry, action, step, opinion, moment(time))


def title_of(act: Act) -> str:
    """Return the present title of the act's document, "" when it is gone."""
    document = document_by_reference(act.reference)
    return document.title if document is not None else ""


def expected() -> Iterator[Act]:
    """Yield every act in another's name that the trails record."""
    for document in all_documents():
        state = kernel_state(document)
        for entry in state.trail:
            if entry.on_behalf_of and entry.on_behalf_of != entry.actor:
                yield act_of(document.reference, entry)
        for reader in state.readers:
            if by_another(reader):
                yield reading_of(document.reference, reader)


def examine() -> Result:
    """Compare the lists with the documents; writes nothing, reads every document."""
    should = {(act.grantor, microseconds(act.at), act.name): act.row() for act in expected()}
    lines, found = len(should), []
    for grantor, tree in _trees().items():
        for time, key, row in tree.items():
            right = should.pop((grantor, time, key), None)
            if right != row:
                fault = Fault.SURPLUS if right is None else Fault.DIFFERENT
                found.append(Difference(grantor, LIST, key, fault))
    missing = [Difference(who, LIST, key, Fault.MISSING) for who, _time, key in should]
    return Result(sorted([*found, *missing]), lines)


def rebuild() -> int:
    """Make all lists anew from the trails; return how many acts there are."""
    _trees(create=True).clear()
    count = 0
    for act in expected():
        note(act)
        count += 1
    return count


def note(act: Act) -> None:
    """Write an act down."""
    _tree(act.grantor).put(microseconds(act.at), act.name, act.row())


def on_decided(event) -> None:
    """A decision in another's name is listed for that person."""
    entry = event.entry
    if entry.on_behalf_of and entry.on_behalf_of != entry.actor:
        note(act_of(event.object.reference, entry))


def on_read(event) -> None:
    """What was read in another's name is listed for that person."""
    for reader in event.after.readers:
        if reader.principal == event.user_id and reader.read_at == event.at and by_another(reader):
            note(reading_of(event.object.reference, reader))


def on_delegation(event) -> None:
    """Make the grantor's list beforehand, so that the first act conflicts with nobody's."""
    _tree(event.delegation.grantor)

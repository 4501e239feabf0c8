"""Opening, circulating and reading: receipts beside the trail, so that they never block it."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.interfaces import Opened
from collective.tobaccooa.workflows.interfaces import ReadReceipt
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Reader
from collective.tobaccooa.workflows.pools import Staff
from collective.tobaccooa.workflows.state import kernel_state
from dataclasses import replace
from datetime import datetime
from zope.event import notify


def open_document(document, facts: DocumentFacts, actor: str, now: datetime, by: str = "") -> bool:
    """Note that a holder opened the document; return whether that was news.

    :param by: who looked, when it was somebody in the holder's name.

    Reported by a POST of the page, never by a GET. It doesn't change the version: what a person
    is about to send stays valid.
    """
    state = kernel_state(document)
    holders = tuple(
        replace(holder, opened_at=now, opened_by=by or actor)
        if actor in people and holder.opened_at is None
        else holder
        for holder, people in zip(state.holders, facts.acting, strict=True)
    )
    if holders == state.holders:
        return False
    state.holders = holders
    notify(Opened(document, actor, now, state.snapshot()))
    return True


def circulate(document, decision: Decision, staff: Staff, actor: str, now: datetime) -> None:
    """Give the document to people of the unit to read (传阅); a group stands for its people.

    :raises InvalidInput: nobody was chosen, or somebody outside the unit.
    """
    state = kernel_state(document)
    own = set(staff.members(f"{document.unit_code}.staff"))
    present = {reader.principal for reader in state.readers if reader.read_at is None}
    chosen: dict[str, None] = {}
    for principal in decision.handlers:
        group = principal.startswith(f"{document.unit_code}.")
        chosen.update(dict.fromkeys(staff.members(principal) if group else (principal,)))
    for user in chosen:
        if user not in own:
            raise InvalidInput(
                _(
                    "error_reader_of_another_unit",
                    default="${name} does not belong to this unit; deliver the document to the "
                    "other unit instead.",
                    mapping={"name": staff.title(user)},
                ),
                field="handlers",
            )
    fresh = [
        Reader(user, HolderKind.PERSON, now, actor, decision.opinion.strip())
        for user in chosen
        if user not in present
    ]
    if not fresh:
        raise InvalidInput(
            _("error_choose_readers", default="Choose somebody who has not got it to read yet."),
            field="handlers",
        )
    state.readers = (*state.readers, *fresh)


def chase(document, now: datetime) -> None:
    """Note that all who have not read it were reminded (催阅)."""
    state = kernel_state(document)
    state.readers = tuple(
        reader
        if reader.read_at is not None
        else replace(reader, urged=reader.urged + 1, urged_at=now)
        for reader in state.readers
    )


def mark_read(document, facts: DocumentFacts, actor: str, now: datetime, by: str = "") -> None:
    """Note that a reader has read it.

    :param by: who read it, when it was somebody in the reader's name.
    """
    state = kernel_state(document)
    before = state.snapshot()
    readers = []
    for reader, people in zip(state.readers, facts.reading, strict=True):
        if actor in people and reader.read_at is None:
            reader = replace(reader, read_at=now, read_by=by or actor)
        readers.append(reader)
    state.readers = tuple(readers)
    notify(ReadReceipt(document, actor, now, before, state.snapshot()))

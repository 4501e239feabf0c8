"""Hand over in bulk (批量移交): what somebody holds, and who may take each of it."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import sort_key
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import department_principal
from collective.tobaccooa.organisation.principals import head_principal
from collective.tobaccooa.organisation.principals import headed_by
from collective.tobaccooa.organisation.principals import post_of
from collective.tobaccooa.workflows.facts import document_facts
from collective.tobaccooa.workflows.facts import situation_of
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.reassigning import successors
from collective.tobaccooa.workflows.situation import candidates
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.state import kernel_state
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from plone import api
from typing import Any

import transaction


@dataclass(frozen=True)
class Waiting:
    """Something that a person holds, and who may take it over.

    :param candidates: as `workflows.situation.candidates`.
    :param near: user ids of the person's own departments, colleagues before heads.
    """

    item: WorkItem
    candidates: list[dict[str, Any]] = field(default_factory=list)
    near: tuple[str, ...] = ()

    @property
    def proposed(self) -> str:
        """Who is proposed: a colleague, else the head, else whoever is named first; present."""
        present = [each["id"] for each in self.candidates if not each["absent"]]
        colleagues = [user for user in self.near if user in present]
        return next(iter([*colleagues, *present, *(each["id"] for each in self.candidates)]), "")


def held_by(user_id: str, unit: str) -> list[WorkItem]:
    """Return the documents of a unit that somebody holds in person, the most urgent first."""
    items = inbox_store(api.portal.get()).items(Shelf.OPEN, (user_id,))
    mine = (item for item in items if ":" not in item.reference and item.unit == unit)
    return sorted(mine, key=sort_key)


def people_holding(unit: str) -> list[tuple[str, int]]:
    """Return the people who hold documents of a unit in person, with how many, most first."""
    store, who = inbox_store(api.portal.get()), directory()
    people = (name for name in store.principals() if who.has_person(name))
    counted = [(name, len(held_by(name, unit))) for name in people]
    return sorted((each for each in counted if each[1]), key=lambda each: (-each[1], each[0]))


def held_by_posts(user_id: str, unit: str) -> list[tuple[str, int, bool]]:
    """Return (post, how many wait for it, whether somebody else is there) of a person's posts.

    What a post holds need not be handed over: whoever has the post takes it.
    """
    who, store = directory(), inbox_store(api.portal.get())
    found = []
    for group in sorted(who.principals_of(user_id)):
        if not group.startswith(f"{unit}.") or not (post_of(group) or headed_by(group)):
            continue
        count = sum(1 for item in store.items(Shelf.OPEN, (group,)) if ":" not in item.reference)
        others = any(member != user_id for member in who.members(group))
        if count:
            found.append((group, count, others))
    return found


def with_candidates(
    items: list[WorkItem], leaver: str, now: datetime | None = None
) -> list[Waiting]:
    """Return items with who may take them over from somebody."""
    now = now or clock.now()
    staff, near = DirectoryStaff(clock.today(now)), _near(leaver)
    return [Waiting(item, _candidates(item.reference, staff, now), near) for item in items]


def _near(user_id: str) -> tuple[str, ...]:
    """The people of somebody's departments, the main one first, colleagues before heads."""
    who = directory()
    main = who.person(user_id).department
    mine = sorted(who.departments_of(user_id), key=lambda each: (each != main, each))
    found: list[str] = []
    for department in mine:
        heads = who.members(head_principal(department))
        others = (u for u in who.members(department_principal(department)) if u not in heads)
        found += [*others, *heads]
    return tuple(user for user in dict.fromkeys(found) if user != user_id)


def _candidates(reference: str, staff: DirectoryStaff, now: datetime) -> list[dict[str, Any]]:
    document = document_by_reference(reference)
    if document is None:
        return []
    facts = document_facts(document, staff, now)
    return candidates(successors(situation_of(document, facts, staff, now)), staff)


def hand_over_one(
    reference: str,
    leaver: str,
    successor: str,
    reason: str,
    actor: str,
    now: datetime | None = None,
) -> str:
    """Hand one document over; who holds it beside the person goes on holding it.

    :returns: "" when it is done, else why not, in Chinese; then nothing has changed.
    """
    savepoint = transaction.savepoint()
    try:
        _hand_over(reference, leaver, successor, reason, actor, now)
    except OAError as error:
        savepoint.rollback()
        return write_down(error.message)
    return ""


def _hand_over(
    reference: str, leaver: str, successor: str, reason: str, actor: str, now: datetime | None
) -> None:
    document = document_by_reference(reference)
    if document is None:
        raise NotHere(_("error_document_gone", default="There is no such document any more."))
    state = kernel_state(document)
    holding = [holder.principal for holder in state.holders]
    if leaver not in holding:
        raise OutOfDate(
            _(
                "error_no_longer_holds",
                default="${name} does not hold it any more; nothing had to be handed over.",
                mapping={"name": directory().fullname(leaver)},
            )
        )
    others = tuple(each for each in holding if each != leaver)
    decision = Decision(
        Action.HAND_OVER,
        handlers=(*others, successor),
        mode=str(state.mode) if others else None,
        reason=reason,
    )
    decide(document, decision, actor, now)

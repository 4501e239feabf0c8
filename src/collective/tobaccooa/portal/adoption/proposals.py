"""Present items to the city and settle what was presented: the only functions that write proposals.

All run in the caller's transaction and judge the rights themselves: presenting belongs to the
editors and the approver of the unit's column, settling to those of the city's column, withdrawing
to its approver and supervising leader; administrators may settle and withdraw too.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.permissions import COLUMN_APPROVER
from collective.tobaccooa.permissions import COLUMN_EDITOR
from collective.tobaccooa.portal.adoption import model
from collective.tobaccooa.portal.adoption.model import Act
from collective.tobaccooa.portal.adoption.model import Proposal
from collective.tobaccooa.portal.adoption.model import State
from collective.tobaccooa.portal.adoption.store import proposal_store
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.finding import column_of
from collective.tobaccooa.portal.finding import found_by_uid
from collective.tobaccooa.portal.finding import roles_of
from collective.tobaccooa.portal.guards import ADMINISTRATORS
from collective.tobaccooa.portal.guards import PUBLISHED
from collective.tobaccooa.portal.guards import WITHDRAWERS
from collective.tobaccooa.portal.interfaces import IItemAdopted
from collective.tobaccooa.portal.model import EVERYBODY
from collective.tobaccooa.portal.standing import state_of
from collective.tobaccooa.portal.store import touch
from dataclasses import dataclass
from DateTime import DateTime
from datetime import date
from datetime import datetime
from heapq import merge
from itertools import islice
from operator import attrgetter
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.event import notify
from zope.interface import implementer


EDITING = frozenset({COLUMN_EDITOR, COLUMN_APPROVER})


@implementer(IItemAdopted)
@dataclass(frozen=True)
class ItemAdopted:
    """See `IItemAdopted`."""

    column: Any
    uid: str


def city_columns() -> list:
    """Return the columns of the city portal, in order."""
    return list(columns_of(directory().unit_object(ROOT_UNIT)))


def rises_to(item):
    """Return the column of the city that an item may be presented to, None when there is none."""
    column = column_of(item)
    wanted = column.rises_to if column is not None else ""
    if not wanted or directory().unit_of(column).code == ROOT_UNIT:
        return None
    return next((each for each in city_columns() if each.getId() == wanted), None)


def may_present(item, user_id: str) -> bool:
    """Tell whether a person keeps the item's column as editor or approver."""
    return bool(EDITING & roles_of(user_id, item))


def may_settle(column, user_id: str) -> bool:
    """Tell whether a person adopts and declines for a column of the city."""
    return bool((EDITING | ADMINISTRATORS) & roles_of(user_id, column))


def may_withdraw(column, user_id: str) -> bool:
    """Tell whether a person may take an adopted item off a column of the city."""
    return bool(WITHDRAWERS & roles_of(user_id, column))


def may_look(column, user_id: str) -> bool:
    """Tell whether a person sees what was presented to a column of the city."""
    return may_settle(column, user_id) or may_withdraw(column, user_id)


def latest_proposal(item) -> Proposal | None:
    """Return how it stands with an item that was presented, None when it never was."""
    found = [each for _column, each in _latest(item)]
    return max(found, key=lambda each: each.id, default=None)


def _latest(item) -> list[tuple[Any, Proposal]]:
    """Return (column of the city, latest proposal of the item to it)."""
    uid = IUUID(item)
    found = ((column, proposal_store(column).of_item(uid)) for column in city_columns())
    return [(column, proposal) for column, proposal in found if proposal is not None]


def submit(item, actor: str, note: str = "", now: datetime | None = None) -> Proposal:
    """Present a published item to the column of the city that its own column rises to.

    :raises Refused: not a keeper of the column, or it does not rise, or the item is not public.
    :raises OutOfDate: it waits there already or is shown there.
    :raises InvalidInput: the note is longer than 500 characters.
    """
    at = now or clock.now()
    if not may_present(item, actor):
        raise Refused(
            _(
                "error_present_keepers_only",
                default="Only editors and the approver of this column present its items to the "
                "city portal. Ask one of them.",
            )
        )
    target = _target(item)
    store = proposal_store(target, create=True)
    uid, source = IUUID(item), column_of(item)
    before = store.of_item(uid)
    if before is not None and before.state in model.PENDING:
        raise OutOfDate(
            _(
                "error_already_presented",
                default="“${title}” was already presented to “${column}”. Its state is shown on "
                "“my columns”.",
                mapping={"title": item.title, "column": target.title},
            ),
            state=before.state.value,
        )
    proposal = Proposal(
        id=model.proposal_id(at, uid),
        item=uid,
        unit=directory().unit_of(source).code,
        source=source.getId(),
        title=item.title or "",
        submitted_by=actor,
        submitted_at=at,
        note=model.words(note, "note"),
    )
    store.put(proposal)
    return proposal


def _target(item):
    target, source = rises_to(item), column_of(item)
    if target is None:
        raise Refused(
            _(
                "error_column_does_not_rise",
                default="The items of “${column}” do not rise to the city portal. An administrator "
                "can set the city's column in the settings of this column.",
                mapping={"column": source.title},
            )
        )
    if not is_public_now(item):
        raise Refused(
            _(
                "error_present_published_only",
                default="Only what is published and has not expired can be presented. Have "
                "“${title}” published first.",
                mapping={"title": item.title},
            )
        )
    if target.audience == EVERYBODY != source.audience:
        raise Refused(
            _(
                "error_present_staff_only",
                default="“${column}” is for staff only, but “${target}” of the city portal is open "
                "to everybody. Publish the item in an open column first.",
                mapping={"column": source.title, "target": target.title},
            )
        )
    return target


def is_public_now(item) -> bool:
    """Tell whether an item is published, and neither expired nor still to come."""
    now = DateTime()
    return bool(state_of(item) == PUBLISHED and item.effective() <= now < item.expires())


def settle(
    column, id_: str, act: Act, actor: str, reason: str = "", now: datetime | None = None
) -> Proposal:
    """Adopt, decline or withdraw what was presented to a column of the city.

    :raises Refused: the person may not; or the original is no longer published.
    :raises NotHere: there is no such proposal.
    :raises OutOfDate: somebody else was faster. :raises InvalidInput: the reason is missing.
    """
    allowed = may_withdraw if act is Act.WITHDRAW else may_settle
    if act is Act.LAPSE or not allowed(column, actor):
        raise Refused(_refusals()[act is Act.WITHDRAW])
    store = proposal_store(column, create=True)
    before = store.get(id_)
    if before is None:
        raise NotHere(
            _("error_no_such_proposal", default="Nothing with this number was presented here.")
        )
    after = model.move(before, act, actor, now or clock.now(), reason)
    if act is Act.ADOPT:
        _check_original(before)
    store.put(after)
    if State.ADOPTED in (before.state, after.state):
        touch(column)
    if after.state is State.ADOPTED:
        notify(ItemAdopted(column, after.item))
    return after


def _refusals():
    return {
        False: _(
            "error_settle_keepers_only",
            default="Only editors and the approver of this column of the city adopt or decline "
            "what is presented to it.",
        ),
        True: _(
            "error_withdraw_keepers_only",
            default="Only the approver and the supervising leader of this column of the city "
            "withdraw an adopted item.",
        ),
    }


def _check_original(proposal: Proposal) -> None:
    original = original_of(proposal)
    if original is None or not is_public_now(original):
        raise Refused(
            _(
                "error_original_gone",
                default="The original of “${title}” is no longer published. Decline it, so that "
                "the unit can present it again.",
                mapping={"title": proposal.title},
            )
        )


def original_of(proposal: Proposal):
    """Return the item that was presented, None when it was deleted."""
    return found_by_uid(proposal.item)


def lapse(item, actor: str, now: datetime | None = None) -> int:
    """End what waits or is shown in the city, because the original is retracted or deleted.

    :returns: how many proposals ended.
    """
    ended = 0
    for column, before in _latest(item):
        if before.state not in model.PENDING:
            continue
        proposal_store(column).put(model.move(before, Act.LAPSE, actor, now or clock.now()))
        if before.state is State.ADOPTED:
            touch(column)
        ended += 1
    return ended


def proposals_to(column, state: State | None = None) -> Iterator[Proposal]:
    """Yield what was presented to a column of the city, the latest first."""
    if state is State.WAITING:
        return proposal_store(column).waiting()
    return (each for each in proposal_store(column).all() if state in (None, each.state))


def presented_from(column, limit: int) -> list[Proposal]:
    """Return what a column of a unit presented to the city, the latest first."""
    unit, source = directory().unit_of(column).code, column.getId()
    if unit == ROOT_UNIT:
        return []
    # one after the other, so that the archive is not read for the newest few
    latest = merge(*map(proposals_to, city_columns()), key=attrgetter("id"), reverse=True)
    return list(
        islice((each for each in latest if (each.unit, each.source) == (unit, source)), limit)
    )


def proposals_of(unit: str, limit: int | None = 50) -> list[tuple[Proposal, str]]:
    """Return what a unit presented: (proposal, title of the city's column), the latest first.

    :param unit: code of the unit. :param limit: at most so many; None for all.
    """
    found = [
        (each, column.title)
        for column in city_columns()
        for each in proposals_to(column)
        if each.unit == unit
    ]
    return sorted(found, key=lambda pair: pair[0].id, reverse=True)[:limit]


def adoptions_in_month(unit: str, month: date) -> dict[str, tuple[int, int]]:
    """Count what a unit's columns presented and got adopted in a month.

    :param month: any day of the month (Asia/Shanghai).
    :returns: `{id of the unit's column: (submitted, adopted)}`, only columns with any.
    """
    found = (each for column in city_columns() for each in proposals_to(column))
    return model.count_month(found, unit, month)

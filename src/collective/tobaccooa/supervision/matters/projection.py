"""Where a matter lies in the boxes: the rule that subscribers and the health check follow. Pure.

Open (待办): with the lead until it is reported; with each who assists until they have given
feedback once or the lead has reported; then with who reviews it. Started (我发起): with who made
it.
Done (已办): with everybody who acted on it, once, at the last time.
"""

from __future__ import annotations

from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import ENDED
from collective.tobaccooa.supervision.matters.model import Holding
from collective.tobaccooa.supervision.matters.model import last_acts
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import Role
from collective.tobaccooa.supervision.matters.model import State
from collective.tobaccooa.workflows.deadlines import end_of_day
from dataclasses import replace


PREFIX = "matter"


def reference_of(matter: Matter) -> str:
    """Return the reference of a matter in the boxes."""
    return f"{PREFIX}:{matter.unit}/{matter.id}"


def places(matter: Matter) -> dict[Place, WorkItem]:
    """Return every place where the matter must lie, with the item there."""
    found: dict[Place, WorkItem] = {}
    for holding in matter.holding:
        found.setdefault((Shelf.OPEN, holding.principal, 0), _open_item(matter, holding))
    started = replace(_item(matter), sender=_last_actor(matter))
    if matter.state in ENDED:
        time = microseconds(matter.created_at)
        found[(Shelf.ENDED, matter.created_by, time)] = started
    else:
        found[(Shelf.STARTED, matter.created_by, 0)] = started
    for user, record in last_acts(matter):
        item = replace(_item(matter), step=f"{PREFIX}_did_{record.act}", since=record.at)
        found[(Shelf.DONE, user, microseconds(record.at))] = item
    return found


def _item(matter: Matter) -> WorkItem:
    return WorkItem(
        reference=reference_of(matter),
        title=matter.title,
        step=f"{PREFIX}_{matter.state}",
        since=matter.created_at,
        urgency=matter.urgency,
        unit=matter.unit,
        number=matter.number,
        register=PREFIX,
    )


def _open_item(matter: Matter, holding: Holding) -> WorkItem:
    assists, reviews = holding.role is Role.ASSIST, holding.role is Role.REVIEW
    return replace(
        _item(matter),
        step=f"{PREFIX}_{holding.role}",
        since=matter.created_at if assists else matter.since,
        due_on=None if reviews else matter.due_on,
        due_at=None if reviews else end_of_day(matter.due_on).at,
        urged=matter.urged if holding.role is Role.LEAD else 0,
        sender=matter.created_by if assists else _brought_by(matter),
    )


def _brought_by(matter: Matter) -> str:
    """Who brought it to those who have it now."""
    act = Act.REPORT if matter.state is State.REPORTED else Act.SEND_BACK
    found = matter.last(act)
    return found.actor if found is not None else matter.created_by


def _last_actor(matter: Matter) -> str:
    return matter.history[-1].actor

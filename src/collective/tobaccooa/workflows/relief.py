"""When a holder is gone for good: the document passes to the post behind them, by itself.

Called by whoever lists what a person or post holds (the inbox) when somebody leaves or a post
falls vacant. The act is in the trail, in the name of who recorded the departure.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.workflows.facts import document_facts
from collective.tobaccooa.workflows.facts import situation_of
from collective.tobaccooa.workflows.kernel import carry_out
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Route
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.pools import successor
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.state import kernel_state
from datetime import datetime


def relieve(document, actor: str, now: datetime | None = None) -> TrailEntry | None:
    """Replace every holder behind whom nobody is left.

    :param actor: user id of who recorded the departure.
    :returns: the trail entry, or None when there was nobody to replace.
    """
    now = now or clock.now()
    staff = DirectoryStaff(clock.today(now))
    facts = document_facts(document, staff, now)
    if not facts.in_progress:
        return None
    state = kernel_state(document)
    holders = tuple(
        dict.fromkeys(successor(holder, document.unit_code, staff) for holder in state.holders)
    )
    if holders == state.holders:
        return None
    gone = [h.principal for h in state.holders if h not in holders]
    reason = write_down(
        _(
            "reason_holder_left",
            default="${names} no longer works at this post; handed over automatically.",
            mapping={"names": "、".join(staff.title(principal) for principal in gone)},
        )
    )
    way = Route(
        Action.HAND_OVER, state.step, state.step, holders, state.frames, state.queue, state.mode
    )
    decision = Decision(Action.HAND_OVER, reason=reason)
    situation = situation_of(document, facts, staff, now)
    return carry_out(document, decision, way, situation, actor)

"""What happens to an original is followed in the city at once."""

from __future__ import annotations

from AccessControl import getSecurityManager
from Acquisition import aq_base
from collective.tobaccooa.portal.adoption.proposals import lapse
from collective.tobaccooa.portal.guards import PUBLISHED
from collective.tobaccooa.portal.standing import state_of


def _actor() -> str:
    return getSecurityManager().getUser().getId() or ""


def on_state_changed(item, event) -> None:
    """What is no longer published is shown nowhere."""
    if event.action and state_of(item) != PUBLISHED:
        lapse(item, _actor())


def on_removed(item, event) -> None:
    """A deleted original is shown nowhere; also when its column or unit is deleted with it."""
    lapse(item, _actor())


def on_moved(item, event) -> None:
    """An original that went to another column has left the one that presented it.

    A column or a unit that moves takes its items along, and nothing ends.
    """
    before, after = aq_base(event.oldParent), aq_base(event.newParent)
    moved = None not in (before, after) and before is not after
    if moved and aq_base(event.object) is aq_base(item):
        lapse(item, _actor())

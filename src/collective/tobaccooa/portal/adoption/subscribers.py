"""What happens to an original is followed in the city at once."""

from __future__ import annotations

from AccessControl import getSecurityManager
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

"""Where an item stands and what somebody may do with it now: facts for the pure guards."""

from __future__ import annotations

from collective.tobaccooa.portal.guards import ItemFacts
from collective.tobaccooa.portal.guards import refusal
from collective.tobaccooa.portal.store import portal_of
from collective.tobaccooa.portal.store import portal_record
from plone import api
from typing import Any


def state_of(item: Any) -> str:
    """Return the state of an item: `draft`, `pending` or `published`."""
    return api.content.get_state(item, default="draft")


def facts_of(item: Any) -> ItemFacts:
    """Return what the guards need of an item."""
    column = item.__parent__
    return ItemFacts(
        state=state_of(item),
        kind=column.kind,
        status=portal_record(portal_of(column)).status,
        column_closed=bool(column.closed),
    )


def refusal_for(item: Any, transition: str, user: Any) -> str | None:
    """Return why this user may not take this transition now, None if they may."""
    return refusal(transition, facts_of(item), frozenset(user.getRolesInContext(item)))

"""What other parts of the portal add to the page of an item."""

from __future__ import annotations

from collective.tobaccooa.portal.interfaces import IItemExtra
from collective.tobaccooa.portal.store import portal_of
from collective.tobaccooa.portal.visits import store
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.component import subscribers


def views_of(item: Any) -> int:
    """Return how often an item was looked at in the portal where it lies."""
    return store.visit_store(portal_of(item)).of(IUUID(item))


def extras_of(item: Any, request: Any) -> list[str]:
    """Return markup to put under an article."""
    return [html for each in subscribers((item, request), IItemExtra) if (html := each.render())]

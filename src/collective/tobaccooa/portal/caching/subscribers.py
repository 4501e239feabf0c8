"""What happens in a portal, told to the caches in front of it."""

from __future__ import annotations

from collective.tobaccooa.portal.caching.purging import site_of
from collective.tobaccooa.portal.caching.sending import purge_paths
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.store import portal_of
from typing import Any
from z3c.caching.purge import Purge
from zope.event import notify
from zope.lifecycleevent.interfaces import IObjectAddedEvent


def portal_touched(event: Any) -> None:
    """Purge what shows some content; all of a portal when one of its columns changed."""
    content = event.content
    notify(Purge(content))
    if IPortalColumn.providedBy(content):
        notify(Purge(portal_of(content)))


def content_moved(content: Any, event: Any) -> None:
    """Purge the old addresses of what was moved, renamed or deleted."""
    if IObjectAddedEvent.providedBy(event) or event.oldParent is None:
        return
    if event.object is not content:  # what holds it was moved
        return
    old = "/".join((*event.oldParent.getPhysicalPath(), event.oldName))
    purge_paths(site_of(event.oldParent), (old, f"{old}/", f"{old}/*"))


def organisation_changed(content: Any, event: Any) -> None:
    """Purge all portals: every page has the list of the units, articles name departments."""
    notify(Purge(site_of(content)))

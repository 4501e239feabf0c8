"""What people are told by itself."""

from __future__ import annotations

from collective.tobaccooa.inbox.notices.store import notice_store
from plone import api


def on_person_changed(event) -> None:
    """Make the centre of a new person beforehand."""
    notice_store(api.portal.get(), create=True).centre(event.user_id)

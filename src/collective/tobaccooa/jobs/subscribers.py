"""Make the queue when the package is installed, so that no two writers make it later."""

from __future__ import annotations

from collective.tobaccooa.jobs.store import prepare
from Products.GenericSetup.interfaces import IProfileImportedEvent
from zope.component import adapter

import Acquisition


@adapter(IProfileImportedEvent)
def prepare_queue(event) -> None:
    """After our default profile was applied in full."""
    if event.full_import and event.profile_id == "profile-collective.tobaccooa:default":
        prepare(Acquisition.aq_parent(Acquisition.aq_inner(event.tool)))

"""Make queue and clock when the package is installed, so that no two writers make them later."""

from __future__ import annotations

from collective.tobaccooa.jobs import clock
from collective.tobaccooa.jobs.store import prepare
from Products.GenericSetup.interfaces import IProfileImportedEvent
from zope.component import adapter

import Acquisition


@adapter(IProfileImportedEvent)
def prepare_queue(event) -> None:
    """After our default profile was applied in full."""
    if event.full_import and event.profile_id == "profile-collective.tobaccooa:default":
        site = Acquisition.aq_parent(Acquisition.aq_inner(event.tool))
        prepare(site)
        clock.prepare(site)

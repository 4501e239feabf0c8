"""Reminders as work items: what must lie in the lists, and where a line leads."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.inbox.interfaces import IWorkItemSource
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.portal.freshness.reminders import reminder_store
from plone import api
from zope.interface import implementer


@implementer(IWorkItemSource)
class ReminderSource:
    """The work items of reminders; the name of the utility is `column`."""

    def expected(self) -> Iterator[tuple[Place, WorkItem]]:
        for reminder in reminder_store().all():
            yield from reminder.places()

    def fresh(self, item: WorkItem) -> WorkItem:
        return item

    def url(self, item: WorkItem) -> str:
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog.unrestrictedSearchResults(UID=item.reference.partition(":")[2])
        return found[0].getURL() if found else ""

    def page(self, item: WorkItem) -> str:
        url = self.url(item)
        return f"{url}/@@column-reminder" if url else ""

    def step_title(self, item: WorkItem) -> str:
        return _("step_column_reminder", default="Column reminder")

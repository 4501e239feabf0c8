"""Reminders in the lists of what is to be read (待阅)."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.inbox.interfaces import IWorkItemSource
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.projection import Place
from collective.tobaccooa.portal.finding import found_by_uid
from collective.tobaccooa.portal.receipts.model import work_item
from collective.tobaccooa.portal.receipts.notices import asked_of
from collective.tobaccooa.portal.receipts.store import receipts_store
from dataclasses import replace
from plone import api
from zope.interface import implementer


TITLE = _("state_to_confirm_reading", default="Required reading")


@implementer(IWorkItemSource)
class NoticeSource:
    """The lines of those who were chased and have not confirmed: the receipts say."""

    def expected(self) -> Iterator[tuple[Place, WorkItem]]:
        for uid, receipts in receipts_store(api.portal.get()).items():
            for user_id, reminder in receipts.chased().items():
                yield (Shelf.TO_READ, user_id, 0), work_item(uid, reminder)

    def fresh(self, item: WorkItem) -> WorkItem:
        notice = _notice(item)
        asked = asked_of(notice) if notice is not None else None
        if asked is None:
            return item
        return replace(item, title=notice.title, due_on=asked.read_by)

    def url(self, item: WorkItem) -> str:
        notice = _notice(item)
        return notice.absolute_url() if notice is not None else ""

    def page(self, item: WorkItem) -> str:
        url = self.url(item)
        return f"{url}/view" if url else ""

    def step_title(self, item: WorkItem) -> str:
        return TITLE


def _notice(item: WorkItem):
    return found_by_uid(item.reference.partition(":")[2])

"""Chasing many people, a moment after it was asked for."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.portal.finding import found_by_uid
from collective.tobaccooa.portal.receipts.notices import remind
from datetime import datetime
from zope.interface import implementer


@implementer(IJob)
class ChaseReaders:
    """Puts the reminders of one notice into the lists of who has not confirmed by now."""

    title = _("job_chase", default="Remind who has not read a notice")

    def __call__(self, site, uid, actor, at):
        notice = found_by_uid(uid)
        if notice is not None:
            remind(notice, actor, datetime.fromisoformat(at))

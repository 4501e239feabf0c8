"""Pages of the rendition domain: the log of seals (用印登记)."""

from __future__ import annotations

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rendition.seals import may_read_log
from collective.tobaccooa.rendition.seals import seal_log
from Products.Five.browser import BrowserView


PAGE = 200


class SealLogPage(BrowserView):
    """`<unit>/@@seal-log`: who sealed what and when, the newest first."""

    def __call__(self):
        """Show the log to keepers, the office and administrators.

        :raises Unauthorized: to everybody else.
        """
        self.unit = directory().unit_of(self.context)
        if not may_read_log(self.unit.code, getSecurityManager().getUser().getId()):
            raise Unauthorized("seal-log")
        self.entries = seal_log(self.unit.code)
        return self.index()

    def start(self) -> int:
        """Return the place of the first line shown."""
        asked = str(self.request.form.get("b_start", "0"))
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0

    def older(self) -> int | None:
        """Return where the next page begins, or None on the last one."""
        after = self.start() + PAGE
        return after if after < len(self.entries) else None

    def lines(self):
        """Return the lines of this page as the template shows them."""
        return [self._line(entry) for entry in self.entries[self.start() : self.start() + PAGE]]

    def _line(self, entry):
        document, who = document_by_reference(entry.document), directory()
        return {
            "at": entry.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
            "seal": entry.seal_title,
            "number": entry.number,
            "title": entry.title,
            "short_title": entry.title if len(entry.title) <= 60 else f"{entry.title[:59]}…",
            "url": document.absolute_url() if document is not None else None,
            "by": who.fullname(entry.by),
            "digest": entry.digest,
        }

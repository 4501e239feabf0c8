"""The administrator's page about the health of the boxes."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import say
from collective.tobaccooa.inbox.acts import LIST
from collective.tobaccooa.inbox.checkup import check
from collective.tobaccooa.inbox.checkup import last_checkup
from collective.tobaccooa.inbox.checkup import note
from collective.tobaccooa.inbox.comparison import Difference
from collective.tobaccooa.inbox.comparison import Fault
from collective.tobaccooa.inbox.health import rebuild
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from plone import api
from plone.protect.authenticator import check as check_authenticator
from Products.Five.browser import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any


SHELF_TITLES = {
    Shelf.OPEN: _("label_shelf_open", default="To do"),
    Shelf.TO_READ: _("label_shelf_to_read", default="To read"),
    Shelf.STARTED: _("label_shelf_started", default="Started, in progress"),
    Shelf.ENDED: _("label_shelf_ended", default="Started, ended"),
    Shelf.DONE: _("label_shelf_done", default="Done"),
    LIST: _("label_shelf_acts", default="Done in their name"),
}

FAULT_TITLES = {
    Fault.MISSING: _("label_fault_missing", default="is missing in the list"),
    Fault.SURPLUS: _("label_fault_surplus", default="should not be in the list"),
    Fault.DIFFERENT: _("label_fault_different", default="shows old facts"),
    Fault.MISCOUNTED: _("label_fault_miscounted", default="The number does not fit the list"),
}

#: Lines shown on the page; the number of all differences stands above them.
SHOWN = 200


class InboxHealth(BrowserView):
    """Compare the lists with the documents when asked to, and make them anew."""

    differences: list[Difference] | None = None

    def __call__(self):
        if self.request.method == "POST":
            check_authenticator(self.request)
            if "rebuild" in self.request.form:
                return self._rebuild()
            self.differences = check(api.portal.get()).differences
        return self.index()

    def _rebuild(self):
        count = rebuild(api.portal.get())
        note(api.portal.get(), count, 0)
        message = _(
            "msg_inbox_rebuilt",
            default="The lists were made anew from the documents: ${count} lines.",
            mapping={"count": count},
        )
        IStatusMessage(self.request).add(say(message, self.request), type="info")
        self.request.response.redirect(f"{self.context.absolute_url()}/@@oa-inbox-health")
        return ""

    def last(self) -> dict[str, Any] | None:
        """Return the health figure: `{"at", "lines", "drift", "css", "old"}`; None: no check yet.

        Time and date are those of Asia/Shanghai.
        """
        found = last_checkup(api.portal.get())
        if found is None:
            return None
        old = not found.is_fresh(clock.now())
        return {
            "at": f"{found.at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}",
            "lines": found.lines,
            "drift": found.drift,
            "old": old,
            "css": "alert alert-warning" if old or found.drift else "alert alert-success",
        }

    @property
    def total(self) -> int:
        return len(self.differences or ())

    def lines(self) -> list[dict[str, str]]:
        """Return the first differences, in words."""
        people = directory()
        return [
            {
                "holder": people.title_of(line.principal),
                "list": SHELF_TITLES[line.shelf],
                "reference": line.reference,
                "fault": FAULT_TITLES[line.fault],
            }
            for line in (self.differences or ())[:SHOWN]
        ]

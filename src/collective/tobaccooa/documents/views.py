"""Pages of documents: the number ledger (文号台账), and the page that doors shut lead to."""

from __future__ import annotations

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from collective.tobaccooa import _
from collective.tobaccooa.documents.audit import Audit
from collective.tobaccooa.documents.audit import Fault
from collective.tobaccooa.documents.audit import verify_trails
from collective.tobaccooa.documents.bookkeeping import enter
from collective.tobaccooa.documents.bookkeeping import may_keep_ledgers
from collective.tobaccooa.documents.bookkeeping import organ_codes
from collective.tobaccooa.documents.doors import REASON
from collective.tobaccooa.documents.register import ledgers_by_year
from collective.tobaccooa.documents.register import may_read_ledgers
from collective.tobaccooa.documents.register import STATE_TITLES
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.organisation.directory import directory
from plone import api
from plone.protect.authenticator import check as check_authenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import transaction


FAULT_TITLES = {
    Fault.BROKEN: _("label_trail_fault_broken", default="a line was changed, dropped or put in"),
    Fault.WRONG_STEP: _("label_trail_wrong_step", default="the step is not the trail’s last"),
}


class TrailsPage(BrowserView):
    """`@@oa-trails`: verify the trails of all documents when asked to."""

    audit: Audit | None = None

    def __call__(self):
        """Verify on POST; a GET only shows the button."""
        if self.request.method == "POST":
            check_authenticator(self.request)
            self.audit = verify_trails()
        return self.index()

    def lines(self) -> list[dict[str, str]]:
        """Return the breaks, in words."""
        breaks = self.audit.breaks if self.audit is not None else ()
        return [
            {
                "reference": line.reference,
                "entry": line.entry,
                "fault": FAULT_TITLES[line.fault],
            }
            for line in breaks
        ]


class NumbersPage(BrowserView):
    """`<unit>/@@numbers`: what was issued, reserved and voided, and the gaps, newest year first."""

    entry_form = ViewPageTemplateFile("templates/ledger_entry.pt")

    def __call__(self):
        """Show the ledgers to those who keep them.

        :raises Unauthorized: to everybody else.
        """
        self.unit = directory().unit_of(self.context)
        actor = getSecurityManager().getUser().getId()
        if not may_read_ledgers(self.unit.code, actor):
            raise Unauthorized("numbers")
        self.error = ""
        if self.request.get("REQUEST_METHOD") == "POST":
            return self._enter(actor)
        return self.index()

    def _enter(self, actor: str):
        """Write what the form asks for, then show the ledger again; keep what was typed."""
        check_authenticator(self.request)
        form = {name: self.typed(name) for name in ("organ_code", "entry", "number", "reason")}
        try:
            number = enter(
                self.unit.code,
                form["organ_code"],
                form["entry"],
                form["number"],
                form["reason"],
                actor,
            )
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            self.error = error.message
            return self.index()
        done = _("msg_ledger_entered", default="Recorded: ${number}.", mapping={"number": number})
        api.portal.show_message(say(done), request=self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@numbers")

    def typed(self, name: str) -> str:
        """Return what was typed into a field of the form."""
        value = self.request.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def may_enter(self) -> bool:
        """Tell whether the form for entries by hand is shown."""
        return may_keep_ledgers(self.unit.code, getSecurityManager().getUser().getId())

    def organ_codes(self):
        """Return the organ codes to choose from."""
        return organ_codes(self.unit.code)

    def years(self):
        """Return `[{"year", "ledgers": [{"organ_code", "last", "lines", "gaps"}]}]`."""
        return [
            {"year": year, "ledgers": [self._ledger(store) for store in stores]}
            for year, stores in ledgers_by_year(self.unit.code)
        ]

    def _ledger(self, store):
        lines = [self._line(store, entry) for entry in store.entries()]
        return {
            "organ_code": store.organ_code,
            "last": store.position,
            "lines": list(reversed(lines)),
            "gaps": [
                store.rendered(first) if first == last else f"{first}—{last}"
                for first, last in store.gaps()
            ],
        }

    def _line(self, store, entry):
        document = document_by_reference(entry.document)
        return {
            "number": store.rendered(entry.serial),
            "state": str(entry.state),
            "state_title": STATE_TITLES[entry.state],
            "title": document.title if document is not None else "",
            "short_title": shortened(document.title) if document is not None else "",
            "url": document.absolute_url() if document is not None else None,
            "by": directory().fullname(entry.by),
            "at": entry.at.astimezone(SHANGHAI).strftime("%m-%d %H:%M"),
            "reason": entry.reason,
        }


def shortened(title: str, length: int = 60) -> str:
    """Return at most so many characters of a title."""
    return title if len(title) <= length else f"{title[: length - 1]}…"


class ShutPage(BrowserView):
    """Any page of Plone's own that would get round the chain: 403 with the reason."""

    reason = REASON

    def __call__(self):
        """Answer with a sentence and the way back."""
        self.request.response.setStatus(403)
        return self.index()


class ToOurForm(BrowserView):
    """Plone's edit form of a document leads to our own."""

    def __call__(self):
        """Redirect."""
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@edit-document")


class ToDocument(BrowserView):
    """Plone's edit form of a file leads to its document."""

    def __call__(self):
        """Redirect."""
        return self.request.response.redirect(self.context.document().absolute_url())

"""`@@mark-read-many`: the ticked lines of the list to read are read, each with its own result."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.work.listing import Listing
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.organisation.clock import today
from collective.tobaccooa.workflows.acting import reader_helped
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from urllib.parse import parse_qsl

import transaction


#: More lines than a page of a list has are not ticked by a person.
MOST = 100
#: So many lines of the answer say what went wrong.
NAMED = 5


class MarkReadMany(OfficePage):
    """POST with `items`: references of documents."""

    def __call__(self) -> str:
        """Mark each as read; those that can't be are named with the reason."""
        self.check_form()
        done, failed = 0, []
        for reference in dict.fromkeys(self.texts("items")[:MOST]):
            refused = self._mark(reference)
            done += refused is None
            failed += [refused] if refused is not None else []
        if not done and not failed:
            self.tell(_("msg_nothing_ticked", default="Tick what you have read first."), "warning")
        if done:
            said = _(
                "msg_marked_read_many",
                default="${count} marked as read; you find them under “Done”.",
                mapping={"count": str(done)},
            )
            self.tell(said)
        for sentence in failed[:NAMED]:
            self.tell(sentence, "error")
        if len(failed) > NAMED:
            said = _(
                "msg_not_marked_more",
                default="${count} more could not be marked as read.",
                mapping={"count": str(len(failed) - NAMED)},
            )
            self.tell(said, "error")
        return self.go(self._back())

    def _mark(self, reference: str) -> str | None:
        """Mark one as read; return why not, None when done. A failure undoes itself only."""
        document = document_by_reference(reference)
        if document is None or not getSecurityManager().checkPermission("View", document):
            return self.say(
                _("msg_not_to_read", default="One of the lines is no longer there to be read.")
            )
        before = transaction.savepoint()
        try:
            grantor = reader_helped(document, self.user, today())
            decide(document, Decision(action="mark_read", on_behalf_of=grantor), self.user)
        except OAError as error:
            before.rollback()
            return f"{document.title}：{self.say(error.message)}"
        return None

    def _back(self) -> str:
        fields = dict(parse_qsl(self.text("list")))
        listing = Listing.read(lambda name: fields.get(name, ""))
        return listing.address(f"{self.portal_url}/@@my-work")

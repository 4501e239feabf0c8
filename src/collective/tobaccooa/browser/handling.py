"""The forms of the document page: hand a decision to the kernel, report the opening."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.document import DocumentPage
from collective.tobaccooa.browser.form_values import recipients_of
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.work.listing import LIST
from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.report import state_of
from collective.tobaccooa.workflows.state import kernel_state
from typing import Any
from urllib.parse import urlencode
from zope.i18nmessageid import Message

import transaction


DONE = {
    "withdraw": _("msg_withdrawn", default="Taken back: you hold the document again."),
    "add_signers": _("msg_signers_added", default="Signers were added; now waits for ${names}."),
    "remove_signers": _("msg_signers_removed", default="Signers were removed; waits for ${names}."),
    "circulate": _("msg_circulated", default="Sent for reading; you see here who has read it."),
    "mark_read": _("msg_marked_read", default="Marked as read."),
    "add_recipients": _("msg_recipients_added", default="Sent to the added recipients too."),
    "void": _("msg_voided", default="The document is void and goes no further."),
    "abolish": _("msg_abolished", default="The document is abolished from today."),
    "archive": _("msg_archived", default="The document is filed."),
}


class Decide(DocumentPage):
    """`@@decide`: POST only. Refused forms come back with the reason and all that was typed."""

    def __call__(self):
        """Decide; then show the document again, with what happened and what comes next."""
        self.check_form()
        self.request.response.setHeader("Cache-Control", "private, no-store")
        before = kernel_state(self.context).step
        try:
            decide(self.context, self.decision(), self.user)
        except OAError as error:
            transaction.abort()
            return self._again(error)
        self.tell(self.outcome(before))
        if getSecurityManager().checkPermission("View", self.context):
            carried = {LIST: self.spot.carry()} if self.spot else {}
            query = urlencode({"handled": "1", **carried})
            return self.go(f"{self.context.absolute_url()}?{query}")
        return self.go(f"{self.portal_url}/@@my-work")

    def decision(self) -> Decision:
        """Return the decision that the form asks for."""
        action = self.text("action")
        version = self.text("version")
        to_step = self.text("to_step" if action == "advance" else "return_step") or None
        known = action in ("advance", "return")
        return Decision(
            action=action,
            opinion=self.text("opinion").replace("\r\n", "\n"),
            handlers=tuple(self._handlers(action, to_step)),
            to_step=to_step if known else None,
            then=(self.text("then") or None) if action == "return" else None,
            number=(self.text("number") or None) if action == "advance" else None,
            seal=(self.text("seal") or None) if action == "advance" else None,
            recipients=self._added_recipients() if action == "add_recipients" else (),
            version=int(version) if version.isascii() and version.isdigit() else None,
        )

    def _added_recipients(self) -> tuple[str, ...]:
        return tuple(recipients_of(self.request.form, "recipients"))

    def _handlers(self, action: str, to_step: str | None) -> list[str]:
        if action == "advance":
            chosen = self.texts(f"handlers-advance-{to_step}") if to_step else []
            return chosen or self.texts("handlers-chosen")
        return self.texts(f"handlers-{action}")

    def _again(self, error: OAError) -> str:
        self.request.response.setStatus(error.status)
        self.error = self.say(error.message)
        self.candidates = error.candidates if isinstance(error, ChoiceNeeded) else []
        return self.index()

    def outcome(self, before: str) -> str:
        """Return the sentence that says what happened and what comes next."""
        after = state_of(self.context, self.user)
        action, moved = self.text("action"), after["step"]["id"] != before
        people = "、".join(each["fullname"] for each in after["holders"][:6])
        words = {"names": people, "step": after["step"]["title"]}
        if action in DONE:
            message = DONE[action]
            return self.say(_with(message, words))
        if action == "return":
            return self.say(
                _("msg_returned", default="Returned to ${names} (${step}).", mapping=words)
            )
        if not moved:
            return self.say(
                _(
                    "msg_opinion_given",
                    default="Your opinion is recorded; it still waits for ${names}.",
                    mapping=words,
                )
            )
        if after["step"]["id"] == "distributed" and (sent := self.matrix()):
            return self.say(
                _(
                    "msg_distributed",
                    default="Sent to ${count} units. Below you see who has signed for it.",
                    mapping={"count": str(sent["total"])},
                )
            )
        if not after["holders"]:
            return self.say(_("msg_reached", default="Done: ${step}.", mapping=words))
        if before == "numbering" and self.context.document_number:
            words["number"] = self.context.document_number
            return self.say(
                _(
                    "msg_numbered",
                    default="It has the number ${number}. Sent to ${names} (${step}).",
                    mapping=words,
                )
            )
        return self.say(sent_on(after))


def sent_on(state: dict[str, Any]) -> Message:
    """Return the sentence for a document that went to its next holders.

    :param state: as `workflows.report.state_of` gives it, after the decision.
    """
    people = "、".join(each["fullname"] for each in state["holders"][:6])
    return _(
        "msg_sent_on",
        default="Sent to ${names} (${step}). You can follow it in your work lists.",
        mapping={"names": people, "step": state["step"]["title"]},
    )


def _with(message: Any, mapping: dict[str, str]) -> Any:
    return type(message)(message, mapping=mapping)


class Opened(OfficePage):
    """`@@opened`: the page reports by POST that a holder has opened the document."""

    def __call__(self):
        """Record it once; nothing to say."""
        self.check_form()
        try:
            decide(self.context, Decision(action="open"), self.user)
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            return ""
        self.request.response.setStatus(204)
        return ""


class Circulate(DocumentPage):
    """`@@circulate`: choose single people to whom the document is given to read."""

    @property
    def leaders(self) -> str:
        """The heading of those who belong to no department."""
        return self.say(_("label_leaders", default="Leaders"))

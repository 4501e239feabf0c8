"""The forms of the document page: hand a decision to the kernel, report the opening."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.delegating.telling import told_away
from collective.tobaccooa.browser.document import DocumentPage
from collective.tobaccooa.browser.form_values import recipients_of
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.work.listing import LIST
from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.report import state_of
from collective.tobaccooa.workflows.state import kernel_state
from datetime import date
from typing import Any
from urllib.parse import urlencode
from zope.i18nmessageid import Message

import transaction


#: The field that names the step to which an action leads.
TARGETS = {"advance": "to_step", "return": "return_step", "special_delivery": "special_step"}
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
    "special_delivery": _("msg_sent_specially", default="Sent specially to ${names}."),
    "supersede_opinion": _(
        "msg_opinion_corrected", default="Your new opinion counts; the old one stays visible."
    ),
    "ask_extension": _(
        "msg_extension_asked", default="Asked for more time; until it is decided the limit stays."
    ),
    "grant_extension": _("msg_extension_granted", default="${names} has more time now."),
    "refuse_extension": _(
        "msg_extension_refused", default="More time is refused; the limit stays."
    ),
    "urge": _("msg_urged", default="${names} was reminded."),
    "chase_readers": _("msg_readers_chased", default="Those who have not read it were reminded."),
}
#: Buttons that mean an action with something beside it.
MEANING = {"refuse_extension": ("grant_extension", {"granted": False})}


class Decide(DocumentPage):
    """`@@decide`: POST only. Refused forms come back with the reason and all that was typed."""

    def __call__(self):
        """Decide; then show the document again, with what happened and what comes next."""
        self.check_form()
        self.request.response.setHeader("Cache-Control", "private, no-store")
        kernel = kernel_state(self.context)
        before, held = kernel.step, kernel.holders
        try:
            decide(self.context, self.decision(), self.user)
        except OAError as error:
            transaction.abort()
            return self._again(error)
        after = state_of(self.context, self.user)
        away = told_away(after["holders"]) if kernel.holders != held else ""
        self.tell(self.outcome(before, after) + away)
        if getSecurityManager().checkPermission("View", self.context):
            carried = {LIST: self.spot.carry()} if self.spot else {}
            query = urlencode({"handled": "1", **carried})
            return self.go(f"{self.context.absolute_url()}?{query}")
        return self.go(f"{self.portal_url}/@@my-work")

    def decision(self) -> Decision:
        """Return the decision that the form asks for."""
        button = self.text("action")
        action, more = MEANING.get(button, (button, {}))
        version = self.text("version")
        to_step = self.text(TARGETS.get(action, "")) or None
        return Decision(
            action=action,
            opinion=self.text("opinion").replace("\r\n", "\n"),
            handlers=tuple(self._handlers(action, to_step)),
            to_step=to_step,
            mode=self._mode(action, to_step),
            then=(self.text("then") or None) if action in ("return", "special_delivery") else None,
            reason=self.text("reason").replace("\r\n", "\n"),
            until=self._day("until") if action in ("ask_extension", "grant_extension") else None,
            on_behalf_of=self.text("on_behalf_of") or None,
            number=(self.text("number") or None) if action == "advance" else None,
            seal=(self.text("seal") or None) if action == "advance" else None,
            recipients=self._added_recipients() if action == "add_recipients" else (),
            version=int(version) if version.isascii() and version.isdigit() else None,
            **more,
        )

    def _mode(self, action: str, to_step: str | None) -> str | None:
        """How several work together, where the form asks for it and several were chosen."""
        field = f"mode-{to_step}" if action == "advance" else "mode"
        several = len(self._handlers(action, to_step)) > 1
        return (self.text(field) or None) if several else None

    def _day(self, name: str) -> date | None:
        """A day of the form; :raises InvalidInput: there is no such day."""
        value = self.text(name)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise InvalidInput(
                _("error_no_such_day", default="There is no such day; write it like 2026-09-01."),
                field=name,
            ) from error

    def _added_recipients(self) -> tuple[str, ...]:
        return tuple(recipients_of(self.request.form, "recipients"))

    def _handlers(self, action: str, to_step: str | None) -> list[str]:
        if action == "advance":
            chosen = self.texts(f"handlers-advance-{to_step}") if to_step else []
            return chosen or self.texts("handlers-chosen")
        if action == "special_delivery" and to_step:
            return self.texts(f"handlers-special-{to_step}")
        return self.texts(f"handlers-{action}")

    def _again(self, error: OAError) -> str:
        self.request.response.setStatus(error.status)
        self.error = self.say(error.message)
        self.candidates = error.candidates if isinstance(error, ChoiceNeeded) else []
        return self.index()

    def outcome(self, before: str, after: dict[str, Any]) -> str:
        """Return the sentence that says what happened and what comes next.

        :param before: the step before; :param after: the state now, as `state_of` gives it.
        """
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
        grantor = self.text("on_behalf_of") or None
        try:
            decide(self.context, Decision(action="open", on_behalf_of=grantor), self.user)
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

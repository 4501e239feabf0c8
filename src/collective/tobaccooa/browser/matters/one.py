"""`<unit>/@@matter?id=…`: what is to be done, how far it is, and what the person does now."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.matters.base import MatterPage
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.supervision.matters import life
from collective.tobaccooa.supervision.matters.addresses import document_url
from collective.tobaccooa.supervision.matters.checks import LIMITS
from collective.tobaccooa.supervision.matters.instructions import may_read
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import is_valid
from collective.tobaccooa.supervision.matters.model import Record
from collective.tobaccooa.supervision.matters.model import Role
from collective.tobaccooa.supervision.matters.model import State
from collective.tobaccooa.supervision.matters.parties import unit_title
from collective.tobaccooa.supervision.matters.sources import units_of
from collective.tobaccooa.supervision.matters.texts import ACT_TITLES
from collective.tobaccooa.supervision.matters.texts import DID_TITLES
from datetime import date
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound

import transaction


#: What the panel asks for; the first that the person may do decides.
ASKS = {
    Act.REPORT: _(
        "matter_ask_lead",
        default="You lead in this. Write how far it has got; when all is done, report it.",
    ),
    Act.FEEDBACK: _("matter_ask_assist", default="Please write how far your part has got."),
    Act.CLOSE: _(
        "matter_ask_review",
        default="It is reported as done. Accept it, or send it back with what is missing.",
    ),
}
#: Done with the field in sight, the first one as the primary action.
IN_SIGHT = (Act.FEEDBACK, Act.REPORT, Act.CLOSE, Act.SEND_BACK, Act.URGE)
FOLDED = (Act.EXTEND, Act.CANCEL)
LABELS = {
    Act.FEEDBACK: _("matter_label_feedback", default="How far it has got"),
    Act.CLOSE: _("matter_label_review", default="Opinion; when sent back, what is missing"),
    Act.URGE: _("matter_label_urge", default="What to say to the lead (may be left out)"),
}
REASONS = {
    Act.EXTEND: _("matter_label_extend", default="Why it moves"),
    Act.CANCEL: _("matter_label_cancel", default="Why it is cancelled"),
}
DONE = {
    Act.FEEDBACK: _("msg_matter_feedback", default="Your feedback stands in the history."),
    Act.REPORT: _("msg_matter_report", default="Reported as done; it will be reviewed."),
    Act.CLOSE: _("msg_matter_close", default="Closed. It counts in this month’s report."),
    Act.SEND_BACK: _("msg_matter_send_back", default="Sent back; the lead has it again."),
    Act.EXTEND: _("msg_matter_extend", default="The due date is moved."),
    Act.URGE: _("msg_matter_urge", default="The lead has been urged; it stands in the history."),
    Act.CANCEL: _("msg_matter_cancel", default="Cancelled; nobody has to do anything more."),
}


class OneMatterPage(MatterPage):
    """One matter for those whom it concerns."""

    panel_part = ViewPageTemplateFile("templates/panel.pt")
    source_part = ViewPageTemplateFile("templates/source.pt")
    history_part = ViewPageTemplateFile("templates/history.pt")
    error = ""

    def __call__(self):
        """Show the matter, or do what a button asks.

        :raises NotFound: there is none, or it is not for this person.
        """
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self._find()
        if not self.posted:
            return self.index()
        self.check_form()
        try:
            return self._act(self.text("action"))
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            self.error = self.say(error.message)
            self._find()
            return self.index()

    def _find(self) -> None:
        try:
            found = life.find(self.text("id"), self.user)
        except OAError as error:
            raise NotFound(self.text("id")) from error
        if self.unit.code not in units_of(found):
            raise NotFound(self.text("id"))
        self.matter = found
        self.__dict__.pop("may", None)

    def _act(self, asked: str) -> str:
        if asked not in DONE:
            raise InvalidInput(_("error_matter_button", default="Press one of the buttons."))
        until = self._until() if asked == Act.EXTEND else None
        life.act(self.matter.id, Act(asked), self.user, self.text("text"), until=until)
        self.tell(DONE[Act(asked)])
        return self.go(self.address)

    def _until(self) -> date | None:
        text = self.text("until")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise InvalidInput(
                _(
                    "error_matter_day",
                    default="“${text}” is no date; write it as 2026-09-01.",
                    mapping={"text": text[:40]},
                ),
                field="until",
            ) from error

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.unit_url}/@@matter?id={self.matter.id}"

    @property
    def page_title(self) -> str:
        """Number and beginning of what is to be done."""
        return f"{self.matter.number} {self.matter.title[:40]}"

    @property
    def title_class(self) -> str:
        """Long titles are set smaller."""
        long = len(self.matter.title) > 60
        return "oa-doc__title oa-doc__title--long" if long else "oa-doc__title"

    def facts(self) -> dict[str, Any]:
        """Return what stands under the title."""
        matter = self.matter
        first = matter.first_due_on
        return {
            "number": matter.number,
            "urgency": self.urgency(matter),
            "state": self.state(matter),
            "due": self.day(matter.due_on),
            "light": self.standing(matter),
            "first_due": self.day(first) if first != matter.due_on else "",
            "unit": unit_title(matter.unit),
        }

    def pairs(self) -> list[tuple[str, str]]:
        """Return who has to do with it."""
        matter = self.matter
        office = self.say(_("matter_review_office", default="Office"))
        leader = self.directory.fullname(matter.source.instructed_by)
        pairs = [
            (_("matter_label_lead", default="Lead"), self.names((matter.lead,))),
            (_("matter_label_assisting", default="Assisting"), self.names(matter.assisting)),
            (
                _("matter_label_made_by", default="Made by"),
                f"{self.directory.fullname(matter.created_by)} {self.exact(matter.created_at)}",
            ),
            (
                _("matter_label_review_by", default="Reviewed by"),
                leader if matter.review_by == "leader" and leader else office,
            ),
        ]
        return [(title, value) for title, value in pairs if value]

    def source(self) -> dict[str, Any]:
        """Return the document and the words from which it comes; the link only to who may read."""
        source = self.matter.source
        document = document_by_reference(source.reference)
        readable = document is not None and may_read(document, self.viewer)
        return {
            "title": source.title,
            "number": source.number,
            "url": document_url(source.reference) if readable else None,
            "words": source.words,
            "name": self.directory.fullname(source.instructed_by) if source.entry else "",
        }

    def history(self) -> list[dict[str, Any]]:
        """Return what was done with it, the latest last."""
        return [self._said(each) for each in self.matter.history]

    def _said(self, record: Record) -> dict[str, Any]:
        until = ""
        if record.until is not None:
            until = self.say(
                _("matter_until", default="to ${day}", mapping={"day": self.day(record.until)})
            )
        return {
            "title": self.say(DID_TITLES[record.act]),
            "until": until,
            "name": self.directory.title_of(record.actor),
            "for": self.names(record.parties),
            "at": self.exact(record.at),
            "text": record.text,
            "css": "oa-opinion oa-opinion--leader"
            if record.act in (Act.REPORT, Act.CLOSE, Act.SEND_BACK)
            else "oa-opinion",
        }

    @property
    def history_valid(self) -> bool:
        """Whether the history is as it was written."""
        return is_valid(self.matter)

    # the panel

    @cached_property
    def may(self) -> list[Act]:
        """What the person may do now."""
        return life.may_do(self.matter, self.viewer)

    def asks(self) -> str:
        """Return in one sentence what is asked of the person, "" when nothing is."""
        return next((self.say(text) for act, text in ASKS.items() if act in self.may), "")

    def waits(self) -> str:
        """Return with whom it is: the lead, or who reviews it; "" when it has ended."""
        if self.matter.state is State.OPEN:
            return self.names((self.matter.lead,))
        reviewers = self.matter.held_by(Role.REVIEW)
        return "、".join(self.directory.title_of(each) for each in reviewers)

    def silent(self) -> str:
        """Return who assists and has not been heard yet, while that is still wanted."""
        if self.matter.state is not State.OPEN:
            return ""
        heard = self.matter.heard
        return self.names(tuple(each for each in self.matter.assisting if each not in heard))

    def buttons(self) -> list[dict[str, Any]]:
        """Return the buttons under the field, the first one primary."""
        acts = [each for each in IN_SIGHT if each in self.may]
        if Act.FEEDBACK in acts and Act.URGE in acts:
            acts.remove(Act.URGE)
        return [
            {
                "id": each.value,
                "title": ACT_TITLES[each],
                "css": "oa-button" if place else "oa-button oa-button--primary oa-button--wide",
            }
            for place, each in enumerate(acts)
        ]

    def field(self) -> dict[str, Any]:
        """Return the label and the length of the field; nothing where there are no buttons."""
        found = self.buttons()
        if not found:
            return {}
        first = Act(found[0]["id"])
        return {"label": LABELS[first], "limit": LIMITS[first]}

    def folded(self) -> list[dict[str, Any]]:
        """Return what is done more rarely, each with its form."""
        asked = self.text("action") if self.posted else ""
        return [
            {
                "id": each.value,
                "title": ACT_TITLES[each],
                "label": REASONS[each],
                "dated": each is Act.EXTEND,
                "open": "open" if asked == each else None,
            }
            for each in FOLDED
            if each in self.may
        ]

    def typed(self, name: str) -> str:
        """Return what the person had typed when the form was refused."""
        return self.text(name) if self.posted else ""

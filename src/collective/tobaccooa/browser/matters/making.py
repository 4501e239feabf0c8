"""`<unit>/@@new-matter?document=…&instruction=…`: make a matter of a document."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.matters.base import departments_of
from collective.tobaccooa.browser.matters.base import MatterPage
from collective.tobaccooa.browser.matters.base import units_below
from collective.tobaccooa.documents.vocabularies import URGENCIES
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.supervision.matters import life
from collective.tobaccooa.supervision.matters.addresses import document_url
from collective.tobaccooa.supervision.matters.checks import Asked
from collective.tobaccooa.supervision.matters.checks import MAX_TITLE
from collective.tobaccooa.supervision.matters.instructions import document_for
from collective.tobaccooa.supervision.matters.instructions import instructions
from collective.tobaccooa.supervision.matters.instructions import usual_due
from datetime import date
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound
from zExceptions import Unauthorized

import transaction
import uuid


class NewMatterPage(MatterPage):
    """The form; a refusal keeps everything that was typed."""

    page_title = _("title_new_matter", default="Make a supervised matter")
    assisting_part = ViewPageTemplateFile("templates/new_matter_assisting.pt")
    error = ""
    wrong = ""
    title_limit = MAX_TITLE

    def __call__(self):
        """Show the form, or make the matter.

        :raises NotFound: no such document for this person.
        :raises Unauthorized: it is not theirs to make.
        """
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self._find_document()
        if not self.posted:
            return self.index()
        self.check_form()
        try:
            made = life.create(self._asked(), self.user, key=self.text("key") or None)
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            self.error, self.wrong = self.say(error.message), getattr(error, "field", "") or ""
            return self.index()
        self.tell(
            _(
                "msg_matter_made",
                default="${number} is made; ${lead} has it under “to do” now.",
                mapping={"number": made.number, "lead": self.names((made.lead,))},
            )
        )
        return self.go(f"{self.unit_url}/@@matter?id={made.id}")

    def _find_document(self) -> None:
        reference = self.text("document")
        try:
            self.document = document_for(reference, self.viewer)
        except OAError as error:
            if error.status == 403:
                raise Unauthorized("new-matter") from error
            raise NotFound("new-matter") from error
        if self.document.unit_code != self.unit.code:
            raise NotFound("new-matter")

    def _asked(self) -> Asked:
        return Asked(
            document=self.document.reference,
            entry=self.text("instruction"),
            title=self.text("title"),
            lead=self.text("lead"),
            assisting=tuple(self.texts("assisting")),
            due_on=self._day("due_on"),
            urgency=self.text("urgency", "normal"),
            review_by=self.text("review_by", "office"),
        )

    def _day(self, name: str) -> date | None:
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise InvalidInput(
                _(
                    "error_matter_day",
                    default="“${text}” is no date; write it as 2026-09-01.",
                    mapping={"text": text[:40]},
                ),
                field=name,
            ) from error

    @property
    def key(self) -> str:
        """What makes a second press of the button the same request."""
        return self.text("key") or uuid.uuid4().hex

    @property
    def document_address(self) -> str | None:
        """Where the document is."""
        return document_url(self.document.reference)

    @cached_property
    def entries(self) -> list[dict[str, Any]]:
        """Return the leaders' instructions on the document, the chosen one marked."""
        found = instructions(self.document)
        chosen = self.text("instruction", found[-1].id if found else "")
        if self.posted:
            chosen = self.text("instruction")
        return [
            {
                "id": each.id,
                "words": each.opinion,
                "name": self.directory.fullname(each.on_behalf_of or each.actor),
                "at": self.exact(each.at),
                "chosen": each.id == chosen,
            }
            for each in found
        ]

    @cached_property
    def chosen_entry(self) -> dict[str, Any] | None:
        """The instruction whose words the matter carries, None for the document itself."""
        return next((each for each in self.entries if each["chosen"]), None)

    def title(self) -> str:
        """What is in the field of what is to be done: as typed, else the leader's words."""
        if self.posted:
            return self.text("title")
        words = self.chosen_entry["words"] if self.chosen_entry else ""
        return " ".join(words.split())[:MAX_TITLE]

    def urgencies(self) -> list[dict[str, Any]]:
        """Return the degrees of urgency, each with the usual due date."""
        entry = self.chosen_entry["id"] if self.chosen_entry else ""
        chosen = self.text("urgency", "normal")
        return [
            {
                "id": token,
                "title": self.say(title),
                "due": self.day(usual_due(self.document, entry, token, self.today)),
                "chosen": token == chosen,
            }
            for token, title in URGENCIES
        ]

    def usual(self) -> str:
        """Return the usual dates in one line: 平急 2026年12月1日，…."""
        return "，".join(f"{each['title']} {each['due']}" for each in self.urgencies())

    def parties(self, field: str) -> list[dict[str, Any]]:
        """Return who can be chosen: the unit's departments, then the units below."""
        chosen, unit = set(self.texts(field)), self.unit.code
        groups = (
            (
                "departments",
                _("matter_group_departments", default="Departments"),
                departments_of(unit),
            ),
            ("units", _("matter_group_units", default="Units below"), units_below(unit)),
        )
        return [
            {
                "id": f"{field}-{name}",
                "title": self.say(title),
                "rows": [{"id": i, "title": t, "chosen": i in chosen} for i, t in rows],
            }
            for name, title, rows in groups
            if rows
        ]

    def reviewers(self) -> list[dict[str, Any]]:
        """Return who may review: the office, and the leader whose words these are."""
        chosen = self.text("review_by", "office")
        found = [{"id": "office", "title": self.say(_("matter_review_office", default="Office"))}]
        if self.chosen_entry:
            found.append({"id": "leader", "title": self.chosen_entry["name"]})
        return [{**each, "chosen": each["id"] == chosen} for each in found]

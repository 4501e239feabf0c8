"""`<document>/@@administer`: the named acts of an administrator on a document that they can't read.

Number, title, type, step and holders are shown, never text, files or opinions.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.controlpanels.standing import administers
from collective.tobaccooa.documents.corrections import editable_value
from collective.tobaccooa.documents.corrections import FIELDS
from collective.tobaccooa.documents.corrections import why_not
from collective.tobaccooa.documents.summary import label_of
from collective.tobaccooa.documents.vocabularies import DOCUMENT_TYPES
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.inbox.sources import number_of
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.principals import unit_principal
from collective.tobaccooa.workflows.facts import document_facts
from collective.tobaccooa.workflows.facts import people_behind
from collective.tobaccooa.workflows.facts import situation_of
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.reassigning import successors
from collective.tobaccooa.workflows.situation import candidates
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.texts import step_title
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import Unauthorized


DONE = {
    Action.HAND_OVER: _("msg_admin_handed_over", default="Handed over; it is in the record."),
    Action.SET_HOLDER: _("msg_admin_holder_set", default="The holder is set; it is in the record."),
    Action.CORRECT_ENTRY: _(
        "msg_admin_corrected",
        default="The register entry is corrected; old and new values are in the record.",
    ),
}
INPUTS = {"dated_on": "date", "received_at": "datetime-local"}


class Administer(Panel):
    """Hand over, set a holder, correct the register entry: each with its reason."""

    page_title = _("heading_administer", default="Administer a document")
    actions = {"hand_over": "hand_over", "set_holder": "set_holder", "correct": "correct"}
    forms_part = ViewPageTemplateFile("templates/administer_forms.pt")

    def __call__(self) -> Any:
        """Show the page to the administrators of the document's unit.

        :raises Unauthorized: to everybody else.
        """
        if not administers(self.context.unit_code):
            raise Unauthorized("administer")
        return super().__call__()

    @cached_property
    def staff(self) -> DirectoryStaff:
        """The organisation as the kernel sees it."""
        return DirectoryStaff(self.today)

    def facts(self) -> dict[str, Any]:
        """Return what an administrator may know of the document."""
        document, state = self.context, kernel_state(self.context)
        return {
            "title": document.title,
            "number": number_of(document),
            "type": title_of_token(document.document_type),
            "unit": self.directory.unit(document.unit_code).title,
            "step": step_title(state.step),
            "holders": [
                {
                    "names": "、".join(self._people(holder)),
                    "since": self.exact(holder.since),
                    "due": self.day(holder.due_on),
                }
                for holder in state.holders
            ],
        }

    def _people(self, holder: Any) -> list[str]:
        people = sorted(people_behind(holder, self.staff))
        return [self.staff.title(user) for user in people] or [self.staff.title(holder.principal)]

    @property
    def in_progress(self) -> bool:
        """Whether somebody has to act."""
        return chain(self.context.chain_id).is_work(kernel_state(self.context).step)

    def successors(self) -> list[dict[str, Any]]:
        """Return who may take it over at its step."""
        now = clock.now()
        facts = document_facts(self.context, self.staff, now)
        situation = situation_of(self.context, facts, self.staff, now)
        return [self._person(each) for each in candidates(successors(situation), self.staff)]

    def everybody(self) -> list[dict[str, Any]]:
        """Return the people of the unit."""
        members = self.directory.members(unit_principal(self.context.unit_code))
        return [
            self._person({"id": user, "fullname": self.directory.fullname(user)})
            for user in members
        ]

    def _person(self, candidate: dict[str, Any]) -> dict[str, Any]:
        person = self.directory.person(candidate["id"])
        away = self.say(_("state_absent", default="absent"))
        more = [person.job_title, away if person.is_absent(self.today) else ""]
        about = "，".join(filter(None, more))
        chosen = candidate["id"] == self.text("handler")
        return {
            "id": candidate["id"],
            "title": f"{candidate['fullname']}（{about}）" if about else candidate["fullname"],
            "selected": "selected" if chosen else None,
        }

    def fields(self) -> list[dict[str, Any]]:
        """Return the fields of the register entry; those that stay say why."""
        return [self._field(name) for name in FIELDS[self.context.chain_id]]

    def _field(self, name: str) -> dict[str, Any]:
        stored = editable_value(self.context, name)
        value = self.text(f"field-{name}") if self.text("do") == "correct" else stored
        reason = why_not(self.context, name)
        return {
            "id": name,
            "title": label_of(self.context, name),
            "value": value,
            "why_not": self.say(reason) if reason else "",
            "options": self._options(name, value),
            "type": INPUTS.get(name, "text"),
        }

    def _options(self, name: str, chosen: str) -> list[dict[str, Any]]:
        if name == "document_type":
            pairs = [(each.token, each.title) for each in DOCUMENT_TYPES]
        elif name == "department":
            departments = self.directory.departments(self.context.unit_code)
            pairs = [("", "—"), *((each.id, each.title) for each in departments)]
        else:
            return []
        return [
            {"id": token, "title": title, "selected": "selected" if token == chosen else None}
            for token, title in pairs
        ]

    # the acts

    def _decide(self, decision: Decision) -> str:
        decide(self.context, decision, self.user)
        self.tell(DONE[Action(decision.action)])
        return self.url

    def _to(self, action: Action) -> str:
        handler = self.text("handler")
        if not handler:
            raise InvalidInput(
                _("error_choose_successor", default="Choose who takes it over."), field="handler"
            )
        return self._decide(Decision(action, handlers=(handler,), reason=self.text("reason")))

    def hand_over(self) -> str:
        """Give it to somebody who can take the step."""
        return self._to(Action.HAND_OVER)

    def set_holder(self) -> str:
        """Give it to anybody of the unit."""
        return self._to(Action.SET_HOLDER)

    def correct(self) -> str:
        """Correct the fields that differ from what is stored."""
        changed = tuple(
            (name, self.text(f"field-{name}"))
            for name in FIELDS[self.context.chain_id]
            if f"field-{name}" in self.request.form
            and self.text(f"field-{name}") != editable_value(self.context, name)
        )
        reason = self.text("reason")
        return self._decide(Decision(Action.CORRECT_ENTRY, corrections=changed, reason=reason))

"""`@@delegations`: my assistants and absence, whom I assist, what was done in my name.

With `person` an application administrator does it for somebody of the unit; of what was done in
that person's name they see nothing, since it names documents.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.vocabularies import DOCUMENT_TYPES
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.inbox.acts import Act
from collective.tobaccooa.inbox.acts import acts_for
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.delegating import check_may_set
from collective.tobaccooa.organisation.delegating import manages
from collective.tobaccooa.organisation.delegations import delegation_of
from collective.tobaccooa.organisation.delegations import delegations_of
from collective.tobaccooa.organisation.delegations import delegations_to
from collective.tobaccooa.organisation.delegations import end
from collective.tobaccooa.organisation.delegations import grant
from collective.tobaccooa.organisation.model import Delegation
from collective.tobaccooa.organisation.model import Person
from collective.tobaccooa.organisation.people import set_absence
from collective.tobaccooa.workflows.texts import ACTION_TITLES
from collective.tobaccooa.workflows.texts import step_title
from collective.tobaccooa.workflows.vocabularies import work_steps
from datetime import date
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zExceptions import Unauthorized

import transaction


class DelegationsPage(OfficePage):
    """Forms post to the page itself; refused, they come back with all that was typed."""

    form_part = ViewPageTemplateFile("templates/form.pt")
    acts_part = ViewPageTemplateFile("templates/acts.pt")
    page_title = _("heading_delegations", default="Assistants and absence")
    section = "my-work"
    error = ""

    def __call__(self):
        """Show the page, or do what a form asks.

        :raises Unauthorized: it is about somebody whose assistants are not for this person to know.
        """
        self.request.response.setHeader("Cache-Control", "private, no-store")
        try:
            check_may_set(self.user, self.person.id)
        except OAError as error:
            raise Unauthorized(self.say(error.message)) from error
        try:
            if self.posted:
                self.check_form()
                return self._do(self.text("do"))
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            self.error = self.say(error.message)
        return self.index()

    def _do(self, what: str) -> str:
        if what == "end":
            found = delegation_of(self.text("id"))
            check_may_set(self.user, found.grantor)
            end(found.id, self.user, clock.now())
            self.tell(_("msg_delegation_ended", default="The help has ended."))
        elif what == "absence":
            set_absence(self.person.id, self._day("from"), self._day("until"))
            self.tell(_("msg_absence_set", default="The absence has been written down."))
        else:
            self._grant()
        return self.go(self.address)

    def _grant(self) -> None:
        """Name the assistant; the same days may be the person's absence."""
        first, last = self._day("from") or self.today, self._day("until")
        assistant = self.text("assistant")
        if not assistant:
            raise InvalidInput(
                _("error_delegation_assistant", default="Name the assistant."), field="assistant"
            )
        grant(
            self.person.id,
            assistant,
            first,
            last,
            self.user,
            clock.now(),
            self.texts("document_types"),
            self.texts("steps"),
            self.text("reason"),
        )
        if self.text("absent"):
            set_absence(self.person.id, first, last)
        self.tell(
            _(
                "msg_delegation_set",
                default="${name} can act for you now; both names stand in every record.",
                mapping={"name": self.directory.fullname(assistant)},
            )
        )

    def _day(self, name: str) -> date | None:
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise InvalidInput(
                _("error_no_such_day", default="There is no such day; write it like 2026-09-01."),
                field=name,
            ) from error

    @cached_property
    def person(self) -> Person:
        """Whose assistants are shown."""
        return self.directory.person(self.text("person") or self.user)

    @property
    def for_other(self) -> bool:
        """Whether an administrator does it for somebody."""
        return self.person.id != self.user

    @property
    def address(self) -> str:
        """Address of this page."""
        query = f"?{urlencode({'person': self.person.id})}" if self.for_other else ""
        return f"{self.unit_url}/@@delegations{query}"

    def absence(self) -> str:
        """Say when the person is away, "" when not."""
        person = self.person
        if person.absent_from is None:
            return ""
        return self._days(person.absent_from, person.absent_until)

    def _days(self, first: date, last: date | None) -> str:
        words = {"first": self.day(first), "last": self.day(last)}
        if last is None:
            return self.say(_("label_days_from", default="from ${first}", mapping=words))
        return self.say(_("label_days_until", default="${first} to ${last}", mapping=words))

    @property
    def unhelped(self) -> bool:
        """Whether the person is or will be away and nobody acts for them."""
        away = self.person.absent_until is None or self.person.absent_until >= self.today
        return bool(self.absence()) and away and not self._current(delegations_of(self.person.id))

    def _current(self, found: list[Delegation]) -> list[Delegation]:
        return [
            each
            for each in found
            if each.ended_at is None and (each.last is None or each.last >= self.today)
        ]

    def mine(self) -> list[dict[str, Any]]:
        """Return who acts, or will act, for the person."""
        found = self._current(delegations_of(self.person.id))
        return [self._shown(each, each.assistant) for each in found]

    def ended(self) -> list[dict[str, Any]]:
        """Return who acted for the person once."""
        found = delegations_of(self.person.id)
        current = {each.id for each in self._current(found)}
        return [self._shown(e, e.assistant) for e in found if e.id not in current][:50]

    def others(self) -> list[dict[str, Any]]:
        """Return for whom the person acts, or will act."""
        found = self._current(delegations_to(self.person.id))
        return [self._shown(each, each.grantor) for each in found]

    def _shown(self, each: Delegation, who: str) -> dict[str, Any]:
        types = "、".join(self.say(title_of_token(t)) for t in each.document_types)
        steps = "、".join(self.say(step_title(s)) for s in each.steps)
        return {
            "id": each.id,
            "name": self.directory.fullname(who),
            "job": self.directory.person(who).job_title,
            "days": self._days(each.first, each.last),
            "limits": "；".join(part for part in (types, steps) if part),
            "reason": each.reason,
            "set_by": self.directory.fullname(each.set_by) if each.set_by != each.grantor else "",
            "running": each.is_valid(self.today),
        }

    def colleagues(self) -> list[dict[str, Any]]:
        """Return whom the person can choose: the active people of the same unit."""
        units = self.directory.units_of(self.person.id)
        chosen = self.text("assistant")
        return [
            {
                "id": each.id,
                "title": f"{each.fullname} {each.job_title}".strip(),
                "selected": each.id == chosen,
            }
            for each in self.directory.people()
            if each.active and each.id != self.person.id and each.unit in units
        ]

    def types(self) -> list[dict[str, Any]]:
        """Return the document types to limit it to."""
        ticked = self.texts("document_types")
        return [
            {"id": t.token, "title": t.title, "checked": t.token in ticked} for t in DOCUMENT_TYPES
        ]

    def steps(self) -> list[dict[str, Any]]:
        """Return the steps to limit it to, of both chains."""
        ticked = self.texts("steps")
        return [{"id": s, "title": step_title(s), "checked": s in ticked} for s in work_steps()]

    def people(self) -> list[dict[str, Any]]:
        """Return for whom an administrator can do it: everybody of the unit."""
        if not manages(self.user, self.unit.code):
            return []
        return [
            {"id": p.id, "title": f"{p.fullname} {p.job_title}", "selected": p.id == self.person.id}
            for p in self.directory.people()
            if p.active and p.unit == self.unit.code
        ]

    @cached_property
    def page(self) -> tuple[list[Act], int]:
        """The part of the list of acts to show; nothing for an administrator."""
        if self.for_other:
            return [], 0
        return acts_for(self.user, self.start(), PAGE_SIZE)

    def acts(self) -> list[dict[str, Any]]:
        """Return what was done in the person's name, ready to show."""
        return [self._act(act) for act in self.page[0]]

    def _act(self, act: Act) -> dict[str, Any]:
        document = document_by_reference(act.reference)
        return {
            "at": self.exact(act.at),
            "who": self.directory.fullname(act.assistant),
            "what": " · ".join(
                self.say(each)
                for each in (step_title(act.step), ACTION_TITLES.get(act.action, act.action))
                if each
            ),
            "opinion": act.opinion,
            "title": document.title if document is not None else act.reference,
            "url": document.absolute_url() if document is not None else "",
        }

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other parts of the list of acts."""
        return paging_of(self, f"{self.unit_url}/@@delegations", self.page[1])

"""`@@oa-people`: find people, reset passwords without mail, absence, leaving."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation import accounts
from collective.tobaccooa.organisation import people
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Person
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.organisation.principals import unit_of_staff
from datetime import date
from functools import cached_property
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


PAGE_SIZE = 50
SITE_ROLES = {"Manager", "Site Administrator"}


class PeoplePanel(Panel):
    """A list with a search field; `?id=…` shows one person and what can be done."""

    page_title = _("heading_people", default="People")
    actions = {
        "reset": "reset",
        "absence": "absence",
        "leave": "leave",
        "return": "come_back",
    }
    person_html = ViewPageTemplateFile("templates/person.pt")
    leaving_html = ViewPageTemplateFile("templates/person_leaving.pt")
    one_time_password = ""

    @cached_property
    def known(self) -> Directory:
        """The organisation, as it is in this request."""
        return directory()

    @property
    def person(self) -> Person | None:
        """The person asked for by `id`, None for the list."""
        user_id = self.text("id")
        return self.known.person(user_id) if user_id else None

    @cached_property
    def found(self) -> list[Person]:
        """People whose name, user name, job, unit or department contains the searched text."""
        wanted = self.text("q").lower()
        everybody = self.known.people()
        return [person for person in everybody if wanted in self._words(person)]

    def _words(self, person: Person) -> str:
        words = (person.id, person.fullname, person.job_title, self.place_of(person))
        return " ".join(words).lower()

    @property
    def page(self) -> list[Person]:
        """The rows of this page of the list."""
        return self.found[self.start() : self.start() + PAGE_SIZE]

    def page_url(self, start: int) -> str:
        """The address of another page of the list; "" when there is none."""
        if start < 0 or start >= len(self.found) or start == self.start():
            return ""
        return f"{self.url}?{urlencode({'q': self.text('q'), 'b_start': start})}"

    @property
    def before_url(self) -> str:
        """The address of the page before."""
        return self.page_url(max(0, self.start() - PAGE_SIZE)) if self.start() else ""

    @property
    def next_url(self) -> str:
        """The address of the next page."""
        return self.page_url(self.start() + PAGE_SIZE)

    def place_of(self, person: Person) -> str:
        """Return unit and department of a person."""
        parts = []
        if person.unit and self.known.has_unit(person.unit):
            unit = self.known.unit(person.unit)
            parts.append(unit.short_title or unit.title)
        if person.department and self.known.has_department(person.department):
            parts.append(self.known.department(person.department).title)
        return " ".join(parts)

    def belongs_to(self, person: Person) -> list[str]:
        """Return the departments and posts of a person by name."""
        groups = sorted(self.known.principals_of(person.id))
        ours = (group for group in groups if "." in group and not unit_of_staff(group))
        return [self.known.title_of(group) for group in ours]

    def absent(self, person: Person) -> bool:
        """Tell whether a person is away today."""
        return person.is_absent(self.today)

    @property
    def delegations_url(self) -> str:
        """The address of the page on which this person gets an assistant."""
        person = self.known.person(self.text("id"))
        unit = self.known.unit_object(
            person.unit if self.known.has_unit(person.unit) else ROOT_UNIT
        )
        return f"{unit.absolute_url()}/@@delegations?{urlencode({'person': person.id})}"

    def must_change(self, person: Person) -> bool:
        """Tell whether a person has not chosen a password yet."""
        return accounts.must_change_password(person.id)

    def _here(self) -> str:
        return f"{self.url}?{urlencode({'id': self.text('id')})}"

    def reset(self) -> None:
        """Make a one-time password and show it on this page, once."""
        self._refuse_above_us()
        self.one_time_password = accounts.reset_password(self.text("id"))

    def absence(self) -> str:
        """Set the days of absence; both empty: present."""
        people.set_absence(self.text("id"), self._day("from"), self._day("until"))
        self.tell(_("msg_absence_set", default="The absence has been written down."))
        return self._here()

    def _day(self, name: str) -> date | None:
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise InvalidInput(
                _("error_day", default="Write days like 2026-09-01."), field=name
            ) from error

    def leave(self) -> str:
        """Deactivate a person, once the box is ticked."""
        if self.text("sure") != "yes":
            raise InvalidInput(
                _(
                    "error_leave_sure",
                    default="Tick the box first: posts and departments are taken away at once.",
                ),
                field="sure",
            )
        if self.text("id") == self.user:
            raise InvalidInput(
                _("error_leave_self", default="You cannot deactivate your own account.")
            )
        self._refuse_above_us()
        people.deactivate(self.text("id"))
        self.tell(
            _(
                "msg_person_left",
                default="The person can no longer sign in. Name a successor in the sheet 岗位 if a "
                "post is vacant now.",
            )
        )
        return self._here()

    def _refuse_above_us(self) -> None:
        """Refuse to touch accounts with more rights than one's own.

        Else the application administrator could sign in as the site's.
        """
        user = api.user.get(userid=self.text("id"))
        theirs = set(user.getRoles()) & SITE_ROLES if user is not None else set()
        if theirs - set(api.user.get_current().getRoles()):
            raise Refused(
                _(
                    "error_account_above",
                    default="This account administers the whole site; only an account with the "
                    "same rights may change it.",
                )
            )

    def come_back(self) -> None:
        """Let somebody who left sign in again, with a one-time password."""
        self.one_time_password = people.reactivate(self.text("id"))

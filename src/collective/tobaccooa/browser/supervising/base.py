"""What the pages of supervision share: who may come in, and how a document is shown there."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.supervising import words
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.supervision.board import is_document
from collective.tobaccooa.supervision.board import lines_of
from collective.tobaccooa.supervision.board_access import Scope
from collective.tobaccooa.supervision.board_access import scope_of
from collective.tobaccooa.supervision.board_model import Line
from collective.tobaccooa.supervision.board_model import Row
from collective.tobaccooa.workflows.facts import actor_facts
from collective.tobaccooa.workflows.facts import document_facts
from collective.tobaccooa.workflows.judging import judge
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.staff import DirectoryStaff
from datetime import datetime
from functools import cached_property
from typing import Any
from zExceptions import Unauthorized


class BoardBase(OfficePage):
    """A page of a unit's board."""

    section = "board"

    def check_access(self) -> None:
        """Let in who sees anything of the unit's board.

        :raises Unauthorized: to everybody else.
        """
        if not self.scope:
            raise Unauthorized(self.__name__)
        self.request.response.setHeader("Cache-Control", "private, no-store")

    @cached_property
    def scope(self) -> Scope:
        """What of the unit's board the person sees."""
        return scope_of(self.unit.code, self.user, self.directory)

    @cached_property
    def now(self) -> datetime:
        """The moment at which everything on the page is judged."""
        return clock.now()

    @cached_property
    def lines(self) -> list[Line]:
        """Everything in progress that the person sees here."""
        return lines_of(self.unit.code, self.scope, self.now)

    @cached_property
    def principals(self) -> frozenset[str]:
        """The person and their groups."""
        return self.directory.principals_of(self.user) | {self.user}

    @property
    def address(self) -> str:
        """Address of the board."""
        return f"{self.unit_url}/@@board"

    def shown(self, row: Row) -> dict[str, Any]:
        """Return a document of the board, ready to show."""
        item, worst = row.item, row.lines[0].standing
        return {
            "reference": item.reference,
            "title": item.title,
            "url": self.url_of(item),
            "number": item.number,
            "type": title_of_token(item.document_type) if item.document_type else "",
            "urgency": item.urgency if item.urgency != "normal" else "",
            "urgency_title": title_of_token(item.urgency),
            "step": source_of(item.reference).step_title(item),
            "light": worst.light.value,
            "limit": words.limit(worst, self._due_title(row)),
            "due": self._due(row),
            "holders": [self.holder(line) for line in row.lines],
            "may_urge": self.may_urge(row),
            "urge_label": _(
                "board_urge_one", default="Urge: ${title}", mapping={"title": item.title[:60]}
            ),
            "tick_label": _(
                "board_tick", default="Choose: ${title}", mapping={"title": item.title[:60]}
            ),
        }

    def holder(self, line: Line) -> dict[str, Any]:
        """Return who holds a document, since when, and whether they have looked at it."""
        item, person = line.item, line.item.principal
        return {
            "name": self.name_of(person),
            "age": words.age(line.standing),
            "since": self.short(item.since),
            "since_exact": self.exact(item.since),
            "opened": self.short(item.opened_at),
            "urged": item.urged,
            "away": self.directory.has_person(person)
            and self.directory.is_absent(person, self.today),
        }

    def name_of(self, principal: str) -> str:
        """Return who holds something, as the page says it."""
        found = self._names.get(principal)
        if found is None:
            name = words.holder_name(principal, self.unit.code, self.directory)
            found = self._names[principal] = self.say(name)
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def _due_title(self, row: Row) -> str:
        light = self.light(row.item.due_on)
        return light["title"] if light else ""

    def _due(self, row: Row) -> str:
        due_on = row.item.due_on
        if due_on is None:
            return ""
        return f"{due_on:%m-%d}" if due_on.year == self.today.year else self.day(due_on)

    def url_of(self, item) -> str:
        """Return the address of a document, "" for those who may not open it.

        Who supervises from above, leads departments or is a deputy sees where it is, not its text.
        """
        if not is_document(item):
            return "" if self.scope.above else source_of(item.reference).page(item)
        if not self._opens_all:
            document = document_by_reference(item.reference)
            if document is None or not getSecurityManager().checkPermission("View", document):
                return ""
        return source_of(item.reference).page(item)

    @cached_property
    def _opens_all(self) -> bool:
        """Whether the person has the role of a supervisor on every document of the unit."""
        posts = ("leader", "director", "clerk")
        return any(f"{self.unit.code}.post.{post}" in self.principals for post in posts)

    def may_urge(self, row: Row) -> bool:
        """Whether the person can urge: it is a document, held by others, and concerns them."""
        if not is_document(row.item) or any(line.holder in self.principals for line in row.lines):
            return False
        if self.scope.whole:
            return True
        document = document_by_reference(row.item.reference)
        if document is None:
            return False
        staff = DirectoryStaff(self.today)
        actor = actor_facts(self.user, staff, document.unit_code)
        return judge(Action.URGE, document_facts(document, staff, self.now), actor).allowed

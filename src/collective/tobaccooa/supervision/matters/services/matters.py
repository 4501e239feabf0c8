"""`@matters` of a unit: the list, one matter, and what people do with it."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import DEFAULT_BATCH
from collective.tobaccooa.rest import OAService
from collective.tobaccooa.supervision.matters import life
from collective.tobaccooa.supervision.matters.addresses import reference_from
from collective.tobaccooa.supervision.matters.checks import Asked
from collective.tobaccooa.supervision.matters.guards import Viewer
from collective.tobaccooa.supervision.matters.listing import Filter
from collective.tobaccooa.supervision.matters.listing import matters
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import State
from collective.tobaccooa.supervision.matters.parties import viewer_of
from collective.tobaccooa.supervision.matters.services.render import full_json
from collective.tobaccooa.supervision.matters.services.render import row_json
from collective.tobaccooa.supervision.matters.sources import units_of
from datetime import date
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class MatterService(OAService):
    """Base: what stands behind the name of the service is the id of a matter."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request, name):
        self.path.append(name)
        return self

    @property
    def unit(self) -> str:
        return directory().unit_of(self.context).code

    @property
    def viewer(self) -> Viewer:
        return viewer_of(self.actor)

    def matter(self) -> Matter:
        """Return the matter that the address names.

        :raises NotHere: there is none for the caller under this unit.
        """
        found = life.find(self.path[0], self.actor) if len(self.path) == 1 else None
        if found is None or self.unit not in units_of(found):
            raise NotHere(
                _(
                    "error_no_such_matter",
                    default="There is no such supervised matter, or it is not for you to see.",
                )
            )
        return found

    def full(self, matter: Matter) -> dict[str, Any]:
        return full_json(matter, self.context.absolute_url(), self.viewer)


class MattersGet(MatterService):
    """`?state=&lead=&q=&overdue=yes`: the unit's list; with an id: one matter."""

    def answer(self) -> dict[str, Any]:
        if self.path:
            return self.full(self.matter())
        wanted = Filter(
            lead=self.param("lead"),
            text=self.param("q")[:200],
            overdue_on=clock.today() if self.param("overdue") == "yes" else None,
        )
        start = self.number_param("b_start", 0)
        size = max(1, self.number_param("b_size", DEFAULT_BATCH))
        page = matters(self.viewer, self.unit, self._state(), wanted, start, size)
        unit_url = self.context.absolute_url()
        return self.batch(page.rows, lambda each: row_json(each, unit_url), total=page.total)

    def _state(self) -> State:
        asked = self.param("state", State.OPEN.value)
        if asked not in tuple(State):
            raise InvalidInput(
                _(
                    "error_matter_state",
                    default="There is no state “${state}”. Ask for open, reported, closed or "
                    "cancelled.",
                    mapping={"state": asked[:40]},
                ),
                field="state",
            )
        return State(asked)


class MattersPost(MatterService):
    """Make a matter; with an id: `{"action", "text"?, "until"?}` on one matter."""

    def answer(self) -> dict[str, Any]:
        if self.path:
            return self.full(self._act(self.matter()))
        made = life.create(self._asked(), self.actor, key=self.key)
        self.status = 201
        answer = self.full(made)
        self.request.response.setHeader("Location", answer["@id"])
        return answer

    def _act(self, found: Matter) -> Matter:
        asked = self._text("action")
        possible = tuple(each for each in Act if each is not Act.CREATE)
        if asked not in possible:
            raise InvalidInput(
                _(
                    "error_matter_action",
                    default="Name the action: ${actions}.",
                    mapping={"actions": ", ".join(each.value for each in possible)},
                ),
                field="action",
            )
        text, until = self._text("text"), self._day("until")
        return life.act(found.id, Act(asked), self.actor, text, until=until, key=self.key)

    def _asked(self) -> Asked:
        asked = Asked(
            document=reference_from(self._text("document")),
            entry=self._text("instruction"),
            title=self._text("title"),
            lead=self._text("lead"),
            assisting=self._texts("assisting"),
            due_on=self._day("due_on"),
            urgency=self._text("urgency") or "normal",
            review_by=self._text("review_by") or "office",
        )
        if asked.document.partition("/")[0] != self.unit:
            raise InvalidInput(
                _(
                    "error_matter_other_unit",
                    default="The document doesn’t belong to this unit; make the matter under the "
                    "unit of the document.",
                ),
                field="document",
            )
        return asked

    def _text(self, name: str) -> str:
        value = self.body.get(name)
        if value is not None and not isinstance(value, str):
            raise _no_text(name)
        return (value or "").strip()

    def _texts(self, name: str) -> tuple[str, ...]:
        values = self.body.get(name) or []
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise _no_text(name)
        return tuple(each.strip() for each in values)

    def _day(self, name: str) -> date | None:
        text = self._text(name)
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


def _no_text(name: str) -> InvalidInput:
    return InvalidInput(
        _(
            "error_matter_text",
            default="The value of ${name} must be a text, or a list of texts where several are "
            "possible.",
            mapping={"name": name},
        ),
        field=name,
    )

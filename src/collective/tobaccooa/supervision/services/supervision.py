"""`GET <unit>/@supervision`: everything in progress, the worst first, with counts by light."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import say
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from collective.tobaccooa.supervision.board import figures_below
from collective.tobaccooa.supervision.board import lines_of
from collective.tobaccooa.supervision.board_access import scope_of
from collective.tobaccooa.supervision.board_model import BoardFilter
from collective.tobaccooa.supervision.board_model import figures
from collective.tobaccooa.supervision.board_model import Line
from collective.tobaccooa.supervision.board_model import worst_first
from collective.tobaccooa.workflows.lights import Light
from typing import Any


FILTERS = ("light", "step", "department", "person", "type", "q")


def line_json(line: Line, people: Directory) -> dict[str, Any]:
    """Return a line of the board: one holding; `document` is absolute."""
    item, source = line.item, source_of(line.item.reference)
    return {
        "document": source.url(item),
        "title": item.title,
        "number": item.number or None,
        "unit": item.unit,
        "step": item.step,
        "step_title": say(source.step_title(item)),
        "holder": {"id": item.principal, "fullname": people.title_of(item.principal)},
        "department": line.department or None,
        "since": iso(item.since),
        "due_on": iso(item.due_on),
        "due_at": iso(item.due_at),
        "opened_at": iso(item.opened_at),
        "age_working_days": line.standing.age_in_days,
        "overdue_working_days": line.standing.overdue_in_days,
        "light": line.standing.light.value,
        "urgency": item.urgency,
        "urged": item.urged,
        "document_type": item.document_type,
        "register": item.register,
    }


class SupervisionGet(OAService):
    """A page of the board of a unit, for those who supervise it."""

    def answer(self) -> dict[str, Any]:
        people, now = directory(), clock.now()
        unit = people.unit_of(self.context).code
        scope = scope_of(unit, self.actor, people)
        if not scope:
            raise Refused(
                _(
                    "reason_no_board",
                    default="The board of a unit is open to its leaders, office director, clerk "
                    "and heads of departments, and to those of the units above.",
                )
            )
        asked = BoardFilter(**{name: self.param(name)[:200] for name in FILTERS})
        if asked.light and asked.light not in set(Light):
            raise InvalidInput(
                _(
                    "error_light",
                    default="There is no light “${light}”: on_time, due_soon or overdue.",
                    mapping={"light": asked.light[:40]},
                ),
                field="light",
            )
        lines = sorted(filter(asked.lets_through, lines_of(unit, scope, now)), key=worst_first)
        answer = self.batch(lines, lambda line: line_json(line, people))
        answer["counts"] = figures(line.standing.light for line in lines).by_light()
        if scope.whole:
            answer["units"] = [
                {"unit": each.unit.code, "title": each.unit.title, **each.figures.by_light()}
                for each in figures_below(unit, now)
            ]
        return answer

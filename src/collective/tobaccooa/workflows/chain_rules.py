"""Try and save the chain table of a scope: the pure rules of `editing` and `simulation`, with the
site's organisation, calendar and log of changes. The workbook passes here too.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import department_principal
from collective.tobaccooa.organisation.principals import unit_principal
from collective.tobaccooa.workflows import changes
from collective.tobaccooa.workflows.chain_words import differences
from collective.tobaccooa.workflows.deadlines import Due
from collective.tobaccooa.workflows.deadlines import due_after
from collective.tobaccooa.workflows.editing import document_types_concerned
from collective.tobaccooa.workflows.editing import Edit
from collective.tobaccooa.workflows.editing import Scope
from collective.tobaccooa.workflows.findings import said
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.pools import Place
from collective.tobaccooa.workflows.remembering import Remembering
from collective.tobaccooa.workflows.settings import urgency_caps
from collective.tobaccooa.workflows.simulation import Finding
from collective.tobaccooa.workflows.simulation import Severity
from collective.tobaccooa.workflows.simulation import simulate
from collective.tobaccooa.workflows.simulation import survey
from collective.tobaccooa.workflows.simulation import Trial
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.table import ANY
from collective.tobaccooa.workflows.table import ChainRow
from collective.tobaccooa.workflows.table import remove_row
from collective.tobaccooa.workflows.table import resolve
from collective.tobaccooa.workflows.table import store_row
from collective.tobaccooa.workflows.table import stored_rows
from datetime import date
from datetime import datetime
from datetime import time


SHOWN = 4
MORNING = time(8, 30)


def places_of(unit: str) -> list[Place]:
    """Return a place for each department of a unit that has people, drafted by the first of them.

    A unit without departments is one place; a unit without people is none.
    """
    who = directory()
    found = [
        Place(unit, department.id, members[0])
        for department in who.departments(unit)
        if (members := who.members(department_principal(department.id)))
    ]
    staff = who.members(unit_principal(unit))
    return found or [Place(unit, None, user) for user in staff[:1]]


def units_of(scope: Scope) -> list[str]:
    """Return the codes of the units in which a scope applies."""
    return [unit.code for unit in directory().units()] if scope.unit == ANY else [scope.unit]


def examine(scope: Scope, rows: Iterable[ChainRow]) -> list[Finding]:
    """Return all that is wrong with the scope's chain in its units, were these the rows."""
    table, spec = list(rows), chain(scope.chain)
    staff = Remembering(DirectoryStaff.for_today())
    found: list[Finding] = []
    for unit in units_of(scope):
        plans = {
            token: resolve(spec, table, unit, token)
            for token in document_types_concerned(table, scope, unit)
        }
        found += survey(spec, plans, places_of(unit), staff)
    order = list(Severity)
    return sorted(found, key=lambda each: order.index(each.severity))


def try_sample(
    chain_id: str, plan: tuple[PlanStep, ...], place: Place, urgency: str, day: date
) -> Trial:
    """Let a sample document walk, begun in the morning of a day (Asia/Shanghai)."""
    calendar, caps = working_calendar(), urgency_caps()

    def end_of(begins: datetime, limit: float | None) -> Due:
        return due_after(limit, urgency, begins, calendar, caps)

    start = datetime.combine(day, MORNING, clock.SHANGHAI)
    return simulate(chain(chain_id), plan, place, DirectoryStaff.for_today(), start, end_of)


def refuse_dead_ends(found: Iterable[Finding]) -> None:
    """Refuse what has a dead end.

    :raises Refused: the chain can't be walked to its end somewhere; the message says where.
    """
    dead = [each for each in found if each.severity is Severity.DEAD]
    if dead:
        raise Refused(
            _(
                "error_chain_dead_end",
                default="Nothing was saved, because documents would get stuck: ${reasons}",
                mapping={"reasons": " ".join(sentences(dead)[:SHOWN])},
            )
        )


def sentences(found: Iterable[Finding], type_title: Callable[[str], str] = str) -> list[str]:
    """Return the sentences of findings in the reader's language, each once.

    The same thing at many units is said once, with their names in front.

    :param type_title: what a document type is called (its words lie in a domain above).
    """
    who, staff = directory(), DirectoryStaff.for_today()
    units: dict[str, list[str]] = {}
    for each in found:
        unit = who.unit(each.unit)
        sentence = say(said(each, staff))
        if each.document_type != ANY:
            sentence = f"（{say(type_title(each.document_type))}）{sentence}"
        units.setdefault(sentence, []).append(unit.short_title or unit.title)
    return [f"{'、'.join(dict.fromkeys(names))}：{text}" for text, names in units.items()]


def save(
    scope: Scope,
    edit: Edit,
    actor: str,
    label: str,
    *,
    confirmed: bool = False,
    now: datetime | None = None,
) -> None:
    """Store an edit and write down what changed; documents under way keep their plan.

    :param label: the scope as it is called in the log of changes.
    :param confirmed: the person has seen the weaknesses and wants it all the same.
    :raises Refused: a dead end. :raises InvalidInput: weaknesses that are not confirmed.
    """
    found = examine(scope, edit.applied_to(stored_rows()))
    refuse_dead_ends(found)
    if not confirmed and any(each.severity is Severity.WEAK for each in found):
        raise InvalidInput(
            _(
                "error_chain_weak",
                default="Nothing is saved yet. Look at the weaknesses below; if it is to be so all "
                "the same, tick the box above the buttons and save again.",
            ),
            field="confirm",
        )
    for key in edit.remove:
        remove_row(key)
    for row in edit.store:
        store_row(row)
    lines = tuple(filter(None, (differences(old, new) for old, new in edit.changed)))
    changes.record(changes.CHAINS, scope.unit, actor, (label, *lines), now)


def put_rows(rows: Iterable[ChainRow], actor: str, label: str) -> None:
    """Store rows as they come from the workbook, and write down what changed in each scope.

    :param label: how the log says where they come from.
    :raises Refused: the table would have a dead end; the caller's transaction must be aborted.
    """
    before, wanted = stored_rows(), list(rows)
    for row in wanted:
        store_row(row)
    after = stored_rows()
    scopes = dict.fromkeys(Scope(row.unit, row.chain, row.document_type) for row in wanted)
    for scope in scopes:
        spec = chain(scope.chain)
        old = resolve(spec, before, scope.unit, scope.document_type)
        new = resolve(spec, after, scope.unit, scope.document_type)
        lines = tuple(filter(None, map(differences, old, new)))
        if lines:
            changes.record(changes.CHAINS, scope.unit, actor, (f"{label}，{spec.title_zh}", *lines))
    refuse_dead_ends(each for scope in scopes for each in examine(scope, after))

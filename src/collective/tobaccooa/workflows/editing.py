"""Change the chain table of one scope: what is inherited, what is own, what a form asks for. Pure.

A scope is unit, chain and document type, each possibly "all". Its own rows win over those of wider
scopes; a step without an own row inherits (`table.resolve`).
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.spec import Chain
from collective.tobaccooa.workflows.table import ANY
from collective.tobaccooa.workflows.table import ChainRow
from collective.tobaccooa.workflows.table import resolve
from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """Where rows apply: a unit's code or `*`, a chain's id, a document type or `*`."""

    unit: str
    chain: str
    document_type: str

    def owns(self, row: ChainRow) -> bool:
        """Whether a row belongs to exactly this scope."""
        return (row.unit, row.chain, row.document_type) == (
            self.unit,
            self.chain,
            self.document_type,
        )

    def row(self, step: PlanStep) -> ChainRow:
        """The row that lets a step be so in this scope."""
        return ChainRow(
            self.unit,
            self.chain,
            self.document_type,
            step.id,
            step.applies,
            step.taken_by,
            str(step.mode),
            step.limit_days,
        )


@dataclass(frozen=True)
class Standing:
    """A step in a scope.

    :param step: as it applies now.
    :param own: whether the scope has a row of its own for it.
    :param inherited: as it would apply without that row.
    :param origin: (unit, document type) of the row that it inherits, None: the chain's default.
    """

    step: PlanStep
    own: bool
    inherited: PlanStep
    origin: tuple[str, str] | None


@dataclass(frozen=True)
class Edit:
    """What is to be stored and removed, and how each changed step was before and is then."""

    store: tuple[ChainRow, ...] = ()
    remove: tuple[str, ...] = ()
    changed: tuple[tuple[PlanStep, PlanStep], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.store or self.remove)

    def applied_to(self, rows: Iterable[ChainRow]) -> list[ChainRow]:
        """Return the table's rows after the edit."""
        gone = {*self.remove, *(row.key for row in self.store)}
        return [*(row for row in rows if row.key not in gone), *self.store]


def standings(spec: Chain, rows: Iterable[ChainRow], scope: Scope) -> tuple[Standing, ...]:
    """Return every work step of a scope: own or inherited, and from where."""
    table = list(rows)
    wider = [row for row in table if not scope.owns(row)]
    own = {row.step for row in table if scope.owns(row)}
    now = resolve(spec, table, scope.unit, scope.document_type)
    without = resolve(spec, wider, scope.unit, scope.document_type)
    return tuple(
        Standing(step, step.id in own, inherited, _origin(wider, scope, step.id))
        for step, inherited in zip(now, without, strict=True)
    )


def _origin(wider: Iterable[ChainRow], scope: Scope, step: str) -> tuple[str, str] | None:
    """The scope of the row that is inherited: the most exact one, unit before document type."""
    found = [
        (row.unit, row.document_type)
        for row in wider
        if row.chain == scope.chain
        and row.step == step
        and row.unit in (ANY, scope.unit)
        and row.document_type in (ANY, scope.document_type)
    ]
    return max(found, key=lambda at: 2 * (at[0] != ANY) + (at[1] != ANY), default=None)


def edit(
    spec: Chain,
    rows: Iterable[ChainRow],
    scope: Scope,
    wanted: Iterable[PlanStep],
    reset: Iterable[str] = (),
) -> Edit:
    """Return what changes when the scope's steps are to be as `wanted`.

    A step that is as it was inherited gets no row, so that it follows later changes of the wider
    scopes; an own row that was not touched stays.

    :param reset: steps that are to be inherited again, whatever `wanted` says.
    """
    back = set(reset)
    store: list[ChainRow] = []
    remove: list[str] = []
    changed: list[tuple[PlanStep, PlanStep]] = []
    asked = {step.id: step for step in wanted}
    for standing in standings(spec, rows, scope):
        now = standing.step
        then = standing.inherited if now.id in back else asked.get(now.id, now)
        if standing.own and (now.id in back or (then != now and then == standing.inherited)):
            remove.append(scope.row(now).key)
        elif then != now:
            store.append(scope.row(then))
        else:
            continue
        changed.append((now, then))
    return Edit(tuple(store), tuple(remove), tuple(changed))


def document_types_concerned(rows: Iterable[ChainRow], scope: Scope, unit: str) -> tuple[str, ...]:
    """Return `*` and the document types whose plan in a unit may differ from the usual one.

    When the scope is one type, only that one.
    """
    if scope.document_type != ANY:
        return (scope.document_type,)
    named = {
        row.document_type
        for row in rows
        if row.chain == scope.chain and row.unit in (ANY, unit) and row.document_type != ANY
    }
    return (ANY, *sorted(named))

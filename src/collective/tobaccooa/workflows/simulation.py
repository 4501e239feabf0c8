"""Try a chain before it is used: the path of a sample document, and every dead end. Pure.

Nothing is judged anew here: the sample walks by `routing.route`, its steps are those of
`situation.options`, its people those of `pools.pool_for`. So what is found is what would happen.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.workflows.deadlines import Due
from collective.tobaccooa.workflows.deadlines import NO_LIMIT
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.model import Route
from collective.tobaccooa.workflows.model import Signature
from collective.tobaccooa.workflows.pools import Choice
from collective.tobaccooa.workflows.pools import Place
from collective.tobaccooa.workflows.pools import Pool
from collective.tobaccooa.workflows.pools import pool_for
from collective.tobaccooa.workflows.pools import principals_of_token
from collective.tobaccooa.workflows.pools import Staff
from collective.tobaccooa.workflows.remembering import Remembering
from collective.tobaccooa.workflows.routing import route
from collective.tobaccooa.workflows.situation import options
from collective.tobaccooa.workflows.situation import Situation
from collective.tobaccooa.workflows.spec import Chain
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from enum import StrEnum


Plan = tuple[PlanStep, ...]
#: (when a step begins, its limit in working days) → when the limit ends.
EndOf = Callable[[datetime, float | None], Due]
#: Who has all the time of a step sends the document on just before it ends.
_AT_THE_LAST_MOMENT = timedelta(seconds=1)

_WHEN = datetime(2000, 1, 1, tzinfo=UTC)
#: Holds the sample while nobody else is meant; no user id looks like this.
_SOMEBODY = "?"


class Severity(StrEnum):
    """A dead end is refused, a weakness must be confirmed, a hint is only shown."""

    DEAD = "dead"
    WEAK = "weak"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a chain at a place.

    :param code: `no_way_on`, `no_end`, `nobody` (dead); `no_head`, `vacant`, `nobody_to_choose`,
        `not_signed`, `not_numbered` (weak); `absent` (hint).
    :param step: the step at which it is.
    :param principals: posts, heads' groups or people concerned.
    :param stand_ins: user ids of who would be offered instead.
    :param document_type: where only documents of this type meet it, else `*`.
    """

    code: str
    severity: Severity
    step: str
    unit: str
    department: str | None = None
    principals: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    document_type: str = "*"


@dataclass(frozen=True)
class TrialStep:
    """One step as the sample would meet it.

    :param way: `taken` on the path without any choice, `by_choice` if somebody chooses it,
        `left_out` else.
    :param takers: user ids who could act without any choice being made; empty: must be chosen.
    :param offered: user ids of everybody who may be chosen, in order.
    :param due: the end of its time, when every step before took all of its own; without a limit,
        and beside the path, there is none.
    :param may_go_to: steps to which its holder may send the document, the default first.
    """

    step: PlanStep
    way: str
    default: str | None = None
    takers: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    due: Due = NO_LIMIT
    may_go_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """What became of a sample document.

    :param steps: all work steps in the chain's order.
    :param target: the step in which it ends, None when it does not arrive.
    :param ends: when it would be through at the latest (aware UTC), None when it is not.
    """

    steps: tuple[TrialStep, ...]
    target: str | None
    ends: datetime | None


@dataclass(frozen=True)
class _At:
    """A place of the sample on its way; `signed` decides where it may go."""

    step: str
    signed: bool


@dataclass(frozen=True)
class _Ground:
    """What stays the same during a trial."""

    spec: Chain
    plan: Plan
    place: Place
    staff: Staff

    def situation(self, at: _At) -> Situation:
        holder = Holder(_SOMEBODY, HolderKind.PERSON, _WHEN)
        facts = DocumentFacts(
            chain=self.spec,
            step=at.step,
            unit=self.place.unit,
            drafter=self.place.drafter,
            holders=(holder,),
            acting=(frozenset((_SOMEBODY,)),),
        )
        return Situation(
            facts=facts,
            place=self.place,
            plan=self.plan,
            staff=self.staff,
            now=_WHEN,
            due=_no_limit,
            signature=Signature(_SOMEBODY, "", _WHEN) if at.signed else None,
        )

    def plan_step(self, step: str) -> PlanStep:
        return next(each for each in self.plan if each.id == step)

    def pool(self, step: str) -> Pool:
        return pool_for(self.plan_step(step), self.place, self.staff)

    def go(self, at: _At, target: str) -> Route | None:
        """The route to a step when whoever is offered first is chosen; None: there is no way."""
        situation = self.situation(at)
        decision = Decision("advance", to_step=target)
        for _try in range(3):
            try:
                return route(decision, situation, _SOMEBODY)
            except ChoiceNeeded as needed:
                if not needed.candidates:
                    return None
                person = min(needed.candidates, key=lambda each: bool(each["absent"]))
                asked = needed.extra.get("to_step", decision.to_step)
                decision = replace(decision, to_step=asked, handlers=(person["id"],))
            except OAError:
                return None
        return None

    def after(self, at: _At, way: Route) -> _At:
        return _At(way.step_to, at.signed or at.step == self.spec.signing)


def _no_limit(_days: float | None) -> Due:
    return NO_LIMIT


def simulate(
    spec: Chain, plan: Plan, place: Place, staff: Staff, start: datetime, end_of: EndOf
) -> Trial:
    """Let a sample document walk its chain without any choice, each step taking all its time.

    :param start: when it is begun (aware UTC).
    :param end_of: limits for the sample's urgency, on the working calendar.
    """
    ground = _Ground(spec, plan, place, Remembering(staff))
    at, begins = _At(spec.first, False), start
    walked: dict[str, TrialStep] = {}
    target: str | None = None
    for _step in range(2 * len(plan)):
        possible = options(ground.situation(at))
        due = end_of(begins, ground.plan_step(at.step).limit_days)
        walked[at.step] = replace(_met(ground, at.step, "taken"), due=due, may_go_to=possible)
        way = ground.go(at, possible[0]) if possible else None
        if way is None:
            break
        begins = max(begins, due.at - _AT_THE_LAST_MOMENT) if due.at else begins
        if not spec.is_work(way.step_to):
            target = way.step_to
            break
        at = ground.after(at, way)
    reached = {each.step for each in _graph(ground)}
    steps = tuple(
        walked.get(each.id)
        or _met(ground, each.id, "by_choice" if each.id in reached else "left_out")
        for each in plan
    )
    return Trial(steps, target, begins if target else None)


def _met(ground: _Ground, step: str, way: str) -> TrialStep:
    if way == "left_out":
        return TrialStep(ground.plan_step(step), way)
    pool, staff = ground.pool(step), ground.staff
    takers: tuple[str, ...] = ()
    if pool.default is not None:
        group = pool.kind is HolderKind.POST
        takers = staff.members(pool.default) if group else (pool.default,)
    offered = tuple(choice.user_id for choice in pool.people)
    return TrialStep(ground.plan_step(step), way, pool.default, takers, offered)


def _graph(ground: _Ground) -> dict[_At, list[_At | None]]:
    """Every place that can be reached and where it leads; None is an end of the chain."""
    found: dict[_At, list[_At | None]] = {}
    waiting = [_At(ground.spec.first, False)]
    while waiting:
        at = waiting.pop()
        if at in found:
            continue
        found[at] = []
        for target in options(ground.situation(at)):
            way = ground.go(at, target)
            if way is None:
                continue
            after = ground.after(at, way) if ground.spec.is_work(way.step_to) else None
            found[at].append(after)
            if after is not None:
                waiting.append(after)
    return found


def faults_at(spec: Chain, plan: Plan, place: Place, staff: Staff) -> list[Finding]:
    """Return all that is wrong with a plan for documents of one place, in the chain's order."""
    ground = _Ground(spec, plan, place, staff)
    graph = _graph(ground)
    found = _dead_ends(ground, graph)
    for step in dict.fromkeys(at.step for at in sorted(graph, key=lambda at: spec.index(at.step))):
        found += _weak_people(ground, step)
    return found + _weak_order(ground)


def _dead_ends(ground: _Ground, graph: Mapping[_At, list[_At | None]]) -> list[Finding]:
    arriving = {at for at, after in graph.items() if None in after}
    growing = True
    while growing:
        more = {at for at, after in graph.items() if arriving.intersection(after)} - arriving
        arriving |= more
        growing = bool(more)
    lost = sorted(set(graph) - arriving, key=lambda at: (ground.spec.index(at.step), at.signed))
    # who repairs the last step repairs all before it
    stuck = [at for at in lost if not graph[at]]
    code, where = ("no_way_on", stuck) if stuck else ("no_end", lost[:1])
    found = [_finding(ground, code, Severity.DEAD, at.step) for at in where]
    return list(dict.fromkeys(found))


def _finding(
    ground: _Ground,
    code: str,
    severity: Severity,
    step: str,
    principals: tuple[str, ...] = (),
    *,
    pool: Pool | None = None,
    of_department: bool = False,
) -> Finding:
    people: tuple[Choice, ...] = pool.people if pool is not None else ()
    return Finding(
        code,
        severity,
        step,
        ground.place.unit,
        ground.place.department if of_department else None,
        principals,
        tuple(each.user_id for each in people),
    )


def _weak_people(ground: _Ground, step: str) -> list[Finding]:
    """Return who is missing at a step, and who would be offered instead."""
    pool, staff, place = ground.pool(step), ground.staff, ground.place
    if not pool.people:
        return [_finding(ground, "nobody", Severity.DEAD, step)]
    first = ground.plan_step(step).taken_by[0]
    if first == "drafter":
        return []
    groups = principals_of_token(first, place, staff)
    members = [user for group in groups for user in staff.members(group)]
    if members and any(not staff.is_absent(user) for user in members):
        return []
    if members:
        away = tuple(dict.fromkeys(members))
        return [_finding(ground, "absent", Severity.HINT, step, away, pool=pool)]
    code = {"head": "no_head", "heads": "nobody_to_choose", "staff": "nobody_to_choose"}.get(first)
    return [
        _finding(
            ground,
            code or "vacant",
            Severity.WEAK,
            step,
            groups,
            pool=pool,
            of_department=first == "head",
        )
    ]


def _weak_order(ground: _Ground) -> list[Finding]:
    """Return what the regulation expects and the plan leaves out (条例 arts. 22 and 25)."""
    applies = {step.id: step.applies for step in ground.plan}
    found = []
    if ground.spec.signing and applies[ground.spec.signing] == "never":
        found.append(_finding(ground, "not_signed", Severity.WEAK, ground.spec.signing))
    if applies.get("sealing", "never") != "never" and applies["numbering"] != "always":
        found.append(_finding(ground, "not_numbered", Severity.WEAK, "numbering"))
    return found


def survey(
    spec: Chain, plans: Mapping[str, Plan], places: Iterable[Place], staff: Staff
) -> tuple[Finding, ...]:
    """Return all that is wrong with a chain in all its places, each thing once, worst first.

    :param plans: document type → plan; `*` is the plan of all types that are not named.
    :param places: one for each department of each unit concerned.
    """
    known = Remembering(staff)
    found: dict[Finding, None] = {}
    usual = plans.get("*")
    everywhere = tuple(places)
    for document_type, plan in sorted(plans.items(), key=lambda item: item[0] != "*"):
        if document_type != "*" and plan == usual:
            continue
        for place in everywhere:
            for each in faults_at(spec, plan, place, known):
                if each not in found:
                    found[replace(each, document_type=document_type)] = None
    order = list(Severity)
    return tuple(
        sorted(found, key=lambda each: (order.index(each.severity), spec.index(each.step)))
    )

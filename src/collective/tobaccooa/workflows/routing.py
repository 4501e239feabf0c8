"""Where a decision leads: pure functions from facts and input to a `Route`.

The plan (the chain table's rows, taken when the document was started) says which steps apply.
Nothing here writes; a choice that is missing is raised as `ChoiceNeeded` with the candidates.
"""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows.guards import acts_for
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Frame
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.model import Route
from collective.tobaccooa.workflows.model import Signature
from collective.tobaccooa.workflows.model import Then
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.model import Undo
from collective.tobaccooa.workflows.pools import Choice
from collective.tobaccooa.workflows.pools import Place
from collective.tobaccooa.workflows.pools import Pool
from collective.tobaccooa.workflows.pools import pool_for
from collective.tobaccooa.workflows.pools import Staff
from collective.tobaccooa.workflows.pools import widened
from collective.tobaccooa.workflows.texts import step_title
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime


@dataclass(frozen=True)
class Situation:
    """Everything that decides where a document goes next.

    :param due: working days → due date for a step that begins now.
    :param text_digest: sha256 of the text as it stands.
    """

    facts: DocumentFacts
    place: Place
    plan: tuple[PlanStep, ...]
    staff: Staff
    now: datetime
    due: Callable[[int | None], date | None]
    frames: tuple[Frame, ...] = ()
    queue: tuple[Holder, ...] = ()
    mode: Mode = Mode.ANY
    undo: Undo | None = None
    signature: Signature | None = None
    text_digest: str = ""
    trail: tuple[TrailEntry, ...] = ()

    def plan_step(self, step_id: str) -> PlanStep:
        return next(step for step in self.plan if step.id == step_id)


def options(situation: Situation) -> tuple[str, ...]:
    """Steps to which the holder may advance, the default first.

    From the present step on: steps that are chosen or may be jumped over, up to and including
    the first that always applies; at the end of the plan the chain's own exit.
    """
    facts = situation.facts
    found: list[str] = []
    default = None
    for step in situation.plan:
        if facts.chain.index(step.id) <= facts.chain.index(facts.step) or step.applies == "never":
            continue
        found.append(step.id)
        if default is None and step.applies in ("always", "optional"):
            default = step.id
        if step.applies == "always":
            break
    else:
        found += [e.target for e in facts.chain.exits_by("advance", facts.step)]
        default = default or (found[-1] if found else None)
    if default is None:
        return tuple(found)
    return (default, *(step for step in found if step != default))


def return_targets(situation: Situation) -> tuple[str, ...]:
    """Steps to which the holder may return: those it came through, nearest first."""
    facts = situation.facts
    here = facts.chain.index(facts.step)
    visited = {entry.step for entry in situation.trail} | {facts.chain.first}
    earlier = [s for s in facts.chain.work_steps if facts.chain.index(s) < here and s in visited]
    exits = [e.target for e in facts.chain.exits_by("return", facts.step)]
    return (*reversed(earlier), *exits)


def candidates(pool: Pool, staff: Staff) -> list[dict[str, str | bool | None]]:
    """The people of a pool as JSON: `id`, `fullname`, `department`, `post`, `absent`."""
    return [
        {
            "id": choice.user_id,
            "fullname": staff.title(choice.user_id),
            "department": _department_of(choice.via),
            "post": choice.via,
            "absent": staff.is_absent(choice.user_id),
        }
        for choice in pool.people
    ]


def _department_of(via: str | None) -> str | None:
    parts = (via or "").split(".")
    return f"{parts[0]}-{parts[1]}" if len(parts) == 3 and parts[2] == "head" else None


def route(decision: Decision, situation: Situation, actor: str) -> Route:
    """Return where the decision leads.

    :raises ChoiceNeeded: handlers must be chosen, with the candidates.
    :raises InvalidInput: a chosen step or person is not possible, or a reason is missing.
    """
    return ROUTES[decision.action](decision, situation, actor)


def _advance(decision: Decision, situation: Situation, actor: str) -> Route:
    facts = situation.facts
    mine = acts_for(facts, actor)
    left = tuple(h for i, h in enumerate(facts.holders) if i not in mine)
    if left and situation.mode is Mode.ALL:
        return _stay(decision, situation, left)
    if situation.queue:
        first, *rest = situation.queue
        first = replace(first, since=situation.now, opened_at=None, opened_by=None)
        return replace(_stay(decision, situation, (first,)), queue=tuple(rest))
    if not decision.to_step and not decision.handlers:
        back = _to_returner(situation)
        if back is not None:
            return _resigned(decision, situation, back)
    possible = options(situation)
    target = decision.to_step or possible[0]
    if target not in possible:
        raise _not_possible(target, possible)
    return _resigned(decision, situation, _to(target, decision, situation))


def _to_returner(situation: Situation) -> Route | None:
    """The way back to who returned it, when that was asked for."""
    facts = situation.facts
    if not situation.frames or situation.frames[-1].returned_to != facts.step:
        return None
    frame = situation.frames[-1]
    due = situation.due(situation.plan_step(frame.step).limit_days)
    holders = tuple(_fresh(h, situation.now, due) for h in frame.holders)
    mode = Mode.ALL if len(holders) > 1 else Mode.ANY
    return Route("advance", facts.step, frame.step, holders, situation.frames[:-1], mode=mode)


def _resigned(decision: Decision, situation: Situation, way: Route) -> Route:
    """Send a text that was changed after signing back to its signer (条例 art. 22)."""
    facts, chain = situation.facts, situation.facts.chain
    signing = chain.signing
    if signing is None or facts.step == signing:
        return way
    if situation.plan_step(signing).applies == "never":
        return way
    if chain.index(way.step_to) <= chain.index(signing):
        return way
    signature = situation.signature
    if signature is not None and signature.digest == situation.text_digest:
        return way
    due = situation.due(situation.plan_step(signing).limit_days)
    if signature is not None and situation.staff.is_active(signature.signer):
        holder = Holder(signature.signer, HolderKind.PERSON, situation.now, due)
        return Route(way.action, way.step_from, signing, (holder,))
    return _to(signing, replace(decision, handlers=()), situation)


def _to(target: str, decision: Decision, situation: Situation) -> Route:
    """Go to a step with the chosen holders, or those that the chain table names."""
    facts = situation.facts
    if not facts.chain.is_work(target):
        return Route(decision.action, facts.step, target)
    step = situation.plan_step(target)
    pool = pool_for(step, situation.place, situation.staff)
    mode = _mode(decision.mode, step.mode)
    due = situation.due(step.limit_days)
    if not decision.handlers:
        if pool.default is None:
            raise _choose(target, pool, situation.staff)
        holder = Holder(pool.default, pool.kind, situation.now, due)
        return Route(decision.action, facts.step, target, (holder,))
    chosen = tuple(_chosen(h, pool, situation, due) for h in dict.fromkeys(decision.handlers))
    if mode is Mode.SERIAL:
        return Route(
            decision.action, facts.step, target, chosen[:1], queue=chosen[1:], mode=Mode.SERIAL
        )
    return Route(decision.action, facts.step, target, chosen, mode=mode)


def _mode(asked: str | None, usual: Mode) -> Mode:
    if asked is None:
        return usual
    if asked not in set(Mode):
        raise InvalidInput(
            _(
                "error_unknown_mode",
                default="The mode must be all, any or serial.",
            ),
            field="mode",
        )
    return Mode(asked)


def _chosen(handler: str, pool: Pool, situation: Situation, due: date | None) -> Holder:
    if handler == pool.default and pool.kind is HolderKind.POST:
        return Holder(handler, HolderKind.POST, situation.now, due)
    choice = pool.choice(handler)
    if choice is None:
        raise ChoiceNeeded(
            _(
                "error_handler_not_possible",
                default="${name} can't take this step. Choose one of the people offered.",
                mapping={"name": situation.staff.title(handler)},
            ),
            candidates(pool, situation.staff),
            field="handlers",
        )
    return _holder(choice, situation.now, due)


def _holder(choice: Choice, now: datetime, due: date | None) -> Holder:
    return Holder(choice.user_id, HolderKind.PERSON, now, due, via=choice.via)


def _fresh(holder: Holder, now: datetime, due: date | None) -> Holder:
    return replace(holder, since=now, due_on=due, opened_at=None, opened_by=None)


def _choose(target: str, pool: Pool, staff: Staff) -> ChoiceNeeded:
    if pool.missing:
        message = _(
            "error_nobody_there",
            default="${step} has nobody now: ${missing} is vacant or away. Choose somebody else.",
            mapping={"step": step_title(target), "missing": "、".join(pool.missing)},
        )
    else:
        message = _(
            "error_choose_handlers",
            default="Choose who takes ${step}.",
            mapping={"step": step_title(target)},
        )
    return ChoiceNeeded(message, candidates(pool, staff), field="handlers", to_step=target)


def _not_possible(target: str, possible: tuple[str, ...]) -> InvalidInput:
    return InvalidInput(
        _(
            "error_step_not_possible",
            default="It can't go to ${step} from here. Choose one of the steps offered.",
            mapping={"step": step_title(target)},
        ),
        field="to_step",
        to_steps=list(possible),
    )


def _stay(decision: Decision, situation: Situation, holders: tuple[Holder, ...]) -> Route:
    """Stay at the step with other holders."""
    step = situation.facts.step
    return Route(
        decision.action,
        step,
        step,
        holders,
        situation.frames,
        situation.queue,
        situation.mode,
    )


def _need_reason(decision: Decision) -> None:
    if not (decision.reason.strip() or decision.opinion.strip()):
        raise InvalidInput(
            _("error_reason_needed", default="Write the reason, so that others understand it."),
            field="reason",
        )


def _return(decision: Decision, situation: Situation, actor: str) -> Route:
    _need_reason(decision)
    facts = situation.facts
    possible = return_targets(situation)
    target = decision.to_step or (
        facts.chain.first if facts.chain.first in possible else possible[0]
    )
    if target not in possible:
        raise _not_possible(target, possible)
    then = decision.then or Then.THROUGH_CHAIN
    if then not in set(Then):
        raise InvalidInput(
            _("error_unknown_then", default="After a return: through_chain or back_to_me."),
            field="then",
        )
    if not facts.chain.is_work(target):
        return Route(decision.action, facts.step, target)
    frames: tuple[Frame, ...] = ()
    if then == Then.BACK_TO_ME:
        frames = (*situation.frames, Frame(facts.step, facts.holders, target))
    holders, mode = _earlier_holders(target, decision, situation)
    return Route(decision.action, facts.step, target, holders, frames, mode=mode)


def _earlier_holders(
    target: str, decision: Decision, situation: Situation
) -> tuple[tuple[Holder, ...], Mode]:
    """Those who acted at the step last time, else whom the chain table names."""
    due = situation.due(situation.plan_step(target).limit_days)
    if not decision.handlers:
        staff = situation.staff
        actors = last_actors(target, situation)
        present = [a for a in actors if staff.is_active(a) and not staff.is_absent(a)]
        if present:
            pool = pool_for(situation.plan_step(target), situation.place, staff)
            known = [pool.choice(a) or Choice(a, None) for a in present]
            holders = tuple(_holder(choice, situation.now, due) for choice in known)
            return holders, Mode.ALL if len(holders) > 1 else Mode.ANY
    way = _to(target, decision, situation)
    return way.holders, way.mode


def last_actors(step: str, situation: Situation) -> tuple[str, ...]:
    """Who advanced the document at `step` in its last visit there, in order."""
    if step == "drafting":
        return (situation.place.drafter,)
    actors: list[str] = []
    for entry in reversed(situation.trail):
        if entry.step == step and entry.action == "advance":
            actors.append(entry.actor)
        elif actors and entry.step != step:
            break
    return tuple(dict.fromkeys(reversed(actors)))


def _withdraw(decision: Decision, situation: Situation, actor: str) -> Route:
    undo = situation.undo
    if undo is None:
        raise InvalidInput(_("error_nothing_to_withdraw", default="There is nothing to take back."))
    due = situation.due(situation.plan_step(undo.step).limit_days)
    return Route(
        decision.action,
        situation.facts.step,
        undo.step,
        tuple(_fresh(h, situation.now, due) for h in undo.holders),
        undo.frames,
        undo.queue,
        Mode.ALL if len(undo.holders) > 1 else Mode.ANY,
    )


def _add_signers(decision: Decision, situation: Situation, actor: str) -> Route:
    step = situation.plan_step(situation.facts.step)
    pool = pool_for(step, situation.place, situation.staff)
    if not decision.handlers:
        raise _choose(step.id, pool, situation.staff)
    due = situation.due(step.limit_days)
    present = {h.principal for h in (*situation.facts.holders, *situation.queue)}
    fresh = [h for h in dict.fromkeys(decision.handlers) if h not in present]
    if not fresh:
        raise InvalidInput(
            _("error_already_signers", default="All of those chosen are asked already."),
            field="handlers",
        )
    added = tuple(_chosen(h, pool, situation, due) for h in fresh)
    if situation.mode is Mode.SERIAL:
        way = _stay(decision, situation, situation.facts.holders)
        return replace(way, queue=(*situation.queue, *added))
    way = _stay(decision, situation, (*situation.facts.holders, *added))
    return replace(way, mode=Mode.ALL)


def _remove_signers(decision: Decision, situation: Situation, actor: str) -> Route:
    gone = set(decision.handlers)
    left = tuple(h for h in situation.facts.holders if h.principal not in gone)
    queue = tuple(h for h in situation.queue if h.principal not in gone)
    if len(left) + len(queue) == len(situation.facts.holders) + len(situation.queue):
        raise InvalidInput(
            _("error_not_a_signer", default="None of those chosen is asked at present."),
            field="handlers",
        )
    if not left:
        raise InvalidInput(
            _(
                "error_would_have_nobody",
                default="At least one must remain, or the document would have nobody.",
            ),
            field="handlers",
        )
    return replace(_stay(decision, situation, left), queue=queue)


def successors(situation: Situation) -> Pool:
    """Who may take a document over: others of the same step, or who stands in for it.

    A draft may pass to anybody of the unit; a step that is bound to a post stays with the people
    whom the chain table names, as long as somebody else of them is there.
    """
    facts, staff = situation.facts, situation.staff
    step = situation.plan_step(facts.step)
    if step.taken_by[0] == "drafter":
        step = replace(step, taken_by=("staff",))
    pool = pool_for(step, situation.place, staff)
    now = frozenset().union(*facts.acting)
    others = tuple(c for c in pool.people if c.user_id not in now)
    if not any(not staff.is_absent(choice.user_id) for choice in others):
        wide = widened(pool.people, situation.place, staff)
        others = tuple(c for c in wide if c.user_id not in now)
    return replace(pool, default=None, people=others)


def _hand_over(decision: Decision, situation: Situation, actor: str) -> Route:
    _need_reason(decision)
    pool = successors(situation)
    if not decision.handlers:
        raise ChoiceNeeded(
            _("error_choose_successor", default="Choose who takes it over."),
            candidates(pool, situation.staff),
            field="handlers",
        )
    due = situation.due(situation.plan_step(situation.facts.step).limit_days)
    holders = tuple(_chosen(h, pool, situation, due) for h in dict.fromkeys(decision.handlers))
    return replace(_stay(decision, situation, holders), mode=_mode(decision.mode, Mode.ANY))


def _keep(decision: Decision, situation: Situation, actor: str) -> Route:
    return _stay(decision, situation, situation.facts.holders)


def _leave(decision: Decision, situation: Situation, actor: str) -> Route:
    if decision.action != "archive":
        _need_reason(decision)
    facts = situation.facts
    target = facts.chain.exits_by(decision.action, facts.step)[0].target
    return Route(decision.action, facts.step, target)


ROUTES: dict[str, Callable[[Decision, Situation, str], Route]] = {
    "advance": _advance,
    "return": _return,
    "withdraw": _withdraw,
    "add_signers": _add_signers,
    "remove_signers": _remove_signers,
    "hand_over": _hand_over,
    "circulate": _keep,
    "add_recipients": _keep,
    "void": _leave,
    "abolish": _leave,
    "archive": _leave,
}

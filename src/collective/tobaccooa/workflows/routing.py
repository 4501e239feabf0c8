"""Where a decision leads: pure functions from facts and input to a `Route`.

The plan (the chain table's rows, taken when the document was started) says which steps apply.
Nothing here writes; a choice that is missing is raised as `ChoiceNeeded` with the candidates.
"""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows.beside import ask_extension
from collective.tobaccooa.workflows.beside import correct_entry
from collective.tobaccooa.workflows.beside import grant_extension
from collective.tobaccooa.workflows.beside import supersede_opinion
from collective.tobaccooa.workflows.beside import urge
from collective.tobaccooa.workflows.choosing import beginning_now
from collective.tobaccooa.workflows.choosing import chosen_holders
from collective.tobaccooa.workflows.choosing import holder_of
from collective.tobaccooa.workflows.choosing import need_reason
from collective.tobaccooa.workflows.choosing import not_possible
from collective.tobaccooa.workflows.choosing import stay
from collective.tobaccooa.workflows.guards import acts_for
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Frame
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import Route
from collective.tobaccooa.workflows.model import Then
from collective.tobaccooa.workflows.pools import Choice
from collective.tobaccooa.workflows.pools import pool_for
from collective.tobaccooa.workflows.pools import successor
from collective.tobaccooa.workflows.reassigning import add_signers
from collective.tobaccooa.workflows.reassigning import hand_over
from collective.tobaccooa.workflows.reassigning import remove_signers
from collective.tobaccooa.workflows.reassigning import set_holder
from collective.tobaccooa.workflows.situation import at
from collective.tobaccooa.workflows.situation import options
from collective.tobaccooa.workflows.situation import return_targets
from collective.tobaccooa.workflows.situation import Situation
from collective.tobaccooa.workflows.special import special_delivery
from dataclasses import replace


def route(decision: Decision, situation: Situation, actor: str) -> Route:
    """Return where the decision leads.

    :raises ChoiceNeeded: handlers must be chosen, with the candidates.
    :raises InvalidInput: a chosen step or person is not possible, or a reason is missing.
    """
    way = ROUTES[decision.action](decision, situation, actor)
    # whoever was remembered by a return, a withdrawal or a queue may have left meanwhile
    unit, staff = situation.place.unit, situation.staff
    return replace(
        way, holders=tuple(dict.fromkeys(successor(h, unit, staff) for h in way.holders))
    )


def _advance(decision: Decision, situation: Situation, actor: str) -> Route:
    facts = situation.facts
    mine = acts_for(facts, actor)
    left = tuple(h for i, h in enumerate(facts.holders) if i not in mine)
    if left and situation.mode is Mode.ALL:
        return stay(decision, situation, left)
    if situation.queue:
        first, *rest = situation.queue
        due = situation.due(situation.plan_step(facts.step).limit_days)
        first = beginning_now(first, situation.now, due)
        return replace(stay(decision, situation, (first,)), queue=tuple(rest))
    if facts.branch is not None:
        return _resigned(decision, situation, _branch_ends(decision, situation))
    if not decision.to_step and not decision.handlers:
        back = _to_returner(situation)
        if back is not None:
            return _resigned(decision, situation, back)
    possible = options(situation)
    target = decision.to_step or possible[0]
    if target not in possible:
        raise not_possible(target, possible)
    return _resigned(decision, situation, _to(target, decision, situation))


def _to_returner(situation: Situation) -> Route | None:
    """The way back to who returned it, when that was asked for."""
    facts = situation.facts
    if not situation.frames or situation.frames[-1].returned_to != facts.step:
        return None
    return back_to(situation, situation.frames)


def back_to(situation: Situation, frames: tuple[Frame, ...]) -> Route:
    """The way back to those whom the last of the frames remembers."""
    frame = frames[-1]
    due = situation.due(situation.plan_step(frame.step).limit_days)
    holders = tuple(beginning_now(h, situation.now, due) for h in frame.holders)
    return Route(
        "advance",
        situation.facts.step,
        frame.step,
        holders,
        frames[:-1],
        frame.queue,
        frame.mode,
    )


def onward(situation: Situation) -> tuple[str, ...]:
    """Steps to which the holder may send it on, the default first; on a branch, where that ends."""
    frame = situation.facts.branch
    if frame is None:
        return options(situation)
    rest = situation.frames[:-1]
    if frame.then == Then.BACK_TO_ME or (rest and rest[-1].returned_to == frame.step):
        outer = frame if frame.then == Then.BACK_TO_ME else rest[-1]
        return (outer.step,)
    return options(_senders_place(situation))


def _senders_place(situation: Situation) -> Situation:
    """Where it goes on from the sender's step: there, or behind it when that step was just taken.

    Whoever was sent the very step that comes next has taken it; it is not repeated.
    """
    frame, rest = situation.frames[-1], situation.frames[:-1]
    there = at(situation, frame.step, rest)
    if frame.visiting or situation.facts.step not in options(there):
        return there
    return at(situation, situation.facts.step, rest)


def _branch_ends(decision: Decision, situation: Situation) -> Route:
    """Where a specially delivered document goes when its addressees are done.

    Back to the sender, or on from the sender's step as if the sender had sent it on. Frames inside
    each other are left one after the other, the innermost first.
    """
    facts, frames = situation.facts, situation.frames
    frame, rest = frames[-1], frames[:-1]
    if frame.then == Then.BACK_TO_ME:
        if decision.to_step not in (None, "", frame.step):
            raise not_possible(decision.to_step or "", (frame.step,))
        return back_to(situation, frames)
    there = at(situation, frame.step, rest)
    if frame.queue:
        due = situation.due(situation.plan_step(frame.step).limit_days)
        first, *others = (beginning_now(h, situation.now, due) for h in frame.queue)
        return Route("advance", facts.step, frame.step, (first,), rest, tuple(others), Mode.SERIAL)
    if rest and rest[-1].returned_to == frame.step:
        inner = replace(decision, to_step=None, handlers=())
        way = _branch_ends(inner, there) if rest[-1].special else back_to(there, rest)
    else:
        there = _senders_place(situation)
        possible = options(there)
        target = decision.to_step or possible[0]
        if target not in possible:
            raise not_possible(target, possible)
        way = _to(target, decision, there)
    return replace(way, step_from=facts.step)


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
        holder = Holder(signature.signer, HolderKind.PERSON, situation.now, *due)
        return Route(way.action, way.step_from, signing, (holder,))
    return _to(signing, replace(decision, handlers=()), situation)


def _to(target: str, decision: Decision, situation: Situation) -> Route:
    """Go to a step with the chosen holders, or those that the chain table names."""
    facts = situation.facts
    if not facts.chain.is_work(target):
        return Route(decision.action, facts.step, target)
    holders, queue, mode = chosen_holders(target, decision, situation)
    return Route(decision.action, facts.step, target, holders, queue=queue, mode=mode)


def _return(decision: Decision, situation: Situation, actor: str) -> Route:
    need_reason(decision)
    facts = situation.facts
    possible = return_targets(situation)
    target = decision.to_step or (
        facts.chain.first if facts.chain.first in possible else possible[0]
    )
    if target not in possible:
        raise not_possible(target, possible)
    then = decision.then or Then.THROUGH_CHAIN
    if then not in (Then.THROUGH_CHAIN, Then.BACK_TO_ME):
        raise InvalidInput(
            _("error_unknown_then", default="After a return: through_chain or back_to_me."),
            field="then",
        )
    if not facts.chain.is_work(target):
        return Route(decision.action, facts.step, target)
    frames: tuple[Frame, ...] = ()
    if then == Then.BACK_TO_ME:
        back = Frame(facts.step, facts.holders, target, queue=situation.queue, mode=situation.mode)
        frames = (*situation.frames, back)
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
        present = [a for a in actors if staff.is_active(a) and not staff.is_absent(a, target)]
        if present:
            pool = pool_for(situation.plan_step(target), situation.place, staff)
            known = [pool.choice(a) or Choice(a, None) for a in present]
            holders = tuple(holder_of(choice, situation.now, due) for choice in known)
            return holders, Mode.ALL if len(holders) > 1 else Mode.ANY
    way = _to(target, decision, situation)
    return way.holders, way.mode


def last_actors(step: str, situation: Situation) -> tuple[str, ...]:
    """Who advanced the document at `step` in its last visit there, in order."""
    if step == "drafting":
        return (situation.place.drafter,)
    actors: list[str] = []
    for entry in reversed(situation.trail):
        if entry.step == step and entry.action == "advance" and not entry.visiting:
            actors.append(entry.on_behalf_of or entry.actor)
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
        tuple(beginning_now(h, situation.now, due) for h in undo.holders),
        undo.frames,
        undo.queue,
        undo.mode,
    )


def _keep(decision: Decision, situation: Situation, actor: str) -> Route:
    return stay(decision, situation, situation.facts.holders)


def _leave(decision: Decision, situation: Situation, actor: str) -> Route:
    if decision.action != "archive":
        need_reason(decision)
    facts = situation.facts
    target = facts.chain.exits_by(decision.action, facts.step)[0].target
    return Route(decision.action, facts.step, target)


ROUTES: dict[str, Callable[[Decision, Situation, str], Route]] = {
    "advance": _advance,
    "return": _return,
    "withdraw": _withdraw,
    "add_signers": add_signers,
    "remove_signers": remove_signers,
    "hand_over": hand_over,
    "circulate": _keep,
    "add_recipients": _keep,
    "void": _leave,
    "abolish": _leave,
    "archive": _leave,
    "special_delivery": special_delivery,
    "urge": urge,
    "chase_readers": _keep,
    "ask_extension": ask_extension,
    "grant_extension": grant_extension,
    "supersede_opinion": supersede_opinion,
    "set_holder": set_holder,
    "correct_entry": correct_entry,
}

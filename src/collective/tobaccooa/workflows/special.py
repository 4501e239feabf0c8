"""Special delivery (特送): straight to a person or step, with a reason, as a branch of the chain.

Whoever is a person without a step gives an opinion at the sender's step; whoever is sent it at a
step takes that step. Afterwards it goes back to the sender, on from the addressee's step or on from
the sender's; the steps in between are never repeated. What must not be missed (signing, numbering,
sealing) can't be jumped over.

:source: the pilot report: special delivery spares running through the chain again.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows.choosing import chosen_holders
from collective.tobaccooa.workflows.choosing import holder_for
from collective.tobaccooa.workflows.choosing import mode_of
from collective.tobaccooa.workflows.choosing import need_reason
from collective.tobaccooa.workflows.choosing import not_possible
from collective.tobaccooa.workflows.guards import acts_for
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Frame
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import Route
from collective.tobaccooa.workflows.model import Scope
from collective.tobaccooa.workflows.model import SYSTEM
from collective.tobaccooa.workflows.model import Then
from collective.tobaccooa.workflows.pools import Choice
from collective.tobaccooa.workflows.pools import Pool
from collective.tobaccooa.workflows.pools import pool_for
from collective.tobaccooa.workflows.situation import candidates
from collective.tobaccooa.workflows.situation import Situation
from collective.tobaccooa.workflows.texts import step_title
from dataclasses import replace


AFTER = (Then.BACK_TO_ME, Then.FROM_ADDRESSEE, Then.FROM_SENDER)


def done_since_signing(situation: Situation) -> frozenset[str]:
    """Steps that must be taken and were, for the text as it stands."""
    facts, signature = situation.facts, situation.signature
    signing = facts.chain.signing
    if signature is None or signature.digest != situation.text_digest:
        return frozenset()
    taken = {
        entry.step
        for entry in situation.trail
        if entry.action == Action.ADVANCE
        and entry.at >= signature.at
        and entry.to_step != entry.step
        and not entry.visiting
    }
    return frozenset(taken | ({signing} if signing else set()))


def special_steps(situation: Situation) -> tuple[str, ...]:
    """Steps to which it may be sent specially, in the chain's order.

    Those of the plan, as far as the policy goes; none behind one that must come first.
    """
    facts = situation.facts
    if situation.scope is Scope.NONE:
        return ()
    visited = {entry.step for entry in situation.trail}
    done = done_since_signing(situation)
    found: list[str] = []
    for step in situation.plan:
        allowed = situation.scope is not Scope.PARTICIPANTS or step.id in visited
        if step.applies != "never" and step.id != facts.step and allowed:
            found.append(step.id)
        if facts.chain.step(step.id).must and step.applies != "never" and step.id not in done:
            break
    return tuple(found)


def addressees(situation: Situation, actor: str) -> Pool:
    """Everybody to whom the policy lets the actor send it, without the actor."""
    staff, place = situation.staff, situation.place
    found: dict[str, Choice] = {}
    if situation.scope is not Scope.NONE:
        taken = sorted((situation.facts.participants | {place.drafter}) - {SYSTEM})
        found = {user: Choice(user, None) for user in taken if staff.is_active(user)}
    if situation.scope in (Scope.CHAIN, Scope.UNIT):
        for step in situation.plan:
            if step.applies != "never":
                for choice in pool_for(step, place, staff).people:
                    found.setdefault(choice.user_id, choice)
    if situation.scope is Scope.UNIT:
        for user in staff.members(f"{place.unit}.staff"):
            found.setdefault(user, Choice(user, None))
    found.pop(actor, None)
    return Pool(None, HolderKind.PERSON, tuple(found.values()))


def special_delivery(decision: Decision, situation: Situation, actor: str) -> Route:
    """Send it specially.

    :raises InvalidInput: no reason, an unknown `then`, or a way that isn't possible from here.
    :raises ChoiceNeeded: nobody was chosen, or somebody whom the policy doesn't allow.
    """
    need_reason(decision)
    then = decision.then or Then.BACK_TO_ME
    if then not in AFTER:
        raise InvalidInput(
            _(
                "error_unknown_then_special",
                default="After a special delivery: back_to_me, from_addressee or from_sender.",
            ),
            field="then",
        )
    facts = situation.facts
    if then == Then.FROM_SENDER and facts.chain.step(facts.step).must:
        raise InvalidInput(
            _(
                "error_from_sender_must",
                default="${step} is finished by you alone. Let it come back to you.",
                mapping={"step": step_title(facts.step)},
            ),
            field="then",
        )
    if then == Then.FROM_ADDRESSEE and situation.queue:
        raise InvalidInput(
            _(
                "error_from_addressee_queue",
                default="Others are to sign after you; let it come back to you first.",
            ),
            field="then",
        )
    target = decision.to_step or (
        _step_of(decision, situation, actor) if then == Then.FROM_ADDRESSEE else None
    )
    if target is None:
        holders, queue, mode = _visitors(decision, situation, actor)
    else:
        possible = special_steps(situation)
        if target not in possible:
            raise not_possible(target, possible)
        holders, queue, mode = chosen_holders(target, decision, situation, Mode.ALL)
        _check_reach(holders, situation, actor)
    return Route(
        decision.action,
        facts.step,
        target or facts.step,
        holders,
        _frames(then, target, situation, actor),
        queue,
        mode,
    )


def _visitors(
    decision: Decision, situation: Situation, actor: str
) -> tuple[tuple[Holder, ...], tuple[Holder, ...], Mode]:
    """People who give their opinion without taking a step of the chain."""
    pool = addressees(situation, actor)
    if not decision.handlers:
        raise ChoiceNeeded(
            _("error_choose_addressees", default="Choose to whom it is sent."),
            candidates(pool, situation.staff, situation.facts.step),
            field="handlers",
        )
    due = situation.due(situation.plan_step(situation.facts.step).limit_days)
    chosen = tuple(holder_for(h, pool, situation, due) for h in dict.fromkeys(decision.handlers))
    mode = mode_of(decision.mode, Mode.ALL)
    if mode is Mode.SERIAL:
        return chosen[:1], chosen[1:], mode
    return chosen, (), mode


def _step_of(decision: Decision, situation: Situation, actor: str) -> str:
    """The step that all of those chosen can take: the nearest later one, else an earlier one."""
    facts = situation.facts
    if not decision.handlers:
        _visitors(decision, situation, actor)  # asks for the choice
    here = facts.chain.index(facts.step)
    steps = special_steps(situation)
    later = [s for s in steps if facts.chain.index(s) > here]
    earlier = [s for s in reversed(steps) if facts.chain.index(s) < here]
    for step in (*later, *earlier):
        pool = pool_for(situation.plan_step(step), situation.place, situation.staff)
        if all(pool.choice(handler) for handler in decision.handlers):
            return step
    raise InvalidInput(
        _(
            "error_no_step_of_addressee",
            default="Those chosen take no step of this chain to which it could go from here. "
            "Let it come back to you.",
        ),
        field="then",
    )


def _check_reach(holders: tuple[Holder, ...], situation: Situation, actor: str) -> None:
    """Refuse people whom the policy doesn't reach.

    :raises ChoiceNeeded: naming those whom it reaches.
    """
    if situation.scope is not Scope.PARTICIPANTS:
        return
    pool = addressees(situation, actor)
    for holder in holders:
        if holder.kind is HolderKind.PERSON and pool.choice(holder.principal) is None:
            raise ChoiceNeeded(
                _(
                    "error_special_out_of_reach",
                    default="You may send it only to people who took part in it.",
                ),
                candidates(pool, situation.staff, situation.facts.step),
                field="handlers",
            )


def _frames(then: str, target: str | None, situation: Situation, actor: str) -> tuple[Frame, ...]:
    """What is to be remembered: where it goes afterwards, after what was to be done before."""
    facts, frames = situation.facts, situation.frames
    if then == Then.FROM_ADDRESSEE and target is not None:
        # who waits for the sender's part waits for the addressee's now
        if frames and frames[-1].returned_to == facts.step:
            return (*frames[:-1], replace(frames[-1], returned_to=target, visiting=False))
        return ()
    mine = facts.holders[acts_for(facts, actor)[0]]
    via = mine.principal if mine.kind is HolderKind.POST else mine.via
    sender = replace(mine, principal=actor, kind=HolderKind.PERSON, via=via)
    frame = Frame(
        facts.step,
        (sender,),
        target or facts.step,
        special=True,
        then=str(then),
        visiting=target is None,
        queue=situation.queue,
        mode=situation.mode,
    )
    return (*frames, frame)

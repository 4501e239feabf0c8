"""Other people at the same step: signers added and removed, a document handed over."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows.choosing import choose
from collective.tobaccooa.workflows.choosing import holder_for
from collective.tobaccooa.workflows.choosing import mode_of
from collective.tobaccooa.workflows.choosing import need_reason
from collective.tobaccooa.workflows.choosing import stay
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import Route
from collective.tobaccooa.workflows.pools import Choice
from collective.tobaccooa.workflows.pools import Pool
from collective.tobaccooa.workflows.pools import pool_for
from collective.tobaccooa.workflows.pools import widened
from collective.tobaccooa.workflows.situation import candidates
from collective.tobaccooa.workflows.situation import Situation
from dataclasses import replace


def add_signers(decision: Decision, situation: Situation, actor: str) -> Route:
    """Ask further people, at the same time or after the others."""
    step = situation.plan_step(situation.facts.step)
    pool = pool_for(step, situation.place, situation.staff)
    if not decision.handlers:
        raise choose(step.id, pool, situation.staff)
    due = situation.due(step.limit_days)
    present = {h.principal for h in (*situation.facts.holders, *situation.queue)}
    fresh = [h for h in dict.fromkeys(decision.handlers) if h not in present]
    if not fresh:
        raise InvalidInput(
            _("error_already_signers", default="All of those chosen are asked already."),
            field="handlers",
        )
    added = tuple(holder_for(h, pool, situation, due) for h in fresh)
    if situation.mode is Mode.SERIAL:
        way = stay(decision, situation, situation.facts.holders)
        return replace(way, queue=(*situation.queue, *added))
    way = stay(decision, situation, (*situation.facts.holders, *added))
    return replace(way, mode=Mode.ALL)


def remove_signers(decision: Decision, situation: Situation, actor: str) -> Route:
    """Ask some no longer; at least one remains."""
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
    return replace(stay(decision, situation, left), queue=queue)


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
    if not any(not staff.is_absent(choice.user_id, step.id) for choice in others):
        wide = widened(pool.people, situation.place, staff)
        others = tuple(c for c in wide if c.user_id not in now)
    return replace(pool, default=None, people=others)


def hand_over(decision: Decision, situation: Situation, actor: str) -> Route:
    """Give the step to somebody else, with a reason.

    Present holders who are named too go on holding it as they did, and together as they did.
    """
    need_reason(decision)
    pool = successors(situation)
    if not decision.handlers:
        raise ChoiceNeeded(
            _("error_choose_successor", default="Choose who takes it over."),
            candidates(pool, situation.staff, situation.facts.step),
            field="handlers",
        )
    due = situation.due(situation.plan_step(situation.facts.step).limit_days)
    present = {h.principal: h for h in situation.facts.holders}
    staying = present if set(decision.handlers) - set(present) else {}
    holders = tuple(
        staying.get(h) or holder_for(h, pool, situation, due)
        for h in dict.fromkeys(decision.handlers)
    )
    usual = situation.mode if staying or situation.queue else Mode.ANY
    return replace(stay(decision, situation, holders), mode=mode_of(decision.mode, usual))


def may_be_set(situation: Situation) -> Pool:
    """Whom an administrator may make the holder: everybody of the unit.

    What must be done in office (signing, numbering, sealing …) stays with those who can take the
    step, or who stand in for them.
    """
    facts, staff = situation.facts, situation.staff
    if facts.chain.step(facts.step).must:
        pool = pool_for(situation.plan_step(facts.step), situation.place, staff)
        return Pool(None, HolderKind.PERSON, widened(pool.people, situation.place, staff))
    members = staff.members(f"{situation.place.unit}.staff")
    return Pool(None, HolderKind.PERSON, tuple(Choice(user, None) for user in members))


def set_holder(decision: Decision, situation: Situation, actor: str) -> Route:
    """Let an administrator put the document into somebody's hands, with a reason.

    This is for when the chain table names nobody who could act.
    """
    need_reason(decision)
    pool = may_be_set(situation)
    if not decision.handlers:
        raise ChoiceNeeded(
            _("error_choose_holder", default="Choose who is to hold it."),
            candidates(pool, situation.staff, situation.facts.step),
            field="handlers",
        )
    due = situation.due(situation.plan_step(situation.facts.step).limit_days)
    holders = tuple(holder_for(h, pool, situation, due) for h in dict.fromkeys(decision.handlers))
    way = replace(stay(decision, situation, holders), queue=())
    return replace(way, mode=mode_of(decision.mode, Mode.ANY))

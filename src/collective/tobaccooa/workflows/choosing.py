"""From chosen people and modes to holders; a choice that is missing is asked for."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows.deadlines import Due
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import Route
from collective.tobaccooa.workflows.pools import Choice
from collective.tobaccooa.workflows.pools import Pool
from collective.tobaccooa.workflows.pools import pool_for
from collective.tobaccooa.workflows.pools import Staff
from collective.tobaccooa.workflows.situation import candidates
from collective.tobaccooa.workflows.situation import Situation
from collective.tobaccooa.workflows.texts import step_title
from dataclasses import replace
from datetime import datetime


def mode_of(asked: str | None, usual: Mode) -> Mode:
    """Return the mode asked for, else the usual one; :raises InvalidInput: no such mode."""
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


def holder_for(handler: str, pool: Pool, situation: Situation, due: Due) -> Holder:
    """Make somebody chosen a holder; :raises ChoiceNeeded: they are not of the pool."""
    if handler == pool.default and pool.kind is HolderKind.POST:
        return Holder(handler, HolderKind.POST, situation.now, *due)
    choice = pool.choice(handler)
    if choice is None:
        raise ChoiceNeeded(
            _(
                "error_handler_not_possible",
                default="${name} can't take this step. Choose one of the people offered.",
                mapping={"name": situation.staff.title(handler)},
            ),
            candidates(pool, situation.staff, situation.facts.step),
            field="handlers",
        )
    return holder_of(choice, situation.now, due)


def holder_of(choice: Choice, now: datetime, due: Due) -> Holder:
    """Make a person of a pool a holder."""
    return Holder(choice.user_id, HolderKind.PERSON, now, *due, via=choice.via)


def beginning_now(holder: Holder, now: datetime, due: Due) -> Holder:
    """Return the holder as one who gets it now."""
    return replace(
        holder,
        since=now,
        due_on=due.on,
        due_at=due.at,
        opened_at=None,
        opened_by=None,
        urged=0,
        urged_at=None,
    )


def choose(target: str, pool: Pool, staff: Staff) -> ChoiceNeeded:
    """Return the error that asks for a choice and names who is missing."""
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
    return ChoiceNeeded(message, candidates(pool, staff, target), field="handlers", to_step=target)


def chosen_holders(
    target: str, decision: Decision, situation: Situation, usual: Mode | None = None
) -> tuple[tuple[Holder, ...], tuple[Holder, ...], Mode]:
    """Return the holders of a step, who comes after them (serial), and the mode.

    :param usual: the mode when none is asked for; the chain table's when left out.
    :raises ChoiceNeeded: they must be chosen, or somebody chosen can't take the step.
    """
    step = situation.plan_step(target)
    pool = pool_for(step, situation.place, situation.staff)
    mode = mode_of(decision.mode, usual or step.mode)
    due = situation.due(step.limit_days)
    if not decision.handlers:
        if pool.default is None:
            raise choose(target, pool, situation.staff)
        return (Holder(pool.default, pool.kind, situation.now, *due),), (), Mode.ANY
    chosen = tuple(holder_for(h, pool, situation, due) for h in dict.fromkeys(decision.handlers))
    if mode is Mode.SERIAL:
        return chosen[:1], chosen[1:], mode
    return chosen, (), mode


def not_possible(target: str, possible: tuple[str, ...]) -> InvalidInput:
    """Return the error that names the steps which are possible."""
    return InvalidInput(
        _(
            "error_step_not_possible",
            default="It can't go to ${step} from here. Choose one of the steps offered.",
            mapping={"step": step_title(target)},
        ),
        field="to_step",
        to_steps=list(possible),
    )


def stay(decision: Decision, situation: Situation, holders: tuple[Holder, ...]) -> Route:
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


def need_reason(decision: Decision) -> None:
    """Demand a reason or an opinion; :raises InvalidInput: there is neither."""
    if not (decision.reason.strip() or decision.opinion.strip()):
        raise InvalidInput(
            _("error_reason_needed", default="Write the reason, so that others understand it."),
            field="reason",
        )

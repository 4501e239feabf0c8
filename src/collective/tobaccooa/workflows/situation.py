"""What routing judges, and where a document could go from here."""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa.workflows.deadlines import Due
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.model import Frame
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.model import Scope
from collective.tobaccooa.workflows.model import Signature
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.model import Undo
from collective.tobaccooa.workflows.pools import Place
from collective.tobaccooa.workflows.pools import Pool
from collective.tobaccooa.workflows.pools import Staff
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Situation:
    """Everything that decides where a document goes next.

    :param due: working days → when a step that begins now must be done.
    :param text_digest: sha256 of the text as it stands.
    :param scope: how far the actor may send the document specially.
    """

    facts: DocumentFacts
    place: Place
    plan: tuple[PlanStep, ...]
    staff: Staff
    now: datetime
    due: Callable[[float | None], Due]
    frames: tuple[Frame, ...] = ()
    queue: tuple[Holder, ...] = ()
    mode: Mode = Mode.ANY
    undo: Undo | None = None
    signature: Signature | None = None
    text_digest: str = ""
    trail: tuple[TrailEntry, ...] = ()
    scope: Scope = Scope.PARTICIPANTS

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


def candidates(pool: Pool, staff: Staff, step: str = "") -> list[dict[str, Any]]:
    """The people of a pool as JSON.

    :param step: the step that they would take.
    :returns: `{"id", "fullname", "department", "post", "absent", "delegates"}` each; who is away
        comes with those who act for them meanwhile: `{"id", "fullname"}`.
    """
    return [
        {
            "id": choice.user_id,
            "fullname": staff.title(choice.user_id),
            "department": _department_of(choice.via),
            "post": choice.via,
            **_absence(choice.user_id, staff, step),
        }
        for choice in pool.people
    ]


def _absence(user_id: str, staff: Staff, step: str) -> dict[str, Any]:
    away = staff.is_away(user_id)
    helpers = staff.assistants_of(user_id, step) if away else ()
    return {
        "absent": away,
        "delegates": [{"id": each, "fullname": staff.title(each)} for each in helpers],
    }


def _department_of(via: str | None) -> str | None:
    parts = (via or "").split(".")
    return f"{parts[0]}-{parts[1]}" if len(parts) == 3 and parts[2] == "head" else None


def at(situation: Situation, step: str, frames: tuple[Frame, ...]) -> Situation:
    """Return the situation as if the document lay at another step."""
    facts = replace(situation.facts, step=step, frames=frames)
    return replace(situation, facts=facts, frames=frames)

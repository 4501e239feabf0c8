"""Chain specs: the readable truth from which the DCWorkflow definitions are made.

A spec is a TOML file in `specs/`. It names the steps in their order, the exits beside those
between work steps, the defaults of the chain table, and who holds which permission.
"""

from __future__ import annotations

from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import PlanStep
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomllib


SPECS = Path(__file__).parent / "specs"
CHAIN_IDS = ("outgoing", "incoming")
RECORD = "record"
APPLIES = ("always", "optional", "if_chosen", "never")


@dataclass(frozen=True)
class Step:
    """One step of a chain.

    :param kind: `work` (has holders), `done` (reached, may still end) or `end` (final).
    :param signs: leaving it forward freezes the text (定稿).
    :param must: nothing may jump over it, and only its holder finishes it (signing, sealing …).
    """

    id: str
    title: str
    title_zh: str
    kind: str
    editable: bool
    signs: bool = False
    must: bool = False


@dataclass(frozen=True)
class Exit:
    """A way out that is not one between two work steps.

    :param by: `holder`, `drafter` or `post:<post>` of the document's unit.
    """

    action: str
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """A parsed spec."""

    id: str
    workflow: str
    title: str
    title_zh: str
    steps: tuple[Step, ...]
    exits: tuple[Exit, ...]
    defaults: tuple[PlanStep, ...]
    access: dict[str, dict[str, list[str]]]

    def step(self, step_id: str) -> Step:
        """Return the step; :raises KeyError: there is none of that id."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def index(self, step_id: str) -> int:
        """Position of a step in the chain's order."""
        return [step.id for step in self.steps].index(step_id)

    @property
    def work_steps(self) -> tuple[str, ...]:
        return tuple(step.id for step in self.steps if step.kind == "work")

    @property
    def first(self) -> str:
        return self.work_steps[0]

    @property
    def signing(self) -> str | None:
        """The step at which the text is frozen, if the chain has one."""
        return next((step.id for step in self.steps if step.signs), None)

    def is_work(self, step_id: str) -> bool:
        return step_id in self.work_steps

    def exit_targets(self, step_id: str) -> tuple[str, ...]:
        """Every step that can be reached from `step_id`, in the chain's order."""
        targets = {e.target for e in self.exits if step_id in e.sources}
        if self.is_work(step_id):
            targets |= set(self.work_steps) - {step_id}
        return tuple(step.id for step in self.steps if step.id in targets)

    def exits_by(self, action: str, step_id: str) -> tuple[Exit, ...]:
        return tuple(e for e in self.exits if e.action == action and step_id in e.sources)

    def permissions(self, step_id: str) -> dict[str, list[str]]:
        """Permission → sorted roles, at a step."""
        return {**self.access["always"], **self.changing_permissions(step_id)}

    def changing_permissions(self, step_id: str) -> dict[str, list[str]]:
        """The permissions that DCWorkflow sets anew at each move; the others never change."""
        return self.access["editable" if self.step(step_id).editable else "locked"]


def parse(data: dict[str, Any]) -> Chain:
    """Build a chain from a spec's TOML.

    :raises ValueError: a step, kind or rule in it is unknown.
    """
    steps = tuple(_step(raw) for raw in data["steps"])
    known = {step.id for step in steps}
    exits = tuple(
        Exit(raw["action"], tuple(raw["from"]), raw["to"], tuple(raw["by"]))
        for raw in data["exits"]
    )
    for leave in exits:
        unknown = {leave.target, *leave.sources} - known
        if unknown:
            raise ValueError(f"exit {leave.action} names unknown steps {sorted(unknown)}")
    defaults = tuple(_default(step.id, data["defaults"]) for step in steps if step.kind == "work")
    return Chain(
        id=data["id"],
        workflow=data["workflow"],
        title=data["title"],
        title_zh=data["title_zh"],
        steps=steps,
        exits=exits,
        defaults=defaults,
        access=data["access"],
    )


def _step(raw: dict[str, Any]) -> Step:
    if raw["kind"] not in ("work", "done", "end"):
        raise ValueError(f"unknown kind {raw['kind']!r} of step {raw['id']}")
    return Step(
        id=raw["id"],
        title=raw["title"],
        title_zh=raw["title_zh"],
        kind=raw["kind"],
        editable=raw["text"] == "editable",
        signs=raw.get("signs", False),
        must=raw.get("must", False),
    )


def _default(step_id: str, defaults: dict[str, dict[str, Any]]) -> PlanStep:
    raw = defaults[step_id]
    if raw["applies"] not in APPLIES:
        raise ValueError(f"unknown applies {raw['applies']!r} of step {step_id}")
    return PlanStep(
        id=step_id,
        applies=raw["applies"],
        taken_by=tuple(raw["taken_by"]),
        mode=Mode(raw.get("mode", "any")),
        limit_days=raw.get("limit_days"),
    )


@cache
def chain(chain_id: str) -> Chain:
    """Return the parsed spec of a chain; :raises KeyError: unknown id."""
    if chain_id not in CHAIN_IDS:
        raise KeyError(chain_id)
    return parse(tomllib.loads((SPECS / f"{chain_id}.toml").read_text("utf-8")))

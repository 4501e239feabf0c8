"""How the rows of the chain table are said in plain words: who, whether, how many, how long."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.organisation.principals import POSTS
from collective.tobaccooa.organisation.vocabularies import POST_TITLES
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.texts import step_title


APPLIES_TITLES = {
    "always": _("label_applies_always", default="Always"),
    "optional": _("label_applies_optional", default="Can be skipped"),
    "if_chosen": _("label_applies_if_chosen", default="Only when chosen"),
    "never": _("label_applies_never", default="Not used"),
}
MODE_TITLES = {
    "any": _("label_mode_any", default="Any one of them"),
    "all": _("label_mode_all", default="All of them"),
    "serial": _("label_mode_serial", default="One after the other"),
}
TOKEN_TITLES = {
    "drafter": _("label_taken_by_drafter", default="The drafter"),
    "head": _("label_taken_by_head", default="The head of the responsible department"),
    "heads": _("label_taken_by_heads", default="Heads of departments (to be chosen)"),
    "staff": _("label_taken_by_staff", default="People of the unit (to be chosen)"),
}
TOKENS = (*TOKEN_TITLES, *(f"post:{post}" for post in POSTS))


def token_title(token: str) -> str:
    """Return who a token of `taken_by` stands for; an unknown one is returned as it is."""
    if token in TOKEN_TITLES:
        return TOKEN_TITLES[token]
    return POST_TITLES.get(token.removeprefix("post:"), token)


def limit_title(days: float | None) -> str:
    """Return a limit as people say it."""
    if days is None:
        return _("label_no_limit", default="no limit")
    return _("label_working_days", default="${days} working days", mapping={"days": f"{days:g}"})


def differences(before: PlanStep, after: PlanStep) -> str:
    """Return what changed at a step, as one Chinese line for the log of changes."""
    parts = []
    if before.applies != after.applies:
        parts.append((APPLIES_TITLES[before.applies], APPLIES_TITLES[after.applies]))
    if before.taken_by != after.taken_by:
        parts.append((_who(before.taken_by), _who(after.taken_by)))
    if before.mode != after.mode:
        parts.append((MODE_TITLES[before.mode], MODE_TITLES[after.mode]))
    if before.limit_days != after.limit_days:
        parts.append((limit_title(before.limit_days), limit_title(after.limit_days)))
    said = "；".join(f"{write_down(old)} → {write_down(new)}" for old, new in parts)
    return f"{write_down(step_title(after.id))}：{said}" if said else ""


def _who(tokens: tuple[str, ...]) -> str:
    return "、".join(write_down(token_title(token)) for token in tokens)

"""The form of a chain table: from fields of a request to steps, and back to what is shown."""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows.chain_words import APPLIES_TITLES
from collective.tobaccooa.workflows.chain_words import MODE_TITLES
from collective.tobaccooa.workflows.chain_words import token_title
from collective.tobaccooa.workflows.chain_words import TOKENS
from collective.tobaccooa.workflows.editing import Scope
from collective.tobaccooa.workflows.editing import Standing
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.sheet import FAULTS
from collective.tobaccooa.workflows.table import faults
from collective.tobaccooa.workflows.table import is_limit
from collective.tobaccooa.workflows.texts import step_title
from typing import Any

import unicodedata


#: Fields for who takes a step: the default and two others; more where a row has more.
PICKERS = 3
#: Posts that take no step of a document's chain; offered all the same when a row names them.
BESIDE = ("post:editor", "post:approver", "post:admin")


def read_halves(text: str) -> float | None:
    """Return working days, None for an empty field; full-width digits are understood.

    :raises ValueError: no possible limit.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    days = float(plain)
    if not is_limit(days):
        raise ValueError(plain)
    return days


def read_steps(
    scope: Scope, known: tuple[Standing, ...], text: Callable[..., str], texts: Callable[..., Any]
) -> list[PlanStep]:
    """Return the steps as a form wants them; a step that the form lacks stays as it is.

    :param text: name of a field → its text; :param texts: its texts.
    :raises InvalidInput: with the step and what is wrong with it.
    """
    return [_read(scope, each.step, text, texts) for each in known]


def _read(scope: Scope, now: PlanStep, text, texts) -> PlanStep:
    if not text(f"applies-{now.id}"):
        return now
    try:
        limit = read_halves(text(f"limit-{now.id}"))
    except ValueError as error:
        raise _wrong(now.id, "limit", FAULTS["bad_limit"]) from error
    mode = text(f"mode-{now.id}")
    if mode not in set(Mode):
        raise _wrong(now.id, "mode", FAULTS["unknown_mode"])
    step = PlanStep(
        now.id,
        text(f"applies-{now.id}"),
        tuple(dict.fromkeys(texts(f"who-{now.id}"))),
        Mode(mode),
        limit,
    )
    for column, code in faults(scope.row(step)):
        raise _wrong(now.id, column, FAULTS[code])
    return step


def _wrong(step: str, column: str, message: str) -> InvalidInput:
    return InvalidInput(
        _(
            "error_chain_field",
            default="${step}: ${problem}",
            mapping={"step": step_title(step), "problem": message},
        ),
        field=f"{column}-{step}",
    )


def shown(
    number: int, standing: Standing, step: PlanStep, limit: str, say: Callable[[Any], str]
) -> dict[str, Any]:
    """Return what the page shows of a step: its fields with what is chosen.

    :param step: as the person typed it, else as it is.
    :param limit: the text in the field of the limit.
    """
    # one field is always left for one more
    tokens = [*step.taken_by, *[""] * PICKERS][: max(PICKERS, len(step.taken_by) + 1)]
    return {
        "id": step.id,
        "number": number,
        "title": step_title(step.id),
        "own": standing.own,
        "first": number == 1,
        "applies": _options(APPLIES_TITLES, step.applies),
        "pickers": [_picker(place, token, say) for place, token in enumerate(tokens)],
        "mode": _options(MODE_TITLES, str(step.mode)),
        "limit": limit,
        "css": "oa-rule oa-rule--off" if step.applies == "never" else "oa-rule",
    }


def _options(titles: dict[str, str], chosen: str) -> list[dict[str, Any]]:
    return [
        {"id": token, "title": title, "selected": "selected" if token == chosen else None}
        for token, title in titles.items()
    ]


def _picker(place: int, chosen: str, say: Callable[[Any], str]) -> dict[str, Any]:
    offered = [token for token in TOKENS if token not in BESIDE or token == chosen]
    if chosen and chosen not in offered:
        offered.append(chosen)
    options = [
        {"id": t, "title": say(token_title(t)), "selected": "selected" if t == chosen else None}
        for t in offered
    ]
    if place:
        options.insert(0, {"id": "", "title": "—", "selected": None if chosen else "selected"})
    return {"place": place, "options": options}

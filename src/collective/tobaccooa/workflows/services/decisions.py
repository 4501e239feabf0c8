"""`GET` and `POST <doc>/@decisions`: the state of a document, and the one way to change it."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.report import state_of
from datetime import date
from typing import Any

import re


TEXTS = ("action", "opinion", "mode", "to_step", "then", "reason", "seal", "on_behalf_of")
DATES = ("until",)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
LISTS = ("handlers", "recipients")


def render(value: Any) -> Any:
    """Turn times and dates inside a structure into ISO 8601 strings."""
    if isinstance(value, dict):
        return {k: render(v) for k, v in value.items()}
    if isinstance(value, list):
        return [render(v) for v in value]
    return iso(value) if isinstance(value, date) else value


def parse(body: dict[str, Any], key: str | None) -> Decision:
    """Return the decision that a JSON body asks for.

    :raises InvalidInput: a key is unknown or a value has the wrong type.
    """
    values: dict[str, Any] = {}
    for name, value in body.items():
        if value is None:
            continue
        if not _fits(name, value):
            raise InvalidInput(
                _(
                    "error_body_value",
                    default="The request's ${name} is unknown or has the wrong type.",
                    mapping={"name": name[:40]},
                ),
                field=name[:40],
            )
        values[name] = _value(name, value)
    if "action" not in values:
        raise InvalidInput(
            _("error_action_missing", default="Name the action to take."), field="action"
        )
    return Decision(**values, key=key)


def _fits(name: str, value: Any) -> bool:
    """Whether a key of the body is known and its value has the right type."""
    if name in TEXTS:
        return isinstance(value, str)
    if name in LISTS:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if name in DATES:
        return isinstance(value, str) and DATE.fullmatch(value) is not None
    if name == "corrections":
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    if isinstance(value, bool):
        return name == "granted"
    if name == "number":
        return isinstance(value, (str, int))
    return name == "version" and isinstance(value, int)


def _value(name: str, value: Any) -> Any:
    """Return a value of the body as the decision keeps it; :raises InvalidInput: no such day."""
    if name in LISTS:
        return tuple(value)
    if name == "corrections":
        return tuple(sorted(value.items()))
    if name in DATES:
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise InvalidInput(
                _("error_no_such_day", default="There is no such day; write it like 2026-09-01."),
                field=name,
            ) from error
    return value


class DecisionsGet(OAService):
    """The state of the document, as the caller may see it."""

    def answer(self) -> dict[str, Any]:
        return {
            "@id": f"{self.context.absolute_url()}/@decisions",
            **render(state_of(self.context, self.actor, on_behalf_of=self._grantor())),
        }

    def _grantor(self) -> str | None:
        return self.param("on_behalf_of") or None


class DecisionsPost(OAService):
    """Take a decision and answer with the new state."""

    def answer(self) -> dict[str, Any]:
        decide(self.context, parse(self.body, self.key), self.actor)
        return {
            "@id": f"{self.context.absolute_url()}/@decisions",
            **render(state_of(self.context, self.actor)),
        }

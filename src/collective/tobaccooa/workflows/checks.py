"""Bounds of what a person can send with a decision; hostile or careless input ends here."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision


MAX_OPINION = 4000
MAX_REASON = 1000
MAX_HANDLERS = 500
MAX_CORRECTIONS = 20


def check_decision(decision: Decision) -> None:
    """Refuse what no decision can carry.

    :raises InvalidInput: an unknown action, an opinion over 4,000 or a reason over 1,000
        characters, more than 500 people, or control characters in a text.
    """
    if decision.action not in set(Action):
        raise InvalidInput(
            _(
                "reason_unknown_action",
                default="There is no action ${action}.",
                mapping={"action": decision.action[:40]},
            ),
            field="action",
        )
    check_text(decision.opinion, "opinion", MAX_OPINION)
    check_text(decision.reason, "reason", MAX_REASON)
    if len(decision.handlers) > MAX_HANDLERS:
        raise InvalidInput(
            _(
                "error_too_many_handlers",
                default="At most ${count} people can be chosen at once.",
                mapping={"count": str(MAX_HANDLERS)},
            ),
            field="handlers",
        )
    check_corrections(decision.corrections)


def check_corrections(corrections: tuple[tuple[str, str], ...]) -> None:
    """Refuse more corrections than a register entry has fields.

    :raises InvalidInput: too many, or a value that no text has.
    """
    if len(corrections) > MAX_CORRECTIONS:
        raise InvalidInput(
            _("error_too_many_corrections", default="These are more fields than there are."),
            field="corrections",
        )
    for name, value in corrections:
        check_text(value, name[:40], MAX_REASON)


def check_text(text: str, field: str, limit: int) -> None:
    """Refuse a text that is too long or holds characters that no text has.

    :raises InvalidInput: naming `field`.
    """
    if len(text) > limit:
        raise InvalidInput(
            _(
                "error_text_too_long",
                default="The text has ${length} characters; at most ${limit} are possible. "
                "Shorten it or attach it as a file.",
                mapping={"length": str(len(text)), "limit": str(limit)},
            ),
            field=field,
        )
    if any(ord(c) < 32 and c not in "\n\r\t" for c in text) or any(
        0xD800 <= ord(c) <= 0xDFFF for c in text
    ):
        raise InvalidInput(
            _(
                "error_control_characters",
                default="The text contains characters that can't be stored; type it anew.",
            ),
            field=field,
        )

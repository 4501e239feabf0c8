"""Bounds of what a person can send with a decision; hostile or careless input ends here."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision


MAX_OPINION = 4000
MAX_REASON = 1000
MAX_HANDLERS = 500


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


def check_acting_for(decision: Decision, actor: str) -> None:
    """Refuse to act for somebody else: nobody has been given leave to.

    A name here would stand in the trail, sign and open the seal cabinet; the key to it is a
    delegation that the absent person has set.

    :raises Refused: another person is named.
    """
    if decision.on_behalf_of and decision.on_behalf_of != actor:
        raise Refused(
            _(
                "error_no_delegation",
                default="You can't act for ${person}: no delegation allows it. Act in your own "
                "name, or have the document sent to somebody who is present.",
                mapping={"person": decision.on_behalf_of[:40]},
            )
        )


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

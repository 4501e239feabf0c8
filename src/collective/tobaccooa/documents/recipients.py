"""Recipient strings: `unit:<code>`, `department:<id>`, `text:<name of an outside body>`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import unicodedata


MAX_RECIPIENTS = 500
MAX_OUTSIDE_NAME = 200


class RecipientKind(StrEnum):
    """Whom a recipient string names."""

    UNIT = "unit"
    DEPARTMENT = "department"
    TEXT = "text"


@dataclass(frozen=True)
class Recipient:
    """A recipient; `value` is a unit's code, a department's id or an outside body's name."""

    kind: RecipientKind
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


def parse_recipient(text: str) -> Recipient | None:
    """Read a recipient string; None when it has no known kind or no value."""
    kind, colon, value = text.partition(":")
    value = clean_line(value)
    if not colon or kind not in tuple(RecipientKind) or not value:
        return None
    if kind == RecipientKind.TEXT and len(value) > MAX_OUTSIDE_NAME:
        return None
    return Recipient(RecipientKind(kind), value)


def clean_line(text: str) -> str:
    """Return one line of text: control and format characters out, runs of space to one."""
    kept = [
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    ]
    return " ".join("".join(kept).split())


def without_repeats(recipients: list[Recipient]) -> list[Recipient]:
    """Return the recipients in order, each once."""
    return list(dict.fromkeys(recipients))

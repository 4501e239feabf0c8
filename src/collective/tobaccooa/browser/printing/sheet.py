"""The rows of a handling sheet (发文处理单、收文处理单), from what the kernel reports. Pure.

The boxes are those of the usual 发文稿纸 and 收文处理单: head, fields, then one box for each step
in the order of the chain with everything that was said in it, then circulation and delivery.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


#: Entries that stand on the sheet also when nothing was written with them.
DECIDING = frozenset(
    {
        "advance",
        "return",
        "special_delivery",
        "hand_over",
        "set_holder",
        "void",
        "abolish",
        "archive",
    }
)
#: Steps that somebody may still write into by hand on the printed sheet.
TO_COME = ("now", "to_come")


@dataclass(frozen=True)
class Line:
    """One thing that was said or done; `at` is ready to be shown.

    :param action: its title where it is not the ordinary one of the step, else "".
    :param superseded: it was replaced by a later opinion of the same person.
    """

    said: str
    name: str
    at: str
    action: str
    superseded: bool


@dataclass(frozen=True)
class Box:
    """A step with its lines; none where it is still to come."""

    step: str
    title: str
    lines: tuple[Line, ...]
    leading: bool = False


def both_names(entry: dict[str, Any], name_of: Callable[[str], str]) -> str:
    """Return who it counts for, with whoever did it in their name: 甲（乙代）."""
    by = entry.get("on_behalf_of")
    if not by:
        return name_of(entry["actor"])
    return f"{name_of(by)}（{name_of(entry['actor'])}代）"


def boxes(
    chain: Sequence[dict[str, Any]],
    trail: Sequence[dict[str, Any]],
    name_of: Callable[[str], str],
    said_at: Callable[[datetime], str],
    leading: Sequence[str] = (),
    work: Sequence[str] = (),
) -> list[Box]:
    """Return the boxes in the order of the chain; steps outside it come where they were entered.

    :param chain: the chain line and :param trail: the trail of `workflows.report.state_of`.
    :param name_of: user id → name; :param said_at: time → text.
    :param leading: ids of the steps of leaders, which are set apart.
    :param work: ids of the steps in which somebody acts: those to come get an empty box.
    """
    lines: dict[str, list[Line]] = {}
    titles = {step["id"]: step["title"] for step in chain}
    for entry in trail:
        if entry["opinion"] or entry["reason"] or entry["action"] in DECIDING:
            titles.setdefault(entry["step"], entry["step_title"])
            lines.setdefault(entry["step"], []).append(_line(entry, name_of, said_at))
    waiting = {step["id"] for step in chain if step["status"] in TO_COME and step["id"] in work}
    return [
        Box(step, title, tuple(lines.get(step, ())), step in leading)
        for step, title in titles.items()
        if step in lines or step in waiting
    ]


def _line(
    entry: dict[str, Any], name_of: Callable[[str], str], said_at: Callable[[datetime], str]
) -> Line:
    said = "\n".join(text for text in (entry["opinion"], entry["reason"]) if text)
    ordinary = entry["action"] in ("advance", "start")
    return Line(
        said=said,
        name=both_names(entry, name_of),
        at=said_at(entry["at"]),
        action="" if ordinary else entry["action_title"],
        superseded=bool(entry.get("superseded_by")),
    )


def css_text(text: str) -> str:
    """Return a text for CSS, quoted and without a sign that is not ASCII.

    What writes a page out may turn such signs into entities, which mean nothing in a style.
    """
    plain = ((each.isascii() and each.isalnum()) or each == " " for each in text)
    signs = (each if ok else f"\\{ord(each):x} " for each, ok in zip(text, plain, strict=True))
    return f'"{"".join(signs)}"'

"""Who may see a matter and do what with it: pure functions that answer yes, or why not.

Page, buttons and REST ask the same. Groups are those of `organisation.principals`.

:source: practice of 督办: the office supervises for the leaders; feedback is written by those who
    do the work, the report that it is done by who answers for it; nobody reviews their own report
    while somebody else can.
"""

from __future__ import annotations

from collections.abc import Set
from collective.tobaccooa import _
from collective.tobaccooa.organisation.principals import department_principal
from collective.tobaccooa.organisation.principals import head_principal
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import possible
from collective.tobaccooa.supervision.matters.model import Role
from collective.tobaccooa.workflows.model import ALLOWED
from collective.tobaccooa.workflows.model import Verdict
from dataclasses import dataclass


#: Posts that make, review and urge a unit's matters, and those that answer for a unit as a party.
SUPERVISING = ("leader", "deputy", "director", "clerk")
#: Posts that may cancel what a leader has asked for.
DECIDING = ("leader", "deputy", "director")

_ONLY_SUPERVISORS = _(
    "reason_matter_supervisors",
    default="Only the leaders, the office director and the clerk of the unit that supervises the "
    "matter can do this.",
)


@dataclass(frozen=True)
class Viewer:
    """Who asks: user id and the ids of all their groups."""

    user: str
    groups: frozenset[str]


def has_post(groups: Set[str], unit: str, posts: tuple[str, ...]) -> bool:
    """Tell whether somebody in these groups has one of the posts in the unit."""
    return any(post_principal(unit, post) in groups for post in posts)


def speaks_for(groups: Set[str], party: str) -> bool:
    """Tell whether somebody in these groups belongs to a party: a department or a unit's office."""
    kind, _colon, value = party.partition(":")
    if kind == "department":
        return not groups.isdisjoint({department_principal(value), head_principal(value)})
    return has_post(groups, value, SUPERVISING)


def parties_of(matter: Matter, viewer: Viewer) -> tuple[str, ...]:
    """Return the parties of a matter for which somebody speaks."""
    return tuple(each for each in matter.parties if speaks_for(viewer.groups, each))


def supervises(viewer: Viewer, unit: str) -> bool:
    """Tell whether somebody makes and reviews the matters of a unit."""
    return has_post(viewer.groups, unit, SUPERVISING)


def may_see(matter: Matter, viewer: Viewer) -> bool:
    """Tell whether somebody may know of a matter."""
    return (
        supervises(viewer, matter.unit)
        or bool(parties_of(matter, viewer))
        or viewer.user in (matter.created_by, matter.source.instructed_by)
    )


def judge(act: Act, matter: Matter, viewer: Viewer, others: bool = True) -> Verdict:
    """Return whether somebody may do this with a matter, in whatever state it is.

    :param others: whether somebody else could review it.
    """
    if act is Act.FEEDBACK:
        return _yes_or(bool(parties_of(matter, viewer)), _feedback_reason())
    if act is Act.REPORT:
        return _yes_or(_answers_for(matter, viewer), _report_reason())
    if not supervises(viewer, matter.unit):
        return Verdict(False, _ONLY_SUPERVISORS)
    if act is Act.CANCEL:
        decides = has_post(viewer.groups, matter.unit, DECIDING)
        return _yes_or(decides or viewer.user == matter.created_by, _cancel_reason())
    if act in (Act.CLOSE, Act.SEND_BACK):
        reported = matter.reported
        own = others and reported is not None and reported.actor == viewer.user
        return _yes_or(not own, _own_report_reason())
    return ALLOWED


def acts(matter: Matter, viewer: Viewer, others: bool = True) -> list[Act]:
    """Return what somebody may do with a matter now, in the order of `Act`."""
    return [
        act
        for act in Act
        if possible(act, matter.state) and judge(act, matter, viewer, others).allowed
    ]


def _answers_for(matter: Matter, viewer: Viewer) -> bool:
    """A department's head (its people where it has none), a unit's office and leaders."""
    held = viewer.groups & frozenset(matter.held_by(Role.LEAD))
    kind, _colon, value = matter.lead.partition(":")
    if kind == "department":
        return bool(held) or head_principal(value) in viewer.groups
    return bool(held) or speaks_for(viewer.groups, matter.lead)


def _yes_or(allowed: bool, reason: str) -> Verdict:
    return ALLOWED if allowed else Verdict(False, reason)


def _feedback_reason() -> str:
    return _(
        "reason_matter_feedback",
        default="Only those who lead or assist in the matter give feedback.",
    )


def _report_reason() -> str:
    return _(
        "reason_matter_report",
        default="Only the head of the lead department, or the office of the lead unit, can report "
        "it as done. You can give feedback.",
    )


def _cancel_reason() -> str:
    return _(
        "reason_matter_cancel",
        default="Only a leader, the office director or who made the matter can cancel it.",
    )


def _own_report_reason() -> str:
    return _(
        "reason_matter_own_report",
        default="You reported it as done yourself; somebody else reviews it.",
    )

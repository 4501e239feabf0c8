"""Who may do what with a delivery: pure functions that answer yes, or why not.

:source: architecture, "Delivery": held by the receiving unit's clerk post, so that it never waits
    for one absent person; the office director may act in the clerk's place.
"""

from __future__ import annotations

from collections.abc import Set
from collective.tobaccooa import _
from collective.tobaccooa.exchange.model import Act
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.organisation.principals import department_principal
from collective.tobaccooa.organisation.principals import head_principal
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.workflows.model import ALLOWED
from collective.tobaccooa.workflows.model import Verdict


#: Posts that handle a unit's deliveries, and those that may read them besides.
HANDLING = ("clerk", "director")
READING = ("clerk", "director", "leader", "deputy", "archivist")


def has_post(groups: Set[str], unit: str | None, posts: tuple[str, ...]) -> bool:
    """Tell whether somebody in these groups has one of the posts in the unit."""
    return unit is not None and any(post_principal(unit, post) in groups for post in posts)


def is_in_department(groups: Set[str], department: str | None) -> bool:
    """Tell whether somebody in these groups belongs to the department or heads it."""
    if department is None:
        return False
    return not groups.isdisjoint({department_principal(department), head_principal(department)})


def receives(delivery: Delivery, groups: Set[str]) -> bool:
    """Tell whether somebody may read it on the receiving side."""
    if delivery.to_department:
        return is_in_department(groups, delivery.to_department)
    return has_post(groups, delivery.to_unit, READING)


def sends(delivery: Delivery, groups: Set[str]) -> bool:
    """Tell whether somebody may follow it on the sending side."""
    return has_post(groups, delivery.paper.unit, READING)


def judge(act: str, delivery: Delivery, groups: Set[str]) -> Verdict:
    """Return whether somebody in these groups may act on a delivery, with the reason if not."""
    if act == Act.RECALL:
        if has_post(groups, delivery.paper.unit, HANDLING):
            return ALLOWED
        return _refused(
            _(
                "reason_only_sender_recalls",
                default="Only the clerk or the office director of the sending unit can take it "
                "back.",
            )
        )
    if delivery.to_text:
        return _refused(
            _(
                "reason_outside_body",
                default="An outside body does not sign here; the line is for the record.",
            )
        )
    if delivery.to_department:
        if is_in_department(groups, delivery.to_department):
            return ALLOWED
        return _refused(
            _(
                "reason_only_department_confirms",
                default="Only people of the department can confirm it.",
            )
        )
    if has_post(groups, delivery.to_unit, HANDLING):
        return ALLOWED
    return _refused(
        _(
            "reason_only_clerk_signs",
            default="Only the clerk or the office director of the receiving unit can sign for it "
            "or refuse it.",
        )
    )


def _refused(reason: str) -> Verdict:
    return Verdict(False, reason)

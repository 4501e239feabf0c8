"""The words of what a trial of a chain found."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.workflows.pools import Staff
from collective.tobaccooa.workflows.simulation import Finding
from collective.tobaccooa.workflows.texts import step_title
from zope.i18nmessageid import Message


FINDINGS = {
    "no_way_on": _(
        "finding_no_way_on",
        default="From ${step} it can go nowhere: no later step applies and the chain doesn’t end "
        "here. Let a later step apply.",
    ),
    "no_end": _(
        "finding_no_end",
        default="What is at ${step} can never be completed: every way on ends at a step from "
        "which there is none.",
    ),
    "nobody": _(
        "finding_nobody",
        default="${step} has nobody at all: neither those named nor anybody who could stand in.",
    ),
    "no_head": _(
        "finding_no_head",
        default="${step}: ${department} has no head. The sender must choose a stand-in each time: "
        "${stand_ins}.",
    ),
    "vacant": _(
        "finding_vacant",
        default="${step}: ${principals} is vacant. The sender must choose a stand-in each time: "
        "${stand_ins}.",
    ),
    "nobody_to_choose": _(
        "finding_nobody_to_choose",
        default="${step}: of those named there is nobody yet. Offered instead: ${stand_ins}.",
    ),
    "absent": _(
        "finding_absent",
        default="${step}: ${principals} is away today. Until then the sender chooses among: "
        "${stand_ins}.",
    ),
    "not_signed": _(
        "finding_not_signed",
        default="Documents are never signed. The regulation wants every official document to be "
        "signed by a leader (art. 22).",
    ),
    "not_numbered": _(
        "finding_not_numbered",
        default="A document can be sealed without a number, because numbering doesn’t always "
        "apply.",
    ),
}
NAMED = 8


def said(finding: Finding, staff: Staff) -> str:
    """Return the sentence of a finding, as a translatable message."""
    return Message(
        FINDINGS[finding.code],
        mapping={
            "step": step_title(finding.step),
            "department": staff.title(finding.principals[0]) if finding.principals else "—",
            "principals": _names(finding.principals, staff),
            "stand_ins": _names(finding.stand_ins, staff),
        },
    )


def _names(principals: tuple[str, ...], staff: Staff) -> str:
    names = [staff.title(each) for each in principals]
    if len(names) > NAMED:
        return "、".join(names[:NAMED]) + "……"
    return "、".join(names)

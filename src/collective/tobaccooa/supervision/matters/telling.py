"""Who is told what when something happens to a matter.

What is new in somebody's list needs no notice; told are those who would not see it there: who is
urged, whose report came back, whose date moved, who made it or asked for it.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.telling import tell
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import Record
from collective.tobaccooa.supervision.matters.model import Role
from collective.tobaccooa.supervision.matters.parties import people_of
from collective.tobaccooa.supervision.matters.projection import reference_of
from collective.tobaccooa.supervision.matters.reminding import IN_VAIN
from collective.tobaccooa.supervision.matters.reminding import urged_by_rule
from collective.tobaccooa.supervision.matters.texts import DID_TITLES
from collective.tobaccooa.workflows.model import SYSTEM


def on_matter_changed(event) -> None:
    """Tell those whom it concerns, in the transaction of the act."""
    record = event.record
    if record is None:
        return
    before, after = event.before or event.after, event.after
    kind = Kind.URGED if record.act is Act.URGE else Kind.MATTER
    _tell(_whom(record, before, after), after, record, kind)
    if record.actor == SYSTEM and record.act is Act.URGE and urged_by_rule(after) >= IN_VAIN:
        _tell(_above(after), after, record, Kind.ESCALATED)


def _whom(record: Record, before: Matter, after: Matter) -> set[str]:
    """Return the user ids of those who are told of an act; who did it is left out by `tell`."""
    doing = people_of(before, Role.LEAD, Role.ASSIST) | people_of(after, Role.LEAD, Role.ASSIST)
    asking = {before.created_by, before.source.instructed_by} - {""}
    if record.act in (Act.CREATE, Act.URGE, Act.SEND_BACK, Act.EXTEND):
        return set(doing)
    if record.act is Act.FEEDBACK:
        return {before.created_by}
    if record.act is Act.REPORT:
        return asking | people_of(after, Role.REVIEW)
    reported = before.reported
    return set(doing) | asking | ({reported.actor} if reported is not None else set())


def _above(matter: Matter) -> set[str]:
    """Return whom it is told when urging was in vain: who asked for it, else the unit's leaders."""
    asked = matter.source.instructed_by
    if asked and directory().person(asked).active:
        return {asked}
    return set(directory().members(post_principal(matter.unit, "leader")))


def _tell(people: set[str], matter: Matter, record: Record, kind: Kind) -> None:
    title = write_down(
        _(
            "notice_matter_title",
            default="${what}: ${title}",
            mapping={"what": write_down(DID_TITLES[record.act]), "title": matter.title},
        )
    )
    known = directory()
    for user in sorted(people):
        unit = known.person(user).unit
        here = unit if unit and f"unit:{unit}" in matter.parties else matter.unit
        place = known.unit_object(here).absolute_url()
        notice = Notice(
            kind=kind,
            title=title,
            reference=reference_of(matter),
            url=f"{place}/@@matter?id={matter.id}",
            actor="" if record.actor == SYSTEM else record.actor,
            urgent=record.act is Act.URGE,
            note=record.text,
        )
        tell([user], notice, record.at)

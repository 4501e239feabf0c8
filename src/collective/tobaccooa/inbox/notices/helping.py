"""What assistants and those whom they help are told (代办, 外出)."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.telling import people_of
from collective.tobaccooa.inbox.notices.telling import tell
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.delegations import delegates_of
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Delegation
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Snapshot
from collective.tobaccooa.workflows.model import TrailEntry
from datetime import date
from datetime import datetime
from zope.i18nmessageid import Message


PAGE = "/@@delegations"
#: Of these the assistants are told anyway, whether the holder is away or not.
TOLD_ANYWAY = frozenset({Action.RETURN, Action.SPECIAL_DELIVERY})

FOR_ASSISTANT = _("note_help_begins", default="${grantor} has you act for them: ${days}")
FOR_GRANTOR = _("note_help_set", default="${assistant} acts for you: ${days}")
ENDED_FOR_ASSISTANT = _("note_help_ended", default="You no longer act for ${grantor}")
ENDED_FOR_GRANTOR = _("note_help_ended_for", default="${assistant} no longer acts for you")
DAYS_FROM = _("note_days_from", default="from ${first}")
DAYS_UNTIL = _("note_days_until", default="${first} to ${last}")
INSTEAD_OF_ABSENT = _("note_absent", default="${name} is away; you act for them")


def on_delegation_changed(event) -> None:
    """Tell the assistant, and the grantor when an administrator did it."""
    delegation = event.delegation
    if delegation.ended_at is None:
        _tell_both(delegation, FOR_ASSISTANT, FOR_GRANTOR, delegation.set_by, delegation.set_at)
    else:
        _tell_both(
            delegation,
            ENDED_FOR_ASSISTANT,
            ENDED_FOR_GRANTOR,
            delegation.ended_by,
            delegation.ended_at,
        )


def _tell_both(
    delegation: Delegation, to_assistant: Message, to_grantor: Message, by: str, now: datetime
) -> None:
    names = {
        "grantor": directory().fullname(delegation.grantor),
        "assistant": directory().fullname(delegation.assistant),
        "days": _days(delegation),
    }
    for person, message in ((delegation.assistant, to_assistant), (delegation.grantor, to_grantor)):
        title = write_down(Message(message, mapping=names))
        notice = Notice(Kind.DELEGATED, title, url=PAGE, actor=by, note=delegation.reason)
        tell((person,), notice, now)


def _days(delegation: Delegation) -> str:
    words = {"first": _day(delegation.first)}
    if delegation.last is None:
        return write_down(Message(DAYS_FROM, mapping=words))
    return write_down(Message(DAYS_UNTIL, mapping={**words, "last": _day(delegation.last)}))


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def on_decided(event) -> None:
    """Tell the assistants of those who are away that something has come for them."""
    entry: TrailEntry = event.entry
    if entry.action in TOLD_ANYWAY:
        return
    document, day, known = event.object, clock.today(entry.at), directory()
    for person in people_of(came(event.before, event.after)):
        if not known.is_absent(person, day):
            continue
        kind, step = document.document_type or "", event.after.step
        helpers = [d.assistant for d in delegates_of(person, day) if d.covers(kind, step)]
        words = {"name": known.fullname(person)}
        notice = Notice(
            kind=Kind.ABSENCE,
            title=document.title or "",
            reference=document.reference,
            actor=entry.actor,
            urgent=(document.urgency or "normal") != "normal",
            note=write_down(Message(INSTEAD_OF_ABSENT, mapping=words)),
        )
        tell(helpers, notice, entry.at)


def came(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Return the holders and readers that a decision brought, user ids and groups. Pure."""
    held = {(each.principal, each.since) for each in before.holders}
    reading = {(each.principal, each.since) for each in before.readers}
    return (
        *(h.principal for h in after.holders if (h.principal, h.since) not in held),
        *(r.principal for r in after.readers if (r.principal, r.since) not in reading),
    )

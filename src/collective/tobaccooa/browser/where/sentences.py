"""Where a document is, said in one sentence. Pure: from plain facts to messages.

Times are aware UTC datetimes and are said as days in Asia/Shanghai.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.words import near_day
from collective.tobaccooa.organisation.clock import SHANGHAI
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from zope.i18nmessageid import Message


#: So many holders are named, of the others it is said how many they are.
NAMED = 4
NOON = 12

#: Steps after the work, each with its sentence; `${day}` is when it got there.
DONE = {
    "distributed": _("where_distributed", default="It was distributed on ${day}"),
    "completed": _("where_completed", default="It was completed on ${day}"),
    "archived": _("where_archived", default="It was filed on ${day}"),
    "voided": _("where_voided", default="It was voided on ${day} and goes no further"),
    "abolished": _("where_abolished", default="It was abolished on ${day}"),
    "returned_to_sender": _(
        "where_returned_to_sender", default="It was returned to the sender on ${day}"
    ),
}


@dataclass(frozen=True)
class Person:
    """Who can act: `name` with the job, as it is said."""

    name: str
    since: datetime
    opened_at: datetime | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    urged: int = 0


@dataclass(frozen=True)
class Standing:
    """Where a document stands.

    :param step: id and :param step_title: title of the present step.
    :param arrived: when it got to that step.
    :param reason: why it came there, if somebody gave a reason (returned, voided …).
    :param returned_by: name of who returned it, :param sent_by: of who sent it specially.
    :param more_time: the day until which more time was asked for, while nobody has decided.
    :param deliveries: (signed, all) of the units that got it; None before it is sent.
    """

    step: str
    step_title: str
    arrived: datetime
    people: tuple[Person, ...] = ()
    reason: str = ""
    returned_by: str = ""
    sent_by: str = ""
    more_time: date | None = None
    deliveries: tuple[int, int] | None = None


def clauses(standing: Standing, today: date, overdue_days: int = 0) -> list[str]:
    """Return the parts of the sentence, as messages, in their order.

    :param overdue_days: working days past the earliest due date, 0 when in time.
    """
    if not standing.people:
        return _ended(standing, today)
    found = [
        _held(standing, today),
        *_from(standing),
        _opened(standing.people, today),
        _due(standing.people, today, overdue_days),
        *_chased(standing, today),
    ]
    return [each for each in found if each]


def _from(standing: Standing) -> list[str]:
    if standing.returned_by:
        words = {"name": standing.returned_by}
        return [_("where_returned", default="returned by ${name}", mapping=words)]
    if standing.sent_by:
        words = {"name": standing.sent_by}
        return [_("where_sent_specially", default="sent specially by ${name}", mapping=words)]
    return []


def _chased(standing: Standing, today: date) -> list[str]:
    found = []
    if urged := max(each.urged for each in standing.people):
        words = {"count": str(urged)}
        found.append(_("where_urged", default="urged ${count} times", mapping=words))
    if standing.more_time is not None:
        words = {"day": near_day(standing.more_time, today)}
        found.append(_("where_more_time", default="more time asked until ${day}", mapping=words))
    return found


def _held(standing: Standing, today: date) -> str:
    names = "、".join(each.name for each in standing.people[:NAMED])
    since = near_day(min(each.since for each in standing.people), today)
    facts = {"step": standing.step_title, "names": names, "day": since}
    if len(standing.people) > NAMED:
        facts["count"] = str(len(standing.people))
        return _(
            "where_held_by_many",
            default="It is now at the step “${step}”, with ${names} and others, ${count} in all, "
            "since ${day}",
            mapping=facts,
        )
    return _(
        "where_held",
        default="It is now at the step “${step}”, with ${names}, since ${day}",
        mapping=facts,
    )


def _opened(people: tuple[Person, ...], today: date) -> str:
    opened = [each.opened_at for each in people if each.opened_at is not None]
    if not opened:
        return _("where_unopened", default="not opened yet")
    if len(opened) < len(people):
        return _(
            "where_partly_opened",
            default="opened by ${opened}, not yet by ${others}",
            mapping={"opened": str(len(opened)), "others": str(len(people) - len(opened))},
        )
    return _(
        "where_opened", default="opened on ${day}", mapping={"day": near_day(max(opened), today)}
    )


def _due(people: tuple[Person, ...], today: date, overdue_days: int) -> str:
    limited = [each for each in people if each.due_on is not None]
    if not limited:
        return ""
    first = min(limited, key=lambda each: each.due_on or date.max)
    words = {"day": near_day(first.due_on, today)}
    if overdue_days:
        words["days"] = str(overdue_days)
        return _(
            "where_overdue",
            default="was due on ${day}, ${days} working days ago",
            mapping=words,
        )
    if first.due_at is not None and first.due_at.astimezone(SHANGHAI).hour == NOON:
        return _("where_due_noon", default="due on ${day} at noon", mapping=words)
    return _("where_due", default="due on ${day}", mapping=words)


def _ended(standing: Standing, today: date) -> list[str]:
    words = {"day": near_day(standing.arrived, today), "step": standing.step_title}
    known = DONE.get(standing.step)
    if known is None:
        return [
            _("where_nobody", default="It is at the step “${step}” since ${day}", mapping=words)
        ]
    found: list[str] = [Message(known, mapping=words)]
    if standing.deliveries is not None:
        signed, total = standing.deliveries
        found.append(
            _(
                "where_signed",
                default="${signed} of ${total} units have signed for it",
                mapping={"signed": str(signed), "total": str(total)},
            )
        )
    if standing.reason:
        found.append(
            _("where_reason", default="reason: ${reason}", mapping={"reason": standing.reason})
        )
    return found

"""How long something waits and how its limit stands, in words."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.supervision.standing import Standing
from collective.tobaccooa.workflows.lights import Light


LIGHT_TITLES = {
    Light.ON_TIME: _("board_light_on_time", default="In time"),
    Light.DUE_SOON: _("board_light_due_soon", default="Due soon"),
    Light.OVERDUE: _("board_light_overdue", default="Overdue"),
}

#: More people of a post are not named on a line.
MOST_NAMES = 2

#: Common phrases of urging (催办用语).
PHRASES = (
    _("board_phrase_soon", default="Please handle it as soon as possible."),
    _("board_phrase_today", default="The limit ends today; please handle it today."),
    _("board_phrase_leader", default="The leader asks about it; please handle it today."),
    _("board_phrase_reason", default="If it can't be done in time, please say why."),
)


def days(value: float) -> str:
    """Return a number of days without a needless nought: 2, 1.5."""
    return f"{value:g}"


def age(standing: Standing) -> str:
    """Return how long something has waited."""
    if not standing.age:
        return _("board_age_new", default="less than half a day")
    return _(
        "board_age", default="${days} working days", mapping={"days": days(standing.age_in_days)}
    )


def limit(standing: Standing, due_title: str = "") -> str:
    """Return how a limit stands: late by so much, or how much is left.

    :param due_title: how the pages say that something is due soon.
    """
    if standing.left is None:
        return _("board_no_limit", default="no time limit")
    if standing.light is Light.OVERDUE:
        if not standing.overdue_in_days:
            return LIGHT_TITLES[Light.OVERDUE]
        return _(
            "board_overdue_by",
            default="${days} working days overdue",
            mapping={"days": days(standing.overdue_in_days)},
        )
    if standing.light is Light.DUE_SOON:
        return due_title or LIGHT_TITLES[Light.DUE_SOON]
    return _(
        "board_days_left",
        default="${days} working days left",
        mapping={"days": days(standing.left / 2)},
    )


def holder_name(principal: str, unit: str, people: Directory) -> str:
    """Return who holds something: a person, or a post with its people.

    :param unit: code of the unit on whose page it stands; its own name is left out there.
    """
    title = people.title_of(principal)
    if people.has_person(principal):
        return title
    known = people.unit(unit)
    title = title.removeprefix(known.short_title or known.title).strip()
    members = people.members(principal)
    if not 0 < len(members) <= MOST_NAMES:
        return title
    names = "、".join(people.fullname(each) for each in members)
    return _(
        "board_post_with_people",
        default="${post} (${names})",
        mapping={"post": title, "names": names},
    )

"""Who sees whose statistics.

Leader, deputies, office director and clerk see their unit and every unit below it; so do the
administrators. The head of a department sees that department. Everybody else sees none.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import headed_by
from collective.tobaccooa.organisation.principals import post_of
from collective.tobaccooa.permissions import OA_ADMINISTRATOR
from typing import Any


POSTS = ("leader", "deputy", "director", "clerk", "admin")
ADMINISTRATORS = frozenset({"Manager", "Site Administrator", OA_ADMINISTRATOR})


def scope_of(unit: str, user: Any) -> frozenset[str] | None:
    """Return the departments to which somebody's view of a unit is narrowed; None for all of it.

    :param unit: its code; :param user: a PAS user.
    :raises Refused: they see nothing of it.
    """
    people = directory()
    if _sees_all(unit, user):
        return None
    groups = people.principals_of(user.getId() or "")
    heads = {headed_by(group) for group in groups} & {d.id for d in people.departments(unit)}
    if heads:
        return frozenset(each for each in heads if each)
    raise Refused(
        _(
            "error_no_statistics",
            default="The statistics of a unit are for its leaders, its office and the units above; "
            "the head of a department sees those of the department.",
        )
    )


def home_of(user_id: str) -> str:
    """Return the code of the unit whose statistics somebody should begin with, or "".

    The main unit first, then the others by rank.
    """
    people = directory()
    groups = people.principals_of(user_id)
    posts = {post for group in groups if (post := post_of(group))}
    heads = {headed_by(group) for group in groups}
    main = people.person(user_id).unit
    for unit in sorted(people.units(), key=lambda each: each.code != main):
        if any((unit.code, post) in posts for post in POSTS):
            return unit.code
        if any(each.id in heads for each in people.departments(unit.code)):
            return unit.code
    return ""


def _sees_all(unit: str, user: Any) -> bool:
    people = directory()
    groups = people.principals_of(user.getId() or "")
    held = {post for group in groups if (post := post_of(group))}
    for code in (unit, *people.ancestors(unit)):
        if any((code, post) in held for post in POSTS):
            return True
    return bool(ADMINISTRATORS & set(user.getRolesInContext(people.unit_object(unit))))

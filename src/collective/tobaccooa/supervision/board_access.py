"""Whose board somebody may see. Pure but for the directory.

A unit's board is seen by its leaders (局长、分管领导), its office director and its clerk, and by
the same posts of the units above it: that is what "supervise" means in invariant 7. They see title,
number, step, holder and dates of what is in progress, never the text. Heads of departments see what
is held in their departments or was drafted there. Nobody else has a board.
"""

from __future__ import annotations

from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.principals import headed_by
from collective.tobaccooa.organisation.principals import post_of
from collective.tobaccooa.organisation.principals import post_principal
from dataclasses import dataclass


LEADERS = ("leader", "deputy")
OFFICE = ("director", "clerk")


@dataclass(frozen=True)
class Scope:
    """What of a unit's board somebody sees.

    :ivar whole: everything of the unit; :ivar departments: else what belongs to these.
    :ivar above: as somebody of a unit above.
    :ivar leads: as a leader, who is shown the worst first.
    """

    whole: bool = False
    departments: frozenset[str] = frozenset()
    above: bool = False
    leads: bool = False

    def __bool__(self) -> bool:
        return self.whole or bool(self.departments)


def scope_of(unit: str, user_id: str, people: Directory) -> Scope:
    """Return what of a unit's board a person sees; an empty scope for nothing."""
    groups = people.principals_of(user_id)
    if _has(groups, unit, OFFICE + LEADERS):
        office = _has(groups, unit, OFFICE)
        return Scope(whole=True, leads=not office)
    for above in people.ancestors(unit):
        if _has(groups, above, OFFICE + LEADERS):
            return Scope(whole=True, above=True)
    own = frozenset(
        department
        for department in map(headed_by, groups)
        if department and people.has_department(department)
    )
    mine = frozenset(each for each in own if people.department(each).unit == unit)
    return Scope(departments=mine)


def _has(groups: frozenset[str], unit: str, posts: tuple[str, ...]) -> bool:
    return any(post_principal(unit, post) in groups for post in posts)


def board_units(user_id: str, people: Directory) -> list[str]:
    """Return the codes of the units in which somebody has a board of their own, the main one first.

    Asked for on every page: reads the person's groups, no unit.
    """
    groups = people.principals_of(user_id)
    posts = [found for found in map(post_of, groups) if found]
    units = {unit for unit, post in posts if post in OFFICE + LEADERS and people.has_unit(unit)}
    heads = [found for found in map(headed_by, groups) if found and people.has_department(found)]
    units |= {people.department(each).unit for each in heads}
    main = people.person(user_id).unit
    return sorted(units, key=lambda code: (code != main, code))

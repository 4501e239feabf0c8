"""Who can take a step: from the chain table's tokens to people; never nobody.

Tokens: `drafter`, `head` (of the responsible department), `heads` (of any department of the unit),
`post:<post>`, `staff` (anybody of the unit). The first token is the default, the others may be
chosen. A step is never left with nobody: who is missing is named and others are offered.
"""

from __future__ import annotations

from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import PlanStep
from dataclasses import dataclass
from dataclasses import replace
from typing import Protocol


STEWARD_POSTS = ("director", "deputy", "leader", "clerk")


class Staff(Protocol):
    """What the kernel asks of the organisation."""

    def members(self, principal: str) -> tuple[str, ...]:
        """Active people of a group, in order."""

    def is_active(self, user_id: str) -> bool:
        """Whether a person still works here."""

    def is_away(self, user_id: str) -> bool:
        """Whether a person is away today, with or without an assistant."""

    def assistants_of(self, user_id: str, step: str = "") -> tuple[str, ...]:
        """Who may act today for a person at a step (代办); "": at every step."""

    def is_absent(self, user_id: str, step: str = "") -> bool:
        """Whether what is sent to a person for a step would be seen by nobody today: they are
        away, and no assistant acts for them there.
        """

    def head_principals(self, unit: str) -> tuple[str, ...]:
        """The head groups of a unit's departments, in order."""

    def ancestors(self, unit: str) -> tuple[str, ...]:
        """Codes of the units above, nearest first."""

    def title(self, principal: str) -> str:
        """The name of a person or the title of a post."""


@dataclass(frozen=True)
class Place:
    """Where in the organisation a document stands."""

    unit: str
    department: str | None
    drafter: str


@dataclass(frozen=True)
class Choice:
    """A person who can take a step, and the post through which they can."""

    user_id: str
    via: str | None


@dataclass(frozen=True)
class Pool:
    """Who can take a step.

    :param default: the principal that holds it when nobody is chosen, or None.
    :param people: everybody who may be chosen, in order, without repetition.
    :param missing: titles of posts without people and names of the absent, when there is no
        default although the step has one.
    """

    default: str | None
    kind: HolderKind
    people: tuple[Choice, ...]
    missing: tuple[str, ...] = ()

    def choice(self, user_id: str) -> Choice | None:
        return next((c for c in self.people if c.user_id == user_id), None)


def head_of(department: str | None) -> str | None:
    """`city-finance` → `city.finance.head`."""
    if not department or "-" not in department:
        return None
    unit, _, code = department.partition("-")
    return f"{unit}.{code}.head"


def principals_of_token(token: str, place: Place, staff: Staff) -> tuple[str, ...]:
    """Groups that a token stands for; the drafter is a person and gives none."""
    if token == "head":
        head = head_of(place.department)
        return (head,) if head else ()
    if token == "heads":
        return staff.head_principals(place.unit)
    if token == "staff":
        return (f"{place.unit}.staff",)
    if token.startswith("post:"):
        return (f"{place.unit}.post.{token.removeprefix('post:')}",)
    return ()


def pool_for(step: PlanStep, place: Place, staff: Staff) -> Pool:
    """Return who can take `step` for a document at `place`."""
    people = _people(step.taken_by, place, staff)
    first = step.taken_by[0]
    if first == "drafter":
        if staff.is_active(place.drafter):
            return Pool(place.drafter, HolderKind.PERSON, people)
        missing = (staff.title(place.drafter),)
        return Pool(None, HolderKind.PERSON, widened(people, place, staff), missing)
    if first in ("heads", "staff"):
        return Pool(None, HolderKind.PERSON, people or widened(people, place, staff))
    default = next(iter(principals_of_token(first, place, staff)), None)
    if default and any(not staff.is_absent(user, step.id) for user in staff.members(default)):
        return Pool(default, HolderKind.POST, people)
    absent = _missing(default, staff)
    return Pool(None, HolderKind.POST, widened(people, place, staff), absent)


def stewards(unit: str, staff: Staff) -> tuple[str | None, frozenset[str]]:
    """Who may hand a document of the unit to somebody else: the group and its people.

    The office director; when the post is empty or everybody in it is away, the next in
    `STEWARD_POSTS`, then any of the staff, then the same in the units above. People who are away
    count only when nobody else is there: no assistant hands over in their name.
    """
    groups = [
        *(f"{unit}.post.{post}" for post in STEWARD_POSTS),
        f"{unit}.staff",
        *(f"{above}.post.{post}" for above in staff.ancestors(unit) for post in STEWARD_POSTS),
        *(f"{above}.staff" for above in staff.ancestors(unit)),
    ]
    for wanted in (False, True):
        for group in groups:
            people = frozenset(u for u in staff.members(group) if staff.is_away(u) is wanted)
            if people:
                return group, people
    return None, frozenset()


def _people(tokens: tuple[str, ...], place: Place, staff: Staff) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    for token in tokens:
        if token == "drafter" and staff.is_active(place.drafter):
            found.setdefault(place.drafter, Choice(place.drafter, None))
        for principal in principals_of_token(token, place, staff):
            for user in staff.members(principal):
                found.setdefault(user, Choice(user, principal))
    return tuple(found.values())


def widened(people: tuple[Choice, ...], place: Place, staff: Staff) -> tuple[Choice, ...]:
    """Add who may stand in when nobody of `people` is there: never nobody, as far as possible."""
    tokens = (*(f"post:{post}" for post in STEWARD_POSTS), "heads")
    wide = (*people, *_people(tokens, place, staff))
    if not any(not staff.is_absent(c.user_id) for c in wide):
        wide = (*wide, *_people(("staff",), place, staff))
    if not wide:
        group, users = stewards(place.unit, staff)
        wide = tuple(Choice(user, group) for user in sorted(users))
    found: dict[str, Choice] = {}
    for choice in wide:
        found.setdefault(choice.user_id, choice)
    return tuple(found.values())


def _missing(principal: str | None, staff: Staff) -> tuple[str, ...]:
    if principal is None:
        return ()
    away = tuple(staff.title(user) for user in staff.members(principal))
    return away or (staff.title(principal),)


def successor(holder: Holder, unit: str, staff: Staff) -> Holder:
    """Return who holds it instead of somebody who is gone; pure.

    The post through which the person was chosen while it has people, else those who may hand the
    document on (`stewards`); the holder itself when there is nobody at all.
    """
    if holder.kind is HolderKind.PERSON and staff.is_active(holder.principal):
        return holder
    group = holder.via or (holder.principal if holder.kind is HolderKind.POST else None)
    if group is None or not staff.members(group):
        group = stewards(unit, staff)[0]
    if group is None or group == holder.principal:
        return holder
    return replace(
        holder,
        principal=group,
        kind=HolderKind.POST,
        via=None,
        opened_at=None,
        opened_by=None,
    )

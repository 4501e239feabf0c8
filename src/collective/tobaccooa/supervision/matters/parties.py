"""Whom the parties of a matter stand for, and in whose boxes it waits now."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import department_principal
from collective.tobaccooa.organisation.principals import head_principal
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.supervision.matters.guards import Viewer
from collective.tobaccooa.supervision.matters.model import Holding
from collective.tobaccooa.supervision.matters.model import LEADER
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import Role
from collective.tobaccooa.supervision.matters.model import State


#: In whose box a unit's matter waits; both may act, so that it never waits for one absent person.
HANDLING = ("clerk", "director")
#: Who reviews for the office: the first of these posts that somebody else than the reporter has.
REVIEWING = ("director", "clerk", "leader", "deputy")


def viewer_of(user_id: str) -> Viewer:
    """Return somebody with all their groups."""
    return Viewer(user_id, directory().principals_of(user_id))


def title_of(party: str) -> str:
    """Return what to call a party on a page: 财务科, or 第一县局."""
    known, (kind, _colon, value) = directory(), party.partition(":")
    if kind == "department" and known.has_department(value):
        return known.department(value).title
    if kind == "unit" and known.has_unit(value):
        unit = known.unit(value)
        return unit.short_title or unit.title
    return value


def unit_title(code: str) -> str:
    """Return the full name of a unit, its code when the unit is gone."""
    known = directory()
    return known.unit(code).title if known.has_unit(code) else code


def holders_of(party: str) -> tuple[str, ...]:
    """Return the groups in whose boxes a party's matter waits; () when nobody is there.

    A department: its heads, or all its people where it has no head. A unit: clerk and director.
    """
    known, (kind, _colon, value) = directory(), party.partition(":")
    if kind == "unit":
        groups = [post_principal(value, post) for post in HANDLING]
        return tuple(each for each in groups if known.members(each))
    groups = [head_principal(value), department_principal(value)]
    return tuple(each for each in groups if known.members(each))[:1]


def check_parties(unit: str, lead: str, assisting: tuple[str, ...]) -> None:
    """Refuse parties that are not of the unit, have nobody, or are named twice.

    :raises InvalidInput: naming the field.
    """
    for field, parties in (("lead", (lead,)), ("assisting", assisting)):
        for party in parties:
            _check_party(unit, party, field)
    if len({lead, *assisting}) != 1 + len(assisting):
        raise InvalidInput(
            _(
                "error_matter_twice",
                default="Who leads doesn’t assist as well; name each once.",
            ),
            field="assisting",
        )


def _check_party(unit: str, party: str, field: str) -> None:
    known, (kind, _colon, value) = directory(), party.partition(":")
    ours = (
        kind == "department"
        and known.has_department(value)
        and known.department(value).unit == unit
    ) or (kind == "unit" and known.has_unit(value) and unit in known.ancestors(value))
    if not ours:
        raise InvalidInput(
            _(
                "error_matter_party",
                default="“${party}” is neither a department of the unit nor a unit below it.",
                mapping={"party": party[:80]},
            ),
            field=field,
        )
    if not holders_of(party):
        raise InvalidInput(
            _(
                "error_matter_party_empty",
                default="Nobody is at ${party} who could take it. Choose another, or ask the "
                "administrator to fill the posts there.",
                mapping={"party": title_of(party)},
            ),
            field=field,
        )


def holdings(matter: Matter) -> tuple[Holding, ...]:
    """Return in whose boxes a matter waits now; () when it has ended.

    A lead that has lost all its people leaves it to the office that supervises it.
    """
    if matter.state is State.REPORTED:
        return tuple(Holding(each, Role.REVIEW) for each in _reviewers(matter))
    if matter.state is not State.OPEN:
        return ()
    leads = holders_of(matter.lead) or _reviewers(matter)
    found = [Holding(each, Role.LEAD) for each in leads]
    owing = [each for each in matter.assisting if each not in matter.heard]
    helps = dict.fromkeys(group for party in owing for group in holders_of(party))
    return (*found, *(Holding(each, Role.ASSIST) for each in helps if each not in leads))


def others_review(matter: Matter) -> bool:
    """Tell whether somebody else than who reported it could review it."""
    reported = matter.reported
    reporter = reported.actor if reported is not None else ""
    return any(set(_people(each)) - {reporter} for each in _candidates(matter))


def _reviewers(matter: Matter) -> tuple[str, ...]:
    """The principal that reviews: the first with somebody else than the reporter, or at all."""
    reported = matter.reported
    reporter = reported.actor if reported is not None else ""
    candidates = [each for each in _candidates(matter) if _people(each)]
    others = [each for each in candidates if set(_people(each)) - {reporter}]
    return tuple((others or candidates)[:1])


def _candidates(matter: Matter) -> Iterator[str]:
    leader = matter.source.instructed_by
    if matter.review_by == LEADER and leader:
        posts = ("leader", "deputy")
        groups = {post_principal(matter.unit, post) for post in posts}
        if directory().person(leader).active and directory().principals_of(leader) & groups:
            yield leader
    yield from (post_principal(matter.unit, post) for post in REVIEWING)


def _people(principal: str) -> tuple[str, ...]:
    known = directory()
    if known.has_person(principal):
        return (principal,) if known.person(principal).active else ()
    return known.members(principal)


def people_of(matter: Matter, *roles: Role) -> frozenset[str]:
    """Return the user ids behind those who have the matter in one of these roles."""
    principals = [each for role in roles for each in matter.held_by(role)]
    return frozenset(user for each in principals for user in _people(each))

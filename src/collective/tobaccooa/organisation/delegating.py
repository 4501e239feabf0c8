"""Who may name whose assistant, and see which delegations."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation.delegations import delegations_of
from collective.tobaccooa.organisation.delegations import delegations_to
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Delegation
from collective.tobaccooa.organisation.principals import post_principal


def manages(user_id: str, unit: str) -> bool:
    """Tell whether somebody is an application administrator of the unit or of one above."""
    known = directory()
    mine = known.principals_of(user_id)
    return any(post_principal(u, "admin") in mine for u in (unit, *known.ancestors(unit)))


def check_may_set(actor: str, grantor: str) -> None:
    """Refuse who is neither the person nor an administrator of one of their units.

    :raises Refused: with the reason.
    """
    if actor == grantor:
        return
    if any(manages(actor, unit) for unit in directory().units_of(grantor)):
        return
    raise Refused(
        _(
            "error_delegation_not_yours",
            default="Only ${name} or the unit's application administrator can name or dismiss an "
            "assistant.",
            mapping={"name": directory().fullname(grantor)},
        )
    )


def visible_to(actor: str, unit: str) -> list[Delegation]:
    """Return one's own delegations both ways; all of the unit for its administrator."""
    known = directory()
    people = {actor}
    if manages(actor, unit):
        people |= {each.id for each in known.people() if unit in known.units_of(each.id)}
    found = {
        each.id: each for user in people for each in (*delegations_of(user), *delegations_to(user))
    }
    return sorted(found.values(), key=lambda each: (each.set_at, each.id), reverse=True)

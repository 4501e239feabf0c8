"""Who stands above the holder of a document: the head, and the supervising leader (分管领导)."""

from __future__ import annotations

from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.principals import head_principal
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.supervision.board import workplace
from collective.tobaccooa.supervision.urging import Superiors
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind


def superiors_of(holder: Holder, unit: str, people: Directory) -> Superiors:
    """Return who hears of it when a holder goes on not handling a document of a unit.

    The head of the holder's department; for a post, a head or somebody without a department the
    office director. Above them the deputy leaders, for a deputy the leader; above the leader
    nobody, and the director keeps reminding.
    """

    def is_in(group: str) -> bool:
        if holder.kind is HolderKind.POST:
            return holder.principal == group
        return holder.principal in people.members(group)

    def first(*groups: str) -> str:
        return next((each for each in groups if people.members(each) and not is_in(each)), "")

    leader, deputy = post_principal(unit, "leader"), post_principal(unit, "deputy")
    director = post_principal(unit, "director")
    department = workplace(holder.principal, people) if holder.kind is HolderKind.PERSON else ""
    heads = (head_principal(department), director) if department else (director,)
    if is_in(leader):
        return Superiors(first(director), "")
    if is_in(deputy):
        return Superiors(first(director), first(leader))
    return Superiors(first(*heads), first(deputy, leader))

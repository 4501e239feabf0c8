"""A small organisation and a document's situation, in plain Python, for the kernel's pure tests."""

from __future__ import annotations

from collective.tobaccooa.workflows.deadlines import end_of_day
from collective.tobaccooa.workflows.deadlines import NO_LIMIT
from collective.tobaccooa.workflows.guards import ActorFacts
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.guards import LastMove
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.pools import Place
from collective.tobaccooa.workflows.pools import stewards
from collective.tobaccooa.workflows.situation import Situation
from collective.tobaccooa.workflows.spec import chain
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC


NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass
class FakeStaff:
    """Groups, the people who are away and those who left; the rest is derived."""

    groups: dict[str, tuple[str, ...]]
    away: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def members(self, principal):
        return tuple(u for u in self.groups.get(principal, ()) if u not in self.left)

    def is_active(self, user_id):
        return user_id not in self.left and any(user_id in m for m in self.groups.values())

    def is_away(self, user_id):
        return user_id in self.away

    def assistants_of(self, user_id, step=""):
        return ()

    def is_absent(self, user_id, step=""):
        return user_id in self.away

    def head_principals(self, unit):
        return tuple(g for g in self.groups if g.startswith(f"{unit}.") and g.endswith(".head"))

    def ancestors(self, unit):
        return self.above.get(unit, ())

    def title(self, principal):
        return principal

    def actor(self, user_id):
        mine = {g for g in self.groups if user_id in self.members(g)}
        return ActorFacts(user_id, frozenset(mine))


def city():
    """The city's posts and three departments, one person each."""
    groups = {
        f"city.post.{post}": (post,)
        for post in ("leader", "deputy", "director", "clerk", "sealkeeper", "archivist")
    }
    for dept in ("finance", "legal", "info"):
        groups[f"city.{dept}"] = (f"{dept}-head", f"{dept}-staff")
        groups[f"city.{dept}.head"] = (f"{dept}-head",)
    people = dict.fromkeys(user for members in groups.values() for user in members)
    return FakeStaff({**groups, "city.staff": tuple(people)})


PLACE = Place("city", "city-finance", "finance-staff")


def person(user_id, via=None, **more):
    return Holder(user_id, HolderKind.PERSON, NOW, via=via, **more)


def post(principal, **more):
    return Holder(principal, HolderKind.POST, NOW, **more)


def _due(days):
    """So many calendar days after the second of March."""
    return NO_LIMIT if days is None else end_of_day(date(2026, 3, 2) + timedelta(days=days))


def situation(step, *holders, staff=None, chain_id="outgoing", plan=None, **more):
    """A document at `step`, held by `holders`."""
    staff = staff or city()
    spec = chain(chain_id)
    acting = tuple(
        frozenset(staff.members(h.principal))
        if h.kind is HolderKind.POST
        else frozenset((h.principal,))
        for h in holders
    )
    undo = more.get("undo")
    facts = DocumentFacts(
        chain=spec,
        step=step,
        unit=PLACE.unit,
        drafter=PLACE.drafter,
        holders=holders,
        acting=acting,
        holder_names="、".join(h.principal for h in holders),
        last_move=LastMove(undo.actor, undo.step, any(h.opened_at for h in holders))
        if undo
        else None,
        stewards=stewards(PLACE.unit, staff)[1],
    )
    facts = replace(facts, **more.pop("facts", {}))
    return Situation(
        facts=facts,
        place=PLACE,
        plan=plan or spec.defaults,
        staff=staff,
        now=NOW,
        due=_due,
        **more,
    )

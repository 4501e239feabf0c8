"""What the pages of matters share: who looks, and how a matter is said in a line."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.matters.guards import supervises
from collective.tobaccooa.supervision.matters.guards import Viewer
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import State
from collective.tobaccooa.supervision.matters.parties import title_of
from collective.tobaccooa.supervision.matters.parties import viewer_of
from collective.tobaccooa.supervision.matters.texts import STATE_TITLES
from functools import cached_property
from typing import Any


#: The shape beside a state: as those of deliveries.
STATE_CSS = {
    State.OPEN: "oa-state",
    State.REPORTED: "oa-state",
    State.CLOSED: "oa-state oa-state--signed",
    State.CANCELLED: "oa-state oa-state--recalled",
}


def departments_of(unit: str) -> list[tuple[str, str]]:
    """Return `(party, title)` of a unit's departments, by rank."""
    return [(f"department:{each.id}", each.title) for each in directory().departments(unit)]


def units_below(unit: str) -> list[tuple[str, str]]:
    """Return `(party, title)` of all units below a unit, in the order of the tree."""
    known = directory()
    return [
        (f"unit:{each.code}", each.short_title or each.title)
        for each in known.units()
        if unit in known.ancestors(each.code)
    ]


class MatterPage(OfficePage):
    """Base of the pages of matters."""

    section = "matters"

    @cached_property
    def viewer(self) -> Viewer:
        """Who looks, with all their groups."""
        return viewer_of(self.user)

    @cached_property
    def supervises(self) -> bool:
        """Whether the person makes and reviews the matters of this unit."""
        return supervises(self.viewer, self.unit.code)

    @property
    def list_url(self) -> str:
        """Address of the unit's list."""
        return f"{self.unit_url}/@@matters"

    def names(self, parties: tuple[str, ...]) -> str:
        """Return parties by their titles."""
        return "、".join(title_of(each) for each in parties)

    def urgency(self, matter: Matter) -> dict[str, str]:
        """Return the tag of an urgent matter."""
        token = matter.urgency if matter.urgency != "normal" else ""
        return {"id": token, "title": self.say(title_of_token(matter.urgency))}

    def state(self, matter: Matter) -> dict[str, str]:
        """Return the state of a matter: `{"id", "title", "css"}`."""
        return {
            "id": matter.state.value,
            "title": self.say(STATE_TITLES[matter.state]),
            "css": STATE_CSS[matter.state],
        }

    def standing(self, matter: Matter) -> dict[str, Any] | None:
        """Return the light of what goes on, and for what was reported whether it was in time."""
        if matter.state is State.OPEN:
            return self.light(matter.due_on)
        if matter.state is State.CANCELLED:
            return None
        if matter.in_time:
            return {"id": "on_time", "title": self.say(_("matter_in_time", default="In time"))}
        return {"id": "overdue", "title": self.say(_("matter_late", default="Late"))}

    def heard(self, matter: Matter) -> str:
        """Return when feedback last came, in short; "" when none has."""
        found = [r.at for r in matter.history if r.act in (Act.FEEDBACK, Act.REPORT)]
        return self.short(found[-1]) if found else ""

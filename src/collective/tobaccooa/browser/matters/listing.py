"""`<unit>/@@matters`: the unit's matters in progress, under review and ended."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.matters.base import departments_of
from collective.tobaccooa.browser.matters.base import MatterPage
from collective.tobaccooa.browser.matters.base import units_below
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.supervision.matters.listing import counts
from collective.tobaccooa.supervision.matters.listing import Filter
from collective.tobaccooa.supervision.matters.listing import is_concerned
from collective.tobaccooa.supervision.matters.listing import Listing
from collective.tobaccooa.supervision.matters.listing import matters
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import State
from collective.tobaccooa.supervision.matters.parties import unit_title
from collective.tobaccooa.supervision.matters.texts import STATE_TITLES
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import Unauthorized


class MattersPage(MatterPage):
    """The list, with filters; who is concerned by nothing in the unit has no business here."""

    filter_part = ViewPageTemplateFile("templates/matters_filter.pt")
    page_title = _("nav_matters", default="Supervised matters")

    def __call__(self):
        """Show the list.

        :raises Unauthorized: to who belongs neither to the unit nor to a party of its matters.
        """
        here = self.unit.code in self.directory.units_of(self.user)
        if not here and not is_concerned(self.viewer, self.unit.code):
            raise Unauthorized("matters")
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    @cached_property
    def chosen(self) -> State:
        """The state that is asked for."""
        asked = self.text("state")
        return State(asked) if asked in set(State) else State.OPEN

    @cached_property
    def filter(self) -> Filter:
        """What the person narrows the list to."""
        overdue = self.chosen is State.OPEN and self.text("overdue") == "yes"
        return Filter(
            lead=self.text("lead"),
            text=self.text("q")[:200],
            overdue_on=self.today if overdue else None,
        )

    @cached_property
    def listing(self) -> Listing:
        """The part of the list to show."""
        start = self.start()
        return matters(self.viewer, self.unit.code, self.chosen, self.filter, start, PAGE_SIZE)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many are in progress, overdue and under review."""
        return counts(self.viewer, self.unit.code, self.today)

    def figures(self) -> list[dict[str, Any]]:
        """Return the three figures on top, each leading to its list."""
        base = self.list_url
        return [
            {
                "title": _("matter_figure_open", default="in progress"),
                "count": self.counts["open"],
                "url": base,
            },
            {
                "title": _("matter_figure_overdue", default="overdue"),
                "count": self.counts["overdue"],
                "url": f"{base}?overdue=yes",
            },
            {
                "title": _("matter_figure_reported", default="to be reviewed"),
                "count": self.counts["reported"],
                "url": f"{base}?state={State.REPORTED}",
            },
        ]

    def tabs(self) -> list[dict[str, Any]]:
        """Return the states to choose from."""
        return [
            {
                "title": title,
                "url": f"{self.list_url}?state={state}",
                "current": "page" if state is self.chosen else None,
            }
            for state, title in STATE_TITLES.items()
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Return the matters, ready to show."""
        return [self._row(each) for each in self.listing.rows]

    def _row(self, matter: Matter) -> dict[str, Any]:
        assisting = self.names(matter.assisting[:3])
        more = len(matter.assisting) - 3
        if more > 0:
            assisting = self.say(
                _(
                    "matter_and_more",
                    default="${names} and ${count} more",
                    mapping={"names": assisting, "count": str(more)},
                )
            )
        return {
            "url": f"{self.unit_url}/@@matter?id={matter.id}",
            "title": matter.title,
            "number": matter.number,
            "urgency": self.urgency(matter),
            "lead": self.names((matter.lead,)),
            "assisting": assisting,
            "by": unit_title(matter.unit) if matter.unit != self.unit.code else "",
            "due": self.day(matter.due_on),
            "heard": self.heard(matter),
            "ended": self.short(matter.ended_at),
            "light": self.standing(matter),
        }

    def leads(self) -> list[dict[str, Any]]:
        """Return the departments and the units below, to choose the lead from."""
        chosen = self.filter.lead
        found = [*departments_of(self.unit.code), *units_below(self.unit.code)]
        return [{"id": i, "title": title, "chosen": i == chosen} for i, title in found]

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other parts of the list."""
        return paging_of(self, self.list_url, self.listing.total, state=self.chosen.value)

    def empty(self) -> dict[str, str]:
        """Return what to say of an empty list."""
        if self.filter:
            return {
                "title": _("empty_matters_filtered", default="No matter matches"),
                "next": _(
                    "empty_matters_filtered_next",
                    default="Change the words or show the whole list.",
                ),
            }
        if not self.supervises:
            return {
                "title": _("empty_matters", default="No supervised matters here"),
                "next": _(
                    "empty_matters_given",
                    default="What is given to your department will stand here.",
                ),
            }
        return {
            "title": _("empty_matters", default="No supervised matters here"),
            "next": _(
                "empty_matters_next",
                default="A matter is made on the page of a document, beside a leader’s "
                "instruction.",
            ),
        }

"""`<unit>/@@board` (在办督查): everything in progress, by document, by holder, by unit."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.browser.supervising import words
from collective.tobaccooa.browser.supervising.base import BoardBase
from collective.tobaccooa.browser.supervising.choices import filter_choices
from collective.tobaccooa.browser.supervising.words import LIGHT_TITLES
from collective.tobaccooa.browser.supervising.words import PHRASES
from collective.tobaccooa.supervision.board import figures_below
from collective.tobaccooa.supervision.board_model import BoardFilter
from collective.tobaccooa.supervision.board_model import by_holder
from collective.tobaccooa.supervision.board_model import figures
from collective.tobaccooa.supervision.board_model import Row
from collective.tobaccooa.supervision.board_model import rows_of
from collective.tobaccooa.workflows.lights import Light
from dataclasses import replace
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode


#: How many of the worst a leader is shown first.
WORST = 10

FILTERS = ("light", "step", "department", "person", "type", "q")
VIEWS = {
    "documents": _("board_tab_documents", default="By document"),
    "people": _("board_tab_people", default="By holder"),
    "units": _("board_tab_units", default="Units below"),
}


class Board(BoardBase):
    """The board of a unit; a leader sees three figures and a short list first."""

    filter_part = ViewPageTemplateFile("templates/board_filter.pt")
    list_part = ViewPageTemplateFile("templates/board_list.pt")
    people_part = ViewPageTemplateFile("templates/board_people.pt")
    urge_part = ViewPageTemplateFile("templates/board_urge.pt")
    units_part = ViewPageTemplateFile("templates/board_units.pt")
    page_title = _("nav_board", default="Board")
    scripts = ("handle.js",)
    phrases = PHRASES

    def __call__(self) -> str:
        """Show the board to who supervises the unit."""
        self.check_access()
        return self.index()

    @property
    def view(self) -> str:
        """Which part is shown."""
        asked = self.text("view")
        return asked if asked in VIEWS and (asked != "units" or self.has_below) else "documents"

    @cached_property
    def filter(self) -> BoardFilter:
        """What the person narrows the board to."""
        return BoardFilter(**{name: self.text(name)[:200] for name in FILTERS})

    @cached_property
    def rows(self) -> list[Row]:
        """The documents asked for, the worst first; the light is that of the whole document."""
        if not self.filter:
            return self.all_rows
        wanted = replace(self.filter, light="")
        rows = rows_of(line for line in self.lines if wanted.lets_through(line))
        return [row for row in rows if self.filter.light in ("", row.light)]

    @cached_property
    def all_rows(self) -> list[Row]:
        """All documents that the person sees here, the worst first."""
        return rows_of(self.lines)

    @property
    def brief(self) -> bool:
        """Whether only the worst are shown: to a leader who has asked for nothing yet."""
        asked = self.filter or self.text("all") or self.text("b_start") or self.text("view")
        return self.scope.leads and not asked

    def items(self) -> list[dict[str, Any]]:
        """Return the documents of this page, ready to show."""
        start, size = (0, WORST) if self.brief else (self.start(), PAGE_SIZE)
        return [self.shown(row) for row in self.rows[start : start + size]]

    @property
    def more(self) -> int:
        """How many documents a leader is not shown yet."""
        return max(0, len(self.rows) - WORST) if self.brief else 0

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other parts of the list."""
        if self.brief or self.view != "documents":
            return None
        return paging_of(self, self.address, len(self.rows))

    def link(self, **query: str) -> str:
        """Return the address of the board with other choices; empty ones are left out."""
        kept = {name: value for name, value in query.items() if value}
        return f"{self.address}?{urlencode(kept)}" if kept else self.address

    @property
    def sheet_url(self) -> str:
        """Address of what is shown as an .xlsx file."""
        chosen = {name: getattr(self.filter, name) for name in FILTERS}
        return self.link(**chosen).replace("@@board", "@@board.xlsx", 1)

    def figures(self) -> list[dict[str, Any]]:
        """Return the three figures on top, each leading to its documents."""
        found = figures(row.light for row in self.all_rows)
        return [
            {
                "id": "all",
                "title": _("board_figure_all", default="in progress"),
                "count": found.in_progress,
                "url": self.link(all="1"),
                "current": None,
            },
            *(
                {
                    "id": light.value,
                    "title": LIGHT_TITLES[light],
                    "count": count,
                    "url": self.link(light=light.value),
                    "current": "true" if self.filter.light == light else None,
                }
                for light, count in (
                    (Light.DUE_SOON, found.due_soon),
                    (Light.OVERDUE, found.overdue),
                )
            ),
        ]

    def tabs(self) -> list[dict[str, Any]]:
        """Return the ways to look at the board."""
        offered = [name for name in VIEWS if name != "units" or self.has_below]
        return [
            {
                "title": VIEWS[name],
                "url": self.link(view=name),
                "current": "page" if name == self.view and not self.brief else None,
            }
            for name in offered
        ]

    def people(self) -> list[dict[str, Any]]:
        """Return what each holder has in hand."""
        lines = [line for line in self.lines if self.filter.lets_through(line)]
        return [
            {
                "name": self.name_of(group.holder),
                "url": self.link(person=group.holder),
                "in_progress": group.figures.in_progress,
                "due_soon": group.figures.due_soon,
                "overdue": group.figures.overdue,
                "longest": words.age(group.oldest.standing),
                "title": group.oldest.item.title,
            }
            for group in by_holder(lines)
        ]

    @cached_property
    def has_below(self) -> bool:
        """Whether there are units below whose figures the person sees."""
        return self.scope.whole and bool(self.directory.children(self.unit.code))

    def units(self) -> list[dict[str, Any]]:
        """Return the figures of the units below, each leading to its board."""
        if not self.has_below:
            return []
        return [
            {
                "title": each.unit.title,
                "url": f"{self.directory.unit_object(each.unit.code).absolute_url()}/@@board",
                "in_progress": each.figures.in_progress,
                "due_soon": each.figures.due_soon,
                "overdue": each.figures.overdue,
            }
            for each in figures_below(self.unit.code, self.now)
        ]

    def choices(self) -> list[dict[str, Any]]:
        """Return the fields of the filter: `{"name", "title", "options"}`."""
        return filter_choices(self)

    @property
    def empty(self) -> dict[str, Any]:
        """What to say of an empty list."""
        if self.filter:
            return {
                "title": _("empty_filtered", default="Nothing matches"),
                "next": _(
                    "empty_filtered_next", default="Change the words or show the whole list."
                ),
            }
        return {
            "title": _("empty_board", default="Nothing is in progress"),
            "next": _("empty_board_next", default="Everything has been handled."),
        }

    def subtitle(self) -> str:
        """Return what of the unit is shown, "" for everything."""
        if self.scope.whole:
            return ""
        names = (self.directory.department(each).title for each in sorted(self.scope.departments))
        return "、".join(names)

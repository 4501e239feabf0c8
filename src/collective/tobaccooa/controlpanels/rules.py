"""What the pages of rules share: for which unit, who may, and the log of changes."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.controlpanels.standing import administers_all
from collective.tobaccooa.controlpanels.standing import units_kept
from collective.tobaccooa.workflows import changes
from collective.tobaccooa.workflows.table import ANY
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import Unauthorized


class RulesPanel(Panel):
    """A page of rules: the administrator keeps those of all units, a unit's own its own.

    :cvar log_kind: which changes are listed below (`workflows.changes`).
    """

    log_kind = ""
    log_part = ViewPageTemplateFile("templates/rules_log.pt")

    def __call__(self) -> Any:
        """Show the page to those who keep the rules of a unit.

        :raises Unauthorized: to others, and for a unit that is not theirs.
        """
        if not self.may_see():
            raise Unauthorized(self.__name__)
        return super().__call__()

    def may_see(self) -> bool:
        """Whether the page, for the unit asked for, is for this person."""
        return bool(self.units_kept) and self.unit_asked in self.scopes

    @cached_property
    def units_kept(self) -> list[str]:
        """Units whose rules the person keeps, in tree order."""
        return units_kept(self.user)

    @cached_property
    def administered(self) -> list[str]:
        """Units of which the person is an application administrator, in tree order."""
        return units_kept(self.user, ())

    @cached_property
    def scopes(self) -> list[str]:
        """What may be chosen as unit: `*` for the administrator of the site, then units."""
        return [*([ANY] if administers_all() else []), *self.units_kept]

    @cached_property
    def unit_asked(self) -> str:
        """The unit asked for, else that of the page; at the site root the first that is kept."""
        asked, here = self.text("unit"), self.unit
        if asked or here.parent is not None:
            return asked or here.code
        if ANY in self.scopes:
            return ANY
        return here.code if here.code in self.units_kept else next(iter(self.units_kept), here.code)

    def unit_title(self, code: str) -> str:
        """Return what a unit is called, `*` being all."""
        if code == ANY:
            return _("label_all_units", default="All units")
        if not self.directory.has_unit(code):
            return code
        unit = self.directory.unit(code)
        return unit.short_title or unit.title

    def units(self) -> list[dict[str, Any]]:
        """Return the units to choose from."""
        return self.choices(((c, self.unit_title(c)) for c in self.scopes), self.unit_asked)

    def choices(self, pairs: Iterable[tuple[str, Any]], chosen: str) -> list[dict[str, Any]]:
        """Return options of a select field."""
        return [
            {"id": token, "title": title, "selected": "selected" if token == chosen else None}
            for token, title in pairs
        ]

    def log(self) -> list[dict[str, Any]]:
        """Return the last changes: when, who, what."""
        asked = self.unit_asked
        return [
            {
                "at": self.exact(each.at),
                "who": self.directory.fullname(each.actor),
                "unit": self.unit_title(each.unit),
                "lines": each.lines,
            }
            for each in changes.changes(self.log_kind, None if asked == ANY else asked)
        ]

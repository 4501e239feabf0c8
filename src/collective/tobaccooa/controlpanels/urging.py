"""`@@oa-urging`: when documents are urged by themselves, by urgency."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.supervision.urging import DEFAULTS
from collective.tobaccooa.supervision.urging import Rule
from collective.tobaccooa.supervision.urging_settings import rules
from collective.tobaccooa.supervision.urging_settings import store_rules
from typing import Any


#: Figures that are typed in working days and kept in half days.
IN_DAYS = ("before", "every", "idle")
FIELDS = (
    (
        "before",
        _("urging_before", default="Begin so many working days before the limit ends"),
        _("urging_before_help", default="0: once the limit has ended. 0.5 is half a day."),
    ),
    (
        "every",
        _("urging_every", default="Then again after so many working days"),
        _("urging_every_help", default="At least 0.5, which is half a day."),
    ),
    (
        "idle",
        _("urging_idle", default="Without a limit: begin after so many working days"),
        _("urging_idle_help", default="0: never."),
    ),
    (
        "to_head",
        _("urging_to_head", default="The head hears of it from this urging on"),
        _("urging_to_head_help", default="For a post it is the office director."),
    ),
    (
        "to_leader",
        _("urging_to_leader", default="It lies in the supervising leader's list from this one on"),
        _("urging_to_leader_help", default="Not earlier than the head."),
    ),
    (
        "most",
        _("urging_most", default="Urge one holder so many times at most"),
        _("urging_most_help", default="0: not at all."),
    ),
)


class UrgingPanel(Panel):
    """A table by urgency; nothing is stored when one figure is wrong."""

    page_title = _("heading_urging", default="Urging by rule")
    actions = {"save": "save", "reset": "reset"}

    @property
    def urgencies(self) -> list[dict[str, str]]:
        """The urgencies, the most pressing first."""
        return [{"id": each, "title": title_of_token(each)} for each in DEFAULTS]

    def lines(self) -> list[dict[str, Any]]:
        """Return the rows of the table: what was typed, else what is stored."""
        stored = rules()
        return [
            {
                "title": title,
                "help": help_,
                "step": "0.5" if name in IN_DAYS else "1",
                "cells": [
                    {
                        "name": f"{urgency}.{name}",
                        "label": title_of_token(urgency),
                        "value": self._value(urgency, name, stored[urgency]),
                    }
                    for urgency in DEFAULTS
                ],
            }
            for name, title, help_ in FIELDS
        ]

    def _value(self, urgency: str, name: str, rule: Rule) -> str:
        if self.problem:
            return self.text(f"{urgency}.{name}")
        figure = getattr(rule, name)
        return f"{figure / 2:g}" if name in IN_DAYS else str(figure)

    def save(self) -> str:
        """Store the rules; they hold from the next round on, for what is in progress too."""
        store_rules({urgency: self._rule(urgency) for urgency in DEFAULTS})
        self.tell(_("msg_urging_saved", default="Saved. The next round urges by these rules."))
        return self.url

    def reset(self) -> str:
        """Go back to the usual rules."""
        store_rules(DEFAULTS)
        self.tell(_("msg_urging_reset", default="The usual rules are in force again."))
        return self.url

    def _rule(self, urgency: str) -> Rule:
        return Rule(**{name: self._figure(urgency, name) for name, _title, _help in FIELDS})

    def _figure(self, urgency: str, name: str) -> int:
        """Read a figure: half days where days are typed.

        :raises InvalidInput: it is no number, or no whole number of halves.
        """
        text = self.text(f"{urgency}.{name}").replace("，", ".").replace("．", ".")
        try:
            typed = float(text) * (2 if name in IN_DAYS else 1)
        except ValueError:
            typed = 0.25
        if not 0 <= typed < 10000 or typed != int(typed):
            raise InvalidInput(
                _(
                    "error_urging_number",
                    default="“${text}” is no figure for this: days go by halves (0, 0.5, 1, …), "
                    "times are whole numbers.",
                    mapping={"text": text[:20]},
                ),
                field=f"{urgency}.{name}",
            )
        return int(typed)

"""`@@oa-limits`: how urgency shortens the limits of steps, and when something is due soon."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.rules import RulesPanel
from collective.tobaccooa.controlpanels.standing import administers_all
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.workflows import changes
from collective.tobaccooa.workflows.chain_words import limit_title
from collective.tobaccooa.workflows.settings import ITimeLimits
from collective.tobaccooa.workflows.settings import NAMES
from collective.tobaccooa.workflows.settings import set_time_limits
from collective.tobaccooa.workflows.settings import time_limits
from collective.tobaccooa.workflows.table import ANY
from typing import Any

import unicodedata


class LimitsPanel(RulesPanel):
    """For the whole site: units set the limits of their steps in their chains."""

    page_title = _("heading_limits", default="Time limits")
    actions = {"save": "save"}
    log_kind = changes.LIMITS
    unit_asked = ANY

    def may_see(self) -> bool:
        """Only the administrator of the site: what is urgent is so everywhere."""
        return administers_all()

    def fields(self) -> list[dict[str, Any]]:
        """Return the settings with their values, as typed when they were refused."""
        stored = time_limits()
        return [
            {
                "id": name,
                "title": ITimeLimits[name].title,
                "help": ITimeLimits[name].description,
                "value": self.text(name) if self.problem else f"{stored[name]:g}",
            }
            for name in NAMES
        ]

    def save(self) -> str:
        """Save the settings; limits that run already keep their days."""
        changed = set_time_limits({name: self._days(name) for name in NAMES})
        lines = tuple(
            f"{write_down(ITimeLimits[name].title)}：{_said(before)} → {_said(after)}"
            for name, (before, after) in changed.items()
        )
        changes.record(changes.LIMITS, ANY, self.user, lines)
        self.tell(
            _(
                "msg_limits_saved",
                default="Saved. Steps that begin from now on follow it; those under way keep "
                "their last day.",
            )
            if changed
            else _("msg_nothing_changed", default="Nothing was changed.")
        )
        return self.url

    def _days(self, name: str) -> float:
        text = unicodedata.normalize("NFKC", self.text(name))
        try:
            return float(text)
        except ValueError as error:
            raise InvalidInput(
                _(
                    "error_limit_number",
                    default="“${label}” must be a number of working days, such as 1 or 0.5.",
                    mapping={"label": ITimeLimits[name].title},
                ),
                field=name,
            ) from error


def _said(days: float) -> str:
    return write_down(limit_title(days))

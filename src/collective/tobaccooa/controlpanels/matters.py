"""`@@oa-matters`: the usual times of supervised matters (督办事项) in working days."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.supervision.matters.settings import IMatterSettings
from collective.tobaccooa.supervision.matters.settings import MOST_DAYS
from collective.tobaccooa.supervision.matters.settings import set_usual_days
from collective.tobaccooa.supervision.matters.settings import usual_days
from typing import Any


class MattersPanel(Panel):
    """One field for each sort of matter; matters that are under way keep their dates."""

    page_title = _("heading_matter_days", default="Times of supervised matters")
    actions = {"save": "save"}
    most = MOST_DAYS

    def fields(self) -> list[dict[str, Any]]:
        """Return the fields: as typed after a refusal, else as stored."""
        return [
            {
                "name": name,
                "title": IMatterSettings[name].title,
                "value": self.text(name) if self.problem else days,
            }
            for name, days in usual_days().items()
        ]

    def save(self) -> str:
        """Keep the times."""
        days = {}
        for name in usual_days():
            text = self.text(name)
            if not (text.isascii() and text.isdecimal() and 1 <= int(text[:4]) <= MOST_DAYS):
                raise InvalidInput(
                    _(
                        "error_matter_days",
                        default="“${text}” is no number of days; write 1 to ${most}.",
                        mapping={"text": text[:20], "most": str(MOST_DAYS)},
                    ),
                    field=name,
                )
            days[name] = int(text)
        set_usual_days(days)
        self.tell(_("msg_matter_days", default="Saved; new matters follow these times."))
        return self.url

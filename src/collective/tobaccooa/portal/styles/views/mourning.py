"""`@@portal-mourning`: the days on which all portals are grey."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.portal.styles import keeping
from collective.tobaccooa.portal.styles.mourning import added
from collective.tobaccooa.portal.styles.mourning import is_mourning
from collective.tobaccooa.portal.styles.mourning import LONGEST_REASON
from collective.tobaccooa.portal.styles.mourning import parse_period
from collective.tobaccooa.portal.styles.mourning import Period
from typing import Any


class MourningPage(Panel):
    """The periods, one form to add one, a button to remove each."""

    page_title = _("heading_mourning", default="Days of mourning")
    actions = {"add": "add", "remove": "remove"}
    longest_reason = LONGEST_REASON

    def value(self, name: str) -> str:
        """Return what was typed, when it could not be taken."""
        return self.text(name) if self.problem else ""

    @property
    def grey_today(self) -> bool:
        """Whether all portals are grey today."""
        return is_mourning(keeping.mourning_periods(), self.today)

    def periods(self) -> list[dict[str, Any]]:
        """Return the periods: `{"key", "days", "reason", "state"}`; state over, now or coming."""
        return [
            {
                "key": _key(each),
                "days": self._days(each),
                "reason": each.reason,
                "state": self._state(each),
            }
            for each in keeping.mourning_periods()
        ]

    def _days(self, period: Period) -> str:
        first, last = self.day(period.first), self.day(period.last)
        return first if first == last else f"{first} — {last}"

    def _state(self, period: Period) -> Any:
        if period.last < self.today:
            return _("mourning_over", default="over")
        if period.first <= self.today:
            return _("mourning_now", default="today")
        return _("mourning_coming", default="to come")

    def add(self) -> str:
        """Add a period."""
        period = parse_period(self.text("first"), self.text("last"), self.text("reason"))
        keeping.keep_mourning(added(keeping.mourning_periods(), period))
        self.tell(
            _(
                "msg_mourning_added",
                default="On ${days} all portals are grey, from midnight to midnight; nothing else "
                "is to be done.",
                mapping={"days": self._days(period)},
            )
        )
        return self.url

    def remove(self) -> str:
        """Remove a period; one that is gone already is no mistake."""
        key = self.text("period")
        kept = [each for each in keeping.mourning_periods() if _key(each) != key]
        keeping.keep_mourning(kept)
        self.tell(
            _(
                "msg_mourning_removed",
                default="These days are removed; the portals are in colour then.",
            )
        )
        return self.url


def _key(period: Period) -> str:
    return f"{period.first.isoformat()}_{period.last.isoformat()}"

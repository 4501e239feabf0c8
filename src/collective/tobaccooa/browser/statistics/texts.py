"""How figures and periods of the statistics are said. Pure."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser import words
from collective.tobaccooa.supervision.statistics.model import Period
from datetime import timedelta


NOTHING = "—"

PERIOD_TITLES = {
    "month": _("stat_this_month", default="This month"),
    "last_month": _("stat_last_month", default="Last month"),
    "quarter": _("stat_quarter", default="This quarter"),
    "year": _("stat_year", default="This year"),
    "last_year": _("stat_last_year", default="Last year"),
}


def month_title(month: str) -> str:
    """Return `2026-11` as 2026年11月."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def period_title(period: Period) -> str:
    """Return a period in words: 2026年11月, 2026年第4季度, 2026年, else its first and last day."""
    first, last = period.first, period.last
    months = len(period.months())
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole and months == 1:
        return month_title(f"{first:%Y-%m}")
    if whole and months == 3 and first.month % 3 == 1:
        return f"{first.year}年第{first.month // 3 + 1}季度"
    if whole and months == 12 and first.month == 1:
        return f"{first.year}年"
    if first == last:
        return words.day(first)
    return f"{words.day(first)}至{words.day(last)}"


def number(value: float | None, kind: str) -> str:
    """Return a figure as it stands in a table; a dash for None.

    :param kind: `count`, `hours` (one decimal) or `share` (0 to 1, as a percentage).
    """
    if value is None:
        return NOTHING
    if kind == "share":
        return f"{value:.1%}"
    return f"{value:.1f}" if kind == "hours" else f"{value:,}"

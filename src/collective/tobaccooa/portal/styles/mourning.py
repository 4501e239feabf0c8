"""Days on which all portals are grey: periods, their form, and whether a day lies in one. Pure.

Days are whole days of Asia/Shanghai, first and last included.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from dataclasses import dataclass
from datetime import date

import json
import re
import unicodedata


#: Longer is a mistake of typing: national mourning takes one to three days.
LONGEST_DAYS = 31
LONGEST_REASON = 60
MOST_PERIODS = 50


@dataclass(frozen=True, order=True)
class Period:
    """Days from `first` to `last`, both included, and why."""

    first: date
    last: date
    reason: str = ""


def parse_day(text: str, field: str) -> date:
    """Return the day of `2026-12-13`, `2026年12月13日` or `2026/12/13`.

    :raises InvalidInput: no day.
    """
    numbers = re.fullmatch(
        r"([0-9]{4})[-年/.]([0-9]{1,2})[-月/.]([0-9]{1,2})日?",
        unicodedata.normalize("NFKC", text).strip(),
    )
    try:
        if numbers is not None:
            return date(*map(int, numbers.groups()))
    except ValueError:
        pass
    raise InvalidInput(
        _(
            "error_mourning_day",
            default="“${text}” is no day: write it as 2026-12-13.",
            mapping={"text": text[:20]},
        ),
        field=field,
    )


def parse_period(first: str, last: str, reason: str) -> Period:
    """Return the period that a form describes; an empty last day is the first.

    :raises InvalidInput: no days, the wrong way round, or too long.
    """
    begin = parse_day(first, "first")
    end = parse_day(last, "last") if last.strip() else begin
    if end < begin:
        raise InvalidInput(
            _(
                "error_mourning_order",
                default="The last day lies before the first; change one of them.",
            ),
            field="last",
        )
    if (end - begin).days >= LONGEST_DAYS:
        raise InvalidInput(
            _(
                "error_mourning_long",
                default="All portals would be grey for more than ${days} days. Check the days, or "
                "enter several periods.",
                mapping={"days": LONGEST_DAYS},
            ),
            field="last",
        )
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise InvalidInput(
            _(
                "error_mourning_reason",
                default="Say in up to ${most} characters why, such as 国家公祭日.",
                mapping={"most": LONGEST_REASON},
            ),
            field="reason",
        )
    return Period(begin, end, reason)


def is_mourning(periods: Iterable[Period], day: date) -> bool:
    """Tell whether all portals are grey on a day."""
    return any(period.first <= day <= period.last for period in periods)


def still_to_come(periods: Iterable[Period], day: date) -> tuple[Period, ...]:
    """Return the periods that are not over on a day, the earliest first."""
    return tuple(sorted(period for period in periods if period.last >= day))


def added(periods: Sequence[Period], period: Period) -> tuple[Period, ...]:
    """Return the periods with one more, by their days.

    :raises InvalidInput: it is there already, or there are too many.
    """
    days = {(each.first, each.last) for each in periods}
    if (period.first, period.last) in days:
        raise InvalidInput(
            _("error_mourning_twice", default="These days are entered already."), field="first"
        )
    if len(periods) >= MOST_PERIODS:
        raise InvalidInput(
            _(
                "error_mourning_many",
                default="There are ${most} periods; remove those that are over first.",
                mapping={"most": MOST_PERIODS},
            ),
            field="first",
        )
    return tuple(sorted((*periods, period)))


def as_data(periods: Iterable[Period]) -> str:
    """Return the days as JSON for `data-mourning`: `[["2026-12-13","2026-12-13"]]`."""
    days = [[each.first.isoformat(), each.last.isoformat()] for each in periods]
    return json.dumps(days, separators=(",", ":"))

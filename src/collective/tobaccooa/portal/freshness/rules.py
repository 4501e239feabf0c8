"""When a column or a portal is fresh, due, stale or empty. Pure.

Days are calendar days in Asia/Shanghai: what was published at 23:59 and what at 00:01 differ by a
day. A column with a longest time between news of 14 days (`max_age_days`) is stale on the 15th day
after its last publication.

Sources: 国办秘函〔2019〕19号, the state's checks of government sites, as collected in the project's
reference (4.8): a front page without news for 14 days fails, and so do five stale or five empty
columns. A portal with fewer than ten columns would never fail by these numbers; there half of its
columns count, two at least (our choice).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import re


ZONE = ZoneInfo("Asia/Shanghai")
FRONT_PAGE_DAYS = 14
FAILING_COLUMNS = 5
#: Notice that keepers get before a column is stale: a fifth of its time, so that it is in
#: proportion, but at least the three days that writing and approving take, and at most a week,
#: because nobody acts on a warning that stands for a month.
SHORTEST_NOTICE, LONGEST_NOTICE = 3, 7
#: Filled by the system, not by keepers.
WITHOUT_KEEPERS = frozenset({"documents", "feed"})
#: Their messages are meant to end: none shown now is no fault of itself.
MAY_BE_BARE = frozenset({"ticker"})

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)
_ONE_DAY = timedelta(days=1)


class Light(StrEnum):
    """How fresh something is; the worst is the last."""

    FRESH = "fresh"
    DUE = "due"
    STALE = "stale"
    EMPTY = "empty"


#: Worst first.
SEVERITY = {Light.EMPTY: 0, Light.STALE: 1, Light.DUE: 2, Light.FRESH: 3}
_FAILING = (Light.EMPTY, Light.STALE)


@dataclass(frozen=True)
class ColumnFacts:
    """What the rules need of a column.

    :param since: the day it was made; :param shown: how many items it shows now.
    :param last_published_on: day of its newest publication, None for none so far.
    :param closed: the column, or its portal, takes no more changes.
    """

    kind: str
    max_age_days: int | None
    since: date
    shown: int = 0
    last_published_on: date | None = None
    closed: bool = False


@dataclass(frozen=True)
class Verdict:
    """How fresh a column is on a day.

    :ivar supervised: whether it has to be kept fresh at all.
    :ivar age_days: days since its last publication, else since it was made.
    :ivar days_left: until it is stale; negative: for so many days it has been stale; None: never.
    """

    light: Light
    supervised: bool
    age_days: int
    days_left: int | None

    @property
    def days_overdue(self) -> int:
        """For how many days it has been stale, 0 when it is not."""
        return max(0, -(self.days_left or 0))


@dataclass(frozen=True)
class PortalVerdict:
    """How fresh a portal is, and by which of the checks it fails.

    :ivar reasons: some of `closed`, `no_news`, `front_page`, `stale_columns`, `empty_columns`.
    """

    light: Light
    reasons: tuple[str, ...] = ()
    counts: dict[Light, int] = field(default_factory=dict)


def local_day(at: datetime) -> date:
    """Return the day of an aware instant in Asia/Shanghai."""
    if at.tzinfo is None:
        raise ValueError("a time needs a time zone")
    return at.astimezone(ZONE).date()


def notice_days(max_age_days: int) -> int:
    """Return for how many days a column is due before it is stale; never over half of its time."""
    wanted = max(SHORTEST_NOTICE, min(LONGEST_NOTICE, max_age_days // 5))
    return min(max_age_days // 2, wanted)


def is_supervised(facts: ColumnFacts) -> bool:
    """Tell whether a column must be kept fresh: open, with a longest time, and with keepers."""
    return not facts.closed and facts.max_age_days is not None and facts.kind not in WITHOUT_KEEPERS


def judge(facts: ColumnFacts, today: date) -> Verdict:
    """Return how fresh a column is."""
    age = max(0, (today - (facts.last_published_on or facts.since)).days)
    supervised = is_supervised(facts)
    left = facts.max_age_days - age if supervised and facts.max_age_days is not None else None
    return Verdict(_light(facts, left), supervised, age, left)


def _light(facts: ColumnFacts, left: int | None) -> Light:
    if facts.closed or facts.kind in WITHOUT_KEEPERS:
        return Light.FRESH
    if facts.last_published_on is None or (facts.shown == 0 and facts.kind not in MAY_BE_BARE):
        return Light.EMPTY
    if left is None or facts.max_age_days is None:
        return Light.FRESH
    if left < 0:
        return Light.STALE
    return Light.DUE if left < notice_days(facts.max_age_days) else Light.FRESH


def worst_first(verdict: Verdict) -> tuple[int, int, int]:
    """Return by what columns are sorted: failing ones by their days overdue, then the others."""
    severity = 0 if verdict.light in _FAILING else SEVERITY[verdict.light]
    return (severity, -verdict.days_overdue, -verdict.age_days)


def failing_columns(supervised: int) -> int:
    """Return how many stale (or empty) columns make a portal with so many columns fail."""
    return min(FAILING_COLUMNS, max(2, (supervised + 1) // 2))


def judge_portal(
    verdicts: Sequence[Verdict],
    last_published_on: date | None,
    today: date,
    closed: bool = False,
) -> PortalVerdict:
    """Return how fresh a portal is.

    :param verdicts: of its open columns; a portal without any is empty.
    :param last_published_on: day of the newest publication in any of them.
    :param closed: the portal is closed or filed, so that nothing is asked of it.
    """
    counts = {light: sum(each.light is light for each in verdicts) for light in Light}
    if closed:
        return PortalVerdict(Light.FRESH, ("closed",), counts)
    if last_published_on is None:
        return PortalVerdict(Light.EMPTY, ("no_news",), counts)
    limit = failing_columns(sum(each.supervised for each in verdicts))
    age = (today - last_published_on).days
    reasons = []
    if age > FRONT_PAGE_DAYS:
        reasons.append("front_page")
    if counts[Light.STALE] >= limit:
        reasons.append("stale_columns")
    if counts[Light.EMPTY] >= limit:
        reasons.append("empty_columns")
    if reasons:
        return PortalVerdict(Light.STALE, tuple(reasons), counts)
    soon = age > FRONT_PAGE_DAYS - notice_days(FRONT_PAGE_DAYS)
    worse = soon or counts[Light.STALE] or counts[Light.EMPTY]
    return PortalVerdict(Light.DUE if worse else Light.FRESH, (), counts)


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month in Asia/Shanghai."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `2026-11`.

        :raises ValueError: it is no month of the years 2000 to 2099.
        """
        found = _MONTH.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is no month")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month of a day."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def until(self, today: date) -> date:
        """Return the last of its days that has come."""
        return min(self.last, today)

    def moved(self, months: int) -> Month:
        """Return the month so many later (or earlier, when negative)."""
        place = self.year * 12 + self.month - 1 + months
        return Month(place // 12, place % 12 + 1)


def days_supervised(since: date, month: Month, today: date) -> int:
    """Return on how many days of the month that have come the column was there."""
    return max(0, (month.until(today) - max(since, month.first)).days + 1)


def days_overdue(
    published_on: Iterable[date],
    max_age_days: int,
    since: date,
    month: Month,
    today: date,
) -> int:
    """Return on how many days of a month a column was stale, until `today` inclusive.

    A day is overdue when the newest publication up to and including it is more than `max_age_days`
    days old; before the first publication the day on which the column was made counts as one.
    """
    first, last = max(since, month.first), month.until(today)
    starts = sorted({since, *(day for day in published_on if day > since)})
    ends = [*starts[1:], last + _ONE_DAY]
    overdue = 0
    for start, end in zip(starts, ends, strict=True):
        stale_from = max(first, start + timedelta(days=max_age_days + 1))
        stale_until = min(last, end - _ONE_DAY)
        overdue += max(0, (stale_until - stale_from).days + 1)
    return overdue

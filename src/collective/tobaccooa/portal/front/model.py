"""What a front page is made of, in plain values, and where its columns stand. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collective.tobaccooa.portal import model
from dataclasses import dataclass
from datetime import date
from datetime import timedelta


WIDE, SIDE, THIRDS, FULL = "wide", "side", "thirds", "full"
ZONES = (WIDE, SIDE, THIRDS, FULL)
#: Where an editor puts columns that the front page leaves out.
HIDDEN = "hidden"
#: How many items a column shows on a front page, by kind.
SHOWN = {
    model.NEWS: 7,
    model.NOTICE: 7,
    model.PICTURES: 5,
    model.TICKER: 6,
    model.DOWNLOADS: 6,
    model.LINKS: 24,
    model.LIST: 6,
    model.DOCUMENTS: 6,
    model.FEED: 6,
}
#: Where a column of a kind stands unless somebody moved it; news after the first go to the thirds.
USUAL_ZONE = {
    model.PICTURES: WIDE,
    model.NEWS: WIDE,
    model.NOTICE: SIDE,
    model.DOCUMENTS: THIRDS,
    model.LIST: THIRDS,
    model.DOWNLOADS: THIRDS,
    model.FEED: THIRDS,
    model.LINKS: FULL,
}


@dataclass(frozen=True)
class Entry:
    """One line of a column.

    :param url: absolute, or the outside address of a link.
    :param day: of publication, ISO (YYYY-MM-DD, Asia/Shanghai), or "".
    :param picture: markup of its picture, or "".
    :param credit: short name of the unit it was taken over from, or "".
    :param hint: number, size or source beside the title, or "".
    """

    uid: str
    title: str
    url: str
    day: str = ""
    summary: str = ""
    picture: str = ""
    credit: str = ""
    hint: str = ""
    outside: bool = False
    must_read: bool = False

    @property
    def short_day(self) -> str:
        """The day as lists show it: 11-25."""
        return self.day[5:]


@dataclass(frozen=True)
class Block:
    """A column as the front page shows it."""

    id: str
    title: str
    url: str
    kind: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Placed:
    """A column's id, kind and rank, as far as placing it needs."""

    id: str
    kind: str


def layout(columns: Iterable[Placed], chosen: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return zone → ids of columns: as chosen, and what was not placed where it usually stands.

    :param columns: all columns of the portal, by rank; ticker columns stand at the top of the page
        and in no zone.
    :param chosen: zone → ids, from the portal's face; unknown zones and ids are left out, and so
        are the columns in `HIDDEN`.
    """
    hidden = set(chosen.get(HIDDEN, ()))
    known = {
        each.id: each for each in columns if each.kind != model.TICKER and each.id not in hidden
    }
    zones: dict[str, list[str]] = {zone: [] for zone in ZONES}
    placed: set[str] = set()
    for zone in ZONES:
        for column in chosen.get(zone, ()):
            if column in known and column not in placed:
                zones[zone].append(column)
                placed.add(column)
    news = any(known[each].kind == model.NEWS for each in placed)
    # picture news come first in their zone, whatever their rank
    for column, each in sorted(known.items(), key=lambda pair: pair[1].kind != model.PICTURES):
        if column in placed:
            continue
        zone = USUAL_ZONE[each.kind]
        if each.kind == model.NEWS:
            zone, news = (THIRDS if news else WIDE), True
        zones[zone].append(column)
    if len(zones[THIRDS]) == 1 and zones[THIRDS][0] not in placed:
        # alone it would lie under an empty side
        zones[SIDE] += zones[THIRDS]
        zones[THIRDS] = []
    return zones


@dataclass(frozen=True)
class Day:
    """A square of the month's calendar: `off` a free day, `makeup` a worked weekend day."""

    day: date
    inside: bool
    today: bool = False
    off: bool = False
    makeup: bool = False
    events: tuple[str, ...] = ()


def month_of(today: date) -> list[list[date]]:
    """Return the weeks (Monday first) that show the month of a day."""
    first = today.replace(day=1)
    day = first - timedelta(days=first.weekday())
    weeks: list[list[date]] = []
    while not weeks or day.month == today.month:
        weeks.append([day + timedelta(days=offset) for offset in range(7)])
        day += timedelta(days=7)
    return weeks

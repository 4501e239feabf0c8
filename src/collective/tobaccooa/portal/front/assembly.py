"""Put a front page together: blocks for everybody or for staff, and the month's calendar."""

from __future__ import annotations

from collections.abc import Mapping
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.portal import model
from collective.tobaccooa.portal.adoption.showing import SEEN_BY
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.front.entries import entries_of
from collective.tobaccooa.portal.front.model import Block
from collective.tobaccooa.portal.front.model import Day
from collective.tobaccooa.portal.front.model import layout
from collective.tobaccooa.portal.front.model import month_of
from collective.tobaccooa.portal.front.model import Placed
from collective.tobaccooa.portal.front.model import SHOWN
from collective.tobaccooa.portal.front.model import WIDE
from collective.tobaccooa.portal.front.model import ZONES
from collective.tobaccooa.portal.items import published_query
from dataclasses import dataclass
from DateTime import DateTime
from datetime import date
from datetime import datetime
from plone import api
from typing import Any


@dataclass(frozen=True)
class FrontPage:
    """A front page: zone → blocks, ticker lines, the month."""

    zones: dict[str, list[Block]]
    ticker: Block | None
    weeks: list[list[Day]]


def front_page(unit_object: Any, staff: bool, chosen: Mapping[str, Any], today: date) -> FrontPage:
    """Return what the portal of a unit shows.

    :param staff: with the columns that only signed-in staff see.
    :param chosen: zone → ids of columns, from the portal's face.
    :param today: Asia/Shanghai.
    """
    columns = [
        column for column in columns_of(unit_object) if staff or column.audience == model.EVERYBODY
    ]
    zones = layout([Placed(each.getId(), each.kind) for each in columns], chosen)
    by_id = {each.getId(): each for each in columns}
    tickers = [each for each in columns if each.kind == model.TICKER]
    return FrontPage(
        {zone: [block(by_id[each], zone) for each in zones[zone]] for zone in ZONES},
        block(tickers[0], "top") if tickers else None,
        calendar(unit_object, today, staff),
    )


def block(column: Any, zone: str) -> Block:
    """Return a column as a block of a zone."""
    large = zone == WIDE and column.kind == model.PICTURES
    found = entries_of(column, SHOWN[column.kind], pictures="hero" if large else "card")
    return Block(column.getId(), column.title, column.absolute_url(), column.kind, tuple(found))


def calendar(unit_object: Any, today: date, staff: bool) -> list[list[Day]]:
    """Return the month of a day with free days, make-up days and the portal's events."""
    plan = working_calendar()
    weeks = month_of(today)
    events = _events(unit_object, weeks[0][0], weeks[-1][-1], staff)
    return [
        [
            Day(
                day=day,
                inside=day.month == today.month,
                today=day == today,
                off=not plan.is_working_day(day),
                makeup=day in plan.workdays,
                events=tuple(events.get(day, ())),
            )
            for day in week
        ]
        for week in weeks
    ]


def _events(unit_object: Any, first: date, last: date, staff: bool) -> dict[date, list[str]]:
    query = published_query("/".join(unit_object.getPhysicalPath())) | {
        "portal_type": "Event",
        "start": {
            "query": (DateTime(first.isoformat()), DateTime(last.isoformat()) + 1),
            "range": "min:max",
        },
    }
    # a portal below may be closed to its readers
    query["allowedRolesAndUsers"] = list(SEEN_BY[model.STAFF if staff else model.EVERYBODY])
    found: dict[date, list[str]] = {}
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query):
        start = brain.start
        if isinstance(start, datetime):
            found.setdefault(start.astimezone(SHANGHAI).date(), []).append(brain.Title)
    return found

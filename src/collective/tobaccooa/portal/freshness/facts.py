"""How the columns and portals of the site stand: facts from the catalogue, judged by `rules`.

What expired stays published and counts as news of its day; what was retracted does not. What a
column of the city adopted counts as news of the day of its adoption.
"""

from __future__ import annotations

from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.finding import units_with_pages
from collective.tobaccooa.portal.freshness import rules
from collective.tobaccooa.portal.freshness.adoptions import adopted_into
from collective.tobaccooa.portal.freshness.rules import ColumnFacts
from collective.tobaccooa.portal.freshness.rules import PortalVerdict
from collective.tobaccooa.portal.freshness.rules import Verdict
from collective.tobaccooa.portal.guards import PENDING
from collective.tobaccooa.portal.guards import PUBLISHED
from collective.tobaccooa.portal.items import published_query
from collective.tobaccooa.portal.keepers import is_open
from collective.tobaccooa.portal.model import ITEM_TYPES
from collective.tobaccooa.portal.model import OPEN
from collective.tobaccooa.portal.store import portal_record
from dataclasses import dataclass
from DateTime import DateTime
from datetime import datetime
from datetime import UTC
from plone import api
from typing import Any


@dataclass(frozen=True)
class ColumnStanding:
    """How a column stands.

    :ivar last_published_at: aware UTC instant of its newest publication that has come, or None.
    :ivar shown: number of items it shows; :ivar waiting: number of items that wait for approval.
    """

    column: Any
    facts: ColumnFacts
    verdict: Verdict
    last_published_at: datetime | None
    shown: int
    waiting: int


@dataclass(frozen=True)
class PortalStanding:
    """How a unit's portal stands, with its columns, the worst first."""

    unit: Unit
    unit_object: Any
    verdict: PortalVerdict
    columns: tuple[ColumnStanding, ...]
    last_published_at: datetime | None


def moment(value: Any) -> datetime:
    """Return a Zope DateTime as an aware datetime in UTC."""
    return datetime.fromtimestamp(value.timeTime(), UTC)


def column_standing(column: Any, now: datetime | None = None) -> ColumnStanding:
    """Return how a column stands.

    :param now: the instant that counts, aware; the present one when left out.
    """
    now = now or clock.now()
    adopted = adopted_into(column)
    times = [last_published_at(column, now), *adopted.values()]
    last = max((each for each in times if each is not None and each <= now), default=None)
    query = published_query(path_of(column), DateTime(now))
    shown = _count(query)
    if adopted:
        shown += _count({**query, "path": "/", "UID": list(adopted)})
    facts = ColumnFacts(
        kind=column.kind,
        max_age_days=column.max_age_days,
        since=rules.local_day(moment(column.created())),
        shown=shown,
        last_published_on=rules.local_day(last) if last else None,
        closed=not is_open(column),
    )
    waiting = _count(
        {"path": path_of(column), "portal_type": list(ITEM_TYPES), "review_state": PENDING}
    )
    return ColumnStanding(column, facts, rules.judge(facts, clock.today(now)), last, shown, waiting)


def portal_standing(unit_object: Any, now: datetime | None = None) -> PortalStanding:
    """Return how the portal of a unit stands; closed columns are left out of its verdict."""
    now = now or clock.now()
    columns = [column_standing(column, now) for column in columns_of(unit_object)]
    last = max((each.last_published_at for each in columns if each.last_published_at), default=None)
    verdict = rules.judge_portal(
        [each.verdict for each in columns if not each.facts.closed],
        rules.local_day(last) if last else None,
        clock.today(now),
        closed=portal_record(unit_object).status != OPEN,
    )
    unit = directory().unit_of(unit_object)
    columns.sort(key=lambda each: rules.worst_first(each.verdict))
    return PortalStanding(unit, unit_object, verdict, tuple(columns), last)


def unit_objects() -> list[Any]:
    """Return the objects of all units in tree order, without those whose content is gone."""
    return [content for _unit, content in units_with_pages()]


def last_published_at(column: Any, now: datetime) -> datetime | None:
    """Return when the newest publication of a column was, expired ones included."""
    found = _catalog().unrestrictedSearchResults(
        path=path_of(column),
        portal_type=list(ITEM_TYPES),
        review_state=PUBLISHED,
        effective={"query": DateTime(now), "range": "max"},
        sort_on="effective",
        sort_order="reverse",
        sort_limit=1,
    )
    return next((moment(brain.effective) for brain in found[:1]), None)


def items_of(column: Any) -> list[tuple[str, datetime | None]]:
    """Return (UID, when it was published or None) of all items in a column."""
    found = _catalog().unrestrictedSearchResults(path=path_of(column), portal_type=list(ITEM_TYPES))
    return [
        (brain.UID, moment(brain.effective) if brain.review_state == PUBLISHED else None)
        for brain in found
    ]


def path_of(content: Any) -> str:
    """Return the physical path as text."""
    return "/".join(content.getPhysicalPath())


def _count(query: dict[str, Any]) -> int:
    return len(_catalog().unrestrictedSearchResults(**query))


def _catalog() -> Any:
    return api.portal.get_tool("portal_catalog")

"""Count a month: what was published, presented, adopted, seen and overdue, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.freshness import rules
from collective.tobaccooa.portal.freshness.adoptions import adopted_into
from collective.tobaccooa.portal.freshness.facts import items_of
from collective.tobaccooa.portal.freshness.facts import moment
from collective.tobaccooa.portal.freshness.rules import ColumnFacts
from collective.tobaccooa.portal.freshness.rules import Month
from collective.tobaccooa.portal.freshness.table import ColumnRow
from collective.tobaccooa.portal.freshness.table import Figures
from collective.tobaccooa.portal.freshness.table import UnitTable
from collective.tobaccooa.portal.keepers import is_open
from collective.tobaccooa.portal.visits.store import FRONT
from collective.tobaccooa.portal.visits.store import views_in_month
from datetime import datetime
from typing import Any


def unit_table(
    unit_object: Any,
    month: Month,
    adoptions: Mapping[str, tuple[int, int]],
    now: datetime | None = None,
) -> UnitTable:
    """Return a unit's part of the monthly table.

    :param adoptions: id of a column → (presented to the city, adopted by it) in the month.
    :param now: the instant that counts, aware; the present one when left out.
    """
    now = now or clock.now()
    unit = directory().unit_of(unit_object)
    views = views_in_month(unit.code, str(month))
    rows = []
    for column in columns_of(unit_object):
        presented, adopted = adoptions.get(column.getId(), (0, 0))
        rows.append(_column_row(column, month, now, views, presented, adopted))
    seen = sum(row.figures.views for row in rows)
    front = views.get(FRONT, 0)
    return UnitTable(
        unit=unit.code,
        title=unit.short_title or unit.title,
        rows=tuple(rows),
        front_views=front,
        other_views=sum(views.values()) - front - seen,
    )


def _column_row(
    column: Any,
    month: Month,
    now: datetime,
    views: Mapping[str, int],
    presented: int,
    adopted: int,
) -> ColumnRow:
    items, today = items_of(column), clock.today(now)
    published = [rules.local_day(at) for _uid, at in items if at is not None and at <= now]
    since = rules.local_day(moment(column.created()))
    facts = ColumnFacts(column.kind, column.max_age_days, since, closed=not is_open(column))
    overdue = days = 0
    if rules.is_supervised(facts) and facts.max_age_days is not None:
        taken_over = [rules.local_day(at) for at in adopted_into(column).values() if at <= now]
        news = [*published, *taken_over]
        overdue = rules.days_overdue(news, facts.max_age_days, since, month, today)
        days = rules.days_supervised(since, month, today)
    figures = Figures(
        items=sum(Month.of(day) == month for day in published),
        submitted=presented,
        adopted=adopted,
        views=sum(views.get(uid, 0) for uid, _at in items),
        overdue=overdue,
        days=days,
    )
    return ColumnRow(column.getId(), column.title, figures)

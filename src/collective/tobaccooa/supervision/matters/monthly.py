"""Collect a unit's matters for a month's report."""

from __future__ import annotations

from collective.tobaccooa.organisation.clock import today as day_of
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.parties import title_of
from collective.tobaccooa.supervision.matters.report import by_lead
from collective.tobaccooa.supervision.matters.report import concerns
from collective.tobaccooa.supervision.matters.report import Figures
from collective.tobaccooa.supervision.matters.report import Span
from collective.tobaccooa.supervision.matters.store import matter_store
from dataclasses import dataclass
from plone import api


@dataclass(frozen=True)
class Row:
    """The figures of one lead."""

    lead: str
    title: str
    figures: Figures


@dataclass(frozen=True)
class Report:
    """A unit's month: figures by lead in the order of the directory, and the matters counted."""

    rows: list[Row]
    total: Figures
    matters: list[Matter]


def monthly(unit: str, span: Span) -> Report:
    """Return the report on the matters that a unit supervises.

    Reads what is in progress and what has ended since the month began, not the archive before.
    """
    store = matter_store(api.portal.get())
    found = store.in_progress([unit])
    for matter_id in store.ended([unit]):
        matter = store.get(matter_id)
        if matter is None or matter.ended_at is None:
            continue
        if day_of(matter.ended_at) < span.first:
            break
        found.append(matter)
    found = sorted((m for m in found if concerns(m, span)), key=lambda m: (m.year, m.serial))
    figures = by_lead(found, span)
    rows = [Row(lead, title_of(lead), figures[lead]) for lead in _in_order(unit, set(figures))]
    return Report(rows, sum((row.figures for row in rows), Figures()), found)


def _in_order(unit: str, leads: set[str]) -> list[str]:
    known = directory()
    order = [f"department:{each.id}" for each in known.departments(unit)]
    order += [f"unit:{each.code}" for each in known.units()]
    return [*(each for each in order if each in leads), *sorted(leads - set(order))]

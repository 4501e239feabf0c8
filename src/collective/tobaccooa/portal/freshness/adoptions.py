"""What the city portal takes over from the units, as far as supervision counts it."""

from __future__ import annotations

from collective.tobaccooa.portal.freshness.interfaces import IAdoptions
from datetime import date
from datetime import datetime
from typing import Any
from zope.component import queryUtility


def adoptions_in_month(unit: str, month: date) -> dict[str, tuple[int, int]]:
    """Return id of a unit's column → (presented, adopted) in the month of a day."""
    adoptions = queryUtility(IAdoptions)
    return dict(adoptions.in_month(unit, month)) if adoptions is not None else {}


def adopted_into(column: Any) -> dict[str, datetime]:
    """Return UID → when it was adopted of the units' items that a column of the city shows."""
    adoptions = queryUtility(IAdoptions)
    return dict(adoptions.adopted_into(column)) if adoptions is not None else {}

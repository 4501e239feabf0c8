"""What the city portal takes over from the units, as far as supervision counts it."""

from __future__ import annotations

from collective.tobaccooa.portal.adoption import proposals
from collective.tobaccooa.portal.adoption.model import State
from datetime import date
from datetime import datetime
from typing import Any


def adoptions_in_month(unit: str, month: date) -> dict[str, tuple[int, int]]:
    """Return id of a unit's column → (presented, adopted) in the month of a day."""
    return proposals.adoptions_in_month(unit, month)


def adopted_into(column: Any) -> dict[str, datetime]:
    """Return UID → when it was adopted of the units' items that a column of the city shows."""
    adopted = proposals.proposals_to(column, State.ADOPTED)
    return {each.item: each.decided_at for each in adopted}

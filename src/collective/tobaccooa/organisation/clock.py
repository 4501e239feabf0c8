"""What time it is: instants are aware UTC, days are those of Asia/Shanghai."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import UTC
from zoneinfo import ZoneInfo


SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the current instant, aware, in UTC. Logic takes `now` as an argument instead."""
    return datetime.now(UTC)


def today(now: datetime | None = None) -> date:
    """Return the day in Asia/Shanghai at that instant.

    :param now: an aware datetime; the current instant when left out.
    """
    instant = now if now is not None else datetime.now(UTC)
    return instant.astimezone(SHANGHAI).date()

"""When periodic work is due. Pure: every function takes the instant, an aware datetime.

Time is cut into periods that follow each other without a gap, the same ones for every process: a
daily period begins at its hour in Asia/Shanghai, one of a fixed length at a multiple of that length
since 1970, UTC. Work is due once in each period. What was missed while no process ran is made up
once, because only the present period counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from zoneinfo import ZoneInfo


ZONE = ZoneInfo("Asia/Shanghai")

# Workers look at the clock about this often; a shorter period could not be kept.
SHORTEST = timedelta(seconds=10)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Daily:
    """Once a day, at an hour and minute in Asia/Shanghai.

    :raises ValueError: there is no such time of day.
    """

    hour: int
    minute: int = 0

    def __post_init__(self) -> None:
        time(self.hour, self.minute)


Rhythm = Daily | timedelta


def period_of(every: Rhythm, now: datetime) -> datetime:
    """Return when the period began in which `now` lies, in UTC.

    :raises ValueError: a length under `SHORTEST`, or a naive datetime.
    """
    if now.tzinfo is None:
        raise ValueError("a time needs a time zone")
    if isinstance(every, Daily):
        local = now.astimezone(ZONE)
        start = local.replace(hour=every.hour, minute=every.minute, second=0, microsecond=0)
        return (start if start <= local else start - timedelta(days=1)).astimezone(UTC)
    if every < SHORTEST:
        raise ValueError(f"{every} is shorter than the clock can keep ({SHORTEST})")
    return now.astimezone(UTC) - (now - _EPOCH) % every


def next_period(every: Rhythm, now: datetime) -> datetime:
    """Return when the period after the present one begins, in UTC."""
    length = timedelta(days=1) if isinstance(every, Daily) else every
    return period_of(every, now) + length


def is_due(every: Rhythm, last: datetime | None, now: datetime) -> bool:
    """Tell whether the work of the present period has still to be asked for.

    :param last: the period for which it was last asked, None: never, so it is due at once. A clock
        that was put back makes nothing due again.
    """
    return last is None or last < period_of(every, now)

"""Until when a page of a portal is good, and what it depends on beside the portal's counter."""

from __future__ import annotations

from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.organisation.store import organisation
from collective.tobaccooa.portal.front.kept import Kept
from collective.tobaccooa.portal.items import next_change
from collective.tobaccooa.portal.store import PortalRecord
from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import time as midnight
from datetime import timedelta
from typing import Any

import time


_UNTIL = Kept()


def holds_until(portal: Any, record: PortalRecord, today: date) -> float:
    """Return until when nothing on a portal's pages begins or ceases to be shown by itself.

    The end of the day, or the next time at which a published item begins or expires. Asked of the
    catalogue once for each state of the portal.

    :param today: Asia/Shanghai.
    :returns: seconds since 1970.
    """
    key = (id(portal._p_jar.db()) if portal._p_jar else 0, record._p_oid or id(record))
    version = (record.counter(), today)

    def make() -> tuple[float, float]:
        tomorrow = datetime.combine(today + timedelta(days=1), midnight(), SHANGHAI)
        change = next_change("/".join(portal.getPhysicalPath()), DateTime())
        until = min(tomorrow.timestamp(), float(change) if change is not None else float("inf"))
        return until, until

    if record.counter._p_changed:  # what this transaction changes is nobody else's yet
        return make()[0]
    return _UNTIL.get(key, version, time.time(), make)


def organisation_version() -> str:
    """Return what changes when a unit, a department or the working calendar does."""
    record = organisation()
    parts = []
    for part in (record.units, record.paths, record.departments, record.years):
        if part._p_jar is not None:
            part._p_activate()
        serial = part._p_serial
        parts.append(f"{serial.hex()}{'+' if part._p_changed else ''}")
    return " ".join(parts)

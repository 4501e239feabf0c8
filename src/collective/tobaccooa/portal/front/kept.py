"""Rendered parts of front pages, kept in the process until the portal's counter moves.

One slot for each portal, audience and address, replaced when it is out of date: dead versions don't
pile up, so memory stays flat whatever is published.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Hashable
from threading import Lock
from typing import Any


SLOTS = 256


class Kept:
    """A bounded store of the newest version of each thing; safe to share among threads."""

    def __init__(self, slots: int = SLOTS) -> None:
        self._slots = slots
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, tuple[Hashable, float, Any]] = OrderedDict()

    def get(
        self, key: Hashable, version: Hashable, now: float, make: Callable[[], tuple[Any, float]]
    ) -> Any:
        """Return what is kept under `key` in this version, made anew when it is not or no longer.

        :param now: seconds since 1970.
        :param make: returns the value and until when it holds (seconds since 1970).
        """
        with self._lock:
            found = self._kept.get(key)
            if found is not None and found[0] == version and now < found[1]:
                self._kept.move_to_end(key)
                return found[2]
        value, until = make()
        with self._lock:
            self._kept[key] = (version, until, value)
            self._kept.move_to_end(key)
            while len(self._kept) > self._slots:
                self._kept.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)


FRONT = Kept()

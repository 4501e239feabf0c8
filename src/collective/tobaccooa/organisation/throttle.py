"""Slow down guessing of passwords. Pure; one counter per process, in memory.

The first failures cost nothing; from the fifth on, each doubles the wait before that login is
looked at again, up to five minutes. A success or a quarter of an hour without a failure forgets
them. Nothing is written to the database, so that an attacker can't make it grow, and reading stays
free of writes; several processes count each for itself, which multiplies the attempts by their
number and no more.
"""

from __future__ import annotations

from collections import OrderedDict
from collective.tobaccooa import _
from dataclasses import dataclass
from threading import Lock


FREE_FAILURES = 4
FIRST_WAIT = 5.0
LONGEST_WAIT = 300.0
FORGET_AFTER = 900.0
MOST_LOGINS = 10_000


@dataclass(frozen=True)
class Failures:
    """How often a login failed in a row, and when last (seconds of a monotonic clock)."""

    count: int
    last: float

    def open_at(self) -> float:
        """Return from when on the login is looked at again."""
        beyond = self.count - FREE_FAILURES
        if beyond <= 0:
            return self.last
        return self.last + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(beyond - 1, 10))


class Throttle:
    """Counts failures by login name; safe to be used by several threads."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, Failures] = OrderedDict()
        self._lock = Lock()

    def wait(self, login: str, now: float) -> int:
        """Return how many seconds (rounded up) that login still has to wait; 0: none."""
        with self._lock:
            known = self._failures.get(login.lower())
        left = known.open_at() - now if known else 0.0
        return int(left) + 1 if left > 0 else 0

    def failed(self, login: str, now: float) -> None:
        """Count a failure."""
        key = login.lower()
        with self._lock:
            known = self._failures.pop(key, None)
            before = known.count if known and now - known.last <= FORGET_AFTER else 0
            self._failures[key] = Failures(before + 1, now)
            while len(self._failures) > MOST_LOGINS:
                self._failures.popitem(last=False)

    def succeeded(self, login: str) -> None:
        """Forget the failures of a login."""
        with self._lock:
            self._failures.pop(login.lower(), None)


def wait_message(seconds: int) -> str:
    """Return the sentence for somebody who has to wait."""
    return _(
        "error_sign_in_wait",
        default="Too many failed attempts to sign in. Wait ${seconds} seconds, then try again; if "
        "you have forgotten the password, ask the application administrator for a new one.",
        mapping={"seconds": seconds},
    )

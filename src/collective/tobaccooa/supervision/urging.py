"""The rule of urging (催办): when somebody is urged by itself, and who else hears of it. Pure.

Defaults after the practice of the pilot's peers (ordinary documents after three working days, then
daily; urgent ones near their limit and every half day): see `supervision/README.md`. Everything
counts in half days of the working calendar; nobody is urged outside office hours.

How often the rule has urged is read from the trail and the holder, never kept beside them: when
the document moves, its new holder starts from nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.supervision.halfdays import HalfDays
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Insistence(IntEnum):
    """Who hears of an urging; each includes those before."""

    HOLDER = 1
    HEAD = 2
    LEADER = 3


@dataclass(frozen=True)
class Rule:
    """When documents of one urgency are urged. All figures are half days (半个工作日).

    :ivar before: how long before the end of the limit it begins; 0: when the limit has ended.
    :ivar every: pause between two urgings, at least 1.
    :ivar idle: after how long a document without a limit is urged first; 0: never.
    :ivar to_head: from which urging on the head hears of it; :ivar to_leader: the leader.
    :ivar most: how often one holder is urged; 0 turns the rule off.
    """

    before: int
    every: int
    idle: int
    to_head: int = 2
    to_leader: int = 3
    most: int = 6


DEFAULTS: dict[str, Rule] = {
    "extra_urgent": Rule(before=2, every=1, idle=1),
    "urgent": Rule(before=2, every=1, idle=2),
    "normal": Rule(before=1, every=2, idle=6),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """What the rule needs of one holder of one document.

    :ivar ends: when the limit ends, None without one.
    :ivar by_rule: how often the rule has urged this holder since the document came.
    :ivar last: when anybody urged last, by hand or by rule; None: never.
    """

    since: datetime
    ends: datetime | None
    by_rule: int = 0
    last: datetime | None = None


def insistence(urging: int, rule: Rule) -> Insistence:
    """Return who hears of the urging with that number (the first is 1)."""
    if urging >= rule.to_leader:
        return Insistence.LEADER
    return Insistence.HEAD if urging >= rule.to_head else Insistence.HOLDER


def due_urging(rule: Rule, holding: Holding, now: datetime, halves: HalfDays) -> Insistence | None:
    """Return with what insistence a holder is to be urged now, None: not now.

    After a pause of the machine it is made up once, because only the last urging counts.
    """
    if holding.by_rule >= rule.most or not halves.in_office_hours(now):
        return None
    if not has_begun(rule, holding, now, halves):
        return None
    if holding.last is not None and halves.between(holding.last, now) < rule.every:
        return None
    return insistence(holding.by_rule + 1, rule)


def has_begun(rule: Rule, holding: Holding, now: datetime, halves: HalfDays) -> bool:
    """Tell whether the time of urging has come at all; nobody is urged in the first half day."""
    waited = halves.between(holding.since, now)
    if waited < 1:
        return False
    if holding.ends is None:
        return rule.idle > 0 and waited >= rule.idle
    return halves.between(now, holding.ends) <= rule.before


def strongest(levels: Iterable[Insistence | None]) -> Insistence | None:
    """Return the greatest insistence among those of a document's holders."""
    return max((each for each in levels if each is not None), default=None)


@dataclass(frozen=True)
class Superiors:
    """Who stands above the holder of a document; each a group with people, or "".

    :ivar head: the head of the holder's department; the office director for a post.
    :ivar leader: the supervising leader, the leader where there is none.
    """

    head: str = ""
    leader: str = ""


def hearers(level: Insistence, holder: str, superiors: Superiors) -> tuple[str, ...]:
    """Return the principals that hear of an urging, the holder first, each once."""
    found = [holder]
    if level >= Insistence.HEAD:
        found.append(superiors.head)
    if level >= Insistence.LEADER:
        found.append(superiors.leader)
    return tuple(dict.fromkeys(filter(None, found)))

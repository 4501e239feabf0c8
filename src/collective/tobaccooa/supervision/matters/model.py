"""A supervised matter (督办事项) and how it may change. Pure.

One matter carries one thing to be done (一事一项), which a leader asked for on a document. Its
life: open (在办) → reported (已报办结) → closed (已办结), or back to open with a reason; cancelled
(已撤销) ends it before. Everything that was done with it stands in its history, which only grows
and of which each record carries the digest of the one before.

Times are aware UTC datetimes, dates are days in Asia/Shanghai.

:source: practice of 督办: one matter one item, a lead and those who assist, feedback, review, and a
    date that stays the one to be judged by when it passed without an extension.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.organisation.clock import today as day_of
from collective.tobaccooa.workflows.model import SYSTEM
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import UTC
from enum import StrEnum

import hashlib
import json


OFFICE = "office"
LEADER = "leader"
#: Who reviews what is reported as done: the office, or the leader who asked for it.
REVIEWERS = (OFFICE, LEADER)

URGENCIES = ("normal", "urgent", "extra_urgent")


class State(StrEnum):
    """What has become of a matter."""

    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ENDED = frozenset({State.CLOSED, State.CANCELLED})


class Act(StrEnum):
    """What people do with a matter; the ids are part of the public contract."""

    CREATE = "create"
    FEEDBACK = "feedback"
    REPORT = "report"
    CLOSE = "close"
    SEND_BACK = "send_back"
    EXTEND = "extend"
    URGE = "urge"
    CANCEL = "cancel"


#: In which states an act is possible, and to which it leads (None: it stays as it is).
ACTS: dict[Act, tuple[frozenset[State], State | None]] = {
    Act.FEEDBACK: (frozenset({State.OPEN}), None),
    Act.REPORT: (frozenset({State.OPEN}), State.REPORTED),
    Act.CLOSE: (frozenset({State.REPORTED}), State.CLOSED),
    Act.SEND_BACK: (frozenset({State.REPORTED}), State.OPEN),
    Act.EXTEND: (frozenset({State.OPEN}), None),
    Act.URGE: (frozenset({State.OPEN}), None),
    Act.CANCEL: (frozenset({State.OPEN, State.REPORTED}), State.CANCELLED),
}


class Role(StrEnum):
    """Why a matter lies in somebody's box."""

    LEAD = "lead"
    ASSIST = "assist"
    REVIEW = "review"


@dataclass(frozen=True)
class Record:
    """One line of a matter's history, never changed.

    :param parties: for whom the actor spoke (`department:…`, `unit:…`).
    :param until: the new due date of an extension.
    :param key: digest of actor and Idempotency-Key, or "".
    :param digest: sha256 (hex) over this record and the digest of the one before.
    """

    act: Act
    actor: str
    at: datetime
    text: str = ""
    parties: tuple[str, ...] = ()
    until: date | None = None
    key: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Source:
    """Where a matter comes from.

    :param reference: the document, "city/incoming/2026/…".
    :param entry: id of the trail's entry whose words it carries, "" for the document itself.
    :param instructed_by: user id of the leader who wrote them, "".
    :param words: the instruction (批示) as written.
    """

    reference: str
    title: str
    number: str = ""
    entry: str = ""
    instructed_by: str = ""
    words: str = ""


@dataclass(frozen=True)
class Holding:
    """In whose box a matter waits, and why; `principal` is a user id or a group id."""

    principal: str
    role: Role


@dataclass(frozen=True)
class Matter:
    """The state of a supervised matter.

    :param unit: code of the unit that supervises it.
    :param lead: who answers for it (牵头): `department:<id>` or `unit:<code>`.
    :param assisting: who helps (协办).
    :param due_on: first due date.
    :param review_by: `office` or `leader`.
    :param since: when it came to those who have it now.
    """

    id: str
    unit: str
    year: int
    serial: int
    source: Source
    title: str
    lead: str
    assisting: tuple[str, ...]
    first_due_on: date
    urgency: str
    review_by: str
    state: State
    created_at: datetime
    created_by: str
    since: datetime
    holding: tuple[Holding, ...] = ()
    history: tuple[Record, ...] = ()

    @property
    def number(self) -> str:
        """The number by which the office calls it: 督办〔2026〕3号."""
        return f"督办〔{self.year}〕{self.serial}号"

    @property
    def parties(self) -> tuple[str, ...]:
        """The lead and all who assist, the lead first."""
        return (self.lead, *self.assisting)

    @property
    def due_on(self) -> date:
        """The present due date."""
        moved = [each.until for each in self.history if each.until is not None]
        return moved[-1] if moved else self.first_due_on

    @property
    def ended_at(self) -> datetime | None:
        """When it was closed or cancelled."""
        return self.history[-1].at if self.state in ENDED else None

    def last(self, act: Act) -> Record | None:
        """Return the latest record of an act, None where there is none."""
        return next((each for each in reversed(self.history) if each.act is act), None)

    @property
    def reported(self) -> Record | None:
        """The report that is under review or was accepted."""
        return self.last(Act.REPORT) if self.state in (State.REPORTED, State.CLOSED) else None

    @property
    def heard(self) -> frozenset[str]:
        """Who has given feedback."""
        return frozenset(party for each in self.history for party in each.parties)

    @property
    def urged(self) -> int:
        """How often it was urged since it came to those who have it now."""
        return sum(each.act is Act.URGE and each.at >= self.since for each in self.history)

    def held_by(self, role: Role) -> tuple[str, ...]:
        """Return the principals that have it in this role."""
        return tuple(each.principal for each in self.holding if each.role is role)

    def judged_on(self, day: date | None = None) -> date:
        """Return the date by which it is judged, as it stood on a day (the last when left out).

        An extension given after the date has passed moves the due date, but not this one.
        """
        due = self.first_due_on
        for each in self.history:
            given = day_of(each.at)
            if each.until is not None and given <= due and (day is None or given <= day):
                due = each.until
        return due

    @property
    def in_time(self) -> bool | None:
        """Whether it was reported by its date; None as long as nothing is reported."""
        reported = self.reported
        return None if reported is None else day_of(reported.at) <= self.judged_on()


def begin(matter: Matter, by: Record) -> Matter:
    """Return a new matter with the first record of its history."""
    return _recorded(matter, by)


def possible(act: Act, state: State) -> bool:
    """Tell whether an act is possible in a state."""
    return act in ACTS and state in ACTS[act][0]


def after(matter: Matter, by: Record) -> Matter:
    """Return the matter after an act that its state allows.

    :raises ValueError: the state doesn't allow it; ask `possible` before.
    """
    if not possible(by.act, matter.state):
        raise ValueError(f"{by.act} in {matter.state}")
    leads_to = ACTS[by.act][1]
    changed = _recorded(matter, by)
    if leads_to is None:
        return changed
    return replace(changed, state=leads_to, since=by.at)


def _recorded(matter: Matter, by: Record) -> Matter:
    previous = matter.history[-1].digest if matter.history else matter.id
    return replace(matter, history=(*matter.history, replace(by, digest=digest_of(by, previous))))


def digest_of(record: Record, previous: str) -> str:
    """Return sha256 (hex) over a record without its own digest, and the digest before."""
    data: dict[str, object] = {"previous": previous}
    for item in fields(record):
        value = getattr(record, item.name)
        if item.name == "digest":
            continue
        if isinstance(value, datetime):
            value = value.astimezone(UTC).isoformat(timespec="microseconds")
        elif isinstance(value, date):
            value = value.isoformat()
        data[item.name] = value
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_valid(matter: Matter) -> bool:
    """Tell whether every record stands as it was written."""
    previous = matter.id
    for record in matter.history:
        if record.digest != digest_of(record, previous):
            return False
        previous = record.digest
    return bool(matter.history)


def last_acts(matter: Matter) -> Iterator[tuple[str, Record]]:
    """Yield each person who acted after the beginning with their latest record."""
    latest = {each.actor: each for each in matter.history if each.act is not Act.CREATE}
    latest.pop(SYSTEM, None)
    yield from latest.items()


def key_digest(actor: str, key: str | None) -> str:
    """Return what is kept of an Idempotency-Key: it counts for one person."""
    return hashlib.sha256(f"{actor}\0{key}".encode()).hexdigest() if key else ""

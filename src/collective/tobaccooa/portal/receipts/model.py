"""Who must read a notice, who has, and which notices are new to a person. Pure.

Times are aware UTC datetimes, dates are Asia/Shanghai. Rule: a notice may ask everybody of the
unit (or of the units below too) to confirm that they have read it; the keepers see who has not
and chase exactly those.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.model import WorkItem
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta


UNIT = "unit"
UNITS_BELOW = "units_below"

#: So long a notice that nobody opened stays marked as unread.
RECENT = timedelta(days=30)

#: So many opened notices are remembered of a person; older ones are forgotten first.
REMEMBERED = 200

PREFIX = "notice"
STEP = "to_confirm_reading"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a notice asks: by which day, and of whom (`unit` or `units_below`)."""

    read_by: date | None = None
    readers: str = UNIT


def requirement_from(form: Mapping[str, object]) -> Requirement | None:
    """Return what was typed into the form of a notice; None when it need not be read.

    :param form: `must_read` (any text: ticked), `read_by` (ISO, "" for no last day), `readers`.
    :raises InvalidInput: no date, or nobody who could be meant.
    """
    if not form.get("must_read"):
        return None
    day, readers = str(form.get("read_by") or "").strip(), str(form.get("readers") or UNIT)
    if readers not in (UNIT, UNITS_BELOW):
        raise InvalidInput(
            _("error_readers_choice", default="Choose who is to read it."), field="readers"
        )
    try:
        return Requirement(date.fromisoformat(day) if day else None, readers)
    except ValueError as error:
        raise InvalidInput(
            _(
                "error_read_by",
                default="“${text}” is no date; write the last day as 2026-09-01.",
                mapping={"text": day[:40]},
            ),
            field="read_by",
        ) from error


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who must read: unit and department (titles) are those of the main post."""

    id: str
    fullname: str
    unit: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One reader of a notice. :ivar chased_at: last chased, None: never or confirmed since."""

    who: Staff
    read_at: datetime | None = None
    chased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The readers of one department, in the order of the directory."""

    unit: str
    department: str
    lines: tuple[Line, ...]

    @property
    def read(self) -> int:
        """How many have confirmed."""
        return sum(line.read_at is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everybody who must read a notice, by department."""

    groups: tuple[Group, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All readers in order."""
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def total(self) -> int:
        """How many must read it."""
        return sum(len(group.lines) for group in self.groups)

    @property
    def read(self) -> int:
        """How many have confirmed."""
        return sum(group.read for group in self.groups)

    @property
    def unread(self) -> tuple[Line, ...]:
        """Who has not confirmed."""
        return tuple(line for line in self.lines if line.read_at is None)

    @property
    def percent(self) -> int:
        """Share of those who confirmed; 100 only when all have."""
        return self.read * 100 // self.total if self.total else 100


def overview(
    audience: Iterable[Staff],
    receipts: Mapping[str, datetime],
    chased: Mapping[str, datetime] | None = None,
) -> Overview:
    """Return who has read a notice and who has not.

    :param audience: who must read it now; receipts of anybody else do not count.
    :param receipts: user id to the time of confirming; `chased` likewise of the last chase.
    """
    groups: dict[tuple[str, str], list[Line]] = {}
    for who in audience:
        line = Line(who, receipts.get(who.id), (chased or {}).get(who.id))
        groups.setdefault((who.unit, who.department), []).append(line)
    return Overview(
        tuple(Group(unit, part, tuple(lines)) for (unit, part), lines in groups.items())
    )


ChaseRow = tuple[int, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Chase:
    """That somebody was reminded: since when, by whom, of what, of which unit, until which day."""

    since: datetime
    sender: str
    title: str
    unit: str = ""
    read_by: date | None = None

    def row(self) -> ChaseRow:
        """Return what is stored."""
        due = self.read_by.isoformat() if self.read_by else ""
        return (microseconds(self.since), self.sender, self.title, self.unit, due)


def chase_of(row: ChaseRow) -> Chase:
    """Return the reminder that a stored row stands for."""
    since, sender, title, unit, due = row
    last_day = date.fromisoformat(due) if due else None
    return Chase(moment(since), sender, title, unit, last_day)


def reference_of(uid: str) -> str:
    """Return the reference of a notice in the boxes."""
    return f"{PREFIX}:{uid}"


def work_item(uid: str, chase: Chase) -> WorkItem:
    """Return a reminder's line in the list of what is to be read.

    It depends on the reminder alone: a changed title changes no box, the list shows the new one.
    """
    return WorkItem(
        reference=reference_of(uid),
        title=chase.title,
        step=STEP,
        since=chase.since,
        due_on=chase.read_by,
        sender=chase.sender,
        unit=chase.unit,
        register=PREFIX,
    )


def remember(known: tuple[str, ...], uid: str, limit: int = REMEMBERED) -> tuple[str, ...]:
    """Return the opened notices with one more; the newest last, at most `limit`."""
    if uid in known:
        return known
    return (*known, uid)[-limit:]


@dataclass(frozen=True, slots=True)
class Notice:
    """A published notice as a list knows it. :ivar must_read: it asks to be confirmed."""

    uid: str
    published: datetime
    must_read: bool = False


def is_unread(
    notice: Notice, opened: frozenset[str], confirmed: frozenset[str], now: datetime
) -> bool:
    """Tell whether a notice is marked as unread for a person.

    What must be read stays marked until it is confirmed, anything else until it was opened; both
    at most for 30 days.
    """
    if now - notice.published > RECENT:
        return False
    return notice.uid not in (confirmed if notice.must_read else opened)

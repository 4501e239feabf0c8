"""The life of a proposal: a unit presents an item, the city adopts or declines it. Pure.

Times are aware UTC datetimes; months are those of Asia/Shanghai. Rule: the city portal shows what
units submit and an editor there adopts, named with its source; the unit learns the result and the
reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.organisation.clock import SHANGHAI
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from enum import StrEnum


#: Longest note or reason, in characters.
MAX_WORDS = 500


class State(StrEnum):
    """Where a proposal stands."""

    WAITING = "waiting"
    ADOPTED = "adopted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # the city took it off again
    LAPSED = "lapsed"  # the unit's original was retracted or deleted


class Act(StrEnum):
    """What becomes of a proposal; `lapse` comes from the original, not from a person's button."""

    ADOPT = "adopt"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


#: From which states an act leads where.
_MOVES = {
    Act.ADOPT: (frozenset({State.WAITING}), State.ADOPTED),
    Act.DECLINE: (frozenset({State.WAITING}), State.DECLINED),
    Act.WITHDRAW: (frozenset({State.ADOPTED}), State.WITHDRAWN),
    Act.LAPSE: (frozenset({State.WAITING, State.ADOPTED}), State.LAPSED),
}

#: Acts that nobody may do without saying why.
_WITH_REASON = frozenset({Act.DECLINE, Act.WITHDRAW})

#: While it is in one of these, the same item is not presented again.
PENDING = frozenset({State.WAITING, State.ADOPTED})

Row = tuple[str, str, str, str, str, int, str, str, str, int, str, int, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item of a unit's column, presented to a column of the city.

    :ivar item: UID of the original; it is never copied.
    :ivar unit: code of the presenting unit; `source` is the id of its column there.
    :ivar title: the title when it was presented, for lists after the original is gone.
    :ivar decided_at: when it was adopted or declined; `ended_at` when an adoption (or a waiting
        proposal) ended by withdrawal or with the original.
    :ivar reason: why it was declined or withdrawn.
    """

    id: str
    item: str
    unit: str
    source: str
    title: str
    submitted_by: str
    submitted_at: datetime
    note: str = ""
    state: State = State.WAITING
    decided_by: str = ""
    decided_at: datetime | None = None
    ended_by: str = ""
    ended_at: datetime | None = None
    reason: str = ""

    @property
    def was_adopted(self) -> bool:
        """Whether the city adopted it, also if the adoption has ended since."""
        return self.decided_at is not None and self.state is not State.DECLINED

    def row(self) -> Row:
        """Return what is stored; the id is the row's key."""
        return (
            self.item,
            self.unit,
            self.source,
            self.title,
            self.submitted_by,
            microseconds(self.submitted_at),
            self.note,
            self.state.value,
            self.decided_by,
            microseconds(self.decided_at) if self.decided_at else 0,
            self.ended_by,
            microseconds(self.ended_at) if self.ended_at else 0,
            self.reason,
        )


def proposal_of(id_: str, row: Row) -> Proposal:
    """Return the proposal that a stored row stands for."""
    item, unit, source, title, by, at, note, state, decided_by, decided, ended_by, ended, why = row
    return Proposal(
        id=id_,
        item=item,
        unit=unit,
        source=source,
        title=title,
        submitted_by=by,
        submitted_at=moment(at),
        note=note,
        state=State(state),
        decided_by=decided_by,
        decided_at=moment(decided) if decided else None,
        ended_by=ended_by,
        ended_at=moment(ended) if ended else None,
        reason=why,
    )


def proposal_id(at: datetime, item: str) -> str:
    """Return an id that sorts by time: microseconds since 1970 in hex, and a part of the UID."""
    return f"{microseconds(at):014x}{item[:10]}"


def words(text: str, field: str) -> str:
    """Return a note or reason, stripped.

    :raises InvalidInput: longer than 500 characters.
    """
    found = text.strip()
    if len(found) > MAX_WORDS:
        raise InvalidInput(
            _(
                "error_words_too_long",
                default="This text has ${length} characters; write at most ${most}.",
                mapping={"length": str(len(found)), "most": str(MAX_WORDS)},
            ),
            field=field,
        )
    return found


def move(proposal: Proposal, act: Act, actor: str, at: datetime, reason: str = "") -> Proposal:
    """Return the proposal after an act.

    :param actor: user id, "" when the system noticed that the original is gone.
    :raises InvalidInput: declining or withdrawing without a reason.
    :raises OutOfDate: it no longer stands where this act begins.
    """
    allowed, after = _MOVES[act]
    if proposal.state not in allowed:
        raise OutOfDate(
            _(
                "error_proposal_settled",
                default="“${title}” was already settled. Load the page again and look at its "
                "state.",
                mapping={"title": proposal.title},
            ),
            state=proposal.state.value,
        )
    why = words(reason, "reason")
    if act in _WITH_REASON and not why:
        raise InvalidInput(
            _(
                "error_proposal_reason",
                default="Write the reason; the unit that presented “${title}” sees it.",
                mapping={"title": proposal.title},
            ),
            field="reason",
        )
    if act in (Act.ADOPT, Act.DECLINE):
        return replace(proposal, state=after, decided_by=actor, decided_at=at, reason=why)
    return replace(proposal, state=after, ended_by=actor, ended_at=at, reason=why)


def month_of(at: datetime) -> tuple[int, int]:
    """Return year and month of an instant in Asia/Shanghai."""
    local = at.astimezone(SHANGHAI)
    return local.year, local.month


def count_month(
    proposals: Iterable[Proposal], unit: str, month: date
) -> dict[str, tuple[int, int]]:
    """Count what a unit's columns presented and got adopted in a month.

    :param month: any day of the month.
    :returns: `{id of the unit's column: (submitted, adopted)}`, only columns with any. Submitted
        counts by the time of presenting, adopted by the time of adoption, also if it ended later.
    """
    wanted = (month.year, month.month)
    submitted: Counter[str] = Counter()
    adopted: Counter[str] = Counter()
    for each in proposals:
        if each.unit != unit:
            continue
        if month_of(each.submitted_at) == wanted:
            submitted[each.source] += 1
        if each.decided_at and each.was_adopted and month_of(each.decided_at) == wanted:
            adopted[each.source] += 1
    return {column: (submitted[column], adopted[column]) for column in submitted | adopted}

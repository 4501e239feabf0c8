"""Shapes of the approval kernel: plain, frozen, without a site.

All times are aware UTC datetimes, all dates are calendar days in Asia/Shanghai.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class Stored:
    """Base of frozen dataclasses that lie in a document's record: pickled as their bare values.

    Every decision writes the whole record; with the fields' names it took twice as long. Values
    stand in the order of the fields: new ones come at the end, with a default.
    """

    __match_args__: ClassVar[tuple[str, ...]]

    def __getstate__(self) -> tuple[object, ...]:
        return tuple([getattr(self, name) for name in self.__match_args__])

    def __setstate__(self, values: tuple[object, ...]) -> None:
        vars(self).update(zip(self.__match_args__, values, strict=False))


class Action(StrEnum):
    """What a person can do with a document; the ids are part of the public contract."""

    ADVANCE = "advance"
    RETURN = "return"
    WITHDRAW = "withdraw"
    OPEN = "open"
    ADD_SIGNERS = "add_signers"
    REMOVE_SIGNERS = "remove_signers"
    CIRCULATE = "circulate"
    MARK_READ = "mark_read"
    HAND_OVER = "hand_over"
    ADD_RECIPIENTS = "add_recipients"
    VOID = "void"
    ABOLISH = "abolish"
    ARCHIVE = "archive"
    SPECIAL_DELIVERY = "special_delivery"
    URGE = "urge"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    SUPERSEDE_OPINION = "supersede_opinion"
    CHASE_READERS = "chase_readers"
    SET_HOLDER = "set_holder"
    CORRECT_ENTRY = "correct_entry"


#: Acts beside the chain: they leave holders, step and what others are about to send as they are.
QUIET = frozenset({Action.URGE, Action.CHASE_READERS, Action.ASK_EXTENSION, Action.GRANT_EXTENSION})

#: What leaves the last move as it was, so that it can still be taken back.
BESIDE = QUIET | {
    Action.CIRCULATE,
    Action.ADD_RECIPIENTS,
    Action.SUPERSEDE_OPINION,
    Action.CORRECT_ENTRY,
}

#: What is done about a document without handling it: it gives no right to read it, neither to an
#: administrator nor to who urges from a unit above.
FROM_OUTSIDE = frozenset(
    {
        Action.URGE,
        Action.CHASE_READERS,
        Action.HAND_OVER,
        Action.SET_HOLDER,
        Action.CORRECT_ENTRY,
    }
)

#: Who acts when the clock does (`organisation.directory.SYSTEM`).
SYSTEM = "_system"


class Mode(StrEnum):
    """How several holders of one step work together."""

    ALL = "all"
    ANY = "any"
    SERIAL = "serial"


class Then(StrEnum):
    """Where a document goes afterwards.

    A returned one: through the chain again, or straight back to who returned it. A specially
    delivered one: back to the sender, on from the addressee's step, or on from the sender's.
    """

    THROUGH_CHAIN = "through_chain"
    BACK_TO_ME = "back_to_me"
    FROM_ADDRESSEE = "from_addressee"
    FROM_SENDER = "from_sender"


class Scope(StrEnum):
    """How far a special delivery (特送) may reach; wider ones come later."""

    NONE = "none"  # 不得特送
    PARTICIPANTS = "participants"  # those who took part so far
    CHAIN = "chain"  # whoever can take a step of the document's chain
    UNIT = "unit"  # everybody of the unit


class HolderKind(StrEnum):
    """A holder is one person, or a post whose present members may all act."""

    PERSON = "person"
    POST = "post"


@dataclass(frozen=True)
class Verdict:
    """A guard's answer: allowed, or the reason why not (a translatable sentence)."""

    allowed: bool
    reason: str | None = None


ALLOWED = Verdict(True)


@dataclass(frozen=True)
class Holder(Stored):
    """Who has to act now.

    :param principal: a user id (person) or a group id such as `city.post.clerk` (post).
    :param due_on: last day of the time limit (Asia/Shanghai).
    :param due_at: when the limit ends exactly: at the end of that day, or at its noon.
    :param via: for a person, the post through which they were chosen; it takes over when the
        person has left.
    :param opened_at: when the page was first opened by a holder (reported by POST).
    :param urged: how often they were urged (催办) since they have it, last at `urged_at`.
    """

    principal: str
    kind: HolderKind
    since: datetime
    due_on: date | None = None
    due_at: datetime | None = None
    via: str | None = None
    opened_at: datetime | None = None
    opened_by: str | None = None
    urged: int = 0
    urged_at: datetime | None = None


@dataclass(frozen=True)
class Reader(Stored):
    """Somebody to whom the document was circulated (传阅).

    :param urged: how often they were reminded (催阅), last at `urged_at`.
    """

    principal: str
    kind: HolderKind
    since: datetime
    sent_by: str
    message: str = ""
    read_at: datetime | None = None
    read_by: str | None = None
    urged: int = 0
    urged_at: datetime | None = None


@dataclass(frozen=True)
class Frame(Stored):
    """Where a document goes when those to whom it was returned or specially delivered are done.

    :param step: the step that it left; :param holders: who held it there.
    :param returned_to: the step at which it lies meanwhile; the frame waits for that step.
    :param special: made by a special delivery (特送), not by a return.
    :param then: `back_to_me`, or `from_sender` for a special delivery after which the chain goes
        on from `step`.
    :param visiting: the addressees take no step of the chain: they say what they have to say at
        the sender's step, and the document goes back.
    :param queue: who came after the holders (serial); :param mode: how they worked together.
    """

    step: str
    holders: tuple[Holder, ...]
    returned_to: str
    special: bool = False
    then: str = "back_to_me"
    visiting: bool = False
    queue: tuple[Holder, ...] = ()
    mode: Mode = Mode.ANY


@dataclass(frozen=True)
class Extension(Stored):
    """A request for more time (延期) that has not been decided.

    :param until: the new last day asked for (Asia/Shanghai).
    """

    asked_by: str
    step: str
    until: date
    reason: str
    asked_at: datetime


@dataclass(frozen=True)
class Decision:
    """One decision as a person asks for it, by page or by REST.

    :param handlers: user ids or post principals chosen to act next (or signers, readers …).
    :param number: `None` for automatic numbering, else what the clerk typed.
    :param on_behalf_of: user id of who has made the actor their assistant (代办).
    :param until: the last day asked for, or granted, with an extension.
    :param granted: with `grant_extension`: False refuses it.
    :param corrections: (field, new value) of a register entry that an administrator corrects.
    :param version: the version that the person saw; an older one is refused.
    :param key: Idempotency-Key.
    """

    action: str
    opinion: str = ""
    handlers: tuple[str, ...] = ()
    mode: str | None = None
    to_step: str | None = None
    then: str | None = None
    reason: str = ""
    number: str | int | None = None
    seal: str | None = None
    recipients: tuple[str, ...] = ()
    on_behalf_of: str | None = None
    until: date | None = None
    granted: bool = True
    corrections: tuple[tuple[str, str], ...] = ()
    version: int | None = None
    key: str | None = None


@dataclass(frozen=True)
class TrailEntry(Stored):
    """One line of the trail (流转记录); never changed once written.

    :param then: what follows a return or a special delivery (`Then`), or "".
    :param supersedes: id of the entry whose opinion this one replaces, or "".
    :param visiting: given on a special delivery, without taking the step.
    :param version: the version of the document's text that the person saw.
    :param key: digest of actor and Idempotency-Key, or "".
    :param request_digest: digest of the whole decision that came with the key, or "".
    :param digest: sha256 (hex) over this entry and the digest of the one before.
    """

    id: str
    step: str
    actor: str
    on_behalf_of: str
    action: str
    to_step: str
    opinion: str
    reason: str
    at: datetime
    version: int
    next_holders: tuple[str, ...]
    key: str
    request_digest: str
    text_digest: str
    digest: str
    then: str = ""
    supersedes: str = ""
    visiting: bool = False


@dataclass(frozen=True)
class Snapshot:
    """What subscribers compare: the state before and after a decision."""

    step: str
    holders: tuple[Holder, ...]
    version: int
    ended: bool
    readers: tuple[Reader, ...] = ()
    participants: frozenset[str] = frozenset()
    extension: Extension | None = None


@dataclass(frozen=True)
class PlanStep(Stored):
    """One step as it applies to one document: a row of the unit's chain table, resolved.

    :param applies: `always`, `if_chosen` or `never`.
    :param taken_by: tokens in order of preference: `drafter`, `head`, `chosen`, `post:<post>`.
    :param limit_days: time limit in working days and halves of them (0.5, 1, 1.5 …), or None.
    """

    id: str
    applies: str
    taken_by: tuple[str, ...]
    mode: Mode = Mode.ANY
    limit_days: float | None = None


@dataclass(frozen=True)
class Undo(Stored):
    """What a withdrawal restores: the state before the last move."""

    actor: str
    step: str
    holders: tuple[Holder, ...]
    frames: tuple[Frame, ...]
    queue: tuple[Holder, ...]
    mode: Mode = Mode.ANY


@dataclass(frozen=True)
class Signature(Stored):
    """Who signed which text (签发): the digest of the text at that moment."""

    signer: str
    digest: str
    at: datetime


@dataclass(frozen=True)
class Route:
    """Where a decision leads: judged by requirements before anything is written.

    :param moves: the document changes its step; otherwise only its holders or readers change.
    :param mode: how the holders of `step_to` work together.
    :param queue: holders who come after the present one (serial).
    """

    action: str
    step_from: str
    step_to: str
    holders: tuple[Holder, ...] = ()
    frames: tuple[Frame, ...] = ()
    queue: tuple[Holder, ...] = ()
    mode: Mode = Mode.ANY

    @property
    def moves(self) -> bool:
        return self.step_from != self.step_to

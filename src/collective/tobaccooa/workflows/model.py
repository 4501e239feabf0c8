"""Shapes of the approval kernel: plain, frozen, without a site.

All times are aware UTC datetimes, all dates are calendar days in Asia/Shanghai.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from enum import StrEnum


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


class Mode(StrEnum):
    """How several holders of one step work together."""

    ALL = "all"
    ANY = "any"
    SERIAL = "serial"


class Then(StrEnum):
    """Where a returned document goes when it is sent on again."""

    THROUGH_CHAIN = "through_chain"
    BACK_TO_ME = "back_to_me"


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
class Holder:
    """Who has to act now.

    :param principal: a user id (person) or a group id such as `city.post.clerk` (post).
    :param via: for a person, the post through which they were chosen; it takes over when the
        person has left.
    :param opened_at: when the page was first opened by a holder (reported by POST).
    """

    principal: str
    kind: HolderKind
    since: datetime
    due_on: date | None = None
    via: str | None = None
    opened_at: datetime | None = None
    opened_by: str | None = None


@dataclass(frozen=True)
class Reader:
    """Somebody to whom the document was circulated (传阅)."""

    principal: str
    kind: HolderKind
    since: datetime
    sent_by: str
    message: str = ""
    read_at: datetime | None = None
    read_by: str | None = None


@dataclass(frozen=True)
class Frame:
    """Where a document goes back to after a return with "then back to me"."""

    step: str
    holders: tuple[Holder, ...]
    returned_to: str


@dataclass(frozen=True)
class Decision:
    """One decision as a person asks for it, by page or by REST.

    :param handlers: user ids or post principals chosen to act next (or signers, readers …).
    :param number: `None` for automatic numbering, else what the clerk typed.
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
    version: int | None = None
    key: str | None = None


@dataclass(frozen=True)
class TrailEntry:
    """One line of the trail (流转记录); never changed once written.

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


@dataclass(frozen=True)
class Snapshot:
    """What subscribers compare: the state before and after a decision."""

    step: str
    holders: tuple[Holder, ...]
    version: int
    ended: bool
    readers: tuple[Reader, ...] = ()
    participants: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlanStep:
    """One step as it applies to one document: a row of the unit's chain table, resolved.

    :param applies: `always`, `if_chosen` or `never`.
    :param taken_by: tokens in order of preference: `drafter`, `head`, `chosen`, `post:<post>`.
    :param limit_days: time limit in working days, or None.
    """

    id: str
    applies: str
    taken_by: tuple[str, ...]
    mode: Mode = Mode.ANY
    limit_days: int | None = None


@dataclass(frozen=True)
class Undo:
    """What a withdrawal restores: the state before the last move."""

    actor: str
    step: str
    holders: tuple[Holder, ...]
    frames: tuple[Frame, ...]
    queue: tuple[Holder, ...]


@dataclass(frozen=True)
class Signature:
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

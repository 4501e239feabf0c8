"""Who may do what now, and if not, why: pure functions of document facts, actor facts and input.

No request, no catalogue, no site: the same answer for page, service, bulk action and test. What is
not listed here is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import ALLOWED
from collective.tobaccooa.workflows.model import Extension
from collective.tobaccooa.workflows.model import Frame
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import Reader
from collective.tobaccooa.workflows.model import Scope
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.model import Verdict
from collective.tobaccooa.workflows.spec import Chain
from collective.tobaccooa.workflows.texts import DECIDER_TITLES
from collective.tobaccooa.workflows.texts import step_title
from dataclasses import dataclass


@dataclass(frozen=True)
class LastMove:
    """The move that brought the document to its present holders, if it can be taken back.

    :param opened: True when one of the present holders has opened the document since.
    """

    actor: str
    step_from: str
    opened: bool


@dataclass(frozen=True)
class DocumentFacts:
    """What guards need to know of a document.

    :param acting: for each holder, the user ids who can act for it now.
    :param holder_names: the holders as people read them, for the sentence that refuses.
    :param sent_by: user id of who sent it to the present step.
    :param stewards: user ids who may hand the document to somebody else: the office directors,
        or whoever stands in for them when there is none.
    :param above: codes of the units above, nearest first.
    :param overdue: principals of the holders whose time limit has ended.
    :param trail: all entries, oldest first.
    """

    chain: Chain
    step: str
    unit: str
    drafter: str
    holders: tuple[Holder, ...] = ()
    acting: tuple[frozenset[str], ...] = ()
    holder_names: str = ""
    readers: tuple[Reader, ...] = ()
    reading: tuple[frozenset[str], ...] = ()
    participants: frozenset[str] = frozenset()
    last_move: LastMove | None = None
    sent_by: str = ""
    stewards: frozenset[str] = frozenset()
    above: tuple[str, ...] = ()
    mode: Mode = Mode.ANY
    frames: tuple[Frame, ...] = ()
    extension: Extension | None = None
    overdue: frozenset[str] = frozenset()
    trail: tuple[TrailEntry, ...] = ()

    @property
    def branch(self) -> Frame | None:
        """The special delivery on which the document is away from its chain now."""
        last = self.frames[-1] if self.frames else None
        return last if last and last.special and last.returned_to == self.step else None

    @property
    def ended(self) -> bool:
        """Whether nothing is done with it any more: void, abolished, given back."""
        return self.chain.step(self.step).kind == "end"

    @property
    def in_progress(self) -> bool:
        return self.chain.is_work(self.step)


@dataclass(frozen=True)
class ActorFacts:
    """What guards need to know of a person: the id and all group ids.

    :param scope: how far they may send a document specially.
    :param administers: an application administrator of the unit or of one above, or the site's.
    """

    user_id: str
    principals: frozenset[str] = frozenset()
    scope: Scope = Scope.PARTICIPANTS
    administers: bool = False

    def has_post(self, unit: str, *posts: str) -> bool:
        return any(f"{unit}.post.{post}" in self.principals for post in posts)


def refused(reason: str) -> Verdict:
    """A no with its reason."""
    return Verdict(False, reason)


def acts_for(facts: DocumentFacts, user_id: str) -> tuple[int, ...]:
    """Positions of the holders for whom this person can act."""
    return tuple(i for i, people in enumerate(facts.acting) if user_id in people)


def may_read(facts: DocumentFacts, actor: ActorFacts) -> bool:
    """Whether the person is concerned with the document at all (architecture, invariant 7)."""
    return (
        bool(acts_for(facts, actor.user_id))
        or actor.user_id in facts.participants
        or any(actor.user_id in people for people in facts.reading)
        or actor.has_post(facts.unit, "leader", "director", "clerk")
        or (not facts.in_progress and actor.has_post(facts.unit, "archivist"))
    )


def held(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    """Whether the person holds the document now."""
    if not facts.in_progress:
        return refused(
            _(
                "reason_not_in_progress",
                default="The document is ${step} and is no longer being handled.",
                mapping={"step": step_title(facts.step)},
            )
        )
    if not acts_for(facts, actor.user_id):
        return refused(
            _(
                "reason_not_holder",
                default="It is at ${step}, held by ${holders}; you can't handle it now. "
                "You can ask them, or wait until it comes to you.",
                mapping={"step": step_title(facts.step), "holders": facts.holder_names},
            )
        )
    return ALLOWED


def _return(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    holding = held(facts, actor)
    if not holding.allowed:
        return holding
    if facts.branch is not None and facts.branch.visiting:
        return refused(
            _(
                "reason_visitor_cannot_return",
                default="It was sent to you for your opinion; say why in it and send it back.",
            )
        )
    if facts.step == facts.chain.first and not facts.chain.exits_by("return", facts.step):
        return refused(
            _(
                "reason_nothing_to_return_to",
                default="It is at the first step; there is nobody to return it to.",
            )
        )
    return ALLOWED


def _withdraw(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    move = facts.last_move
    if not facts.in_progress:
        return refused(
            _(
                "reason_too_late_to_withdraw",
                default="The document is ${step}; it can no longer be taken back.",
                mapping={"step": step_title(facts.step)},
            )
        )
    if move is None or move.actor != actor.user_id:
        return refused(
            _(
                "reason_not_sent_by_you",
                default="Only who sent the document to the present step can take it back.",
            )
        )
    if move.opened:
        return refused(
            _(
                "reason_already_opened",
                default="${holders} has opened the document; ask for its return instead.",
                mapping={"holders": facts.holder_names},
            )
        )
    return ALLOWED


def _signers(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    if facts.step not in ("countersigning", "handling"):
        return refused(
            _(
                "reason_no_parallel_step",
                default="People can be added or removed only while several handle it at once.",
            )
        )
    concerned = (
        actor.user_id == facts.sent_by
        or acts_for(facts, actor.user_id)
        or actor.has_post(facts.unit, "director")
    )
    if not concerned:
        return refused(
            _(
                "reason_not_initiator",
                default="Only who asked for it, who handles it now, or the office director can "
                "add or remove people.",
            )
        )
    return ALLOWED


def _remove_signers(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    verdict = _signers(facts, actor)
    if verdict.allowed and len(facts.holders) < 2:
        return refused(
            _(
                "reason_last_signer",
                default="The last one can't be removed, the document would have nobody.",
            )
        )
    return verdict


def _circulate(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    if facts.step in ("voided", "returned_to_sender"):
        return refused(
            _("reason_not_circulated", default="A voided or returned document isn't circulated.")
        )
    if not may_read(facts, actor):
        return refused(_("reason_not_concerned", default="You are not concerned with it."))
    return ALLOWED


def _mark_read(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    for reader, people in zip(facts.readers, facts.reading, strict=True):
        if actor.user_id in people and reader.read_at is None:
            return ALLOWED
    return refused(_("reason_nothing_to_read", default="Nothing waits here for you to read."))


def _hand_over(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    if not facts.in_progress:
        return held(facts, actor)
    if actor.user_id in facts.stewards or actor.administers:
        return ALLOWED
    return refused(
        _(
            "reason_only_director_hands_over",
            default="Only the office director can hand a document over to somebody else.",
        )
    )


def _add_recipients(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    if facts.step not in ("distributed", "archived") or facts.chain.id != "outgoing":
        return refused(
            _(
                "reason_not_yet_distributed",
                default="Recipients are added here after distribution; before it, edit them in "
                "the document.",
            )
        )
    if actor.has_post(facts.unit, "clerk", "director"):
        return ALLOWED
    return refused(
        _(
            "reason_only_clerk_adds_recipients",
            default="Only the clerk or the office director can add recipients.",
        )
    )


def _exit(action: str) -> Callable[[DocumentFacts, ActorFacts], Verdict]:
    """A guard for an action whose exits and deciders stand in the spec."""

    def judge_exit(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
        exits = facts.chain.exits_by(action, facts.step)
        if not exits:
            return refused(
                _(
                    "reason_not_at_this_step",
                    default="This is not possible at ${step}.",
                    mapping={"step": step_title(facts.step)},
                )
            )
        if any(_decides(by, facts, actor) for leave in exits for by in leave.by):
            return ALLOWED
        return refused(
            _(
                "reason_other_post_decides",
                default="This is decided by ${decider}.",
                mapping={"decider": DECIDER_TITLES[exits[0].by[-1]]},
            )
        )

    return judge_exit


def _decides(by: str, facts: DocumentFacts, actor: ActorFacts) -> bool:
    if by == "drafter":
        return actor.user_id == facts.drafter
    if by == "holder":
        return bool(acts_for(facts, actor.user_id))
    return actor.has_post(facts.unit, by.removeprefix("post:"))


#: The guards of this module; `judging` adds those of the others.
BASIC: dict[str, Callable[[DocumentFacts, ActorFacts], Verdict]] = {
    Action.ADVANCE: held,
    Action.RETURN: _return,
    Action.WITHDRAW: _withdraw,
    Action.OPEN: held,
    Action.ADD_SIGNERS: _signers,
    Action.REMOVE_SIGNERS: _remove_signers,
    Action.CIRCULATE: _circulate,
    Action.MARK_READ: _mark_read,
    Action.HAND_OVER: _hand_over,
    Action.ADD_RECIPIENTS: _add_recipients,
    Action.VOID: _exit("void"),
    Action.ABOLISH: _exit("abolish"),
    Action.ARCHIVE: _exit("archive"),
}

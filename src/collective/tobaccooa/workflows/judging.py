"""`judge()`: may they, and if not why. What has no guard here is refused."""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.workflows.guards import ActorFacts
from collective.tobaccooa.workflows.guards import acts_for
from collective.tobaccooa.workflows.guards import BASIC
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.guards import held
from collective.tobaccooa.workflows.guards import may_read
from collective.tobaccooa.workflows.guards import refused
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import ALLOWED
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import Scope
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.model import Verdict
from collective.tobaccooa.workflows.opinions import replaceable


#: More special deliveries inside each other than anybody can follow.
DEEPEST = 8

#: Posts of the unit, and of the units above, whose holders supervise work in progress.
SUPERVISING = ("leader", "deputy", "director", "clerk")

#: Posts that decide on more time; the first that is there and did not ask.
GRANTING = ("director", "deputy", "leader")


def _special_delivery(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    holding = held(facts, actor)
    if not holding.allowed:
        return holding
    if actor.scope is Scope.NONE:
        return refused(
            _(
                "reason_no_special_delivery",
                default="Your post may not send documents specially. Send it on or return it.",
            )
        )
    if facts.mode is Mode.ALL and len(facts.holders) > 1:
        return refused(
            _(
                "reason_special_several",
                default="Several people handle it at once; add the person to them instead.",
            )
        )
    if len(facts.frames) >= DEEPEST:
        return refused(
            _(
                "reason_special_too_deep",
                default="It has been sent specially ${count} times without coming back; give "
                "your opinion and send it back.",
                mapping={"count": str(DEEPEST)},
            )
        )
    return ALLOWED


def supervises(facts: DocumentFacts, actor: ActorFacts) -> bool:
    """Whether the person supervises work in progress in the unit or one above."""
    return any(actor.has_post(unit, *SUPERVISING) for unit in (facts.unit, *facts.above))


def _urge(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    if not facts.in_progress:
        return held(facts, actor)
    if acts_for(facts, actor.user_id):
        return refused(
            _("reason_urge_yourself", default="You hold it yourself; nobody need be urged.")
        )
    if supervises(facts, actor) or may_read(facts, actor) or actor.user_id == facts.drafter:
        return ALLOWED
    return refused(_("reason_not_concerned", default="You are not concerned with it."))


def _chase_readers(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    waiting = [reader for reader in facts.readers if reader.read_at is None]
    if not waiting:
        return refused(
            _("reason_nobody_to_chase", default="Everybody to whom it was circulated has read it.")
        )
    sent = any(reader.sent_by == actor.user_id for reader in waiting)
    if sent or supervises(facts, actor) or actor.user_id == facts.drafter:
        return ALLOWED
    return refused(
        _(
            "reason_chase_sender",
            default="Who circulated it, the drafter, the office or a leader reminds the readers.",
        )
    )


def _ask_extension(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    holding = held(facts, actor)
    if not holding.allowed:
        return holding
    mine = [facts.holders[i] for i in acts_for(facts, actor.user_id)]
    if all(holder.due_on is None for holder in mine):
        return refused(
            _("reason_no_limit", default="There is no time limit that could be extended.")
        )
    if facts.extension is not None:
        return refused(
            _(
                "reason_extension_pending",
                default="More time was asked for already; it is being decided.",
            )
        )
    if any(holder.principal in facts.overdue for holder in mine):
        return refused(
            _(
                "reason_extension_too_late",
                default="The time limit has ended; more time must be asked for before it ends. "
                "Handle it now, or speak to the office director.",
            )
        )
    return ALLOWED


OWN_EXTENSION = refused(
    _("reason_extension_own", default="Somebody else decides on what you asked for.")
)


def askers(trail: tuple[TrailEntry, ...]) -> frozenset[str]:
    """Return who asked for more time last: whoever wrote it, and in whose name."""
    for entry in reversed(trail):
        if entry.action == Action.ASK_EXTENSION:
            return frozenset((entry.actor, entry.on_behalf_of or entry.actor))
    return frozenset()


def _grant_extension(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    if facts.extension is None:
        return refused(_("reason_no_extension", default="Nobody has asked for more time."))
    if actor.user_id == facts.extension.asked_by or actor.user_id in askers(facts.trail):
        return OWN_EXTENSION
    if actor.has_post(facts.unit, *GRANTING) or actor.user_id in facts.stewards:
        return ALLOWED
    return refused(
        _(
            "reason_extension_supervisor",
            default="The office director or a leader decides on more time.",
        )
    )


def _supersede(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    filed = facts.step == "archived"
    if not filed and replaceable(facts.trail, actor.user_id) is not None:
        return ALLOWED
    return refused(
        _(
            "reason_no_opinion_to_replace",
            default="You can correct your own opinion until the next step is taken; there is none "
            "of yours, or it is too late.",
        )
    )


def _administer(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    if actor.administers:
        return ALLOWED
    return refused(
        _("reason_only_administrator", default="Only an application administrator can do this.")
    )


def _set_holder(facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    return _administer(facts, actor) if facts.in_progress else held(facts, actor)


GUARDS: dict[str, Callable[[DocumentFacts, ActorFacts], Verdict]] = {
    **BASIC,
    Action.SPECIAL_DELIVERY: _special_delivery,
    Action.URGE: _urge,
    Action.CHASE_READERS: _chase_readers,
    Action.ASK_EXTENSION: _ask_extension,
    Action.GRANT_EXTENSION: _grant_extension,
    Action.SUPERSEDE_OPINION: _supersede,
    Action.SET_HOLDER: _set_holder,
    Action.CORRECT_ENTRY: _administer,
}


def judge(action: str, facts: DocumentFacts, actor: ActorFacts) -> Verdict:
    """Return whether the actor may take the action now, with the reason if not.

    :param action: an id of `model.Action`; any other is refused.
    """
    guard = GUARDS.get(action)
    if guard is None:
        return refused(
            _(
                "reason_unknown_action",
                default="There is no action ${action}.",
                mapping={"action": action},
            )
        )
    verdict = guard(facts, actor)
    if verdict.allowed and facts.ended and action != Action.MARK_READ:
        return held(facts, actor)  # which says that it is no longer handled
    return verdict

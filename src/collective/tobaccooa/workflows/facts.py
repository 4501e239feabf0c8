"""From a stored document and a person to the plain facts that guards and routing judge."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.workflows.deadlines import Due
from collective.tobaccooa.workflows.deadlines import due_after
from collective.tobaccooa.workflows.guards import ActorFacts
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.guards import LastMove
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Reader
from collective.tobaccooa.workflows.model import Scope
from collective.tobaccooa.workflows.policy import posts_in
from collective.tobaccooa.workflows.policy import scope_for
from collective.tobaccooa.workflows.policy import stored_policies
from collective.tobaccooa.workflows.pools import Place
from collective.tobaccooa.workflows.pools import Staff
from collective.tobaccooa.workflows.pools import stewards
from collective.tobaccooa.workflows.settings import urgency_caps
from collective.tobaccooa.workflows.situation import Situation
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.state import KernelState
from datetime import datetime


def people_behind(holder: Holder | Reader, staff: Staff) -> frozenset[str]:
    """User ids who can act for a holder now.

    A person who has left is replaced by those in the post through which they were chosen.
    """
    if holder.kind is HolderKind.POST:
        return frozenset(staff.members(holder.principal))
    if staff.is_active(holder.principal):
        return frozenset((holder.principal,))
    via = getattr(holder, "via", None)
    return frozenset(staff.members(via)) if via else frozenset()


def place_of(document) -> Place:
    """Where in the organisation a document stands."""
    return Place(document.unit_code, document.department, document.drafter)


def document_facts(document, staff: Staff, now: datetime) -> DocumentFacts:
    """Return the facts of a started document at an instant (aware)."""
    state = kernel_state(document)
    acting = tuple(people_behind(h, staff) for h in state.holders)
    _group, handing_over = stewards(document.unit_code, staff)
    return DocumentFacts(
        chain=chain(document.chain_id),
        step=state.step,
        unit=document.unit_code,
        drafter=document.drafter,
        holders=state.holders,
        acting=acting,
        holder_names="、".join(
            _name(h, people, staff) for h, people in zip(state.holders, acting, strict=True)
        ),
        readers=state.readers,
        reading=tuple(people_behind(r, staff) for r in state.readers),
        participants=state.participants,
        last_move=_last_move(state),
        sent_by=state.sent_by,
        stewards=handing_over,
        above=staff.ancestors(document.unit_code),
        mode=state.mode,
        frames=state.frames,
        extension=state.extension,
        overdue=frozenset(
            h.principal for h in state.holders if h.due_at is not None and h.due_at < now
        ),
        trail=state.trail,
    )


def _name(holder: Holder, people: frozenset[str], staff: Staff) -> str:
    if len(people) == 1:
        return staff.title(next(iter(people)))
    return staff.title(holder.principal)


def _last_move(state: KernelState) -> LastMove | None:
    if state.undo is None:
        return None
    opened = any(h.opened_at is not None for h in state.holders)
    return LastMove(state.undo.actor, state.undo.step, opened)


def actor_facts(user_id: str, staff: DirectoryStaff, unit: str) -> ActorFacts:
    """A person as seen from a document of `unit`: groups, and what these allow there."""
    principals = staff.directory.principals_of(user_id)
    return ActorFacts(
        user_id,
        principals,
        scope=scope_for(stored_policies(), unit, posts_in(unit, principals)),
        administers=_administers(user_id, principals, (unit, *staff.ancestors(unit))),
    )


def _administers(user_id: str, principals: frozenset[str], units: tuple[str, ...]) -> bool:
    if any(post_principal(unit, "admin") in principals for unit in units):
        return True
    user = getSecurityManager().getUser()
    return user.getId() == user_id and bool(user.has_role("Manager"))


def situation_of(
    document,
    facts: DocumentFacts,
    staff: Staff,
    now: datetime,
    scope: Scope = Scope.PARTICIPANTS,
) -> Situation:
    """Return everything that routing judges.

    :param scope: how far who decides may send it specially.
    """
    state = kernel_state(document)

    def due(limit_days: float | None) -> Due:
        calendar, caps = working_calendar(), urgency_caps()
        return due_after(limit_days, document.urgency, now, calendar, caps)

    return Situation(
        facts=facts,
        place=place_of(document),
        plan=state.plan,
        staff=staff,
        now=now,
        due=due,
        frames=state.frames,
        queue=state.queue,
        mode=state.mode,
        undo=state.undo,
        signature=state.signature,
        text_digest=document.text_digest(),
        trail=state.trail,
        scope=scope,
    )

"""Acting for somebody else (代办): in both names, in what the grantor may do, and nothing more.

A delegation is judged as the grantor's own act; it is never handed on, and what only a person in
office decides (handing over, voiding, filing, administering) is not delegated.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation.delegations import delegates_of
from collective.tobaccooa.organisation.delegations import grantors_for
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Delegation
from collective.tobaccooa.workflows.facts import people_behind
from collective.tobaccooa.workflows.judging import askers
from collective.tobaccooa.workflows.judging import OWN_EXTENSION
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Verdict
from collective.tobaccooa.workflows.opinions import given_at
from collective.tobaccooa.workflows.opinions import replaceable
from collective.tobaccooa.workflows.pools import Staff
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.state import KernelState
from datetime import date


#: What an assistant can do for the grantor.
DELEGATED = frozenset(
    {
        Action.ADVANCE,
        Action.RETURN,
        Action.WITHDRAW,
        Action.OPEN,
        Action.ADD_SIGNERS,
        Action.REMOVE_SIGNERS,
        Action.CIRCULATE,
        Action.MARK_READ,
        Action.SPECIAL_DELIVERY,
        Action.URGE,
        Action.CHASE_READERS,
        Action.ASK_EXTENSION,
        Action.GRANT_EXTENSION,
        Action.SUPERSEDE_OPINION,
    }
)


NOT_DELEGATED = Verdict(
    False,
    _(
        "error_not_delegated",
        default="This is decided in person; an assistant can't do it for somebody else.",
    ),
)


def delegations_for(
    document, assistant: str, today: date, step: str | None = None
) -> list[Delegation]:
    """Return the delegations by which somebody may act for others on a document on that day.

    :param step: where they would act; the present step when left out.
    """
    found = grantors_for(assistant, today)
    # who serves in two units is helped in those of the assistant only
    if not found or document.unit_code not in directory().units_of(assistant):
        return []
    step = step or kernel_state(document).step
    kind = document.document_type or ""
    return [each for each in found if each.covers(kind, step)]


def step_of_act(state: KernelState, action: str, grantor: str) -> str:
    """Return the step that an act concerns: of what is undone or replaced, where that was done."""
    if action == Action.WITHDRAW and state.undo is not None:
        return state.undo.step
    if action == Action.SUPERSEDE_OPINION:
        old = replaceable(state.trail, grantor)
        return given_at(state.trail, old) if old is not None else state.step
    return state.step


def grantors_concerned(document, assistant: str, staff: Staff, today: date) -> list[str]:
    """Return for whom somebody may act who holds the document now or has it to read."""
    wanted = {each.grantor for each in delegations_for(document, assistant, today)}
    return sorted(wanted & concerned(document, staff)) if wanted else []


def reader_helped(document, assistant: str, today: date) -> str | None:
    """Return for whom an assistant has a document to read, None when they have it themselves."""
    waiting = {r.principal for r in kernel_state(document).readers if r.read_at is None}
    if assistant in waiting:
        return None
    found = (each.grantor for each in delegations_for(document, assistant, today))
    return next((grantor for grantor in found if grantor in waiting), None)


def concerned(document, staff: Staff) -> set[str]:
    """Return everybody who holds the document or has it to read."""
    state = kernel_state(document)
    waiting = [r for r in state.readers if r.read_at is None]
    return {user for each in (*state.holders, *waiting) for user in people_behind(each, staff)}


def right_of(document, decision: Decision, actor: str, today: date) -> str:
    """Return in whose right the decision is taken: the actor's, or the grantor's.

    :raises Refused: no delegation of that person is valid today for this document and step, or
        the act is none that can be delegated.
    """
    grantor = decision.on_behalf_of
    if not grantor or grantor == actor:
        return actor
    state = kernel_state(document)
    step = step_of_act(state, decision.action, grantor)
    if all(each.grantor != grantor for each in delegations_for(document, actor, today, step)):
        raise Refused(
            _(
                "error_no_delegation",
                default="You can't act for ${person}: no delegation allows it. Act in your own "
                "name, or have the document sent to somebody who is present.",
                mapping={"person": grantor[:40]},
            )
        )
    if decision.action not in DELEGATED:
        raise Refused(NOT_DELEGATED.reason or "")
    if decision.action == Action.GRANT_EXTENSION and actor in askers(state.trail):
        raise Refused(OWN_EXTENSION.reason or "")
    return grantor


def assistants(document, staff: Staff, today: date) -> dict[str, list[str]]:
    """Return who may act now for each of those concerned: `{grantor: [assistant, …]}`."""
    step, kind = kernel_state(document).step, document.document_type or ""
    found = {}
    for user in sorted(concerned(document, staff)):
        names = [d.assistant for d in delegates_of(user, today) if d.covers(kind, step)]
        if names:
            found[user] = names
    return found

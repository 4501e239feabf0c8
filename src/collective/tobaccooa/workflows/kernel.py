"""`decide()`: the only writer. Form, service, bulk action and test all call it.

Order of a decision: the same key again answers with what was done; an outdated version is
refused; the guard judges; the route is found; requirements of the domains above are asked; only
then is anything written: the kernel's record, the DCWorkflow, the requirements' own effects; at
last it is announced. All in the caller's transaction.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import KeyReused
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.workflows import trail
from collective.tobaccooa.workflows.acting import right_of
from collective.tobaccooa.workflows.beside import extension_remark
from collective.tobaccooa.workflows.checks import check_decision
from collective.tobaccooa.workflows.facts import actor_facts
from collective.tobaccooa.workflows.facts import document_facts
from collective.tobaccooa.workflows.facts import situation_of
from collective.tobaccooa.workflows.guards import acts_for
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.interfaces import Decided
from collective.tobaccooa.workflows.interfaces import DocumentStarted
from collective.tobaccooa.workflows.interfaces import IStepRequirement
from collective.tobaccooa.workflows.interfaces import Touched
from collective.tobaccooa.workflows.judging import judge
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import BESIDE
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Extension
from collective.tobaccooa.workflows.model import FROM_OUTSIDE
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import QUIET
from collective.tobaccooa.workflows.model import Route
from collective.tobaccooa.workflows.model import Signature
from collective.tobaccooa.workflows.model import SYSTEM
from collective.tobaccooa.workflows.model import Then
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.model import Undo
from collective.tobaccooa.workflows.mover import forget_local_roles
from collective.tobaccooa.workflows.mover import move
from collective.tobaccooa.workflows.opinions import replaceable
from collective.tobaccooa.workflows.pools import pool_for
from collective.tobaccooa.workflows.pools import stewards
from collective.tobaccooa.workflows.reading import chase
from collective.tobaccooa.workflows.reading import circulate
from collective.tobaccooa.workflows.reading import mark_read
from collective.tobaccooa.workflows.reading import open_document
from collective.tobaccooa.workflows.routing import route
from collective.tobaccooa.workflows.situation import Situation
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.state import KernelState
from collective.tobaccooa.workflows.state import set_state
from collective.tobaccooa.workflows.table import plan_for
from dataclasses import asdict
from dataclasses import replace
from datetime import datetime
from typing import Any
from zope.component import subscribers
from zope.event import notify

import hashlib
import json


def start(document, actor: str, now: datetime | None = None, entry_action: str = "start") -> None:
    """Begin the chain of a new document: its first step, held by whom the plan names.

    The document must be in place, with its unit, department and drafter.

    :raises LookupError: it was started before.
    """
    now = now or clock.now()
    spec = chain(document.chain_id)
    state = KernelState(spec.id, plan_for(document.unit_code, spec.id, document.document_type))
    set_state(document, state)
    state.step = spec.first
    staff = DirectoryStaff(clock.today(now), document.document_type or "")
    facts = DocumentFacts(spec, spec.first, document.unit_code, document.drafter)
    situation = situation_of(document, facts, staff, now)
    state.holders = _first_holders(situation)
    state.sent_by = actor
    entry = _entry(situation.text_digest, state, Decision(entry_action), actor, now)
    state.trail = (trail.append((), replace(entry, to_step=spec.first), document.reference),)
    state.participants = frozenset({actor})
    notify(DocumentStarted(document, state.snapshot()))


def _first_holders(situation: Situation) -> tuple[Holder, ...]:
    """The plan's holders of the first step; when nobody is there, the unit's stewards."""
    step = situation.plan_step(situation.facts.step)
    pool = pool_for(step, situation.place, situation.staff)
    due = situation.due(step.limit_days)
    if pool.default is not None:
        return (Holder(pool.default, pool.kind, situation.now, *due),)
    group, _people = stewards(situation.place.unit, situation.staff)
    principal = group or f"{situation.place.unit}.post.director"
    return (Holder(principal, HolderKind.POST, situation.now, *due),)


def decide(
    document, decision: Decision, actor: str, now: datetime | None = None
) -> TrailEntry | None:
    """Take a decision on a document in the name of `actor`, or in both names for a grantor.

    :param decision: what is asked (`model.Decision`).
    :param actor: user id; the caller has authenticated it.
    :param now: aware UTC datetime, for tests and scheduled work.
    :returns: the trail entry written (an earlier one for a repeated Idempotency-Key), or None
        for `open` and `mark_read`, which keep their own receipts.
    :raises InvalidInput, ChoiceNeeded: the input is incomplete or impossible.
    :raises OutOfDate: the version the person saw is not the present one.
    :raises KeyReused: the key came before with another decision.
    :raises Refused: the guard or a requirement says no; the message is its reason.
    """
    now = now or clock.now()
    check_decision(decision)
    state = kernel_state(document)
    repeated = _repeated(state, decision, actor)
    if repeated is not None:
        return repeated
    if _is_outdated(decision, state, document):
        raise OutOfDate(
            _(
                "error_out_of_date",
                default="The document has changed since you opened it. See how it stands now; "
                "what you wrote is kept in the form.",
            )
        )
    staff = DirectoryStaff(clock.today(now), document.document_type or "")
    right = right_of(document, decision, actor, staff.today)
    facts = document_facts(document, staff, now)
    person = actor_facts(right, staff, document.unit_code)
    verdict = judge(decision.action, facts, person)
    if not verdict.allowed:
        raise Refused(verdict.reason or "")
    if decision.action == Action.OPEN:
        open_document(document, facts, right, now, by=actor)
        return None
    if decision.action == Action.MARK_READ:
        mark_read(document, facts, right, now, by=actor)
        return None
    situation = situation_of(document, facts, staff, now, person.scope)
    way = route(decision, situation, right)
    return carry_out(document, decision, way, situation, actor)


def _is_outdated(decision: Decision, state: KernelState, document) -> bool:
    """Whether something has happened that the person has to see first.

    Who signs in parallel is not held up by what the others signed meanwhile, as long as the text
    is the same.
    """
    if decision.version is None or decision.version == state.version:
        return False
    missed = state.version - decision.version
    if decision.action != Action.ADVANCE or state.mode != Mode.ALL or missed < 0:
        return True
    digest = document.text_digest()
    counted = [entry for entry in state.trail if entry.action not in QUIET]
    meanwhile = [
        entry
        for entry in counted[-missed:]
        if entry.action == Action.ADVANCE
        and entry.step == entry.to_step == state.step
        and entry.text_digest == digest
    ]
    return len(meanwhile) != missed


def carry_out(
    document, decision: Decision, way: Route, situation: Situation, actor: str
) -> TrailEntry:
    """Write what was judged and routed; called by `decide()`, `relief` and `urging` only.

    :raises Refused: a requirement of a domain above says no; nothing is written then.
    """
    state = kernel_state(document)
    right = decision.on_behalf_of or actor
    requirements = list(subscribers((document,), IStepRequirement))
    for requirement in requirements:
        verdict = requirement.check(decision, way, right)
        if not verdict.allowed:
            raise Refused(verdict.reason or "")
    before = state.snapshot()
    if decision.action == Action.CIRCULATE:
        circulate(document, decision, situation.staff, right, situation.now)
    elif decision.action == Action.CHASE_READERS:
        chase(document, situation.now)
    entry = _write(
        document,
        state,
        decision,
        way,
        situation,
        actor,
        _remarks(requirements, decision, way, state.extension),
    )
    move(
        document,
        way.step_from,
        way.step_to,
        comment=entry.opinion or entry.reason,
        oa_action=entry.action,
        oa_actor=actor,
        holders=entry.next_holders,
        due_on=state.holders[0].due_on if state.holders else None,
        on_behalf_of=entry.on_behalf_of,
        digest=entry.digest,
    )
    forget_local_roles()
    for requirement in requirements:
        requirement.apply(decision, way, entry)
    notify(Decided(document, decision, entry, before, state.snapshot()))
    return entry


def _remarks(
    requirements: list[Any], decision: Decision, way: Route, asked: Extension | None
) -> str:
    """What shall stand in the trail too: a correction's old and new values, an extension's day."""
    if decision.action != Action.CORRECT_ENTRY:
        return extension_remark(decision, asked)
    found = (getattr(each, "remark", None) for each in requirements)
    return "；".join(filter(None, (remark(decision, way) for remark in found if remark)))


def _write(
    document,
    state: KernelState,
    decision: Decision,
    way: Route,
    situation: Situation,
    actor: str,
    remarks: str = "",
) -> TrailEntry:
    """Change the kernel's record and append to the trail."""
    right = decision.on_behalf_of or actor
    branch = situation.facts.branch
    visiting = branch is not None and branch.visiting and way.action == Action.ADVANCE
    _remember_undo(state, way, right)
    _remember_signature(state, way, situation, right)
    _remember_extension(state, decision, way, situation, right)
    if way.moves or way.action == Action.SPECIAL_DELIVERY:
        state.sent_by = right
    state.holders, state.queue, state.mode = way.holders, way.queue, way.mode
    state.frames = way.frames
    entry = _entry(situation.text_digest, state, decision, actor, situation.now)
    entry = replace(
        entry,
        step=way.step_from,
        to_step=way.step_to,
        supersedes=_replaced(decision, situation, right),
        reason="；".join(filter(None, (entry.reason, remarks))),
        visiting=visiting,
    )
    state.step = way.step_to
    entry = trail.append(state.trail, entry, document.reference)
    state.trail = (*state.trail, entry)
    if way.action not in QUIET:
        state.version += 1
    if way.action not in FROM_OUTSIDE:
        state.participants = state.participants | ({actor, right} - {SYSTEM})
    return entry


def _remember_signature(state: KernelState, way: Route, situation: Situation, right: str) -> None:
    """Signing freezes the text as it stands; taking it back unsigns it."""
    signing = situation.facts.chain.signing
    if way.action == Action.ADVANCE and way.step_from == signing and way.moves:
        state.signature = Signature(right, situation.text_digest, situation.now)
    elif way.action == Action.WITHDRAW and way.step_to == signing and way.moves:
        state.signature = None


def _remember_extension(
    state: KernelState, decision: Decision, way: Route, situation: Situation, right: str
) -> None:
    """A request for more time waits until it is decided or the document moves on."""
    if way.action == Action.ASK_EXTENSION and decision.until is not None:
        reason = decision.reason.strip() or decision.opinion.strip()
        state.extension = Extension(right, state.step, decision.until, reason, situation.now)
    elif way.action == Action.GRANT_EXTENSION or not _asker_holds(state, way, situation):
        state.extension = None


def _asker_holds(state: KernelState, way: Route, situation: Situation) -> bool:
    """Whether who asked for more time goes on holding it, whatever others do beside them."""
    if state.extension is None or way.moves:
        return False
    mine = acts_for(situation.facts, state.extension.asked_by)
    held = {state.holders[i].principal for i in mine}
    return any(holder.principal in held for holder in way.holders)


def _replaced(decision: Decision, situation: Situation, right: str) -> str:
    if decision.action != Action.SUPERSEDE_OPINION:
        return ""
    old = replaceable(situation.trail, right)
    return old.id if old is not None else ""


def _remember_undo(state: KernelState, way: Route, actor: str) -> None:
    """A move can be taken back by who made it; any other decision on the holders ends that."""
    moved = way.action in (Action.ADVANCE, Action.RETURN) and way.moves
    if moved or way.action == Action.SPECIAL_DELIVERY:
        state.undo = Undo(actor, state.step, state.holders, state.frames, state.queue, state.mode)
    elif way.action not in BESIDE:
        state.undo = None


def _entry(
    text_digest: str, state: KernelState, decision: Decision, actor: str, now: datetime
) -> TrailEntry:
    return TrailEntry(
        id="",
        step=state.step,
        actor=actor,
        on_behalf_of=(decision.on_behalf_of or "") if decision.on_behalf_of != actor else "",
        action=decision.action,
        to_step="",
        opinion=decision.opinion.strip(),
        reason=decision.reason.strip(),
        at=now,
        version=state.text_version,
        next_holders=tuple(h.principal for h in state.holders),
        key=_key_digest(decision, actor),
        request_digest=_request_digest(decision) if decision.key else "",
        text_digest=text_digest,
        digest="",
        then=_then(decision),
    )


def _then(decision: Decision) -> str:
    """What follows, for the acts that have something following."""
    if decision.action == Action.SPECIAL_DELIVERY:
        return decision.then or Then.BACK_TO_ME.value
    return (decision.then or "") if decision.action == Action.RETURN else ""


def _key_digest(decision: Decision, actor: str) -> str:
    if not decision.key:
        return ""
    return hashlib.sha256(f"{actor}\0{decision.key}".encode()).hexdigest()


def _request_digest(decision: Decision) -> str:
    body = {k: v for k, v in asdict(decision).items() if k != "key"}
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


def _repeated(state: KernelState, decision: Decision, actor: str) -> TrailEntry | None:
    """Return the entry that the same key wrote before.

    :raises KeyReused: it came with another decision.
    """
    if not decision.key:
        return None
    wanted = _key_digest(decision, actor)
    for entry in reversed(state.trail):
        if entry.key == wanted:
            if entry.request_digest == _request_digest(decision):
                return entry
            raise KeyReused(
                _(
                    "error_key_reused",
                    default="This Idempotency-Key was used for another request before. Use a new "
                    "key for a new request.",
                )
            )
    return None


def touch(document, actor: str, now: datetime | None = None) -> None:
    """Note that the holder changed the text or fields: both versions grow."""
    state = kernel_state(document)
    state.version += 1
    state.text_version += 1
    notify(Touched(document, actor, state.snapshot()))

"""What page and `GET @decisions` show: step, holders, actions with reasons, trail, chain line."""

from __future__ import annotations

from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.workflows import trail
from collective.tobaccooa.workflows.facts import actor_facts
from collective.tobaccooa.workflows.facts import document_facts
from collective.tobaccooa.workflows.facts import people_behind
from collective.tobaccooa.workflows.facts import situation_of
from collective.tobaccooa.workflows.guards import ActorFacts
from collective.tobaccooa.workflows.guards import acts_for
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.guards import GUARDS
from collective.tobaccooa.workflows.guards import judge
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.pools import pool_for
from collective.tobaccooa.workflows.reassigning import successors
from collective.tobaccooa.workflows.situation import candidates
from collective.tobaccooa.workflows.situation import options
from collective.tobaccooa.workflows.situation import return_targets
from collective.tobaccooa.workflows.situation import Situation
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.texts import ACTION_TITLES
from collective.tobaccooa.workflows.texts import STEP_ASKS
from collective.tobaccooa.workflows.texts import step_title
from collective.tobaccooa.workflows.texts import STEP_VERBS
from datetime import datetime
from typing import Any


def state_of(document, viewer: str, now: datetime | None = None) -> dict[str, Any]:
    """Return the state of a document as `viewer` may see it.

    :returns: `{"version", "step", "holders", "actions", "trail", "trail_valid", "readers",
        "chain", "may_edit", "asks", "verb"}`; times are aware UTC datetimes, dates are dates,
        sentences are in the language of the request.
    """
    now = now or clock.now()
    state = kernel_state(document)
    staff = DirectoryStaff(clock.today(now))
    facts = document_facts(document, staff)
    actor = actor_facts(viewer, staff)
    situation = situation_of(document, facts, staff, now)
    held = bool(acts_for(facts, viewer)) and facts.in_progress
    return {
        "version": state.version,
        "step": {"id": state.step, "title": say(step_title(state.step))},
        "holders": _holders(facts, staff),
        "actions": _actions(facts, actor, situation),
        "trail": [_trail_entry(entry, staff) for entry in state.trail],
        "trail_valid": trail.is_valid(state.trail, document.reference),
        "readers": [_reader(reader, staff) for reader in state.readers],
        "chain": _chain_line(situation, staff),
        "may_edit": held and facts.chain.step(state.step).editable,
        "asks": say(STEP_ASKS.get(state.step, "")) if held else "",
        "verb": say(STEP_VERBS.get(state.step, "")),
    }


def _holders(facts: DocumentFacts, staff: DirectoryStaff) -> list[dict[str, Any]]:
    """One entry per person who can act; a post without people shows itself."""
    found: dict[str, dict[str, Any]] = {}
    for holder, people in zip(facts.holders, facts.acting, strict=True):
        for user in sorted(people) or [holder.principal]:
            found.setdefault(
                user,
                {
                    "id": user,
                    "fullname": staff.title(user),
                    "post": holder.principal if holder.principal != user else holder.via,
                    "since": holder.since,
                    "due_on": holder.due_on,
                    "opened_at": holder.opened_at,
                },
            )
    return list(found.values())


def _actions(facts: DocumentFacts, actor: ActorFacts, situation: Situation) -> list[dict[str, Any]]:
    listed = []
    for action in GUARDS:
        verdict = judge(action, facts, actor)
        entry: dict[str, Any] = {
            "id": str(action),
            "title": _action_title(str(action), facts),
            "allowed": verdict.allowed,
            "reason": say(verdict.reason) if verdict.reason else None,
            "to_steps": [],
            "candidates": [],
        }
        if verdict.allowed:
            entry["to_steps"], entry["candidates"] = _choices(action, facts, situation)
        listed.append(entry)
    return listed


def _action_title(action: str, facts: DocumentFacts) -> str:
    if action == Action.ADVANCE and facts.step in STEP_VERBS:
        return say(STEP_VERBS[facts.step])
    return say(ACTION_TITLES[action])


def _choices(
    action: str, facts: DocumentFacts, situation: Situation
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The steps to which the action may lead, each with its people, and all people together."""
    if action == Action.ADVANCE:
        steps = options(situation)
    elif action == Action.RETURN:
        steps = return_targets(situation)
    elif action in (Action.ADD_SIGNERS, Action.REMOVE_SIGNERS):
        steps = (facts.step,)
    elif action == Action.HAND_OVER:
        return [], candidates(successors(situation), situation.staff)
    else:
        return [], []
    offered = [_to_step(step, situation) for step in steps]
    people: dict[str, dict[str, Any]] = {}
    for step in offered:
        for person in step["candidates"]:
            people.setdefault(person["id"], person)
    return offered, list(people.values())


def _to_step(step_id: str, situation: Situation) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "id": step_id,
        "title": say(step_title(step_id)),
        "candidates": [],
        "default": [],
        "must_choose": False,
        "many": False,
    }
    if situation.facts.chain.is_work(step_id):
        step = situation.plan_step(step_id)
        pool = pool_for(step, situation.place, situation.staff)
        answer["candidates"] = candidates(pool, situation.staff)
        answer["must_choose"] = pool.default is None
        answer["many"] = step.mode == "all"
        if pool.default is not None:
            answer["default"] = [situation.staff.title(pool.default)]
    return answer


def _trail_entry(entry, staff: DirectoryStaff) -> dict[str, Any]:
    return {
        "id": entry.id,
        "step": entry.step,
        "step_title": say(step_title(entry.step)),
        "actor": entry.actor,
        "actor_fullname": staff.title(entry.actor),
        "on_behalf_of": entry.on_behalf_of or None,
        "action": entry.action,
        "action_title": say(ACTION_TITLES.get(entry.action, entry.action)),
        "to_step": entry.to_step,
        "to_step_title": say(step_title(entry.to_step)),
        "opinion": entry.opinion,
        "reason": entry.reason,
        "at": entry.at,
        "version": entry.version,
        "next_holders": list(entry.next_holders),
        "next_holders_names": [staff.title(p) for p in entry.next_holders],
        "digest": entry.digest,
    }


def _reader(reader, staff: DirectoryStaff) -> dict[str, Any]:
    return {
        "id": reader.principal,
        "fullname": staff.title(reader.principal),
        "since": reader.since,
        "sent_by": reader.sent_by,
        "message": reader.message,
        "read_at": reader.read_at,
    }


def _chain_line(situation: Situation, staff: DirectoryStaff) -> list[dict[str, Any]]:
    """The chain as a line: done, now, to come; steps that don't apply are left out."""
    facts = situation.facts
    here = facts.chain.index(facts.step)
    done = _last_visits(situation)
    line = []
    for step in facts.chain.steps:
        position = facts.chain.index(step.id)
        if step.kind == "work":
            applies = situation.plan_step(step.id).applies
            if applies in ("never", "if_chosen") and step.id not in done and step.id != facts.step:
                continue
        elif step.id != facts.step and (step.kind == "end" or step.id == "archived"):
            continue
        status = "now" if position == here else "done" if position < here else "to_come"
        if status == "done" and step.kind == "work" and step.id not in done:
            status = "skipped"
        line.append(_chain_place(step.id, status, done.get(step.id), facts, staff))
    return line


def _last_visits(situation: Situation) -> dict[str, list[TrailEntry]]:
    """Step → who advanced the document there when it was last there, in order."""
    visits: dict[str, list[TrailEntry]] = {}
    before = ""
    for entry in situation.trail:
        if entry.step != before:
            visits.pop(entry.step, None)
        before = entry.step
        if entry.action == Action.ADVANCE:
            visits.setdefault(entry.step, []).append(entry)
    return visits


def _chain_place(
    step_id: str,
    status: str,
    visit: list[TrailEntry] | None,
    facts: DocumentFacts,
    staff: DirectoryStaff,
) -> dict[str, Any]:
    names: list[str] = []
    at = None
    if status == "now":
        for holder in facts.holders:
            names += [staff.title(u) for u in sorted(people_behind(holder, staff))]
        at = facts.holders[0].since if facts.holders else None
    elif status == "done" and visit:
        names = list(dict.fromkeys(staff.title(entry.actor) for entry in visit))
        at = visit[-1].at
    return {
        "id": step_id,
        "title": say(step_title(step_id)),
        "status": status,
        "holders": names,
        "at": at,
    }

"""What page and `GET @decisions` show: step, holders, actions with reasons, trail, chain line."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.workflows.acting import assistants
from collective.tobaccooa.workflows.acting import DELEGATED
from collective.tobaccooa.workflows.acting import grantors_concerned
from collective.tobaccooa.workflows.acting import NOT_DELEGATED
from collective.tobaccooa.workflows.facts import actor_facts
from collective.tobaccooa.workflows.facts import document_facts
from collective.tobaccooa.workflows.facts import situation_of
from collective.tobaccooa.workflows.guards import ActorFacts
from collective.tobaccooa.workflows.guards import acts_for
from collective.tobaccooa.workflows.guards import DocumentFacts
from collective.tobaccooa.workflows.judging import GUARDS
from collective.tobaccooa.workflows.judging import judge
from collective.tobaccooa.workflows.line import chain_line
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Extension
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.opinions import superseded
from collective.tobaccooa.workflows.pools import pool_for
from collective.tobaccooa.workflows.reassigning import may_be_set
from collective.tobaccooa.workflows.reassigning import successors
from collective.tobaccooa.workflows.routing import onward
from collective.tobaccooa.workflows.situation import candidates
from collective.tobaccooa.workflows.situation import return_targets
from collective.tobaccooa.workflows.situation import Situation
from collective.tobaccooa.workflows.special import addressees
from collective.tobaccooa.workflows.special import special_steps
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.texts import ACTION_TITLES
from collective.tobaccooa.workflows.texts import STEP_ASKS
from collective.tobaccooa.workflows.texts import step_title
from collective.tobaccooa.workflows.texts import STEP_VERBS
from datetime import datetime
from typing import Any


def state_of(
    document,
    viewer: str,
    now: datetime | None = None,
    on_behalf_of: str | None = None,
    without: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """Return the state of a document as `viewer` may see it.

    Who holds it only as somebody's assistant sees the actions as that person's; with several such
    people, or an own part, `on_behalf_of` chooses.

    :param without: actions whose candidates nobody asks for; they are left empty.
    :returns: `{"version", "step", "holders", "actions", "trail", "trail_valid", "readers",
        "chain", "may_edit", "asks", "verb", "on_behalf_of", "acting_for", "extension"}`; times
        are aware UTC datetimes, dates are dates, sentences are in the language of the request.
    """
    now = now or clock.now()
    state = kernel_state(document)
    staff = DirectoryStaff(clock.today(now), document.document_type or "")
    facts = document_facts(document, staff, now)
    grantors = grantors_concerned(document, viewer, staff, staff.today)
    right = _right(facts, viewer, grantors, on_behalf_of)
    actor = actor_facts(right, staff, document.unit_code)
    situation = situation_of(document, facts, staff, now, actor.scope)
    held = bool(acts_for(facts, right)) and facts.in_progress
    helpers = assistants(document, staff, staff.today)
    return {
        "version": state.version,
        "step": {"id": state.step, "title": say(step_title(state.step))},
        "holders": _holders(facts, staff, helpers),
        "actions": _actions(facts, actor, situation, right if right != viewer else None, without),
        "trail": _trail(state.trail, staff),
        "trail_valid": state.trail_stands(document.reference),
        "readers": [_reader(reader, staff) for reader in state.readers],
        "chain": chain_line(situation, staff),
        "may_edit": held and not state.visiting and facts.chain.step(state.step).editable,
        "asks": _asks(facts, staff) if held else "",
        "verb": _action_title(Action.ADVANCE, facts),
        "on_behalf_of": right if right != viewer else None,
        "acting_for": [{"id": user, "fullname": staff.title(user)} for user in grantors],
        "extension": _extension(state.extension, staff),
    }


def _right(facts: DocumentFacts, viewer: str, grantors: list[str], on_behalf_of: str | None) -> str:
    """In whose right the viewer looks at the actions."""
    if on_behalf_of in grantors:
        return str(on_behalf_of)
    own = acts_for(facts, viewer) or any(viewer in people for people in facts.reading)
    return viewer if own or not grantors else grantors[0]


def _extension(extension: Extension | None, staff: DirectoryStaff) -> dict[str, Any] | None:
    if extension is None:
        return None
    return {
        "asked_by": extension.asked_by,
        "asked_by_fullname": staff.title(extension.asked_by),
        "until": extension.until,
        "reason": extension.reason,
        "asked_at": extension.asked_at,
    }


def _holders(
    facts: DocumentFacts, staff: DirectoryStaff, helpers: dict[str, list[str]]
) -> list[dict[str, Any]]:
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
                    "due_at": holder.due_at,
                    "opened_at": holder.opened_at,
                    "urged": holder.urged,
                    "urged_at": holder.urged_at,
                    "absent": staff.is_away(user),
                    "delegates": [
                        {"id": each, "fullname": staff.title(each)}
                        for each in helpers.get(user, ())
                    ],
                },
            )
    return list(found.values())


def _actions(
    facts: DocumentFacts,
    actor: ActorFacts,
    situation: Situation,
    grantor: str | None,
    without: frozenset[str],
) -> list[dict[str, Any]]:
    listed = []
    for action in GUARDS:
        verdict = judge(action, facts, actor)
        if grantor and action not in DELEGATED:
            verdict = NOT_DELEGATED
        entry: dict[str, Any] = {
            "id": str(action),
            "title": _action_title(str(action), facts),
            "allowed": verdict.allowed,
            "reason": say(verdict.reason) if verdict.reason else None,
            "to_steps": [],
            "candidates": [],
        }
        if verdict.allowed and action not in without:
            choices = _choices(action, facts, situation, actor.user_id)
            entry["to_steps"], entry["candidates"] = choices
        listed.append(entry)
    return listed


def _asks(facts: DocumentFacts, staff: DirectoryStaff) -> str:
    """What is asked of the holder, in one sentence."""
    branch = facts.branch
    if branch is None or not branch.visiting:
        return say(STEP_ASKS.get(facts.step, ""))
    sent = next(e for e in reversed(facts.trail) if e.action == Action.SPECIAL_DELIVERY)
    return say(
        _(
            "help_asks_visiting",
            default="${name} sent it to you specially: “${reason}” Give your opinion and send it "
            "off.",
            mapping={
                "name": staff.title(branch.holders[0].principal),
                "reason": sent.reason or sent.opinion,
            },
        )
    )


def _action_title(action: str, facts: DocumentFacts) -> str:
    if action == Action.ADVANCE and facts.branch is not None and facts.branch.visiting:
        return say(_("button_give_opinion", default="Send my opinion"))
    if action == Action.ADVANCE and facts.step in STEP_VERBS:
        return say(STEP_VERBS[facts.step])
    return say(ACTION_TITLES[action])


def _choices(
    action: str, facts: DocumentFacts, situation: Situation, actor: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The steps to which the action may lead, each with its people, and all people together."""
    if action == Action.ADVANCE:
        steps = onward(situation)
    elif action == Action.RETURN:
        steps = return_targets(situation)
    elif action in (Action.ADD_SIGNERS, Action.REMOVE_SIGNERS):
        steps = (facts.step,)
    elif action == Action.HAND_OVER:
        return [], candidates(successors(situation), situation.staff, facts.step)
    elif action == Action.SET_HOLDER:
        return [], candidates(may_be_set(situation), situation.staff, facts.step)
    elif action == Action.SPECIAL_DELIVERY:
        offered = [_to_step(step, situation) for step in special_steps(situation)]
        return offered, candidates(addressees(situation, actor), situation.staff, facts.step)
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
        answer["candidates"] = candidates(pool, situation.staff, step_id)
        answer["must_choose"] = pool.default is None
        answer["many"] = step.mode == "all"
        if pool.default is not None:
            answer["default"] = [situation.staff.title(pool.default)]
    return answer


def _trail(entries: tuple[TrailEntry, ...], staff: DirectoryStaff) -> list[dict[str, Any]]:
    gone = superseded(entries)
    return [
        {**_trail_entry(entry, staff), "superseded_by": gone.get(entry.id)} for entry in entries
    ]


def _trail_entry(entry: TrailEntry, staff: DirectoryStaff) -> dict[str, Any]:
    return {
        "id": entry.id,
        "step": entry.step,
        "step_title": say(step_title(entry.step)),
        "actor": entry.actor,
        "actor_fullname": staff.title(entry.actor),
        "on_behalf_of": entry.on_behalf_of or None,
        "on_behalf_of_fullname": staff.title(entry.on_behalf_of) if entry.on_behalf_of else None,
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
        "then": entry.then or None,
        "supersedes": entry.supersedes or None,
        "visiting": entry.visiting,
    }


def _reader(reader, staff: DirectoryStaff) -> dict[str, Any]:
    return {
        "id": reader.principal,
        "fullname": staff.title(reader.principal),
        "since": reader.since,
        "sent_by": reader.sent_by,
        "message": reader.message,
        "read_at": reader.read_at,
        "urged": reader.urged,
    }

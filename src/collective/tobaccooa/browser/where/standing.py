"""From a document to where it stands: what `sentences` says, and what came before."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.where.sentences import clauses
from collective.tobaccooa.browser.where.sentences import Person
from collective.tobaccooa.browser.where.sentences import Standing
from collective.tobaccooa.exchange.deliveries import deliveries_of
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.workflows.facts import people_behind
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.texts import step_title
from datetime import date


MOVES = frozenset(
    {
        Action.ADVANCE,
        Action.RETURN,
        Action.WITHDRAW,
        Action.SPECIAL_DELIVERY,
        Action.HAND_OVER,
        Action.SET_HOLDER,
    }
)


def named(user_id: str) -> str:
    """Return a name with the job, as a sentence says it: 贺某某（局长）."""
    who = directory()
    if not who.has_person(user_id):
        return who.title_of(user_id)
    person = who.person(user_id)
    return f"{person.fullname}（{person.job_title}）" if person.job_title else person.fullname


def standing_of(document, today: date, say) -> Standing:
    """Return where a started document stands.

    :param today: day in Asia/Shanghai; :param say: translates a message.
    """
    state, staff = kernel_state(document), DirectoryStaff(today)
    people: dict[str, Person] = {}
    for holder in state.holders:
        for user in sorted(people_behind(holder, staff)) or [holder.principal]:
            people.setdefault(
                user,
                Person(
                    name=named(user),
                    since=holder.since,
                    opened_at=holder.opened_at,
                    due_on=holder.due_on,
                    due_at=holder.due_at,
                    urged=holder.urged,
                ),
            )
    arrival, move = _arrival(state.trail, state.step), _last_move(state.trail)
    by = directory().title_of(move.on_behalf_of or move.actor) if people else ""
    return Standing(
        step=state.step,
        step_title=say(step_title(state.step)),
        arrived=arrival.at,
        people=tuple(people.values()),
        reason=arrival.reason if not people else "",
        returned_by=by if move.action == Action.RETURN else "",
        sent_by=by if move.action == Action.SPECIAL_DELIVERY else "",
        more_time=state.extension.until if state.extension is not None else None,
        deliveries=_deliveries(document) if state.step in ("distributed", "archived") else None,
    )


def _arrival(trail: tuple[TrailEntry, ...], step: str) -> TrailEntry:
    """The entry that brought the document to its present step."""
    for entry in reversed(trail):
        if entry.to_step == step and entry.step != step:
            return entry
    return trail[0]


def _last_move(trail: tuple[TrailEntry, ...]) -> TrailEntry:
    """The last entry that gave the document to somebody."""
    return next((entry for entry in reversed(trail) if entry.action in MOVES), trail[0])


def _deliveries(document) -> tuple[int, int] | None:
    inside = [row for row in deliveries_of(document) if not row.to_text]
    signed = sum(row.state is State.SIGNED for row in inside)
    return (signed, len(inside)) if inside else None


def sentence_of(document, page: OfficePage) -> str:
    """Return the sentence that says where a document is, in the reader's language.

    :param page: whose reader, day and calendar it is.
    """
    standing = standing_of(document, page.today, page.say)
    due = min((each.due_on for each in standing.people if each.due_on), default=None)
    days = 0
    if due is not None and due < page.today:
        days = max(1, page.calendar.working_days_between(due, page.today))
    parts = [page.say(each) for each in clauses(standing, page.today, days)]
    comma = page.say(_("where_comma", default=", "))
    return comma.join(parts) + page.say(_("where_stop", default="."))

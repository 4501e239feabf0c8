"""What a keeper's page shows of each column."""

from __future__ import annotations

from collective.tobaccooa.browser import words
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.adoption.model import Proposal
from collective.tobaccooa.portal.adoption.model import State
from collective.tobaccooa.portal.adoption.proposals import original_of
from collective.tobaccooa.portal.adoption.proposals import presented_from
from collective.tobaccooa.portal.adoption.proposals import proposals_to
from collective.tobaccooa.portal.adoption.texts import STATES
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.finding import units_with_pages
from collective.tobaccooa.portal.guards import DRAFT
from collective.tobaccooa.portal.guards import PENDING
from collective.tobaccooa.portal.guards import REJECT
from collective.tobaccooa.portal.items import published_brains
from collective.tobaccooa.portal.keepers import is_open
from collective.tobaccooa.portal.keepers import keepers
from collective.tobaccooa.portal.model import ITEM_TYPES
from dataclasses import dataclass
from dataclasses import field
from plone import api
from typing import Any


#: Drafts and waiting items shown of one column; more are on its own list.
SHOWN = 20
RECENT = 3


@dataclass(frozen=True)
class Line:
    """An item of a column on its keeper's page.

    :param comment: why it came back, or "".
    """

    title: str
    url: str
    who: str
    at: str
    comment: str = ""


@dataclass(frozen=True)
class ColumnCard:
    """A column as its keeper sees it; `edits`, `approves`, `supervises` say as what."""

    column: Any
    unit: str
    edits: bool
    approves: bool
    supervises: bool
    is_open: bool
    drafts: list[Line] = field(default_factory=list)
    returned: list[Line] = field(default_factory=list)
    pending: list[Line] = field(default_factory=list)
    recent: list[Line] = field(default_factory=list)
    presented: list[Line] = field(default_factory=list)
    proposals: int = 0

    @property
    def waits(self) -> int:
        """How much there is to do for the keeper."""
        mine = len(self.pending) if self.approves else 0
        mine += self.proposals if self.edits or self.approves else 0
        return mine + (len(self.returned) if self.edits else 0)


def column_cards(user: str, known: Directory) -> list[ColumnCard]:
    """Return a card for each column that somebody keeps in any unit, the busiest first."""
    found = []
    for unit, content in units_with_pages():
        for column in columns_of(content):
            who = keepers(column)
            if user in who.everybody():
                found.append(_card(column, unit.short_title or unit.title, who, user))
    return sorted(found, key=lambda card: -card.waits)


def _card(column: Any, unit: str, who: Any, user: str) -> ColumnCard:
    drafts, returned = [], []
    for brain in _brains(column, DRAFT):
        line = _line(brain)
        (returned if line.comment else drafts).append(line)
    return ColumnCard(
        column,
        unit,
        edits=user in who.editors,
        approves=user in who.approvers,
        supervises=user in who.leaders,
        is_open=is_open(column),
        drafts=drafts,
        returned=returned,
        pending=[_line(brain) for brain in _brains(column, PENDING)],
        recent=[_line(brain, False) for brain in published_brains(column, RECENT)],
        presented=[_presented(column, each) for each in presented_from(column, RECENT)],
        proposals=sum(1 for _each in proposals_to(column, State.WAITING)),
    )


def _brains(column: Any, state: str) -> list[Any]:
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path="/".join(column.getPhysicalPath()),
        portal_type=list(ITEM_TYPES),
        review_state=state,
        sort_on="modified",
        sort_order="reverse",
        sort_limit=SHOWN,
    )
    return list(found[:SHOWN])


def _presented(column: Any, proposal: Proposal) -> Line:
    """Return what was presented to the city, with its state and the city's reason."""
    original = original_of(proposal)
    at = proposal.ended_at or proposal.decided_at or proposal.submitted_at
    return Line(
        proposal.title,
        original.absolute_url() if original is not None else column.absolute_url(),
        say(STATES[proposal.state]),
        words.short(at, clock.today()),
        proposal.reason,
    )


def _line(brain: Any, asks_history: bool = True) -> Line:
    last = history_of(brain._unrestrictedGetObject())[:1] if asks_history else []
    comment = last[0]["comment"] if last and last[0]["action"] == REJECT else ""
    modified = brain.modified.asdatetime().astimezone(SHANGHAI)
    return Line(
        brain.Title or brain.getId,
        brain.getURL(),
        directory().fullname(brain.Creator),
        words.short(modified, clock.today()),
        comment,
    )


def history_of(item: Any) -> list[dict[str, str]]:
    """Return an item's history, newest first: `{"action", "who", "at", "comment"}`."""
    tool = api.portal.get_tool("portal_workflow")
    chain = tool.getChainFor(item)
    entries = (item.workflow_history or {}).get(chain[0], ()) if chain else ()
    return [
        {
            "action": entry.get("action") or "",
            "who": directory().fullname(entry.get("actor") or ""),
            "at": words.exact(entry["time"].asdatetime().astimezone(SHANGHAI)),
            "comment": entry.get("comments") or "",
        }
        for entry in reversed(entries)
    ]

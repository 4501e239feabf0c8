"""Pages of adoption: present an item to the city, and settle what was presented."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.portal.adoption import proposals
from collective.tobaccooa.portal.adoption.model import Act
from collective.tobaccooa.portal.adoption.model import MAX_WORDS
from collective.tobaccooa.portal.adoption.model import PENDING
from collective.tobaccooa.portal.adoption.model import Proposal
from collective.tobaccooa.portal.adoption.model import State
from collective.tobaccooa.portal.adoption.texts import DONE
from collective.tobaccooa.portal.adoption.texts import STATES
from functools import cached_property
from plone import api
from typing import Any
from zExceptions import NotFound
from zope.i18nmessageid import Message

import transaction


class SubmitUp(OfficePage):
    """`<item>/@@submit-up`: present an item of a unit to the city portal."""

    page_title = _("title_submit_up", default="Present to the city portal")
    most = MAX_WORDS
    error = ""
    refused = False

    def __call__(self):
        """Show the form, or present the item."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if not api.user.has_permission("View", obj=self.context):
            raise NotFound(self.context.getId())
        if not proposals.may_present(self.context, self.user):
            self.request.response.setStatus(403)
            self.refused = True
            return self.index()
        if not self.posted:
            return self.index()
        self.check_form()
        try:
            proposals.submit(self.context, self.user, self.text("note"))
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            self.error = self.say(error.message)
            return self.index()
        self.tell(
            _(
                "msg_presented",
                default="Presented to “${column}” of the city portal. You see the result on “my "
                "columns”.",
                mapping={"column": self.target.title},
            )
        )
        return self.go(f"{self.context.absolute_url()}/view")

    @cached_property
    def target(self):
        """The column of the city, None when this column does not rise."""
        return proposals.rises_to(self.context)

    @cached_property
    def latest(self) -> dict[str, str] | None:
        """How it stands with it: `{"state", "title", "reason", "at"}`."""
        found = proposals.latest_proposal(self.context)
        if found is None:
            return None
        return {
            "state": found.state.value,
            "title": STATES[found.state],
            "reason": found.reason,
            "at": self.exact(found.ended_at or found.decided_at or found.submitted_at),
        }

    @property
    def open(self) -> bool:
        """Whether it can be presented now."""
        waits = self.latest is not None and State(self.latest["state"]) in PENDING
        return self.target is not None and proposals.is_public_now(self.context) and not waits


class Rising(SubmitUp):
    """`<item>/@@rising`: the part of an item's page that tells its keepers how it stands."""

    def __call__(self):
        """Return the part; nothing for readers and where nothing rises."""
        keeps = self.user and proposals.may_present(self.context, self.user)
        if not keeps or self.target is None or not (self.open or self.latest):
            return ""
        return self.index()


class Proposals(OfficePage):
    """`<column of the city>/@@proposals`: look at what was presented, adopt or decline it."""

    error = ""
    refusal = ""
    most = MAX_WORDS

    def __call__(self):
        """Show the list, or do what a button asks."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if not proposals.may_look(self.context, self.user):
            self.request.response.setStatus(403)
            self.refusal = self.say(
                _(
                    "error_proposals_keepers_only",
                    default="Only those who keep this column see what was presented to it.",
                )
            )
            return self.index()
        if not self.posted:
            return self.index()
        self.check_form()
        try:
            return self._act()
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            self.error = self.say(error.message)
            return self.index()

    def _act(self) -> str:
        asked = self.text("action")
        if asked not in {each.value for each in DONE}:
            return self.go(self.address)
        act = Act(asked)
        done = proposals.settle(self.context, self.text("id"), act, self.user, self.text("reason"))
        self.tell(Message(DONE[act], mapping={"title": done.title}))
        return self.go(self.address)

    @property
    def page_title(self) -> str:
        """Names the column."""
        return self.say(
            _(
                "title_proposals",
                default="Presented to “${column}”",
                mapping={"column": self.context.title},
            )
        )

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.context.absolute_url()}/@@proposals"

    @cached_property
    def state(self) -> State:
        """The state that is asked for; what waits when none is."""
        asked = self.text("state")
        return State(asked) if asked in set(State) else State.WAITING

    @cached_property
    def found(self) -> list[Proposal]:
        """All proposals in that state."""
        return list(proposals.proposals_to(self.context, self.state))

    def tabs(self) -> list[dict[str, Any]]:
        """Return the filters by state."""
        return [
            {
                "title": title,
                "url": f"{self.address}?state={state.value}",
                "current": "page" if state is self.state else None,
            }
            for state, title in STATES.items()
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Return the proposals of this page of the list, ready to show."""
        start = self.start()
        return [self._row(each) for each in self.found[start : start + PAGE_SIZE]]

    def _row(self, row: Proposal) -> dict[str, Any]:
        original = proposals.original_of(row)
        return {
            "id": row.id,
            "title": row.title,
            "url": f"{original.absolute_url()}/view" if original is not None else None,
            "unit": self.directory.title_of(f"{row.unit}.staff"),
            "by": self.directory.fullname(row.submitted_by),
            "at": self.short(row.submitted_at),
            "at_exact": self.exact(row.submitted_at),
            "note": row.note,
            "reason": row.reason,
            "settled": self.short(row.ended_at or row.decided_at),
            "settled_by": self.directory.fullname(row.ended_by or row.decided_by),
            "settles": row.state is State.WAITING and self._may_settle,
            "withdraws": row.state is State.ADOPTED and self._may_withdraw,
        }

    @cached_property
    def _may_settle(self) -> bool:
        return proposals.may_settle(self.context, self.user)

    @cached_property
    def _may_withdraw(self) -> bool:
        return proposals.may_withdraw(self.context, self.user)

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other parts of the list."""
        if self.posted:  # what was typed into a form is no part of an address
            return None
        return paging_of(self, self.address, len(self.found), state=self.state.value)

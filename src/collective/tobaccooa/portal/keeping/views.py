"""My columns, the keepers' panel on an item, and the steps taken there."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.portal import guards
from collective.tobaccooa.portal.freshness.access import supervises
from collective.tobaccooa.portal.freshness.facts import column_standing
from collective.tobaccooa.portal.freshness.texts import LIGHT_CLASSES
from collective.tobaccooa.portal.freshness.texts import LIGHT_TITLES
from collective.tobaccooa.portal.freshness.texts import remaining
from collective.tobaccooa.portal.importing.feeds import feed_record
from collective.tobaccooa.portal.keeping.fields import TITLES
from collective.tobaccooa.portal.keeping.items import delete_item
from collective.tobaccooa.portal.keeping.items import take_step
from collective.tobaccooa.portal.keeping.items import types_for
from collective.tobaccooa.portal.keeping.kept import column_cards
from collective.tobaccooa.portal.keeping.kept import ColumnCard
from collective.tobaccooa.portal.keeping.kept import history_of
from collective.tobaccooa.portal.keeping.said import done
from collective.tobaccooa.portal.model import FEED
from collective.tobaccooa.portal.standing import refusal_for
from collective.tobaccooa.portal.standing import state_of
from functools import cached_property
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any

import transaction


STEP_TITLES = {
    guards.SUBMIT: _("button_submit_item", default="Submit for approval"),
    guards.PUBLISH: _("button_publish_item", default="Publish"),
    guards.REJECT: _("button_reject_item", default="Return"),
    guards.RETRACT: _("button_retract_item", default="Take back"),
    guards.EXPIRE: _("button_expire_item", default="End its time"),
}
STATE_TITLES = {
    guards.DRAFT: _("state_draft", default="Draft"),
    guards.PENDING: _("state_pending", default="Waits for approval"),
    guards.PUBLISHED: _("state_published", default="Published"),
}


class MyColumns(OfficePage):
    """All columns that a person keeps: what waits, what came back, what is stale."""

    section = "my-columns"
    page_title = _("nav_my_columns", default="My columns")
    card_part = ViewPageTemplateFile("templates/column_card.pt")

    def __call__(self):
        """Show the page; what waits must never come out of a cache."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    @cached_property
    def cards(self) -> list[ColumnCard]:
        """One card for each column, those with something to do first."""
        return column_cards(self.user, self.directory)

    def card(self, card: ColumnCard) -> str:
        """Render one column."""
        return self.card_part(card=card)

    def figures(self) -> list[dict[str, Any]]:
        """Return the three figures on top: `{"title", "count"}`."""
        cards = self.cards
        return [
            {
                "title": self.say(_("figure_waiting", default="wait for my approval")),
                "count": sum(len(card.pending) for card in cards if card.approves),
            },
            {
                "title": self.say(_("figure_returned", default="came back to be corrected")),
                "count": sum(len(card.returned) for card in cards if card.edits),
            },
            {
                "title": self.say(_("figure_columns", default="columns kept")),
                "count": len(cards),
            },
        ]

    def additions(self, card: ColumnCard) -> list[dict[str, str]]:
        """Return the buttons to add something: `{"title", "url"}`, the usual one first."""
        base = card.column.absolute_url()
        return [
            {"title": self.say(TITLES[each]), "url": f"{base}/@@add-item?type={each}"}
            for each in types_for(card.column)
        ]

    def light(self, card: ColumnCard) -> dict[str, str]:
        """Return how fresh a column is: `{"css", "title", "left"}`."""
        standing = column_standing(card.column)
        light = standing.verdict.light
        return {
            "css": LIGHT_CLASSES[light],
            "title": self.say(LIGHT_TITLES[light]),
            "left": self.say(remaining(standing.verdict, standing.facts.closed)),
        }

    def supervision_url(self) -> str:
        """Address of the page that supervises the columns, "" for who has no part in it."""
        unit = self.home_unit()
        if not supervises(unit, getSecurityManager().getUser()):
            return ""
        return f"{self.directory.unit_object(unit).absolute_url()}/@@portal-supervision"

    def feed(self, card: ColumnCard) -> dict[str, str] | None:
        """Return when a column's feed was last read and what went wrong; None for other kinds."""
        if card.column.kind != FEED:
            return None
        record = feed_record(card.column)
        if record is None or record.fetched is None:
            return {"read": self.say(_("feed_not_read", default="Not read yet.")), "error": ""}
        at = {"at": self.exact(record.fetched)}
        read = _("feed_read_at", default="Last read: ${at}", mapping=at)
        return {"read": self.say(read), "error": record.error}

    def state(self, state: str) -> str:
        """Return the title of a state."""
        return self.say(STATE_TITLES[state])


class ItemPanel(BrowserView):
    """`@@item-panel`: what a keeper may do with the item, above its page; nothing for readers."""

    template = ViewPageTemplateFile("templates/item_panel.pt")

    def __call__(self) -> str:
        """Return the markup, or "" for those who don't keep the column."""
        keeps = getSecurityManager().checkPermission(
            "collective.tobaccooa: Keep column", self.context
        )
        return self.template() if keeps else ""

    @cached_property
    def state(self) -> str:
        """The item's state."""
        return state_of(self.context)

    def state_title(self) -> Any:
        """What the state is called."""
        return STATE_TITLES[self.state]

    def may_edit(self) -> bool:
        """Whether the keeper may change the item now."""
        return bool(getSecurityManager().checkPermission("Modify portal content", self.context))

    def may_delete(self) -> bool:
        """Whether the keeper may delete it now."""
        may = getSecurityManager().checkPermission("Delete objects", self.context)
        return self.state == guards.DRAFT and bool(may)

    def steps(self) -> list[dict[str, Any]]:
        """Return the steps that are possible: `{"id", "title", "asks"}`, the usual first."""
        user = getSecurityManager().getUser()
        return [
            {"id": step, "title": title, "asks": step in (guards.REJECT, guards.RETRACT)}
            for step, title in STEP_TITLES.items()
            if refusal_for(self.context, step, user) is None
        ]

    def history(self) -> list[dict[str, str]]:
        """Return what happened, newest first: `{"title", "who", "at", "comment"}`."""
        titles = {None: _("history_created", default="Written"), **STEP_TITLES}
        return [
            {**each, "title": titles.get(each["action"] or None, each["action"])}
            for each in history_of(self.context)
        ]


class ItemStep(OfficePage):
    """`POST @@item-step`: takes a step of the workflow."""

    def __call__(self) -> str:
        """Take it and say what comes next; a refusal says why."""
        self.check_form()
        step = self.text("step")
        try:
            take_step(self.context, step, self.text("comment"))
            self.tell(done(self.context, step, self.request))
        except OAError as error:
            transaction.abort()
            self.tell(error.message, "error")
        may_see = getSecurityManager().checkPermission("View", self.context)
        return self.go((self.context if may_see else self.context.__parent__).absolute_url())


class DeleteItem(OfficePage):
    """`POST @@item-delete`: deletes a draft."""

    def __call__(self) -> str:
        """Delete it and go to the keeper's columns."""
        self.check_form()
        try:
            title, column = self.context.title, delete_item(self.context)
        except OAError as error:
            transaction.abort()
            self.tell(error.message, "error")
            return self.go(self.context.absolute_url())
        self.tell(
            _("done_item_deleted", default="“${title}” is deleted.", mapping={"title": title})
        )
        return self.go(f"{self.portal_url}/@@my-columns#{column.getId()}")

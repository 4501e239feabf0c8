"""Pages of deliveries: what the unit received and sent, and one delivery, to read and sign for."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.document import STATES
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.browser.words import size
from collective.tobaccooa.browser.work.listing import LIST
from collective.tobaccooa.browser.work.listing import Spot
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.exchange import deliveries
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.pages import acts
from collective.tobaccooa.exchange.pages import address_of
from collective.tobaccooa.exchange.pages import downloads
from collective.tobaccooa.exchange.pages import Listing
from collective.tobaccooa.exchange.pages import received
from collective.tobaccooa.exchange.pages import sent
from collective.tobaccooa.exchange.recipients import recipient_title
from collective.tobaccooa.exchange.registration import content_of
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound

import sys
import transaction


class Deliveries(OfficePage):
    """A unit's list of deliveries with a filter by state; `received` or `sent`."""

    section = "received"
    side = "received"
    address_name = "received"
    page_title = _("title_received", default="Received documents")
    reason = ""

    def __call__(self):
        """Show the list, or why the person has none here."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.unit_url}/@@{self.address_name}"

    @property
    def state(self) -> State | None:
        """The state that is asked for."""
        asked = self.text("state")
        return State(asked) if asked in set(State) else None

    @cached_property
    def listing(self) -> Listing | None:
        """The page of the list; None with a reason when it is not for this person."""
        return self._find(self.start(), PAGE_SIZE)

    def file_url(self) -> str:
        """Address of the list as a file."""
        return f"{self.address}.xlsx?state={self.state or ''}"

    def every(self) -> list[Delivery] | None:
        """Return the whole list; None with a reason when it is not for this person."""
        found = self._find(0, sys.maxsize)
        return found.rows if found is not None else None

    def _find(self, start: int, size: int) -> Listing | None:
        find = received if self.side == "received" else sent
        try:
            return find(self.unit.code, self.user, self.state, start, size)
        except Refused as refused:
            self.reason = self.say(refused.message)
            self.request.response.setStatus(403)
            return None

    def tabs(self) -> list[dict[str, Any]]:
        """Return the filters by state."""
        tabs = [("", _("label_all", default="All")), *STATES.items()]
        chosen = str(self.state or "")
        return [
            {
                "title": title,
                "url": f"{self.address}?state={token}" if token else self.address,
                "current": "page" if token == chosen else None,
            }
            for token, title in tabs
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Return the deliveries, ready to show."""
        return [self._row(each) for each in self.listing.rows] if self.listing else []

    def _row(self, row: Delivery) -> dict[str, Any]:
        paper = row.paper
        if self.side == "received":
            url = f"{self.unit_url}/@@delivery?id={row.id}"
            party = self.directory.unit(paper.unit).title
        else:
            url, party = address_of(paper.reference), recipient_title(row.recipient)
        return {
            "url": url or self.address,
            "title": paper.title,
            "number": paper.number,
            "type": title_of_token(paper.document_type),
            "urgency": paper.urgency if paper.urgency != "normal" else "",
            "urgency_title": title_of_token(paper.urgency),
            "party": party,
            "sent": self.short(row.sent_at),
            "sent_exact": self.exact(row.sent_at),
            "state": row.state.value,
            "state_title": STATES[row.state.value],
            "settled": self.short(row.settled_at),
            "css": "oa-item oa-item--new" if row.state is State.SENT else "oa-item",
        }

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other parts of the list."""
        return paging_of(self, self.address, self.listing.total) if self.listing else None


class SentDeliveries(Deliveries):
    """What the unit sent."""

    side = "sent"
    address_name = "sent"
    page_title = _("title_sent", default="Sent documents")


class DeliveryPage(OfficePage):
    """`<unit>/@@delivery?id=…`: read before signing; sign for, refuse or take back by POST."""

    panel_part = ViewPageTemplateFile("templates/delivery_panel.pt")
    section = "received"
    scripts = ("handle.js",)
    error = ""

    def __call__(self):
        """Show the delivery, or do what a button asks."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        try:
            self.delivery = deliveries.find_delivery(self.text("id"), self.user)
            self.content = content_of(self.delivery)
        except OAError as error:
            raise NotFound(self.text("id")) from error
        if not self.posted:
            return self.index()
        self.check_form()
        try:
            return self._act(self.text("action"))
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            self.error = self.say(error.message)
            return self.index()

    def _act(self, action: str) -> str:
        id_, reason = self.delivery.id, self.text("reason")
        if action == "sign_for":
            done = deliveries.sign_for(id_, self.user)
            self.tell(
                _(
                    "msg_signed_for",
                    default="Signed for and entered in the register. Please check the entry and "
                    "send it on.",
                )
                if done.incoming
                else _("msg_read_confirmed", default="Confirmed as read.")
            )
            return self.go(self._kept_in_list(address_of(done.incoming)) or self._back)
        if action == "refuse":
            deliveries.refuse(id_, self.user, reason)
            self.tell(_("msg_delivery_refused", default="Refused; the sender sees your reason."))
        elif action == "recall":
            deliveries.recall(id_, self.user, reason)
            self.tell(_("msg_delivery_recalled", default="Taken back before it was signed for."))
        return self.go(self._back)

    def _kept_in_list(self, url: str | None) -> str | None:
        """Return an address that keeps the work list from which the delivery was opened."""
        spot = Spot.read(self.text(LIST))
        return spot.link(url) if url and spot else url

    @property
    def _back(self) -> str:
        sent = address_of(self.delivery.paper.reference) if self.is_sender else None
        return sent or f"{self.unit_url}/@@received"

    @property
    def is_sender(self) -> bool:
        """Whether the page stands on the sender's side."""
        return self.delivery.paper.unit == self.unit.code

    @property
    def recipient(self) -> str:
        """To whom it was sent."""
        return recipient_title(self.delivery.recipient)

    @property
    def page_title(self) -> str:
        """The document's title."""
        return self.content.title[:60]

    @property
    def title_class(self) -> str:
        """Long titles are set smaller."""
        long = len(self.content.title) > 120
        return "oa-doc__title oa-doc__title--long" if long else "oa-doc__title"

    def facts(self) -> dict[str, Any]:
        """Return what stands under the title and beside the text."""
        delivery, paper = self.delivery, self.delivery.paper
        settled_by = delivery.settled_by
        return {
            "number": paper.number,
            "type": title_of_token(paper.document_type),
            "urgency": paper.urgency if paper.urgency != "normal" else "",
            "urgency_title": title_of_token(paper.urgency),
            "from": self.directory.unit(paper.unit).title,
            "dated": self.day(paper.dated_on),
            "sent": self.exact(delivery.sent_at),
            "state": delivery.state.value,
            "state_title": STATES[delivery.state.value],
            "settled": self.exact(delivery.settled_at),
            "settled_by": self.directory.fullname(settled_by) if settled_by else "",
            "reason": delivery.reason,
            "incoming": address_of(delivery.incoming) if delivery.incoming else None,
        }

    @cached_property
    def acts(self) -> list[str]:
        """What the person may do with it now."""
        return acts(self.delivery, self.user)

    @property
    def is_department(self) -> bool:
        """Whether it went to a department, which only confirms reading."""
        return bool(self.delivery.to_department)

    def attachments(self) -> list[dict[str, Any]]:
        """Return the files as they were sealed."""
        addresses = downloads(self.delivery, self.unit_url)
        return [
            {
                "title": each.title,
                "size": size(each.size),
                "url": url,
                "shown": each.content_type == "application/pdf",
            }
            for each, url in zip(self.content.attachments, addresses, strict=False)
        ]

"""Lists as .xlsx files: my work, registers, deliveries. What a page shows, all of it."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.browser.deliveries import Deliveries
from collective.tobaccooa.browser.document import STATES
from collective.tobaccooa.browser.my_work import MyWork
from collective.tobaccooa.browser.registers import KINDS
from collective.tobaccooa.browser.registers import RegistersPage
from collective.tobaccooa.browser.work.rows import NUMBER
from collective.tobaccooa.browser.work.rows import REGISTER_COLUMNS
from collective.tobaccooa.browser.work.rows import register_line
from collective.tobaccooa.browser.work.rows import STEP
from collective.tobaccooa.browser.work.rows import TITLE
from collective.tobaccooa.browser.work.rows import TYPE
from collective.tobaccooa.browser.work.rows import UNIT
from collective.tobaccooa.browser.work.rows import URGENCY
from collective.tobaccooa.browser.work.titles import TABS
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.inbox.items import each_item
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.search.register import each_row
from typing import Any
from zExceptions import Forbidden


#: What the time of a line is called in each list.
TIMES = {
    Kind.OPEN: _("label_time_came", default="Came at"),
    Kind.TO_READ: _("label_time_came", default="Came at"),
    Kind.STARTED: _("label_time_started", default="Started at"),
    Kind.DONE: _("label_time_handled", default="Handled at"),
}


class MyWorkFile(MyWork):
    """`@@my-work.xlsx`: one of the lists, with its filter and in its order."""

    def __call__(self) -> bytes:
        """Answer with the file."""
        columns = [
            TITLE,
            NUMBER,
            TYPE,
            URGENCY,
            STEP,
            UNIT,
            (_("label_from_whom", default="From whom"), 16),
            (TIMES[self.kind], 18),
            (_("label_due_on", default="Due"), 12),
            (_("label_file_opened", default="Opened at"), 18),
        ]
        return self.send_sheet(TABS[self.kind], columns, self._lines())

    def _lines(self) -> Iterator[list[Any]]:
        for item in each_item(self.user, self.kind, self.filter, self.listing.sort):
            yield self._line(item)

    def _line(self, item: WorkItem) -> list[Any]:
        units = self.directory
        return [
            item.title,
            item.number,
            self.say(title_of_token(item.document_type)) if item.document_type else "",
            self.say(title_of_token(item.urgency)),
            self.say(source_of(item.reference).step_title(item)),
            units.unit(item.unit).title if units.has_unit(item.unit) else item.unit,
            units.title_of(item.sender) if item.sender else "",
            item.since,
            item.due_on,
            item.opened_at,
        ]


class RegistersFile(RegistersPage):
    """`<unit>/@@registers.xlsx`: the register as far as the person may see it."""

    def __call__(self) -> bytes:
        """Answer with the file.

        :raises Unauthorized: to people of other units.
        """
        self.check_access()
        rows = each_row(self.unit.code, self.user, self.filters)
        lines = (register_line(self, row) for row in rows)
        return self.send_sheet(KINDS[self.kind], REGISTER_COLUMNS, lines)


class ReceivedFile(Deliveries):
    """`<unit>/@@received.xlsx`: what the unit received, in the state that is asked for."""

    party_title = _("label_from_unit", default="Sent by")

    def __call__(self) -> bytes:
        """Answer with the file.

        :raises Forbidden: to people who keep no deliveries of the unit.
        """
        found = self.every()
        if found is None:
            raise Forbidden(self.reason)
        columns = [
            NUMBER,
            TITLE,
            TYPE,
            URGENCY,
            (self.party_title, 24),
            (_("label_delivery_kind", default="As"), 8),
            (_("label_sent_time", default="Sent at"), 18),
            (_("label_state", default="State"), 12),
            (_("label_settled_time", default="Settled at"), 18),
            (_("label_delivery_settled_by", default="By whom"), 12),
            (_("label_reason", default="Reason"), 40),
        ]
        return self.send_sheet(self.page_title, columns, (self._line(each) for each in found))

    def _line(self, delivery: Delivery) -> list[Any]:
        shown = self._row(delivery)
        settled_by = delivery.settled_by
        return [
            delivery.paper.number,
            delivery.paper.title,
            self.say(shown["type"]),
            self.say(shown["urgency_title"]),
            shown["party"],
            self.say(DELIVERY_KINDS[delivery.kind.value]),
            delivery.sent_at,
            self.say(STATES[delivery.state.value]),
            delivery.settled_at,
            self.directory.fullname(settled_by) if settled_by else "",
            delivery.reason,
        ]


DELIVERY_KINDS = {
    "main": _("label_delivery_main", default="Main recipient"),
    "copy": _("label_delivery_copy", default="Copy"),
}


class SentFile(ReceivedFile):
    """`<unit>/@@sent.xlsx`: what the unit sent."""

    side = "sent"
    address_name = "sent"
    page_title = _("title_sent", default="Sent documents")
    party_title = _("label_to_whom", default="To whom")

"""`<unit>/@@escalation?document=…`: what a leader was told of because urging did not help."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.supervising.base import BoardBase
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.supervision.board_model import Row
from collective.tobaccooa.supervision.board_model import rows_of
from collective.tobaccooa.supervision.escalations import Escalation
from collective.tobaccooa.supervision.escalations import escalation_of
from collective.tobaccooa.supervision.escalations import mark_seen
from collective.tobaccooa.supervision.escalations import NOT_THERE
from functools import cached_property
from typing import Any

import transaction


class EscalationPage(BoardBase):
    """Where the document is, and a button that says: I know of it."""

    section = "my-work"
    page_title = _("title_escalation", default="Urged in vain")

    def __call__(self) -> str:
        """Show it; a POST marks it as seen.

        What has moved on leads to the board.

        :raises Unauthorized: to who does not supervise the unit.
        """
        self.check_access()
        if self.posted:
            return self._seen()
        if self.escalation is None or self.escalation.unit != self.unit.code:
            self.tell(NOT_THERE)
            return self.go(self.address)
        return self.index()

    @cached_property
    def escalation(self) -> Escalation | None:
        """What the leader was told of; None once the document has moved on."""
        return escalation_of(self.text("document"))

    @cached_property
    def row(self) -> Row | None:
        """The document as it stands on the board."""
        reference = self.text("document")
        rows = rows_of(line for line in self.lines if line.item.reference == reference)
        return rows[0] if rows else None

    def item(self) -> dict[str, Any] | None:
        """Return the document, ready to show."""
        return self.shown(self.row) if self.row is not None else None

    @property
    def may_confirm(self) -> bool:
        """Whether it lies in the person's own list."""
        found = self.escalation
        return found is not None and not found.seen_at and found.leader in self.principals

    def _seen(self) -> str:
        self.check_form()
        try:
            mark_seen(self.text("document"), self.user, self.now)
        except OAError as error:
            transaction.abort()
            self.tell(error.message, "error")
        else:
            self.tell(
                _(
                    "msg_escalation_seen",
                    default="Marked as seen; it has left your list. On the board you still see it.",
                )
            )
        return self.go(f"{self.portal_url}/@@my-work?kind=to-read")

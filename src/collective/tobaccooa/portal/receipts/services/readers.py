"""`@readers` of a notice: who has read it; confirm or chase by POST."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.portal.receipts import notices
from collective.tobaccooa.portal.receipts.model import Line
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from plone import api
from typing import Any


def line_json(line: Line) -> dict[str, Any]:
    """Return a reader as the contract shows it."""
    return {
        "user": line.who.id,
        "fullname": line.who.fullname,
        "unit": line.who.unit,
        "department": line.who.department or None,
        "read_at": iso(line.read_at),
        "chased_at": iso(line.chased_at),
    }


class ReadersService(OAService):
    """What both methods share."""

    def look(self) -> None:
        """Refuse who may not see the notice itself.

        :raises NotHere: in the same words whether or not there is one.
        """
        if not api.user.has_permission("View", obj=self.context):
            raise NotHere(
                _("error_no_such_item", default="There is no such item, or it is not yours.")
            )


class ReadersGet(ReadersService):
    """Who must read it, with `read`, `total` and `percent`; for those who look after it."""

    def answer(self) -> dict[str, Any]:
        self.look()
        if not notices.may_oversee(self.context, self.actor):
            raise Refused(notices.oversee_refusal())
        found = notices.overview_of(self.context)
        answer = self.batch(found.lines, line_json)
        return {**answer, "read": found.read, "total": found.total, "percent": found.percent}


class ReadersPost(ReadersService):
    """Body `{"action": "confirm" | "chase"}`."""

    def answer(self) -> dict[str, Any]:
        self.look()
        asked = self.body.get("action")
        if asked == "confirm":
            notices.confirm(self.context, self.actor)
            return {"read_at": iso(notices.receipts_of(self.context).read_at(self.actor))}
        if asked == "chase":
            return {"chased": notices.chase(self.context, self.actor)}
        raise InvalidInput(
            _("error_readers_action", default="The action must be “confirm” or “chase”."),
            field="action",
        )

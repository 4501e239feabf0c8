"""`GET <unit>/@columns`: the columns of a portal that the caller may see, how fresh they are."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.permissions import USE_OFFICE
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.freshness.facts import column_standing
from collective.tobaccooa.portal.keepers import is_open
from collective.tobaccooa.portal.keepers import keepers
from collective.tobaccooa.portal.model import TYPES_OF
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from typing import Any


class ColumnsGet(OAService):
    """A page of the columns of a unit, in the order in which the portal shows them.

    Who keeps a column and what waits in it is told to staff only.
    """

    def answer(self) -> dict[str, Any]:
        may = getSecurityManager().checkPermission
        unit = directory().unit_object(directory().unit_of(self.context).code)
        return self.batch([each for each in columns_of(unit) if may("View", each)], self._column)

    def _column(self, column: Any) -> dict[str, Any]:
        standing = column_standing(column)
        facts = {
            "@id": column.absolute_url(),
            "id": column.getId(),
            "title": column.title,
            "kind": column.kind,
            "department": column.department or None,
            "max_age_days": column.max_age_days,
            "last_published_at": iso(standing.last_published_at),
            "light": standing.verdict.light.value,
            "days_overdue": standing.verdict.days_overdue,
            "items_published": standing.shown,
            "may_add": self._may_add(column),
        }
        return {**facts, **self._for_staff(column, standing.waiting)}

    def _for_staff(self, column: Any, waiting: int) -> dict[str, Any]:
        if not getSecurityManager().checkPermission(USE_OFFICE, self.context):
            return {"editors": [], "approver": None, "supervising_leader": None, "waiting": None}
        who = keepers(column)
        return {
            "editors": list(who.editors),
            "approver": next(iter(who.approvers), None),
            "supervising_leader": next(iter(who.leaders), None),
            "waiting": waiting,
        }

    def _may_add(self, column: Any) -> bool:
        if not TYPES_OF.get(column.kind) or not is_open(column):
            return False
        return bool(getSecurityManager().checkPermission("Add portal content", column))

"""`GET @work-items?kind=open|to-read|started|done`: the caller's items and all four counts."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.i18n import say
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import Sort
from collective.tobaccooa.inbox.model import sort_of
from collective.tobaccooa.inbox.model import SORTS_OF
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import DEFAULT_BATCH
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from typing import Any


def item_json(item: WorkItem, people: Directory) -> dict[str, Any]:
    """Return an item as the contract shows it; `document` and `page` are absolute."""
    source = source_of(item.reference)
    return {
        "document": source.url(item),
        "page": source.page(item),
        "title": item.title,
        "step": item.step,
        "step_title": say(source.step_title(item)),
        "since": iso(item.since),
        "due_on": iso(item.due_on),
        "due_at": iso(item.due_at),
        "urgency": item.urgency,
        "from": item.sender or None,
        "from_fullname": people.title_of(item.sender) if item.sender else None,
        "unit": item.unit,
        "number": item.number or None,
        "document_type": item.document_type,
        "register": item.register,
        "opened_at": iso(item.opened_at),
        "held_by": item.principal,
        "urged": item.urged,
        "for_whom": item.for_whom or None,
    }


class WorkItemsGet(OAService):
    """A page of one of the caller's lists.

    Parameters: `kind`, `unit`, `type`, `step`, `q`, `from` and `to` (days of the items' time),
    `sort` (due, newest, oldest), `b_start`, `b_size`.
    """

    def answer(self) -> dict[str, Any]:
        kind = self._kind()
        wanted = Filter(
            *(self.param(name) for name in ("unit", "type", "step", "q")),
            since=self.day_param("from"),
            until=self.day_param("to"),
        )
        start = self.number_param("b_start", 0)
        size = max(1, self.number_param("b_size", DEFAULT_BATCH))
        page = work_items(self.actor, kind, wanted, start, size, self._sort(kind))
        people = directory()
        answer = self.batch(page.items, lambda item: item_json(item, people), total=page.total)
        return {**answer, "counts": page.counts}

    def _kind(self) -> Kind:
        asked = self.param("kind", Kind.OPEN.value)
        try:
            return Kind(asked)
        except ValueError as error:
            raise InvalidInput(
                _(
                    "error_work_item_kind",
                    default="There is no list “${kind}”. Ask for open, to-read, started or done.",
                    mapping={"kind": asked[:40]},
                ),
                field="kind",
            ) from error

    def _sort(self, kind: Kind) -> Sort:
        asked = self.param("sort")
        try:
            return sort_of(kind, asked)
        except ValueError as error:
            orders = ", ".join(SORTS_OF[kind])
            raise InvalidInput(
                _(
                    "error_work_item_sort",
                    default="This list can't be sorted by “${sort}”, only by: ${orders}.",
                    mapping={"sort": asked[:40], "orders": orders},
                ),
                field="sort",
            ) from error

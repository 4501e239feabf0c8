"""`GET @documents-search`: every document that the caller may see, by facets and full text."""

from __future__ import annotations

from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import DEFAULT_BATCH
from collective.tobaccooa.search.asking import Asked
from collective.tobaccooa.search.asking import FACETS
from collective.tobaccooa.search.finding import asked_people
from collective.tobaccooa.search.finding import find
from collective.tobaccooa.search.finding import Found
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.services.documents import DocumentsGet
from collective.tobaccooa.search.titles import facet_title
from dataclasses import replace
from typing import Any


class DocumentsSearchGet(DocumentsGet):
    """What the caller may see of all units, newest first.

    Parameters: those of `@documents`, and `unit`, `number`, `month` (1 to 12, of `year`), `person`
    (a user id or a part of a name: drafted, holds or took part). `q` is looked for in the text and
    the files too.
    """

    def answer(self) -> dict[str, Any]:
        """Return `{"@id", "items", "items_total", "facets", "batching"?}`."""
        start = self.number_param("b_start", 0)
        size = max(1, self.number_param("b_size", DEFAULT_BATCH))
        found = find(self.actor, self._asked(), start, size)
        answer = self.batch(found.rows, self._item, total=found.total)
        return {**answer, "facets": self._facets(found)}

    def _asked(self) -> Asked:
        filters: Filters = self._filters()
        people, posts = asked_people(self.param("person"))
        month = self.number_param("month", 0)
        return Asked(
            filters=replace(filters, text=filters.text[:200]),
            unit=self.param("unit"),
            number=self.param("number")[:100],
            month=month if filters.year and 1 <= month <= 12 else None,
            people=people,
            posts=posts,
        )

    def _facets(self, found: Found) -> dict[str, list[dict[str, Any]]]:
        units = directory()
        return {
            name: [
                {"value": value, "title": say(facet_title(name, value, units)), "count": count}
                for value, count in found.facets[name].most_common()
            ]
            for name in FACETS
        }

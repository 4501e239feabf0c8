"""What the form of a document offers: types, departments, letterheads, and the tree of units."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.authors import department_for
from collective.tobaccooa.documents.authors import GENERAL_POSTS
from collective.tobaccooa.documents.authors import is_staff_with_post
from collective.tobaccooa.documents.interfaces import ILetterheadSource
from collective.tobaccooa.documents.places import default_letterhead
from collective.tobaccooa.documents.rendering import attachment_json
from collective.tobaccooa.documents.vocabularies import DOCUMENT_TYPES
from collective.tobaccooa.documents.vocabularies import OPENNESS
from collective.tobaccooa.documents.vocabularies import URGENCIES
from collective.tobaccooa.organisation.directory import directory
from typing import Any
from zope.component import queryUtility


class Choices:
    """The options of one form.

    :param page: the form's view: `posted`, `text(name)`, `texts(name)`, `user`, `unit`.
    :param document: the document that is changed, None for a new one.
    """

    def __init__(self, page, document) -> None:
        self.page = page
        self.document = document
        self.who = directory()
        self.unit = document.unit_code if document is not None else page.unit.code

    def _chosen(self, name: str, default: str | None = "") -> str:
        if self.page.posted:
            return self.page.text(name)
        found = getattr(self.document, name, None) if self.document is not None else default
        return found or ""

    def _options(self, pairs, chosen: str) -> list[dict[str, Any]]:
        return [{"id": i, "title": title, "chosen": i == chosen} for i, title in pairs]

    def types(self) -> list[dict[str, Any]]:
        """Return the document types; a notice is what is most often written."""
        pairs = [(each.token, each.title) for each in DOCUMENT_TYPES]
        return self._options(pairs, self._chosen("document_type", "notice"))

    def urgencies(self) -> list[dict[str, Any]]:
        """Return the degrees of urgency."""
        return self._options(URGENCIES, self._chosen("urgency", "normal"))

    def openness(self) -> list[dict[str, Any]]:
        """Return the kinds of openness."""
        return self._options(OPENNESS, self._chosen("openness", "internal"))

    def departments(self) -> list[dict[str, Any]]:
        """Return the departments for which the person may write, their own chosen."""
        own = self.who.departments_of(self.page.user)
        general = is_staff_with_post(self.unit, self.page.user, *GENERAL_POSTS)
        chosen = self._chosen("department", department_for(self.unit, self.page.user))
        pairs = [
            (each.id, each.title)
            for each in self.who.departments(self.unit)
            if general or each.id in own or each.id == chosen
        ]
        return self._options(pairs, chosen)

    def letterheads(self) -> list[dict[str, Any]]:
        """Return the unit's letterheads, the department's own chosen."""
        source = queryUtility(ILetterheadSource)
        found = source.for_unit(self.unit) if source is not None else []
        usual = default_letterhead(self.unit, department_for(self.unit, self.page.user))
        chosen = self._chosen("letterhead", usual.ref if usual is not None else "")
        return self._options([(each.ref, each.title) for each in found], chosen)

    def groups(self, field: str) -> list[dict[str, Any]]:
        """Return the tree to pick recipients from: units below, above and beside, departments.

        :returns: `[{"id", "title", "rows": [{"id", "title", "chosen"}], "chosen": count}]`.
        """
        unit = self.who.unit(self.unit)
        beside = [u for u in self.who.children(unit.parent) if u.code != unit.code]
        above = [self.who.unit(code) for code in self.who.ancestors(unit.code)]
        below = [u for u in self.who.units() if unit.code in self.who.ancestors(u.code)]
        departments = self.who.departments(unit.code)
        groups = [
            ("below", _("label_units_below", default="Subordinate units"), _units(below)),
            ("above", _("label_units_above", default="Superior units"), _units(above)),
            (
                "beside",
                _("label_units_beside", default="Units of the same level"),
                _units(beside if unit.parent else []),
            ),
            (
                "inner",
                _("label_own_departments", default="Our departments"),
                [(f"department:{each.id}", each.title) for each in departments],
            ),
        ]
        chosen = self._recipients(field)
        return [self._group(field, *group, chosen) for group in groups if group[2]]

    def _group(self, field: str, token: str, title: str, rows, chosen: set[str]) -> dict[str, Any]:
        options = [{"id": i, "title": t, "chosen": i in chosen} for i, t in rows]
        return {
            "id": f"{field}-{token}",
            "title": title,
            "rows": options,
            "chosen": sum(row["chosen"] for row in options),
        }

    def _recipients(self, field: str) -> set[str]:
        if self.page.posted:
            return set(self.page.texts(field))
        return set(getattr(self.document, field, ())) if self.document is not None else set()

    def concerned(self) -> list[dict[str, Any]]:
        """Return the other departments that may be concerned."""
        chosen = self._recipients("concerned_departments")
        return [
            {"id": each.id, "title": each.title, "chosen": each.id in chosen}
            for each in self.who.departments(self.unit)
        ]

    def attachments(self) -> list[dict[str, Any]]:
        """Return the files that the document has."""
        if self.document is None:
            return []
        rows = [attachment_json(each) for each in self.document.attachments()]
        ids = [each.getId() for each in self.document.attachments()]
        return [{**row, "id": i} for i, row in zip(ids, rows, strict=True)]


def _units(units) -> list[tuple[str, str]]:
    return [(f"unit:{unit.code}", unit.short_title or unit.title) for unit in units]

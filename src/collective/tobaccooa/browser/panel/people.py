"""Whom one can choose: the unit's people and departments, with what was ticked before."""

from __future__ import annotations

from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import department_principal
from typing import Any


class People:
    """Lists of the unit's people for a form; mixed into what shows them.

    Needs `document`, `user` and `request`.
    """

    document: Any
    user: str
    request: Any

    def circles(self, field: str) -> list[dict[str, Any]]:
        """To whom it is circulated most: the leaders by name, departments as a whole.

        Single people are chosen on a page of their own, so that a document's page costs the same
        in a unit of ten and of five hundred.
        """
        known, ticked = directory(), self._ticked(field)
        departments = [
            {
                "id": department_principal(each.id),
                "fullname": each.title,
                "where": "",
                "checked": department_principal(each.id) in ticked,
            }
            for each in known.departments(self.document.unit_code)
        ]
        groups = [{"title": "", "people": self._in_department(None, ticked)}]
        return [g for g in [*groups, {"title": "", "people": departments}] if g["people"]]

    def colleagues(self, field: str) -> list[dict[str, Any]]:
        """Everybody of the unit by department, leaders first."""
        ticked = self._ticked(field)
        found = [{"title": "", "people": self._in_department(None, ticked)}]
        for department in directory().departments(self.document.unit_code):
            people = self._in_department(department.id, ticked)
            found.append({"title": department.title, "people": people})
        return [group for group in found if group["people"]]

    def _in_department(self, department: str | None, ticked: set[str]) -> list[dict[str, Any]]:
        unit = self.document.unit_code
        return [
            {
                "id": person.id,
                "fullname": person.fullname,
                "where": person.job_title,
                "checked": person.id in ticked,
            }
            for person in directory().people()
            if person.active
            and person.unit == unit
            and (person.department or None) == department
            and person.id != self.user
        ]

    def _ticked(self, field: str) -> set[str]:
        given = self.request.form.get(field, [])
        return set(given if isinstance(given, list) else [given])

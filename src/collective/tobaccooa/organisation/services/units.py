"""`GET @units`: the tree of units with departments and posts."""

from __future__ import annotations

from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.organisation.principals import head_principal
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import POSTS
from collective.tobaccooa.rest import OAService
from typing import Any


class UnitsGet(OAService):
    """The unit it is asked at and all below it.

    Whoever works here may see the whole tree: recipients are picked from it.
    """

    def answer(self) -> dict[str, Any]:
        """Return the unit: code, title, @id, kind, departments, posts, units."""
        known = directory()
        return self._unit(known, known.unit_of(self.context))

    def _unit(self, known: Directory, unit: Unit) -> dict[str, Any]:
        return {
            "@id": known.unit_object(unit.code).absolute_url(),
            "code": unit.code,
            "title": unit.title,
            "short_title": unit.short_title,
            "kind": unit.kind,
            "identities": [
                {"id": item.token, "title": item.title, "short_title": item.short_title}
                for item in unit.identities
            ],
            "departments": self._departments(known, unit),
            "posts": {post: list(known.members(post_principal(unit.code, post))) for post in POSTS},
            "units": [self._unit(known, child) for child in known.children(unit.code)],
        }

    def _departments(self, known: Directory, unit: Unit) -> list[dict[str, Any]]:
        rows = []
        for department in known.departments(unit.code):
            heads = known.members(head_principal(department.id))
            rows.append(
                {
                    "id": department.id,
                    "title": department.title,
                    "head": heads[0] if heads else None,
                }
            )
        return rows

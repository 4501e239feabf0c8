"""The organisation, asked each question once: for trials over many places."""

from __future__ import annotations

from collective.tobaccooa.workflows.pools import Staff


class Remembering:
    """A `Staff` that asks each question once; for trials over many places."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff
        self._members: dict[str, tuple[str, ...]] = {}
        self._heads: dict[str, tuple[str, ...]] = {}
        self._active: dict[str, bool] = {}
        self._absent: dict[tuple[str, str], bool] = {}
        self._away: dict[str, bool] = {}

    def members(self, principal: str) -> tuple[str, ...]:
        if principal not in self._members:
            self._members[principal] = self._staff.members(principal)
        return self._members[principal]

    def is_active(self, user_id: str) -> bool:
        if user_id not in self._active:
            self._active[user_id] = self._staff.is_active(user_id)
        return self._active[user_id]

    def is_away(self, user_id: str) -> bool:
        if user_id not in self._away:
            self._away[user_id] = self._staff.is_away(user_id)
        return self._away[user_id]

    def assistants_of(self, user_id: str, step: str = "") -> tuple[str, ...]:
        return self._staff.assistants_of(user_id, step)

    def is_absent(self, user_id: str, step: str = "") -> bool:
        if (user_id, step) not in self._absent:
            self._absent[user_id, step] = self._staff.is_absent(user_id, step)
        return self._absent[user_id, step]

    def head_principals(self, unit: str) -> tuple[str, ...]:
        if unit not in self._heads:
            self._heads[unit] = self._staff.head_principals(unit)
        return self._heads[unit]

    def ancestors(self, unit: str) -> tuple[str, ...]:
        return self._staff.ancestors(unit)

    def title(self, principal: str) -> str:
        return self._staff.title(principal)

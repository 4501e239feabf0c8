"""The organisation as the kernel sees it: the real `pools.Staff`."""

from __future__ import annotations

from collective.tobaccooa.organisation.clock import today
from collective.tobaccooa.organisation.delegations import delegates_of
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import head_principal
from datetime import date


class DirectoryStaff:
    """Answers the kernel's questions from the directory.

    :param today: calendar day in Asia/Shanghai for which absence is judged.
    :param document_type: of the document in question, for delegations that are limited to types;
        "": only those for all types count.
    """

    def __init__(self, today: date, document_type: str = "") -> None:
        self.today = today
        self.document_type = document_type
        self.directory = directory()

    @classmethod
    def for_today(cls) -> DirectoryStaff:
        return cls(today())

    def members(self, principal: str) -> tuple[str, ...]:
        return self.directory.members(principal)

    def is_active(self, user_id: str) -> bool:
        return self.directory.person(user_id).active

    def is_away(self, user_id: str) -> bool:
        return self.directory.is_absent(user_id, self.today)

    def assistants_of(self, user_id: str, step: str = "") -> tuple[str, ...]:
        found = delegates_of(user_id, self.today)
        return tuple(
            dict.fromkeys(d.assistant for d in found if d.covers(self.document_type, step))
        )

    def is_absent(self, user_id: str, step: str = "") -> bool:
        return self.is_away(user_id) and not self.assistants_of(user_id, step)

    def head_principals(self, unit: str) -> tuple[str, ...]:
        return tuple(head_principal(d.id) for d in self.directory.departments(unit))

    def ancestors(self, unit: str) -> tuple[str, ...]:
        return tuple(self.directory.ancestors(unit))

    def title(self, principal: str) -> str:
        return self.directory.title_of(principal)

"""`POST @change-password`: choose a password, the first time and later."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.accounts import change_password
from collective.tobaccooa.rest import OAService
from typing import Any


class ChangePasswordPost(OAService):
    """The caller's own password: `{"old_password", "new_password"}` → `{"changed": true}`."""

    def answer(self) -> dict[str, Any]:
        """Change the password.

        :raises InvalidInput: a field is missing or not a text, or as `change_password`.
        """
        values = {}
        for name in ("old_password", "new_password"):
            values[name] = self.body.get(name)
            if not isinstance(values[name], str):
                raise InvalidInput(
                    _(
                        "error_field_text",
                        default="The field ${name} must be given as text.",
                        mapping={"name": name},
                    ),
                    field=name,
                )
        change_password(self.actor, values["old_password"], values["new_password"])
        return {"changed": True}

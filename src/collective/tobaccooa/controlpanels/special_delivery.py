"""`<unit>/@@oa-special-delivery`: to whom each post of a unit may send a document specially."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.rules import RulesPanel
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows import changes
from collective.tobaccooa.workflows.model import Scope
from collective.tobaccooa.workflows.policy_saving import HOLDER_TITLES
from collective.tobaccooa.workflows.policy_saving import inherited_scope
from collective.tobaccooa.workflows.policy_saving import own_rows
from collective.tobaccooa.workflows.policy_saving import POSTS_SHOWN
from collective.tobaccooa.workflows.policy_saving import save_policies
from collective.tobaccooa.workflows.policy_saving import SCOPE_TITLES
from typing import Any


class SpecialDeliveryPanel(RulesPanel):
    """One unit at a time, or all: a scope for each post."""

    page_title = _("heading_special_delivery", default="Special delivery")
    actions = {"save": "save"}
    log_kind = changes.POLICIES

    def posts(self) -> list[dict[str, Any]]:
        """Return the posts with the scopes to choose from."""
        own = own_rows(self.unit_asked)
        return [self._post(post, own.get(post, "")) for post in POSTS_SHOWN]

    def _post(self, post: str, chosen: str) -> dict[str, Any]:
        usual = self.say(SCOPE_TITLES[inherited_scope(self.unit_asked, post)])
        inherit = _("label_inherit", default="As usual: ${usual}", mapping={"usual": usual})
        options = [("", inherit), *((str(s), SCOPE_TITLES[s]) for s in reversed(Scope))]
        return {
            "id": post,
            "title": HOLDER_TITLES[post],
            "own": bool(chosen),
            "options": self.choices(options, chosen),
        }

    def save(self) -> str:
        """Save the scopes."""
        wanted = {post: self.text(f"scope-{post}") for post in POSTS_SHOWN}
        if not set(wanted.values()) <= {"", *map(str, Scope)}:
            raise InvalidInput(
                _("error_unknown_scope", default="Choose one of the ranges offered."),
                field="scope",
            )
        count = save_policies(self.unit_asked, wanted, self.user)
        self.tell(
            _(
                "msg_policies_saved",
                default="Saved: ${count} posts changed. It holds from the next special delivery.",
                mapping={"count": count},
            )
            if count
            else _("msg_nothing_changed", default="Nothing was changed.")
        )
        return f"{self.url}?unit={self.unit_asked}"

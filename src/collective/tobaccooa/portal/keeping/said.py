"""What is said after a step: what happened and what comes next."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser import words
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal import guards
from collective.tobaccooa.portal.coming import is_to_come
from collective.tobaccooa.portal.keepers import keepers
from collective.tobaccooa.portal.standing import state_of
from typing import Any


STEPS = {
    guards.PUBLISH: _("done_item_publish", default="Published. It stands on the portal now."),
    guards.REJECT: _(
        "done_item_reject",
        default="Returned. Its editor finds it, with your reason, in My columns.",
    ),
    guards.RETRACT: _(
        "done_item_retract", default="Taken back. It is a draft again and not on the portal."
    ),
    guards.EXPIRE: _(
        "done_item_expire", default="Ended. It is no longer listed; its page is kept."
    ),
}
SAVED = {
    guards.DRAFT: _("done_item_saved", default="Saved as a draft; nobody else sees it yet."),
    guards.PENDING: _("done_item_saved_pending", default="Saved. It still waits for approval."),
    guards.PUBLISHED: _(
        "done_item_saved_published", default="Saved. Readers see it so from now on."
    ),
}


def done(item: Any, step: str, request: Any = None) -> str:
    """Return the sentence after a step; "" stands for saving."""
    if step == guards.SUBMIT:
        names = "、".join(directory().fullname(user) for user in keepers(item.__parent__).approvers)
        return _(
            "done_item_submit",
            default="Submitted. ${names} can approve it now; until then you may take it back.",
            mapping={"names": names},
        )
    if step == guards.PUBLISH and is_to_come(item):
        return _(
            "done_item_publish_later",
            default="Let through. It appears by itself on ${at}; until then only its keepers see "
            "it.",
            mapping={"at": words.exact(item.effective_date.asdatetime().astimezone(SHANGHAI))},
        )
    return STEPS.get(step) or SAVED[state_of(item)]

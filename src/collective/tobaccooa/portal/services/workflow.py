"""plone.restapi's own `POST <item>/@workflow/<transition>` for items of columns, without its trap.

It writes the dates that came with the request before it asks whether the step is allowed, takes a
refusal for a success when the item is in the step's target state already, and answers other
refusals without raising: what it wrote would be kept.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa.i18n import say
from collective.tobaccooa.portal.standing import refusal_for
from plone.restapi.services.workflow.transition import WorkflowTransition
from typing import Any

import transaction


class ItemTransition(WorkflowTransition):
    """The same service; a refused step leaves nothing behind."""

    def reply(self) -> dict[str, Any]:
        user = getSecurityManager().getUser()
        reason = refusal_for(self.context, self.transition or "", user)
        if reason is not None:
            self.request.response.setStatus(400)
            message = say(reason, self.request)
            return {"error": {"type": "WorkflowException", "message": message}}
        effective = self.context.effective_date
        answer = super().reply()
        if self.request.response.getStatus() >= 400:
            transaction.abort()
        elif answer.get("review_state") == "pending":
            # the day of submitting is not that of publishing
            self.context.setEffectiveDate(effective)
            self.context.reindexObject(idxs=["effective", "effectiveRange"])
        return answer

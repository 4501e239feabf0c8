"""plone.restapi's own `POST <item>/@workflow/<transition>` for items of columns, without its trap.

It sets the date of publication before it asks whether the step is allowed, and answers a refusal
without raising: what it wrote would be kept.
"""

from __future__ import annotations

from plone.restapi.services.workflow.transition import WorkflowTransition
from typing import Any

import transaction


class ItemTransition(WorkflowTransition):
    """The same service; a refused step leaves nothing behind."""

    def reply(self) -> dict[str, Any]:
        effective = self.context.effective_date
        answer = super().reply()
        if self.request.response.getStatus() >= 400:
            transaction.abort()
        elif answer.get("review_state") == "pending":
            # the day of submitting is not that of publishing
            self.context.setEffectiveDate(effective)
            self.context.reindexObject(idxs=["effective", "effectiveRange"])
        return answer

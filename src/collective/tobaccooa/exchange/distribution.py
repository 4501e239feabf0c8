"""The distribution step (分发): what must hold before it, and what it does.

:source: architecture, "Delivery"; 条例 art. 25 (登记 fixes the range of distribution; 核发).
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.interfaces import IOutgoingMarker
from collective.tobaccooa.exchange.deliveries import send
from collective.tobaccooa.exchange.model import Kind
from collective.tobaccooa.exchange.recipients import faults
from collective.tobaccooa.exchange.registration import paper_of
from collective.tobaccooa.i18n import say
from collective.tobaccooa.rendition.frozen import freeze
from collective.tobaccooa.rendition.frozen import frozen
from collective.tobaccooa.workflows.interfaces import IStepRequirement
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import ALLOWED
from collective.tobaccooa.workflows.model import Verdict
from collective.tobaccooa.workflows.state import kernel_state
from zope.component import adapter
from zope.interface import implementer


def recipients_of(document) -> list[tuple[str, Kind]]:
    """Return a document's recipients, each once; who is main and copy is main."""
    found = dict.fromkeys(document.main_recipients or (), Kind.MAIN)
    for recipient in document.copy_recipients or ():
        found.setdefault(recipient, Kind.COPY)
    return list(found.items())


@implementer(IStepRequirement)
@adapter(IOutgoingMarker)
class Deliveries:
    """Distribution delivers to the recipients; adding recipients delivers to those."""

    def __init__(self, document):
        self.document = document

    def check(self, decision, route, actor):
        """Refuse when the text is not sealed, or somebody can't receive it."""
        wanted = self._wanted(decision, route)
        if wanted is None:
            return ALLOWED
        if route.action == Action.ADD_RECIPIENTS and not wanted:
            return Verdict(
                False,
                _("error_no_recipient_added", default="Choose the recipients to add."),
            )
        if frozen(self.document) is None and self._must_be_sealed():
            return Verdict(
                False,
                _(
                    "reason_not_sealed",
                    default="The document has not been sealed yet; nothing can be delivered. "
                    "Return it to the seal keeper.",
                ),
            )
        found = faults((recipient for recipient, _kind in wanted), self.document.unit_code)
        if not found:
            return ALLOWED
        return Verdict(
            False,
            _(
                "reason_recipients_faulty",
                default="It can’t be delivered: ${faults}",
                mapping={"faults": " ".join(say(fault) for fault in found)},
            ),
        )

    def apply(self, decision, route, entry):
        """Deliver."""
        wanted = self._wanted(decision, route)
        if wanted:
            # a chain without a seal freezes the text only now
            sealed = frozen(self.document) or freeze(self.document, entry.at, entry.actor)
            send(paper_of(self.document, sealed), wanted, entry.actor, entry.at)

    def _must_be_sealed(self) -> bool:
        plan = kernel_state(self.document).plan
        return any(step.id == "sealing" and step.applies == "always" for step in plan)

    def _wanted(self, decision, route) -> list[tuple[str, Kind]] | None:
        """Return to whom the decision delivers, None when it doesn't."""
        if route.action == Action.ADD_RECIPIENTS:
            copies = self.document.copy_recipients or ()
            return [
                (recipient, Kind.COPY if recipient in copies else Kind.MAIN)
                for recipient in dict.fromkeys(decision.recipients)
            ]
        if route.action == Action.ADVANCE and route.moves and route.step_to == "distributed":
            return recipients_of(self.document)
        return None

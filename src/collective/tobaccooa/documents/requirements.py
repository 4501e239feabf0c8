"""What documents demand of a step and do in it: checks before signing, the number after it.

Subscription adapters of a document that the kernel asks (`workflows.interfaces.IStepRequirement`).
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.interfaces import DocumentChanged
from collective.tobaccooa.documents.interfaces import IOutgoingMarker
from collective.tobaccooa.documents.interfaces import NumberIssued
from collective.tobaccooa.documents.ledger import find_ledger
from collective.tobaccooa.documents.ledger import has_one
from collective.tobaccooa.documents.ledger import ledger
from collective.tobaccooa.documents.numbering import choose_year
from collective.tobaccooa.documents.numbering import NumberWish
from collective.tobaccooa.documents.numbering import parse
from collective.tobaccooa.documents.numbering import read_wish
from collective.tobaccooa.documents.places import letterhead_facts
from collective.tobaccooa.documents.review import errors
from collective.tobaccooa.i18n import say
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.workflows.interfaces import IStepRequirement
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import ALLOWED
from collective.tobaccooa.workflows.model import Verdict
from collective.tobaccooa.workflows.state import kernel_state
from datetime import datetime
from zope.component import adapter
from zope.event import notify
from zope.interface import implementer


BEFORE_SIGNING = ("drafting", "department_review", "countersigning", "office_review")
FROM_SIGNING_ON = ("signing", "numbering", "sealing", "distribution", "distributed")


class Requirement:
    """Base: allows everything, does nothing."""

    def __init__(self, document):
        self.document = document

    def check(self, decision, route, actor):
        """Allow; a subclass refuses."""
        return ALLOWED

    def remark(self, decision, route):
        """Add nothing to the reason; a subclass may."""
        return ""

    def apply(self, decision, route, entry):
        """Do nothing; a subclass acts."""

    def takes_step(self, route, step: str) -> bool:
        """Tell whether the decision completes the step."""
        return route.action == Action.ADVANCE and route.step_from == step and route.moves


@implementer(IStepRequirement)
@adapter(IOutgoingMarker)
class NoErrorsBeforeSigning(Requirement):
    """A draft with errors is not sent to the signer."""

    def check(self, decision, route, actor):
        """Refuse with the errors found."""
        leads_to_signer = (
            route.action in (Action.ADVANCE, Action.SPECIAL_DELIVERY)
            and route.step_from in BEFORE_SIGNING
            and route.step_to in FROM_SIGNING_ON
        )
        found = errors(self.document) if leads_to_signer else []
        if not found:
            return ALLOWED
        return Verdict(
            False,
            _(
                "error_checks_before_signing",
                default="The document cannot be sent for signature yet: ${errors}",
                mapping={"errors": " ".join(say(finding.message) for finding in found)},
            ),
        )


@implementer(IStepRequirement)
@adapter(IOutgoingMarker)
class SignerNoted(Requirement):
    """Signing sets the signer (签发人) and the date of the document (成文日期, art. 9)."""

    def apply(self, decision, route, entry):
        """Note name and day of whoever signed last."""
        if self.takes_step(route, "signing"):
            signer = entry.on_behalf_of or entry.actor
            self.document.signer = directory().fullname(signer)
            self.document.dated_on = clock.today(entry.at)


@implementer(IStepRequirement)
@adapter(IOutgoingMarker)
class NumberGiven(Requirement):
    """The numbering step issues the number (编号): automatic, or the clerk's own."""

    def check(self, decision, route, actor):
        """Refuse a number that cannot be given, before anything is written.

        :raises InvalidInput: the number cannot be read or is taken.
        """
        if not self.takes_step(route, "numbering"):
            return ALLOWED
        code = self._organ_code()
        if code is None:
            return Verdict(
                False,
                _(
                    "error_numbering_letterhead",
                    default="The document has no letterhead, so that its organ code is not known. "
                    "Return it to the drafter to choose one.",
                ),
            )
        year, wish = self._wish(decision, code, clock.now())
        store = find_ledger(code, year)
        if store is not None:
            store.check(self.document.reference, wish.serial)
        return ALLOWED

    def apply(self, decision, route, entry):
        """Issue the number; asked again after a return, the document keeps the one it has."""
        if not self.takes_step(route, "numbering"):
            return
        code = self._organ_code()
        year, wish = self._wish(decision, code, entry.at)
        store = ledger(code, year, self.document.unit_code)
        serial = store.issue(self.document.reference, entry.actor, entry.at, wish.serial)
        self.document.document_number = store.rendered(serial)
        notify(NumberIssued(self.document))
        notify(DocumentChanged(self.document))

    def _organ_code(self) -> str | None:
        known = parse(self.document.document_number or "")
        if known is not None:
            return known.organ_code
        letterhead = letterhead_facts(self.document.letterhead)
        return letterhead.organ_code if letterhead is not None else None

    def _wish(self, decision, code: str, now: datetime) -> tuple[int, NumberWish]:
        wish = read_wish(decision.number, code)
        known = parse(self.document.document_number or "")
        if known is not None:
            if wish.year not in (None, known.year):
                raise has_one(str(known))
            return known.year, wish
        signature = kernel_state(self.document).signature
        signed_year = clock.today(signature.at).year if signature is not None else None
        return choose_year(wish, clock.today(now).year, signed_year), wish


@implementer(IStepRequirement)
@adapter(IOutgoingMarker)
class NumberVoided(Requirement):
    """Voiding a document (撤销) voids its number with the reason; it is never used again."""

    def apply(self, decision, route, entry):
        """Record the void in the ledger; the document still shows which number it had."""
        number = parse(self.document.document_number or "")
        if route.action != Action.VOID or number is None:
            return
        store = find_ledger(number.organ_code, number.year)
        if store is None or store.serial_of(self.document.reference) != number.serial:
            return
        reason = (
            decision.reason.strip()
            or decision.opinion.strip()
            or write_down(_("label_void_without_reason", default="Document voided"))
        )
        store.void(number.serial, entry.actor, entry.at, reason)

"""The sealing step (用印): only the keeper, with a valid seal; freezes the text and logs it."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.interfaces import IOutgoingMarker
from collective.tobaccooa.documents.places import letterhead_facts
from collective.tobaccooa.documents.requirements import Requirement
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rendition.frozen import freeze
from collective.tobaccooa.rendition.frozen import frozen
from collective.tobaccooa.rendition.interfaces import DocumentSealed
from collective.tobaccooa.rendition.seallog import SealEntry
from collective.tobaccooa.rendition.seals import find_seal
from collective.tobaccooa.rendition.seals import is_keeper
from collective.tobaccooa.rendition.seals import keeper_principal
from collective.tobaccooa.rendition.seals import unit_of_seal
from collective.tobaccooa.workflows.interfaces import IStepRequirement
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import ALLOWED
from collective.tobaccooa.workflows.model import Verdict
from collective.tobaccooa.workflows.state import kernel_state
from zope.component import adapter
from zope.event import notify
from zope.interface import implementer


@implementer(IStepRequirement)
@adapter(IOutgoingMarker)
class SealApplied(Requirement):
    """Advancing from the sealing step applies the seal that was chosen, else the letterhead's."""

    def check(self, decision, route, actor):
        """Refuse when there is no such seal, it is not valid, or the actor does not keep it."""
        if not self.takes_step(route, "sealing"):
            return ALLOWED
        ref, unit_code = self._ref(decision)
        seal = find_seal(ref, unit_code) if unit_code == self.document.unit_code else None
        if seal is None:
            return Verdict(
                False,
                _(
                    "error_no_seal",
                    default="No seal is chosen, or it does not exist (any more). Choose a seal, or "
                    "have the administrator name one in the letterhead.",
                ),
            )
        if not seal.is_valid(clock.today()):
            return Verdict(
                False,
                _(
                    "error_seal_not_valid",
                    default="The seal “${seal}” is not valid today. Choose a valid one.",
                    mapping={"seal": seal.title},
                ),
            )
        return self._only_keeper(seal, unit_code, actor)

    def apply(self, decision, route, entry):
        """Freeze the text and write the log."""
        if not self.takes_step(route, "sealing"):
            return
        ref, unit_code = self._ref(decision)
        seal = find_seal(ref, unit_code)
        text = freeze(self.document, entry.at, entry.actor, seal.title)
        line = SealEntry(
            seal=f"{unit_code}/{seal.getId()}",
            seal_title=seal.title,
            document=self.document.reference,
            number=text.number or "",
            title=text.title,
            digest=text.digest,
            by=entry.actor,
            on_behalf_of=entry.on_behalf_of,
            at=entry.at,
        )
        seal.log.append(line)
        notify(DocumentSealed(self.document, line))

    def _ref(self, decision) -> tuple[str, str]:
        letterhead = letterhead_facts(self.document.letterhead)
        ref = decision.seal or (letterhead.seal if letterhead is not None else "")
        return ref, unit_of_seal(ref, self.document.unit_code)

    def _only_keeper(self, seal, unit_code: str, actor: str) -> Verdict:
        """Allow the keeper; while the keeper's post is vacant or away, who was chosen instead.

        The kernel offered that person by name, and the trail and the seal's log name them.
        """
        keeper = keeper_principal(seal, unit_code)
        today = clock.today()
        known = directory()
        there = [who for who in known.members(keeper) if not known.is_absent(who, today)]
        if is_keeper(seal, unit_code, actor) or not there:
            return ALLOWED
        return Verdict(
            False,
            _(
                "error_seal_keeper",
                default="The seal “${seal}” is kept by ${keeper}; only its keeper applies it.",
                mapping={"seal": seal.title, "keeper": known.title_of(keeper)},
            ),
        )


@implementer(IStepRequirement)
@adapter(IOutgoingMarker)
class FrozenWithoutSeal(Requirement):
    """Where a unit's chain has no sealing step, the text is frozen on its way to distribution.

    Registered after the requirement that gives the number, which is frozen with the text.
    """

    def apply(self, decision, route, entry):
        """Freeze the document as signed and numbered.

        Coming back to distribution from a special delivery or a return it keeps its seal: a text
        that was changed would have gone to its signer first.
        """
        arrives = route.action in (Action.ADVANCE, Action.SPECIAL_DELIVERY)
        if not (arrives and route.step_to == "distribution" and route.moves):
            return
        if route.step_from != "sealing" and not self._is_sealed():
            freeze(self.document, entry.at, entry.actor)

    def _is_sealed(self) -> bool:
        text, signature = frozen(self.document), kernel_state(self.document).signature
        return bool(text and text.seal and signature and text.frozen_at >= signature.at)

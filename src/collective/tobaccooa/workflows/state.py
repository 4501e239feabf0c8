"""What the kernel keeps with a document: one persistent record, written only by the kernel."""

from __future__ import annotations

from collective.tobaccooa.workflows import trail
from collective.tobaccooa.workflows.model import Extension
from collective.tobaccooa.workflows.model import Frame
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.model import Reader
from collective.tobaccooa.workflows.model import Signature
from collective.tobaccooa.workflows.model import Snapshot
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.model import Undo
from collective.tobaccooa.workflows.spec import chain
from persistent import Persistent


ATTRIBUTE = "_tobaccooa_kernel"


class KernelState(Persistent):
    """Where a document stands.

    `version` grows with every decision and every change of the text, and is what a client sends
    back to learn that it was too late; `text_version` grows with changes of the text alone.
    """

    step: str = ""
    holders: tuple[Holder, ...] = ()
    mode: Mode = Mode.ANY
    queue: tuple[Holder, ...] = ()
    frames: tuple[Frame, ...] = ()
    readers: tuple[Reader, ...] = ()
    plan: tuple[PlanStep, ...] = ()
    trail: tuple[TrailEntry, ...] = ()
    undo: Undo | None = None
    sent_by: str = ""
    signature: Signature | None = None
    version: int = 1
    text_version: int = 1
    participants: frozenset[str] = frozenset()
    extension: Extension | None = None
    # forgotten with the attributes when the database gives them anew
    _v_judged: tuple[tuple[TrailEntry, ...], str, bool] | None = None

    def __init__(self, chain_id: str, plan: tuple[PlanStep, ...]) -> None:
        self.chain_id = chain_id
        self.plan = plan

    def trail_stands(self, reference: str) -> bool:
        """Whether every entry of the trail stands as it was written, for who looks at it.

        Judged once for each tuple that the database gave: an entry cannot be changed in place, and
        whoever changes the stored trail makes the database give another. The administrators'
        check (`documents.audit`) reckons every digest anew.
        """
        entries, judged = self.trail, self._v_judged
        if judged is None or judged[0] is not entries or judged[1] != reference:
            judged = (entries, reference, trail.is_valid(entries, reference))
            self._v_judged = judged
        return judged[2]

    @property
    def visiting(self) -> bool:
        """Whether the holders only give their opinion: they were sent it without a step."""
        last = self.frames[-1] if self.frames else None
        return last is not None and last.visiting and last.returned_to == self.step

    def snapshot(self) -> Snapshot:
        """The state as subscribers compare it."""
        return Snapshot(
            step=self.step,
            holders=self.holders,
            version=self.version,
            ended=not chain(self.chain_id).is_work(self.step),
            readers=self.readers,
            participants=self.participants,
            extension=self.extension,
        )


def kernel_state(document) -> KernelState:
    """Return the record of a document that was started.

    :raises LookupError: the kernel was never started for it.
    """
    state = getattr(document, ATTRIBUTE, None)
    if state is None:
        raise LookupError(f"no chain was started for {document!r}")
    return state


def has_state(document) -> bool:
    """Whether the kernel was started for the document."""
    return getattr(document, ATTRIBUTE, None) is not None


def set_state(document, state: KernelState) -> None:
    """Give a document its record."""
    setattr(document, ATTRIBUTE, state)

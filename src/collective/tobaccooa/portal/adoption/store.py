"""Where proposals are kept: on the column of the city that they were presented to.

Plain rows in one tree, named so that they sort by time; and for each item the latest of them. The
item carries nothing: its versions and copies would carry it too.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from collective.tobaccooa.portal.adoption.model import Proposal
from collective.tobaccooa.portal.adoption.model import proposal_of
from collective.tobaccooa.portal.adoption.model import State
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.portal.adoption"


class ProposalStore(Persistent):
    """All proposals to one column; `put` is the only writer."""

    def __init__(self) -> None:
        self._rows = OOBTree()
        self._latest = OOBTree()
        self._adopted = OOBTree()
        self._waiting = OOTreeSet()

    def put(self, proposal: Proposal) -> None:
        """Keep a proposal and the indexes of it."""
        self._rows[proposal.id] = proposal.row()
        if self._latest.get(proposal.item, "") <= proposal.id:
            self._latest[proposal.item] = proposal.id
        if proposal.state is State.ADOPTED:
            self._adopted[proposal.item] = proposal.unit
        elif self._latest[proposal.item] == proposal.id:
            self._adopted.pop(proposal.item, None)

        if proposal.state is State.WAITING:
            self._waiting.add(proposal.id)
        elif proposal.id in self._waiting:
            self._waiting.remove(proposal.id)

    def get(self, id_: str) -> Proposal | None:
        row = self._rows.get(id_)
        return proposal_of(id_, row) if row is not None else None

    def of_item(self, uid: str) -> Proposal | None:
        """Return the latest proposal of an item."""
        id_ = self._latest.get(uid)
        return self.get(id_) if id_ else None

    def all(self) -> Iterator[Proposal]:
        """Yield every proposal, the latest first."""
        for id_ in reversed(self._rows.keys()):
            yield proposal_of(id_, self._rows[id_])

    def waiting(self) -> Iterator[Proposal]:
        """Yield what waits to be settled, the latest first, at the cost of how much waits."""
        for id_ in reversed(self._waiting.keys()):
            yield proposal_of(id_, self._rows[id_])

    def adopted(self) -> dict[str, str]:
        """Return `{UID: code of the unit}` of what is adopted now, at the cost of its length."""
        return dict(self._adopted.items())

    def __len__(self) -> int:
        return len(self._rows)


def proposal_store(column, create: bool = False) -> ProposalStore:
    """Return the proposals to a column; without `create` an empty store that nobody keeps."""
    annotations = IAnnotations(column)
    store = annotations.get(KEY)
    if store is None:
        store = ProposalStore()
        if create:
            annotations[KEY] = store
    return store

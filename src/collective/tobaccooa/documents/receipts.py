"""Receipt numbers (收文号) of a unit's own register: one sequence per unit and year.

Given when the document is registered, keyed by the document, so that a repeated signing gives no
second one. The sequence lies with the unit's documents of the year: units never conflict.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


RECEIPTS_KEY = "collective.tobaccooa.documents.receipts"


class ReceiptSequence(Persistent):
    """The receipt numbers given in one unit and year."""

    def __init__(self) -> None:
        self.last = 0
        self._by_document = OOBTree()

    def issue(self, document_id: str) -> int:
        """Return the document's number, the next one when it has none yet."""
        known = self._by_document.get(document_id)
        if known is None:
            self.last += 1
            known = self._by_document[document_id] = self.last
        return known


def render_receipt(year: int, serial: int) -> str:
    """Return a receipt number as it is written in the register."""
    return f"收〔{year}〕{serial}号"


def issue_receipt(year_folder, year: int, document_id: str) -> str:
    """Return the rendered receipt number of a document in `<unit>/gongwen/incoming/<year>`."""
    annotations = IAnnotations(year_folder)
    sequence = annotations.get(RECEIPTS_KEY)
    if sequence is None:
        sequence = annotations[RECEIPTS_KEY] = ReceiptSequence()
    return render_receipt(year, sequence.issue(document_id))

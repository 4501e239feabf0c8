"""`GET <unit>/@numbers`: what was issued, reserved and voided, and the gaps."""

from __future__ import annotations

from collective.tobaccooa.documents.ledger import ledgers_of
from collective.tobaccooa.documents.ledger import LedgerStore
from collective.tobaccooa.documents.numbering import NumberEntry
from collective.tobaccooa.documents.register import check_may_read_ledgers
from collective.tobaccooa.documents.rendering import link_of
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from typing import Any


class NumbersGet(OAService):
    """The unit's ledgers, filtered by `organ_code` and `year`, items batched."""

    def answer(self) -> dict[str, Any]:
        """Answer `{"items", "items_total", "gaps"}`.

        :raises Refused: the caller keeps no ledger of this unit.
        """
        unit_code = directory().unit_of(self.context).code
        check_may_read_ledgers(unit_code, self.actor)
        year = self.number_param("year", 0)
        ledgers = ledgers_of(unit_code, self.param("organ_code") or None, year or None)
        lines = [(store, entry) for store in ledgers for entry in store.entries()]
        answer = self.batch(lines, lambda line: _line(*line))
        answer["gaps"] = [
            {"organ_code": store.organ_code, "year": store.year, "from": first, "to": last}
            for store in ledgers
            for first, last in store.gaps()
        ]
        return answer


def _line(store: LedgerStore, entry: NumberEntry) -> dict[str, Any]:
    return {
        "organ_code": store.organ_code,
        "year": store.year,
        "number": entry.serial,
        "rendered": store.rendered(entry.serial),
        "state": str(entry.state),
        "document": link_of(entry.document),
        "by": entry.by,
        "at": iso(entry.at),
        "reason": entry.reason,
    }

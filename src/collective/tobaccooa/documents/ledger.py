"""The number ledger (文号台账): which document has which number, for ever.

One persistent object per organ code and year. Every change writes that object itself (`revision`),
so two transactions on one ledger always conflict and the later one is repeated by the publisher:
no number is given twice. Ledgers of different codes or years never conflict.
"""

from __future__ import annotations

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.documents.numbering import check_free
from collective.tobaccooa.documents.numbering import gaps
from collective.tobaccooa.documents.numbering import next_serial
from collective.tobaccooa.documents.numbering import NumberEntry
from collective.tobaccooa.documents.numbering import NumberState
from collective.tobaccooa.documents.numbering import render
from collective.tobaccooa.exceptions import InvalidInput
from datetime import datetime
from persistent import Persistent
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


LEDGERS_KEY = "collective.tobaccooa.documents.ledgers"


class LedgerStore(Persistent):
    """The numbers of one organ code in one year.

    Lines are kept as tuples of plain values (state, document, by, at, reason, held). The newest
    lie in this object itself and move to trees when there are `RECENT` of them, so that issuing
    a number writes one object as a rule.

    :ivar position: the highest serial that counts as reached; automatic numbers follow it.
    :ivar revision: raised by every change, so that changes conflict instead of merging.
    """

    RECENT = 24

    def __init__(self, organ_code: str, year: int, unit_code: str = "") -> None:
        self.organ_code = organ_code
        self.year = year
        self.unit_code = unit_code
        self.position = 0
        self.revision = 0
        self._recent: dict[int, tuple[Any, ...]] = {}
        self._entries = IOBTree()
        self._by_document = OOBTree()

    def issue(self, document: str, by: str, at: datetime, serial: int | None = None) -> int:
        """Give the document its number; asked again, return the same one.

        :param document: the document's reference.
        :param serial: a manual number, or None for the next one.
        :returns: the serial.
        :raises InvalidInput: the manual number is taken, reserved for something else or voided,
            or the document already has another number.
        """
        existing = self.serial_of(document)
        if existing is not None and self._state(existing) is NumberState.ISSUED:
            return self._same(existing, serial)
        if serial is None:
            serial = existing or next_serial(self, self.position)
        self.check(document, serial)
        held = serial in self
        if not held:
            self.position = max(self.position, serial)
        if existing is not None and existing != serial:
            self._remove(existing)
        self._write(NumberEntry(serial, NumberState.ISSUED, document, by, at, held=held))
        return serial

    def check(self, document: str | None, serial: int | None) -> None:
        """Refuse what `issue` would refuse, without writing.

        :raises InvalidInput: see `issue`.
        """
        existing = self.serial_of(document) if document else None
        if existing is not None and self._state(existing) is NumberState.ISSUED:
            self._same(existing, serial)
        elif serial is not None:
            check_free(self.entry(serial), document, self.rendered(serial))

    def reserve(
        self,
        by: str,
        at: datetime,
        reason: str,
        serial: int | None = None,
        document: str | None = None,
    ) -> int:
        """Keep a number (预留) for later; automatic numbering passes it over.

        :param document: the document that it is kept for, if there is one already.
        :raises InvalidInput: the number is not free, or no reason is given.
        """
        self._need_reason(reason)
        if serial is None:
            serial = next_serial(self, self.position)
        check_free(self.entry(serial), None, self.rendered(serial))
        known = self.serial_of(document) if document is not None else None
        if known is not None:
            self._same(known, serial)
        self._write(NumberEntry(serial, NumberState.RESERVED, document, by, at, reason, held=True))
        return serial

    def release(self, serial: int) -> None:
        """End a reservation: the number is free again.

        :raises InvalidInput: the number is not reserved.
        """
        entry = self.entry(serial)
        if entry is None or entry.state is not NumberState.RESERVED:
            raise InvalidInput(
                _(
                    "error_number_not_reserved",
                    default="The number ${number} is not reserved; there is nothing to release.",
                    mapping={"number": self.rendered(serial)},
                ),
                field="number",
            )
        self._remove(serial)

    def void(self, serial: int, by: str, at: datetime, reason: str) -> None:
        """Void a number (作废) for good, whether it was issued, reserved or skipped.

        Voiding a voided number again changes nothing.

        :raises InvalidInput: no reason is given.
        """
        self._need_reason(reason)
        entry = self.entry(serial)
        if entry is not None and entry.state is NumberState.VOIDED:
            return
        document = entry.document if entry is not None else None
        self._write(NumberEntry(serial, NumberState.VOIDED, document, by, at, reason))

    def serial_of(self, document: str) -> int | None:
        """Return the serial issued to, or reserved for, the document."""
        for serial, row in self._recent.items():
            if row[1] == document and row[0] != NumberState.VOIDED:
                return serial
        serial = self._by_document.get(document)
        return serial if serial is not None and serial not in self._recent else None

    def entry(self, serial: int) -> NumberEntry | None:
        """Return the line of a serial, or None when nothing holds it."""
        row = self._recent.get(serial) or self._entries.get(serial)
        return _line(serial, row) if row is not None else None

    def entries(self) -> Iterator[NumberEntry]:
        """Yield all lines by serial."""
        for serial, row in sorted({**dict(self._entries), **self._recent}.items()):
            yield _line(serial, row)

    def __contains__(self, serial: int) -> bool:
        return serial in self._recent or serial in self._entries

    def gaps(self) -> list[tuple[int, int]]:
        """Return the runs (first, last) of skipped serials that nothing explains."""
        return gaps({*self._entries, *self._recent}, self.position)

    def rendered(self, serial: int) -> str:
        """Return a serial of this ledger as a whole number."""
        return render(self.organ_code, self.year, serial)

    def _same(self, existing: int, serial: int | None) -> int:
        if serial is not None and serial != existing:
            raise has_one(self.rendered(existing))
        return existing

    def _state(self, serial: int) -> NumberState:
        return NumberState((self._recent.get(serial) or self._entries[serial])[0])

    def _write(self, entry: NumberEntry) -> None:
        # This object is always written: changes of one ledger conflict, they never merge.
        self.revision += 1
        row = (str(entry.state), entry.document, entry.by, entry.at, entry.reason, entry.held)
        self._recent = {**self._recent, entry.serial: row}
        if len(self._recent) >= self.RECENT:
            self._settle()

    def _settle(self) -> None:
        """Move the newest lines to the trees."""
        for serial, row in self._recent.items():
            before = self._entries.get(serial)
            if before and before[1] and self._by_document.get(before[1]) == serial:
                del self._by_document[before[1]]
            self._entries[serial] = row
            if row[1] is not None and row[0] != NumberState.VOIDED:
                self._by_document[row[1]] = serial
        self._recent = {}

    def _remove(self, serial: int) -> None:
        """Take a line out; only a reservation ever is."""
        self.revision += 1
        self._settle()
        document = self._entries.pop(serial)[1]
        if document is not None:
            self._by_document.pop(document, None)

    def _need_reason(self, reason: str) -> None:
        if not reason.strip():
            raise InvalidInput(
                _(
                    "error_number_reason",
                    default="Reserving or voiding a number needs a reason. Please fill it in.",
                ),
                field="reason",
            )


def _line(serial: int, row: tuple[Any, ...]) -> NumberEntry:
    state, document, by, at, reason, held = row
    return NumberEntry(serial, NumberState(state), document, by, at, reason, held)


def has_one(number: str) -> InvalidInput:
    """Return the refusal of a second number for a document."""
    return InvalidInput(
        _(
            "error_number_has_one",
            default="This document already has the number ${number}; it never changes.",
            mapping={"number": number},
        ),
        field="number",
    )


def ledger_key(organ_code: str, year: int) -> str:
    """Return the key under which a ledger is kept; sorts by code, then year."""
    return f"{organ_code}/{year:04d}"


def find_ledger(organ_code: str, year: int) -> LedgerStore | None:
    """Return a ledger if a number was ever issued or reserved in it; writes nothing."""
    ledgers = IAnnotations(api.portal.get()).get(LEDGERS_KEY)
    return ledgers.get(ledger_key(organ_code, year)) if ledgers is not None else None


def ledger(organ_code: str, year: int, unit_code: str = "") -> LedgerStore:
    """Return the ledger of an organ code and year, made when it is first needed.

    :param unit_code: the unit whose letterhead has the code; only for a new ledger.
    """
    annotations = IAnnotations(api.portal.get())
    ledgers = annotations.get(LEDGERS_KEY)
    if ledgers is None:
        ledgers = annotations[LEDGERS_KEY] = OOBTree()
    key = ledger_key(organ_code, year)
    store = ledgers.get(key)
    if store is None:
        store = ledgers[key] = LedgerStore(organ_code, year, unit_code)
    return store


def ledgers_of(
    unit_code: str, organ_code: str | None = None, year: int | None = None
) -> list[LedgerStore]:
    """Return the ledgers of a unit by code and year; writes nothing."""
    ledgers = IAnnotations(api.portal.get()).get(LEDGERS_KEY) or {}
    return [
        store
        for store in ledgers.values()
        if store.unit_code == unit_code
        and organ_code in (None, store.organ_code)
        and year in (None, store.year)
    ]

"""What a clerk does in the number ledger by hand: reserve, release, void a number nobody has.

A number that a document has is voided by voiding the document; it never becomes free otherwise.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.authors import is_staff_with_post
from collective.tobaccooa.documents.interfaces import ILetterheadSource
from collective.tobaccooa.documents.ledger import find_ledger
from collective.tobaccooa.documents.ledger import ledger
from collective.tobaccooa.documents.ledger import ledgers_of
from collective.tobaccooa.documents.ledger import LedgerStore
from collective.tobaccooa.documents.numbering import NumberState
from collective.tobaccooa.documents.numbering import read_wish
from collective.tobaccooa.documents.numbering import render
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from datetime import datetime
from enum import StrEnum
from zope.component import queryUtility


KEEPER_POSTS = ("clerk", "director")
MAX_REASON = 200


class Entry(StrEnum):
    """What can be entered by hand."""

    RESERVE = "reserve"
    RELEASE = "release"
    VOID = "void"


def may_keep_ledgers(unit_code: str, actor: str) -> bool:
    """Tell whether the person writes in the unit's ledgers."""
    return is_staff_with_post(unit_code, actor, *KEEPER_POSTS)


def organ_codes(unit_code: str) -> list[str]:
    """Return the organ codes in which the unit counts: its letterheads' and former ones."""
    source = queryUtility(ILetterheadSource)
    letterheads = source.for_unit(unit_code) if source is not None else []
    codes = [facts.organ_code for facts in letterheads]
    codes += [store.organ_code for store in ledgers_of(unit_code)]
    return sorted(set(codes))


def enter(
    unit_code: str,
    organ_code: str,
    action: str,
    number: str,
    reason: str,
    actor: str,
    now: datetime | None = None,
) -> str:
    """Write a line by hand and return the rendered number.

    :param number: serial or whole number; empty reserves the next one of this year.
    :raises Refused: the actor does not keep this unit's ledgers.
    :raises InvalidInput: the number cannot be read, is not free, or the reason is missing.
    """
    now = now or clock.now()
    if not may_keep_ledgers(unit_code, actor):
        raise Refused(
            _(
                "error_ledger_keepers",
                default="Only the clerk and the office director of ${unit} write in its ledger.",
                mapping={"unit": directory().unit(unit_code).title},
            )
        )
    if action not in tuple(Entry) or organ_code not in organ_codes(unit_code):
        raise _incomplete("organ_code")
    wish = read_wish(number, organ_code)
    year = wish.year or clock.today(now).year
    if year not in _open_years(organ_code, now):
        raise _incomplete("number")
    if action != Entry.RESERVE and wish.serial is None:
        raise _incomplete("number")
    store = ledger(organ_code, year, unit_code)
    serial = _write(store, action, wish.serial, reason[:MAX_REASON], actor, now)
    return render(organ_code, year, serial)


def _write(
    store: LedgerStore, action: str, serial: int | None, reason: str, actor: str, now: datetime
) -> int:
    if action == Entry.RESERVE or serial is None:
        return store.reserve(actor, now, reason, serial)
    if action == Entry.RELEASE:
        store.release(serial)
        return serial
    entry = store.entry(serial)
    if entry is not None and entry.state is NumberState.ISSUED:
        raise InvalidInput(
            _(
                "error_number_has_document",
                default="The number ${number} belongs to a document. It is voided by voiding the "
                "document (撤销) on its own page.",
                mapping={"number": store.rendered(serial)},
            ),
            field="number",
        )
    store.void(serial, actor, now, reason)
    return serial


def _open_years(organ_code: str, now: datetime) -> set[int]:
    """Return this year, and last year if it has a ledger."""
    this_year = clock.today(now).year
    known = {this_year}
    if find_ledger(organ_code, this_year - 1) is not None:
        known.add(this_year - 1)
    return known


def _incomplete(field: str) -> InvalidInput:
    return InvalidInput(
        _(
            "error_ledger_entry",
            default="The entry is incomplete: choose the organ code and write a number of this "
            "year or of last year’s ledger.",
        ),
        field=field,
    )

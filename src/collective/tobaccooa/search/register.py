"""The unit registers (登记簿): lists of a unit's documents, without asking the catalogue.

`file_document` writes the row of a document from the document itself, `register_page` reads a page
of what a person may see. Leaders, office directors and clerks see all rows of their unit, everybody
else the documents they have a role on: the archivist those that are done. A page without filters
reads its own rows only, whatever the register's length.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa.documents.interfaces import IOfficialDocument
from collective.tobaccooa.documents.numbering import normalise
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.storage import FOLDER
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.permissions import HOLDER
from collective.tobaccooa.search import model
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.store import Key
from collective.tobaccooa.search.store import prepare
from collective.tobaccooa.search.store import Registers
from collective.tobaccooa.search.store import registers_of
from collective.tobaccooa.search.store import YearRegister
from collective.tobaccooa.workflows.roles import grants
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.state import has_state
from collective.tobaccooa.workflows.state import kernel_state
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from heapq import merge
from itertools import islice
from plone import api


@dataclass(frozen=True)
class RegisterPage:
    """One page of a register.

    :param rows: the rows of the page; :param total: how many rows there are in all.
    """

    rows: list[RegisterRow]
    total: int


def row_of(document) -> RegisterRow:
    """Return the register's row of a document, from the document alone."""
    state = kernel_state(document)
    given = grants(document)
    incoming = document.chain_id == "incoming"
    number = document.source_number if incoming else document.document_number
    # by its seconds since 1970: those are right whatever zone DateTime believes to be in
    changed = datetime.fromtimestamp(document.modified().timeTime(), UTC)
    return RegisterRow(
        reference=document.reference,
        title=document.title or "",
        number=normalise(str(number)) if number else "",
        receipt=str(document.receipt_number or "") if incoming else "",
        document_type=document.document_type or "",
        urgency=document.urgency or "normal",
        department=document.department or "",
        drafter=document.drafter,
        source=str(document.from_unit or "") if incoming else "",
        step=state.step,
        done=not chain(state.chain_id).is_work(state.step),
        created=state.trail[0].at.astimezone(UTC),
        updated=max(state.trail[-1].at, changed).astimezone(UTC),
        signed=state.signature.at if state.signature is not None else None,
        # who has a role, without those who see the whole register; the archivist once it is done
        principals=tuple(sorted(set(given) - model.whole_readers(document.unit_code))),
        holders=tuple(sorted(name for name, roles in given.items() if HOLDER in roles)),
    )


def file_document(document) -> frozenset[str]:
    """Write the document's row; return the principals that have no part in it any more."""
    return prepare(api.portal.get()).put(row_of(document))


def register_page(
    unit: str, viewer: str, filters: Filters, start: int = 0, size: int = 25
) -> RegisterPage:
    """Return a page of the unit's register as far as the viewer may see it, newest first.

    :param unit: a unit's code; :param viewer: a user id.
    """
    registers = registers_of(api.portal.get())
    if registers is None:
        return RegisterPage([], 0)
    principals = directory().principals_of(viewer) | {viewer}
    if model.sees_whole(unit, principals):
        return whole_page(registers, unit, filters, start, size)
    return own_page(registers, unit, principals, filters, start, size)


def each_row(unit: str, viewer: str, filters: Filters) -> Iterator[RegisterRow]:
    """Yield all rows of the unit's register that the viewer may see, newest first."""
    registers = registers_of(api.portal.get())
    if registers is None:
        return
    principals = directory().principals_of(viewer) | {viewer}
    rows: Iterator[RegisterRow | None]
    if model.sees_whole(unit, principals):
        rows = (row for _, row in _items(_asked(registers, unit, filters)))
    else:
        keys = registers.part_keys(principals)
        rows = (registers.row(key) for key in keys if _is_asked(key, unit, filters))
    matches = model.matcher(filters, normalise)
    yield from (row for row in rows if row is not None and matches(row))


def whole_page(
    registers: Registers, unit: str, filters: Filters, start: int, size: int
) -> RegisterPage:
    """Return a page for somebody who reads the whole register."""
    asked = _asked(registers, unit, filters)
    if not filters.narrows:
        rows = [row for _, row in islice(_items(asked), start, start + size)]
        return RegisterPage(rows, sum(len(register) for register in asked))
    matches = model.matcher(filters, normalise)
    return _page((row for _, row in _items(asked) if matches(row)), start, size)


def own_page(
    registers: Registers,
    unit: str,
    principals: frozenset[str],
    filters: Filters,
    start: int,
    size: int,
) -> RegisterPage:
    """Return a page for somebody who reads what these principals take part in."""
    keys = (key for key in registers.part_keys(principals) if _is_asked(key, unit, filters))
    if not filters.narrows:
        wanted = list(keys)
        rows = (registers.row(key) for key in wanted[start : start + size])
        return RegisterPage([row for row in rows if row is not None], len(wanted))
    matches = model.matcher(filters, normalise)
    rows = (registers.row(key) for key in keys)
    return _page((row for row in rows if row is not None and matches(row)), start, size)


def _asked(registers: Registers, unit: str, filters: Filters) -> list[YearRegister]:
    return [
        register
        for kind, year, register in registers.years_of(unit)
        if filters.has_partition(kind, year)
    ]


def _is_asked(key: Key, unit: str, filters: Filters) -> bool:
    its_unit, kind, year, _ = key[1].split("/")
    return its_unit == unit and filters.has_partition(kind, int(year))


def _items(asked: list[YearRegister]) -> Iterator[tuple[Key, RegisterRow]]:
    return merge(*(register.items() for register in asked), key=lambda item: item[0])


def _page(rows: Iterable[RegisterRow], start: int, size: int) -> RegisterPage:
    page: list[RegisterRow] = []
    total = 0
    for total, row in enumerate(rows, 1):
        if start < total <= start + size:
            page.append(row)
    return RegisterPage(page, total)


def verify(unit: str | None = None) -> list[str]:
    """Compare the registers with the documents; return what differs, one sentence each.

    :param unit: a unit's code; all units when left out.
    """
    registers = registers_of(api.portal.get()) or Registers()
    found: list[str] = []
    for code in _codes(unit):
        known = set()
        for document in documents_of(code):
            row = row_of(document)
            known.add(row.key)
            if registers.row(row.key) != row:
                found.append(f"{row.reference}: the row differs from the document")
            missing = [name for name in row.principals if not _has_part(registers, name, row.key)]
            found.extend(f"{row.reference}: not among the documents of {name}" for name in missing)
        for _kind, _year, register in registers.years_of(code):
            keys = list(register.keys())
            found.extend(f"{key[1]}: a row without a document" for key in keys if key not in known)
            if len(keys) != len(register):
                found.append(f"{code}: {len(keys)} rows are counted as {len(register)}")
    return found


def _has_part(registers: Registers, principal: str, key: Key) -> bool:
    part = registers.parts.get(principal)
    return part is not None and part.has(key)


def rebuild(unit: str | None = None) -> int:
    """Write the registers anew from the documents; return how many rows there are."""
    registers = prepare(api.portal.get())
    count = 0
    for code in _codes(unit):
        registers.clear(code)
        for document in documents_of(code):
            registers.put(row_of(document))
            count += 1
    return count


def documents_of(unit: str) -> Iterator:
    """Yield the documents of a unit from where they lie, without the catalogue."""
    try:
        folder = directory().unit_object(unit)._getOb(FOLDER, None)
    except NotHere:
        return
    for kind in folder.objectValues() if folder is not None else ():
        for year in kind.objectValues():
            for document in year.objectValues():
                if IOfficialDocument.providedBy(document) and has_state(document):
                    yield document


def documents_in_progress_of(principal: str) -> Iterator:
    """Yield the documents in which somebody takes part and whose chain goes on."""
    registers = registers_of(api.portal.get()) or Registers()
    for key in registers.part_keys(frozenset({principal})):
        row = registers.row(key)
        document = document_of(row) if row is not None and not row.done else None
        if document is not None:
            yield document


def address_of(row: RegisterRow) -> str:
    """Return the address of a row's document, without waking it."""
    unit, rest = row.reference.split("/", 1)
    return f"{directory().unit_object(unit).absolute_url()}/{FOLDER}/{rest}"


def document_of(row: RegisterRow):
    """Return the document of a row, or None; asks no permission."""
    return document_by_reference(row.reference)


def _codes(unit: str | None) -> list[str]:
    return [unit] if unit else [each.code for each in directory().units()]

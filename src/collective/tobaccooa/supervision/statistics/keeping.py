"""Keep the rows as the documents are: in the background, checked and made anew on demand."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.walking import BATCH
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.search.register import documents_of
from collective.tobaccooa.search.store import registers_of
from collective.tobaccooa.supervision.statistics.facts import account_of
from collective.tobaccooa.supervision.statistics.model import Account
from collective.tobaccooa.supervision.statistics.store import statistics_store
from collective.tobaccooa.supervision.statistics.store import UnitRows
from dataclasses import dataclass
from typing import Any


JOB = "count-document"
REBUILD_JOB = "count-unit"


def on_entry_written(document: Any, event: Any) -> None:
    """Ask for the document to be counted; a job of its own, so that neither fails the other."""
    ask_to_count(document.reference)


def ask_to_count(reference: str) -> None:
    """Ask for a document to be counted after this transaction."""
    enqueue(JOB, reference, key=reference)


def count_document(site: Any, reference: str) -> None:
    """The job: write the rows of one document; nothing when it is gone."""
    document = document_by_reference(reference)
    if document is not None:
        statistics_store(site, create=True).prepare(document.unit_code).put(account_of(document))


count_document.title = _("label_job_count_document", default="Statistics of a document")


def count_unit(site: Any, code: str) -> None:
    """The job: make the rows of a unit anew."""
    rebuild(site, code)


count_unit.title = _("label_job_count_unit", default="Statistics of a unit, made anew")


def ask_to_rebuild() -> int:
    """Ask for the rows of every unit to be made anew; return how many units there are."""
    units = directory().units()
    for unit in units:
        enqueue(REBUILD_JOB, unit.code, key=unit.code)
    return len(units)


def rebuild(site: Any, unit: str | None = None) -> int:
    """Make the rows anew from the documents; return how many documents there are.

    Only what differs is written, so that a document which changes meanwhile is either left to its
    own job or makes one of the two start again.

    :param unit: a unit's code; all units when left out.
    """
    store = statistics_store(site, create=True)
    found = 0
    for code in _codes(unit):
        rows, known = store.prepare(code), {}
        for document in _documents(site, code):
            account = account_of(document)
            rows.put(account)
            known[account.reference] = _places(account)
        for month, reference in _surplus(rows, known):
            rows.drop(month, reference)
        found += len(known)
    return found


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong with the rows of a document.

    :param kind: `missing` or `different` rows, or `surplus`: rows without a document, or in a
        month in which nothing of it counts; `register`: the register tells other facts.
    """

    reference: str
    month: str
    kind: str


def verify(site: Any, unit: str | None = None) -> list[Fault]:
    """Compare the rows with the trails and with the registers; writes nothing.

    :param unit: a unit's code; all units when left out.
    """
    store, registers = statistics_store(site), registers_of(site)
    found: list[Fault] = []
    for code in _codes(unit):
        rows, known = store.unit(code), {}
        for document in _documents(site, code):
            account = account_of(document)
            known[account.reference] = _places(account)
            found += _compare(rows, account)
        found += [Fault(name, month, "surplus") for month, name in _surplus(rows, known)]
        if registers is not None:
            found += _unlike_register(rows, registers, code)
    return sorted(found)


def _compare(rows: UnitRows, account: Account) -> Iterator[Fault]:
    reference = account.reference
    places = [(month, rows.get(month, reference), row) for month, row in account.months.items()]
    places.append(("", rows.standing.get(account.reference), account.standing))
    for month, stored, wanted in places:
        if stored != wanted:
            kind = "missing" if stored is None else "surplus" if wanted is None else "different"
            yield Fault(reference, month, kind)


def _places(account: Account) -> frozenset[str]:
    """Where rows of a document may lie; what is there is compared or written one by one."""
    return frozenset({"", *account.months})


def _surplus(rows: UnitRows, known: dict[str, frozenset[str]]) -> list[tuple[str, str]]:
    """Return (month, reference) of the rows that belong to no document, or not in that month."""
    return [
        (month, reference)
        for month, reference in rows.places()
        if month not in known.get(reference, ())
    ]


def _documents(site: Any, code: str) -> Iterator[Any]:
    """Yield the documents of a unit; memory stays flat."""
    for place, document in enumerate(documents_of(code), 1):
        yield document
        if place % BATCH == 0 and site._p_jar is not None:
            site._p_jar.cacheMinimize()


def _unlike_register(rows: UnitRows, registers: Any, code: str) -> Iterator[Fault]:
    """Yield the documents of which the register tells other facts than the rows."""
    told = {row.reference: row for month in rows.months for row in rows.month(month)}
    for _kind, _year, register in registers.years_of(code):
        for _key, entry in register.items():
            row = told.pop(entry.reference, None)
            if row is not None and not agrees(row, entry):
                yield Fault(entry.reference, "", "register")


def agrees(row: Any, entry: Any) -> bool:
    """Tell whether a row and the register's row of the same document say the same."""
    signed = microseconds(entry.signed) if entry.signed is not None else 0
    return (row.kind, row.document_type, row.urgency, row.department, row.drafter) == (
        entry.kind,
        entry.document_type,
        entry.urgency,
        entry.department,
        entry.drafter,
    ) and (row.created, row.signed) == (microseconds(entry.created), signed)


def _codes(unit: str | None) -> list[str]:
    return [unit] if unit else [each.code for each in directory().units()]

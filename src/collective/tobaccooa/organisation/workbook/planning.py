"""Compare a workbook with the site: what would be created, changed, left, and what is wrong. Pure.

Nothing is written here. A plan with a mistake is never carried out.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.organisation.workbook.cells import CellError
from collective.tobaccooa.organisation.workbook.cells import folded
from collective.tobaccooa.organisation.workbook.cells import plain
from collective.tobaccooa.organisation.workbook.cells import read_cell
from collective.tobaccooa.organisation.workbook.model import Book
from collective.tobaccooa.organisation.workbook.model import Change
from collective.tobaccooa.organisation.workbook.model import CHANGED
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import CREATED
from collective.tobaccooa.organisation.workbook.model import Formula
from collective.tobaccooa.organisation.workbook.model import Key
from collective.tobaccooa.organisation.workbook.model import Mistake
from collective.tobaccooa.organisation.workbook.model import RawSheet
from collective.tobaccooa.organisation.workbook.model import Row
from collective.tobaccooa.organisation.workbook.model import Sheet
from collective.tobaccooa.organisation.workbook.model import SheetReport
from collective.tobaccooa.organisation.workbook.model import UNCHANGED
from collective.tobaccooa.organisation.workbook.model import Values
from dataclasses import dataclass
from dataclasses import field
from typing import Any


MAX_MISTAKES = 500


@dataclass
class Plan:
    """What an import will do: per sheet, in their order, the changes; and all mistakes."""

    changes: list[tuple[Sheet, list[Change]]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def reports(self) -> tuple[SheetReport, ...]:
        """Return what happens to each sheet."""
        return tuple(self._report(sheet, changes) for sheet, changes in self.changes)

    @staticmethod
    def _report(sheet: Sheet, changes: list[Change]) -> SheetReport:
        found: dict[str, list[str]] = {CREATED: [], CHANGED: [], UNCHANGED: []}
        for change in changes:
            found[change.kind].append(" ".join(str(part) for part in key_of(sheet, change.values)))
        return SheetReport(
            sheet.name,
            sheet.title,
            tuple(found[CREATED]),
            tuple(found[CHANGED]),
            tuple(found[UNCHANGED]),
        )


def key_of(sheet: Sheet, values: Values) -> Key:
    """Return what identifies a row."""
    return tuple(values[column.id] for column in sheet.columns if column.key)


def make_plan(raw_sheets: Iterable[RawSheet], sheets: Iterable[Sheet]) -> Plan:
    """Return the plan of a workbook.

    :param raw_sheets: as read from the file.
    :param sheets: all registered sheets, also those the file lacks (others refer to them).
    """
    plan, book = Plan(), Book()
    ordered = sorted(sheets, key=lambda sheet: (sheet.order, sheet.name))
    files = _by_sheet(raw_sheets, ordered, plan)
    read: dict[str, list[Row]] = {}
    current: dict[str, dict[Key, Values]] = {}
    for sheet in ordered:
        existing = {key_of(sheet, values): values for values in sheet.export()}
        current[sheet.name] = existing
        raw = files.get(sheet.name)
        rows = read_rows(sheet, raw, existing, plan.mistakes) if raw else []
        read[sheet.name] = rows
        book.tables[sheet.name] = {**existing, **{key_of(sheet, r.values): r.values for r in rows}}
    for sheet in ordered:
        for row in read[sheet.name]:
            for column_id, message in sheet.check(row, book):
                if column_id not in row.unread:
                    title = next((c.title for c in sheet.columns if c.id == column_id), "")
                    plan.mistakes.append(Mistake(sheet.title, row.number, title, message))
        if sheet.name in files:
            changes = [_change(sheet, row, current[sheet.name]) for row in read[sheet.name]]
            plan.changes.append((sheet, changes))
    del plan.mistakes[MAX_MISTAKES:]
    return plan


def _change(sheet: Sheet, row: Row, existing: dict[Key, Values]) -> Change:
    before = existing.get(key_of(sheet, row.values))
    if before is None:
        return Change(CREATED, row)
    return Change(UNCHANGED if dict(before) == dict(row.values) else CHANGED, row, before)


def _by_sheet(
    raw_sheets: Iterable[RawSheet], sheets: list[Sheet], plan: Plan
) -> dict[str, RawSheet]:
    names = {folded(name): sheet.name for sheet in sheets for name in (sheet.name, sheet.title)}
    files: dict[str, RawSheet] = {}
    for raw in raw_sheets:
        name = names.get(folded(raw.name))
        if name is None or name in files:
            plan.mistakes.append(Mistake(raw.name, None, "", _sheet_problem(name, names)))
        else:
            files[name] = raw
    if not files and not plan.mistakes:
        plan.mistakes.append(
            Mistake("", None, "", _("error_workbook_empty", default="The file has no sheet."))
        )
    return files


def _sheet_problem(name: str | None, names: dict[str, str]) -> str:
    if name is not None:
        return _("error_sheet_twice", default="This sheet is there twice; keep one.")
    titles = [title for title in names if not title.isascii()]
    return _(
        "error_sheet_unknown",
        default="There is no such sheet in the base data; the sheets are: ${sheets}.",
        mapping={"sheets": "、".join(titles)},
    )


def read_rows(
    sheet: Sheet, raw: RawSheet, existing: dict[Key, Values], mistakes: list[Mistake]
) -> list[Row]:
    """Return the rows of a sheet whose key can be read; what can't is added to `mistakes`.

    A column that the file leaves out keeps what is there; in a new row it is empty.
    """
    places = _places(sheet, raw, mistakes)
    if places is None:
        return []
    rows: list[Row] = []
    seen: dict[Key, int] = {}
    for number, cells in raw.rows:
        if all(is_blank(cell) for cell in cells):
            continue
        values, unread = _values(sheet, number, cells, places, mistakes)
        if any(column.key and column.id in unread for column in sheet.columns):
            continue
        key = key_of(sheet, values)
        before = existing.get(key, {})
        missing = {c.id: before.get(c.id, c.empty) for c in sheet.columns if c.id not in values}
        if key in seen:
            mistakes.append(_twice(sheet, number, seen[key]))
            continue
        seen[key] = number
        rows.append(Row(number, sheet.canonical({**missing, **values}), unread))
    return rows


def is_blank(cell: Any) -> bool:
    """Tell whether there is nothing in a cell."""
    return not isinstance(cell, Formula) and plain(cell) == ""


def _twice(sheet: Sheet, number: int, first: int) -> Mistake:
    title = next(column.title for column in sheet.columns if column.key)
    return Mistake(
        sheet.title,
        number,
        title,
        _(
            "error_row_twice",
            default="The same entry stands in row ${row} already; keep one of them.",
            mapping={"row": first},
        ),
    )


def _places(
    sheet: Sheet, raw: RawSheet, mistakes: list[Mistake]
) -> list[tuple[int, Column]] | None:
    names = {folded(name): each for each in sheet.columns for name in (each.id, each.title)}
    places: list[tuple[int, Column]] = []
    good = True
    width = max([len(raw.header), *(len(cells) for _number, cells in raw.rows)])
    for place in range(width):
        cell = raw.header[place] if place < len(raw.header) else None
        head = folded(plain(cell)) if not isinstance(cell, Formula) else "="
        if not head:
            if any(not is_blank(cells[place]) for _n, cells in raw.rows if place < len(cells)):
                mistakes.append(_column_problem(sheet, f"{place + 1}", None))
                good = False
            continue
        column = names.get(head)
        if column is None or any(column is known for _place, known in places):
            mistakes.append(_column_problem(sheet, head, column))
            good = False
        else:
            places.append((place, column))
    for column in sheet.columns:
        if (column.key or column.required) and all(column is not known for _p, known in places):
            mistakes.append(
                Mistake(
                    sheet.title,
                    1,
                    column.title,
                    _("error_column_missing", default="This column is missing."),
                )
            )
            good = False
    return places if good else None


def _column_problem(sheet: Sheet, head: str, column: Column | None) -> Mistake:
    if column is not None:
        message = _("error_column_twice", default="This column is there twice; keep one.")
    else:
        message = _(
            "error_column_unknown",
            default="There is no such column; the columns are: ${columns}.",
            mapping={"columns": "、".join(known.title for known in sheet.columns)},
        )
    return Mistake(sheet.title, 1, head[:40], message)


def _values(
    sheet: Sheet,
    number: int,
    cells: tuple[Any, ...],
    places: list[tuple[int, Column]],
    mistakes: list[Mistake],
) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the values of a row, and the columns that could not be read and count as empty."""
    values: dict[str, Any] = {}
    unread: set[str] = set()
    for place, column in places:
        try:
            values[column.id] = read_cell(column, cells[place] if place < len(cells) else None)
        except CellError as error:
            mistakes.append(Mistake(sheet.title, number, column.title, error.message))
            values[column.id] = column.empty
            unread.add(column.id)
    return values, frozenset(unread)

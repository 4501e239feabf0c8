"""Read and write the CSV form of the workbook: a folder with a file per sheet, for version control.

UTF-8, comma, headers are the columns' ASCII ids (Chinese ones are accepted). A cell that a
spreadsheet program would take for a formula is written with a leading apostrophe.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.organisation.workbook import limits
from collective.tobaccooa.organisation.workbook.cells import write_cell
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import Formula
from collective.tobaccooa.organisation.workbook.model import RawSheet
from collective.tobaccooa.organisation.workbook.model import Sheet
from collective.tobaccooa.organisation.workbook.xlsx import trimmed
from pathlib import Path
from typing import Any

import csv
import io


RISKY = ("=", "+", "-", "@", "'")


def read_folder(folder: Path) -> list[RawSheet]:
    """Return the sheets of a folder, one per `*.csv` file.

    :raises InvalidInput: a file is no UTF-8 text or is larger than the limits.
    """
    return [read_csv(path.stem, path.read_bytes()) for path in sorted(folder.glob("*.csv"))]


def read_csv(name: str, data: bytes) -> RawSheet:
    """Return one sheet.

    :raises InvalidInput: no UTF-8 text, or larger than the limits.
    """
    if len(data) > limits.MAX_FILE_BYTES:
        raise limits.too_large()
    try:
        text = data.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        lines: list[tuple[int, tuple[Any, ...]]] = []
        for line in reader:
            cells = trimmed(tuple(from_text(cell) for cell in line))
            if cells:
                lines.append((reader.line_num, cells))
    except (UnicodeDecodeError, csv.Error) as error:
        raise limits.not_a_workbook() from error
    if len(lines) > limits.MAX_ROWS or any(len(c) > limits.MAX_COLUMNS for _n, c in lines):
        raise limits.too_large()
    return RawSheet(name, lines[0][1] if lines else (), tuple(lines[1:]))


def write_folder(folder: Path, sheets: Iterable[tuple[Sheet, Iterable[Any]]]) -> None:
    """Write a file per sheet into `folder`, which is made if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for sheet, rows in sheets:
        (folder / f"{sheet.name}.csv").write_text(write_csv(sheet, rows), encoding="utf-8")


def write_csv(sheet: Sheet, rows: Iterable[Any]) -> str:
    """Return one sheet as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.id for column in sheet.columns])
    for row in rows:
        writer.writerow([to_text(column, row[column.id]) for column in sheet.columns])
    return out.getvalue()


def to_text(column: Column, value: Any) -> str:
    """Return a value as CSV text; a choice by its token."""
    if column.kind == "choice":
        cell: Any = value
    elif column.kind == "yesno":
        cell = "yes" if value else "no"
    elif column.kind in ("ids", "tokens"):
        cell = ";".join(value)
    else:
        cell = write_cell(column, value)
    text = "" if cell is None else str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(RISKY) else text


def from_text(text: str) -> Any:
    """Return a cell of a CSV file: the apostrophe that protects text is taken off."""
    if text.startswith("'"):
        return text[1:]
    return Formula(text) if text.startswith("=") else text

"""The tables as an .xlsx file, a sheet for each."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collective.tobaccooa.browser.statistics.tables import Column
from collective.tobaccooa.browser.statistics.tables import Link
from collective.tobaccooa.browser.statistics.tables import Table
from io import BytesIO
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from typing import Any


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"share": "0.0%", "hours": "0.0", "count": "#,##0"}


def write_tables(tables: Iterable[Table], say: Callable[[str], str]) -> bytes:
    """Return the file. Text is always written as text, so that none is taken for a formula.

    :param say: translates a message.
    """
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(say(table.title)[:31])
        sheet.freeze_panes = "A2"
        for place, column in enumerate(table.columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.append([_text(sheet, say(column.title), bold=True) for column in table.columns])
        for row in table.rows:
            sheet.append(
                [
                    _cell(sheet, value, column, say)
                    for value, column in zip(row, table.columns, strict=True)
                ]
            )
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, column: Column, say: Callable[[str], str]) -> Any:
    if column.kind == "text":
        return _text(sheet, say(value.text if isinstance(value, Link) else value or ""))
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = FORMATS[column.kind]
    return cell


def _text(sheet: Any, value: str, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell

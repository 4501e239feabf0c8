"""Lists as .xlsx files to file, print or send round. Pure.

Text is always stored as text: what begins like a formula (=, +, -, @) is shown and never
calculated, also when it is edited in the spreadsheet later.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from io import BytesIO
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from typing import Any
from zoneinfo import ZoneInfo

import re


#: What is sent with such a file.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: More lines than this don't fit into a sheet; the rest goes to further sheets.
MOST_ROWS = 1_048_576
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ZONE = ZoneInfo("Asia/Shanghai")
_BOLD = Font(bold=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_WIDE = 30
# Characters that XML can't hold.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def workbook(
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Any]],
    title: str = "",
    most_rows: int = MOST_ROWS,
) -> bytes:
    """Return an .xlsx file with a heading and a line for each row.

    Rows are read one after the other and not kept, so they may come from a generator.

    :param columns: (heading, width in characters) of each column; the text of wide ones wraps.
    :param rows: texts, numbers, dates (Asia/Shanghai), aware datetimes (written as they are in
        Asia/Shanghai) and None for an empty cell.
    :param title: name of the sheet; characters that a sheet's name can't have are left out.
    :raises ValueError: for a naive datetime.
    """
    book = Workbook(write_only=True)
    sheet, left = _sheet(book, columns, title), most_rows - 1
    try:
        for row in rows:
            if not left:
                sheet.close()
                sheet, left = _sheet(book, columns, title), most_rows - 1
            left -= 1
            sheet.append(
                [_cell(sheet, value, column[1]) for value, column in zip(row, columns, strict=True)]
            )
    finally:
        sheet.close()
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, columns: Sequence[tuple[str, int]], title: str) -> Any:
    name = "".join(each for each in _text(title) if each not in "[]:*?/\\'\r\n")[:25]
    sheet = book.create_sheet(name or None)
    sheet.freeze_panes = "A2"
    for place, (_heading, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    heading = [_cell(sheet, heading, 0) for heading, _width in columns]
    for cell in heading:
        cell.font = _BOLD
    sheet.append(heading)
    return sheet


def _cell(sheet: Any, value: Any, width: int) -> Any:
    """Return a cell; a value that is neither number, date nor text is written as its text."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a time needs a time zone")
        return _formatted(sheet, value.astimezone(_ZONE).replace(tzinfo=None), "yyyy-mm-dd hh:mm")
    if isinstance(value, date):
        return _formatted(sheet, value, "yyyy-mm-dd")
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return WriteOnlyCell(sheet, value)
    text = _text(str(value))
    if not text:
        return WriteOnlyCell(sheet, None)
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    if width >= _WIDE:
        cell.alignment = _TOP
    return cell


def _formatted(sheet: Any, value: Any, form: str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = form
    return cell


def _text(value: str) -> str:
    """Return text without what such a file can't hold."""
    return _IMPOSSIBLE.sub("", value)

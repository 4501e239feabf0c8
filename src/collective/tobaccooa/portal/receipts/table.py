"""The readers of a notice as a table to file or send round."""

from __future__ import annotations

from collections.abc import Sequence
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.portal.receipts.model import Overview
from datetime import datetime
from io import BytesIO
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from typing import Any


WIDTHS = (24, 20, 12, 18, 18)


def write_table(found: Overview, title: str, header: Sequence[str]) -> bytes:
    """Return an .xlsx file with a line for each reader; times are those of Asia/Shanghai.

    Text is always written as text, so that no name is taken for a formula.

    :param title: name of the sheet. :param header: what stands above unit, department, name,
        time of reading and time of the last reminder.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, each, bold=True) for each in header])
    for line in found.lines:
        values = (line.who.unit, line.who.department, line.who.fullname)
        times = (line.read_at, line.chased_at)
        sheet.append([_cell(sheet, value) for value in (*values, *times)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: str | datetime | None, bold: bool = False) -> Any:
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value.astimezone(SHANGHAI).replace(tzinfo=None))
        cell.number_format = "yyyy-mm-dd hh:mm"
        return cell
    cell = WriteOnlyCell(sheet, value or "")
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell

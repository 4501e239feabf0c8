"""The monthly report as an .xlsx file. Text is written as text, never as a formula."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from collective.tobaccooa.supervision.matters.monthly import Report
from collective.tobaccooa.supervision.matters.report import Figures
from io import BytesIO
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from typing import Any


BOLD = Font(bold=True)
FIGURES = (
    "牵头科室（单位）",
    "新立",
    "按期办结",
    "逾期办结",
    "撤销",
    "在办",
    "其中逾期",
    "按期率",
)
MATTERS = (
    ("编号", "number", 18),
    ("督办事项", "title", 60),
    ("牵头", "lead", 16),
    ("协办", "assisting", 30),
    ("办理期限", "due", 18),
    ("状态", "state", 12),
    ("报办结日期", "reported", 18),
)
TOTAL = "合计"


def write_report(title: str, report: Report, rows: Iterable[dict[str, Any]]) -> bytes:
    """Return a workbook: figures by lead, and the matters counted.

    :param title: what stands above both tables.
    :param rows: the matters as the page shows them.
    """
    book = Workbook(write_only=True)
    sheet = _sheet(book, "按牵头统计", title, FIGURES, (24, *[10] * 7))
    for row in report.rows:
        _append(sheet, (row.title, *_values(row.figures)))
    _append(sheet, (TOTAL, *_values(report.total)), BOLD)
    columns, names, widths = zip(*MATTERS, strict=True)
    listed = _sheet(book, "事项清单", title, columns, widths)
    for each in rows:
        _append(listed, [each[name] for name in names])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _values(figures: Figures) -> tuple[Any, ...]:
    return (
        figures.new,
        figures.in_time,
        figures.late,
        figures.cancelled,
        figures.going,
        figures.overdue,
        figures.share,
    )


def _sheet(
    book: Workbook, name: str, title: str, columns: Sequence[str], widths: Sequence[int]
) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A3"
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    _append(sheet, (title,), BOLD)
    _append(sheet, columns, BOLD)
    return sheet


def _append(sheet: Any, values: Sequence[Any], font: Font | None = None) -> None:
    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"
        elif isinstance(value, float):
            cell.number_format = "0%"
        if font is not None:
            cell.font = font
        cells.append(cell)
    sheet.append(cells)

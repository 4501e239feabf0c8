"""The monthly table as an .xlsx file. Text is written as text, never as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from collective.tobaccooa.portal.freshness.table import Figures
from collective.tobaccooa.portal.freshness.table import Place
from collective.tobaccooa.portal.freshness.table import UnitTable
from io import BytesIO
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from typing import Any


HEADER_FILL = PatternFill("solid", start_color="E8EEF4")
BOLD = Font(bold=True)
COLUMNS = (
    "单位",
    "栏目",
    "发布篇数",
    "上报篇数",
    "市局采用",
    "浏览次数",
    "逾期天数",
    "按期率",
)
LEAGUE_COLUMNS = ("名次", *COLUMNS[:1], *COLUMNS[2:])
TOTAL, FRONT_PAGE, OTHER = "合计", "门户首页", "已移出栏目的内容"


def write_table(title: str, tables: Sequence[UnitTable], places: Sequence[Place]) -> bytes:
    """Return a workbook: the table by unit and column, and the league where there is one.

    :param title: what stands above the table, with the month.
    """
    book = Workbook(write_only=True)
    sheet = _sheet(book, "月度统计", title, COLUMNS)
    for table in tables:
        for row in table.rows:
            _append(sheet, (table.title, row.title, *_figures(row.figures)))
        _append(sheet, (table.title, FRONT_PAGE, None, None, None, table.front_views))
        if table.other_views:
            _append(sheet, (table.title, OTHER, None, None, None, table.other_views))
        _append(sheet, (table.title, TOTAL, *_figures(table.total)), BOLD)
    if places:
        ranking = _sheet(book, "单位排名", title, LEAGUE_COLUMNS)
        for place in places:
            _append(ranking, (place.rank, place.table.title, *_figures(place.table.total)))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, name: str, title: str, columns: Sequence[str]) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A3"
    for place, column in enumerate(columns, start=1):
        wide = 24 if column in ("单位", "栏目") else 12
        sheet.column_dimensions[get_column_letter(place)].width = wide
    _append(sheet, (title,), BOLD)
    _append(sheet, columns, BOLD, HEADER_FILL)
    return sheet


def _figures(figures: Figures) -> tuple[Any, ...]:
    return (
        figures.items,
        figures.submitted,
        figures.adopted,
        figures.views,
        figures.overdue if figures.days else None,
        figures.on_time,
    )


def _append(
    sheet: Any, values: Sequence[Any], font: Font | None = None, fill: PatternFill | None = None
) -> None:
    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"
        elif isinstance(value, float):
            cell.number_format = "0.0%"
        if font is not None:
            cell.font = font
        if fill is not None:
            cell.fill = fill
        cells.append(cell)
    sheet.append(cells)

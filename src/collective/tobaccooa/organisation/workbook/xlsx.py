"""Read and write the .xlsx form of the workbook.

Uploaded files are hostile: the archive is measured before it is opened, entity declarations are
refused, formulas are not evaluated, and reading stops at the limits.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.organisation.workbook import limits
from collective.tobaccooa.organisation.workbook.cells import write_cell
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import Formula
from collective.tobaccooa.organisation.workbook.model import RawSheet
from collective.tobaccooa.organisation.workbook.model import Sheet
from collective.tobaccooa.organisation.workbook.planning import is_blank
from io import BytesIO
from openpyxl import load_workbook
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from typing import Any

import re
import zipfile


GUIDE = "说明"
GUIDE_LINES = (
    "基础资料工作簿：一张表一类资料，第一行是列名，请勿改动列名和表名。",
    "导入前先“试导入”，系统会逐行列出要新增、修改和不变的内容；有一处错误，全部不导入。",
    "表中没有的行不会被删除；人员离开请把“在职”填“否”。同一文件导入两次，结果不变。",
    "多个代码用顿号隔开。密码从不写入工作簿。",
)
FORBIDDEN_XML = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
HEADER_FILL = PatternFill("solid", start_color="E8EEF4")
CHUNK = 1024 * 1024


def read_xlsx(data: bytes) -> list[RawSheet]:
    """Return the sheets of a workbook, without the one of instructions.

    :raises InvalidInput: it is no .xlsx file, or larger than the limits.
    """
    if len(data) > limits.MAX_FILE_BYTES:
        raise limits.too_large()
    inspect_archive(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        names = book.sheetnames
        if len(names) > limits.MAX_SHEETS:
            raise limits.too_large()
        sheets = [read_sheet(book[name], name) for name in names if name.strip() != GUIDE]
        book.close()
    except limits.InvalidInput:
        raise
    except Exception as error:  # a damaged file makes openpyxl raise nearly anything
        raise limits.not_a_workbook() from error
    return sheets


def inspect_archive(data: bytes) -> None:
    """Refuse archives that unpack to too much or declare entities.

    Sizes are counted while unpacking: what the archive says about itself is not believed.

    :raises InvalidInput: for either, or when it is no archive.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
        if len(parts) > limits.MAX_PARTS or "[Content_Types].xml" not in archive.namelist():
            raise limits.not_a_workbook()
        total = 0
        for part in parts:
            with archive.open(part) as stream:
                tail = b""
                while chunk := stream.read(CHUNK):
                    total += len(chunk)
                    if total > limits.MAX_UNPACKED_BYTES:
                        raise limits.too_large()
                    looked_at = (tail + chunk).replace(b"\0", b"")
                    if FORBIDDEN_XML.search(looked_at):
                        raise limits.not_a_workbook()
                    tail = chunk[-64:]
    except limits.InvalidInput:
        raise
    except Exception as error:  # zipfile: damaged, encrypted or of an unknown method
        raise limits.not_a_workbook() from error


def read_sheet(worksheet: Any, name: str) -> RawSheet:
    """Return one sheet; the first line that is not blank is the header.

    :raises InvalidInput: more rows or columns than the limits.
    """
    if not hasattr(worksheet, "reset_dimensions"):
        raise limits.not_a_workbook()
    worksheet.reset_dimensions()
    header: tuple[Any, ...] | None = None
    rows: list[tuple[int, tuple[Any, ...]]] = []
    for number, line in enumerate(worksheet.iter_rows(), start=1):
        cells = trimmed(tuple(_value(cell) for cell in line))
        if not cells:
            continue
        if len(cells) > limits.MAX_COLUMNS or len(rows) >= limits.MAX_ROWS:
            raise limits.too_large()
        if header is None:
            header = cells
        else:
            rows.append((number, cells))
    return RawSheet(name, header or (), tuple(rows))


def trimmed(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return cells without the blank ones at the end."""
    end = len(cells)
    while end and is_blank(cells[end - 1]):
        end -= 1
    return cells[:end]


def _value(cell: Any) -> Any:
    if getattr(cell, "data_type", None) == "f":
        return Formula(str(cell.value))
    return cell.value


def write_xlsx(sheets: Iterable[tuple[Sheet, Iterable[Any]]]) -> bytes:
    """Return a workbook of these sheets and their rows, with instructions in front.

    Text is always written as text, so that nothing in it is taken for a formula.
    """
    pairs = [(sheet, list(rows)) for sheet, rows in sheets]
    book = Workbook(write_only=True)
    write_guide(book, [sheet for sheet, _rows in pairs])
    for sheet, rows in pairs:
        worksheet = book.create_sheet(sheet.title)
        worksheet.freeze_panes = "A2"
        for place, column in enumerate(sheet.columns, start=1):
            letter = get_column_letter(place)
            worksheet.column_dimensions[letter].width = _width(column)
            _offer_choices(worksheet, column, letter)
        worksheet.append([_header(worksheet, column.title) for column in sheet.columns])
        for row in rows:
            worksheet.append(
                [_cell(worksheet, write_cell(column, row[column.id])) for column in sheet.columns]
            )
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def write_guide(book: Workbook, sheets: list[Sheet]) -> None:
    """Add the sheet of instructions: how the workbook works and what each column takes."""
    guide = book.create_sheet(GUIDE)
    for letter, width in (("A", 14), ("B", 16), ("C", 10), ("D", 70)):
        guide.column_dimensions[letter].width = width
    for line in GUIDE_LINES:
        guide.append([line])
    guide.append([])
    guide.append([_header(guide, text) for text in ("表", "列", "必填", "填什么")])
    for sheet in sheets:
        for column in sheet.columns:
            labels = "、".join(label for _token, label in column.choices)
            text = "；".join(part for part in (column.note, labels) if part)
            must = "必填" if column.key or column.required else ""
            guide.append([_cell(guide, each) for each in (sheet.title, column.title, must, text)])


def _header(worksheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(worksheet, text)
    cell.font = Font(bold=True)
    cell.fill = HEADER_FILL
    cell.alignment = Alignment(vertical="center")
    return cell


def _cell(worksheet: Any, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(worksheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    return cell


def _width(column: Column) -> int:
    return {"integer": 8, "yesno": 8, "id": 20, "choice": 14}.get(column.kind, 30)


def _offer_choices(worksheet: Any, column: Column, letter: str) -> None:
    labels = [label for _token, label in column.choices]
    if column.kind == "yesno":
        labels = ["是", "否"]
    formula = f'"{",".join(labels)}"'
    if labels and len(formula) <= 255:
        validation = DataValidation(type="list", formula1=formula, allow_blank=True)
        validation.add(f"{letter}2:{letter}{limits.MAX_ROWS}")
        worksheet.data_validations.append(validation)

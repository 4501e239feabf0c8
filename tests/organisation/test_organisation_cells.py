"""Cells there and back, in both file forms; hostile files are refused."""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.workbook import limits
from collective.tobaccooa.organisation.workbook.cells import CellError
from collective.tobaccooa.organisation.workbook.cells import read_cell
from collective.tobaccooa.organisation.workbook.folder import read_csv
from collective.tobaccooa.organisation.workbook.folder import write_csv
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import Formula
from collective.tobaccooa.organisation.workbook.xlsx import read_xlsx
from collective.tobaccooa.organisation.workbook.xlsx import write_xlsx
from datetime import date
from datetime import datetime
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from openpyxl import Workbook

import pytest
import zipfile


COLUMNS = (
    Column("text", "文字"),
    Column("name", "姓名", "name"),
    Column("number", "数", "integer"),
    Column("yes", "是否", "yesno"),
    Column("day", "日期", "date"),
    Column("kind", "类别", "choice", choices=(("county", "县级"), ("city", "市级"))),
    Column("ids", "多个", "ids"),
)


class Sheet:
    """A sheet with a column of every kind."""

    name = "all"
    title = "全部"
    columns = COLUMNS


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20)
WORDS = st.from_regex(r"[a-z][a-z0-9.-]{0,8}", fullmatch=True)


@st.composite
def rows(draw):
    """A row of values as `read_cell` gives them."""
    return {
        "text": read_cell(COLUMNS[0], draw(TEXTS)),
        "name": read_cell(COLUMNS[1], draw(TEXTS)),
        "number": draw(st.none() | st.integers(-1_000_000, 1_000_000)),
        "yes": draw(st.booleans()),
        "day": draw(st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1))),
        "kind": draw(st.sampled_from(["county", "city"])),
        "ids": tuple(sorted(draw(st.sets(WORDS, max_size=4)))),
    }


def values_of(raw):
    """Return the rows of a raw sheet as values."""
    return [
        {
            c.id: read_cell(c, cells[place] if place < len(cells) else None)
            for place, c in enumerate(COLUMNS)
        }
        for _number, cells in raw.rows
    ]


class TestRoundTrip:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(rows(), min_size=1, max_size=4))
    def test_xlsx_gives_back_what_was_written(self, written):
        sheet = read_xlsx(write_xlsx([(Sheet, written)]))[0]
        assert sheet.header == tuple(column.title for column in COLUMNS)
        assert values_of(sheet) == written

    @settings(max_examples=150, deadline=None)
    @given(st.lists(rows(), min_size=1, max_size=4))
    def test_csv_gives_back_what_was_written(self, written):
        assert values_of(read_csv("all", write_csv(Sheet, written).encode())) == written


class TestReading:
    @pytest.mark.parametrize(
        ("kind", "cell", "value"),
        [
            ("integer", "１２", 12),
            ("integer", 12.0, 12),
            ("yesno", "是", True),
            ("yesno", False, False),
            ("yesno", "Ｎｏ", False),
            ("date", "2026年9月1日", date(2026, 9, 1)),
            ("date", "2026/9/1", date(2026, 9, 1)),
            ("date", datetime(2026, 9, 1), date(2026, 9, 1)),
            ("name", "张　三", "张三"),
            ("name", "Anna Maria", "Anna Maria"),
            ("text", "甲\u200b（乙）\n丙", "甲（乙） 丙"),
            ("id", "ｕｎｉｔ０１", "unit01"),
            ("ids", "b，a；a c", ("a", "b", "c")),
            ("tokens", "b、a", ("b", "a")),
        ],
    )
    def test_what_people_type_is_understood(self, kind, cell, value):
        assert read_cell(Column("x", "列", kind), cell) == value

    @pytest.mark.parametrize(
        ("kind", "cell"),
        [
            ("integer", "12a"),
            ("integer", "99999999"),
            ("yesno", "vielleicht"),
            ("date", "2026-02-30"),
            ("date", "morgen"),
            ("text", Formula("=1")),
            ("choice", "x"),
        ],
    )
    def test_what_cannot_be_is_refused(self, kind, cell):
        with pytest.raises(CellError):
            read_cell(Column("x", "列", kind), cell)


def xlsx(**cells) -> bytes:
    """Return a workbook with these cells in its sheet."""
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    """Return a zip archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "."), data)
    return out.getvalue()


class TestHostileFiles:
    def test_a_formula_is_not_evaluated(self):
        sheet = read_xlsx(xlsx(A1="id", A2='=HYPERLINK("http://x")'))[0]
        assert isinstance(sheet.rows[0][1][0], Formula)

    def test_text_that_looks_like_a_formula_is_written_as_text(self):
        row = {c.id: c.empty for c in COLUMNS} | {"text": "=1+1", "kind": "city"}
        data = write_xlsx([(Sheet, [row])])
        assert read_xlsx(data)[0].rows[0][1][0] == "=1+1"
        assert "'=1+1" in write_csv(Sheet, [row])

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"PK\x03\x04 broken",
            b"%PDF-1.4",
            b"\xd0\xcf\x11\xe0" * 100,  # the old .xls form, and what encrypted files look like
            archive(hello__txt=b"hello"),
            archive(**{"[Content_Types]__xml": b"<x/>"}),
            archive(**{"[Content_Types]__xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
        ],
    )
    def test_what_is_no_workbook_is_refused(self, data):
        with pytest.raises(InvalidInput):
            read_xlsx(data)

    def test_a_bomb_is_refused_while_unpacking(self):
        bomb = archive(**{"[Content_Types]__xml": b"<x/>", "x__xml": b"0" * (90 * 1024 * 1024)})
        assert len(bomb) < limits.MAX_FILE_BYTES
        with pytest.raises(InvalidInput):
            read_xlsx(bomb)

    def test_too_large_a_file_is_refused(self):
        with pytest.raises(InvalidInput):
            read_xlsx(b"x" * (limits.MAX_FILE_BYTES + 1))

    def test_too_many_rows_and_columns_are_refused(self):
        with pytest.raises(InvalidInput):
            read_csv("all", b"id\n" + b"a\n" * (limits.MAX_ROWS + 1))
        with pytest.raises(InvalidInput):
            read_csv("all", b"a," * 70)
        with pytest.raises(InvalidInput):
            read_xlsx(xlsx(A1="id", ZZ2="far"))

    def test_csv_that_is_no_utf_8_is_refused(self):
        with pytest.raises(InvalidInput):
            read_csv("all", "单位".encode("gb18030"))

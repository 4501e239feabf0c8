"""Lists as .xlsx files: what is written is what is read, and text is never calculated."""

from collective.tobaccooa.sheets import workbook
from datetime import date
from datetime import datetime
from datetime import UTC
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from openpyxl import load_workbook

import pytest


COLUMNS = [("标题", 40), ("件数", 8), ("日期", 12), ("时间", 18)]


def cells(data):
    sheet = load_workbook(BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_keeps_texts_numbers_days_and_times():
    at = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)
    row = ["关于安全检查的通知", 3, date(2026, 9, 1), at]
    found = cells(workbook(COLUMNS, [row]))
    assert found[0] == ["标题", "件数", "日期", "时间"]
    day, time = datetime(2026, 9, 1), datetime(2026, 11, 26, 1, 30)
    assert found[1] == ["关于安全检查的通知", 3, day, time]


def test_an_empty_list_has_its_heading():
    assert cells(workbook(COLUMNS, [])) == [["标题", "件数", "日期", "时间"]]


@pytest.mark.parametrize("text", ["=1+1", "+8613", "-5", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_what_looks_like_a_formula_is_text(text):
    sheet = load_workbook(BytesIO(workbook([("标题", 40)], [[text]]))).active
    assert sheet["A2"].value == text
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix


def test_an_empty_value_is_an_empty_cell():
    assert cells(workbook([("标题", 40), ("件数", 8)], [[None, None], ["", 0]]))[1:] == [
        [None, None],
        [None, 0],
    ]


def test_a_time_needs_a_zone():
    with pytest.raises(ValueError, match="time zone"):
        workbook([("时间", 18)], [[datetime(2026, 9, 1)]])


def test_a_row_has_a_value_for_each_column():
    with pytest.raises(ValueError):
        workbook(COLUMNS, [["只有标题"]])


def test_a_long_list_goes_on_in_further_sheets():
    data = workbook([("号", 8)], ([number] for number in range(5)), "登记簿", most_rows=3)
    book = load_workbook(BytesIO(data))
    assert [[row[0] for row in sheet.values] for sheet in book] == [
        ["号", 0, 1],
        ["号", 2, 3],
        ["号", 4],
    ]
    assert all(sheet.freeze_panes == "A2" for sheet in book)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=60))
def test_any_text_is_written(text, title):
    book = load_workbook(BytesIO(workbook([("标题", 40)], [[text]], title)))
    kept = book.active["A2"].value or ""
    assert book.active["A2"].data_type in ("s", "inlineStr", "n")
    assert len(kept) <= len(text)


def test_what_a_file_cannot_hold_is_left_out():
    data = workbook([("标题", 40)], [["甲\x00\x1f\ud800\ufffe\uffff乙"]], "名:称/*?[]")
    book = load_workbook(BytesIO(data))
    assert book.active["A2"].value == "甲乙"
    assert book.sheetnames == ["名称"]

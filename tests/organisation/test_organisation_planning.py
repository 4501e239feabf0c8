"""Comparing a workbook with what is there, pure: every mistake by sheet, row and column."""

from __future__ import annotations

from collective.tobaccooa.organisation.workbook.folder import read_csv
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.planning import make_plan

import pytest


class Sheet:
    """A sheet with a little of everything and one row in the site."""

    name = "things"
    title = "物品"
    order = 1
    columns = (
        Column("id", "编号", "id", key=True),
        Column("title", "名称", required=True),
        Column("limit", "时限（工作日）", "integer"),
        Column("tags", "标签", "ids"),
    )
    there = ({"id": "a", "title": "甲", "limit": 3, "tags": ("x", "y")},)

    def export(self):
        return self.there

    def canonical(self, values):
        return values

    def check(self, row, book):
        if row.values["title"] == "禁":
            yield "title", "error_forbidden"


def plan(text: str, name: str = "things"):
    """Return the plan of one CSV sheet."""
    return make_plan([read_csv(name, text.encode())], [Sheet()])


def mistakes(text: str, name: str = "things"):
    """Return (row, column, message id) of each mistake."""
    return [(m.row, m.column, str(m.message)) for m in plan(text, name).mistakes]


class TestPlan:
    def test_rows_are_created_changed_or_left(self):
        report = plan("id,title,limit,tags\na,甲,3,y;x\nb,乙,,\n").reports()[0]
        assert (report.created, report.changed, report.unchanged) == (("b",), (), ("a",))
        assert plan("id,title,limit,tags\na,甲,4,y;x\n").reports()[0].changed == ("a",)

    def test_headers_may_be_chinese_with_full_width_brackets(self):
        assert not mistakes("编号,名称,时限（工作日）\na,甲,3\n")
        assert not mistakes("编号,名称,时限(工作日)\na,甲,3\n")

    def test_a_left_out_column_keeps_what_is_there(self):
        assert plan("id,title\na,甲\n").reports()[0].unchanged == ("a",)

    def test_full_width_digits_and_spaces_are_understood(self):
        assert plan("id,title,limit,tags\nａ ,　甲 ,３,x、y\n").reports()[0].unchanged == ("a",)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("id,title\n,甲\n", [(2, "编号", "error_cell_empty")]),
            ("id,title\na,\n", [(2, "名称", "error_cell_empty")]),
            ("id,title,limit\na,甲,drei\n", [(2, "时限（工作日）", "error_cell_integer")]),
            ("id,title,limit\na,甲,3.5\n", [(2, "时限（工作日）", "error_cell_integer")]),
            ("id,title\na,=1+1\n", [(2, "名称", "error_cell_formula")]),
            ("id,title\na b,甲\n", [(2, "编号", "error_cell_spaces")]),
            ("id,title\nb,乙\nb,丙\n", [(3, "编号", "error_row_twice")]),
            ("id,title\nb,禁\n", [(2, "名称", "error_forbidden")]),
            (
                "id,title,limit\nb,禁,x\n",
                [(2, "时限（工作日）", "error_cell_integer"), (2, "名称", "error_forbidden")],
            ),
            ("id,title\nb," + "长" * 201 + "\n", [(2, "名称", "error_cell_long")]),
            ("id\na\n", [(1, "名称", "error_column_missing")]),
            ("id,title,odd\na,甲,1\n", [(1, "odd", "error_column_unknown")]),
            ("id,title,名称\na,甲,甲\n", [(1, "名称", "error_column_twice")]),
            ("id,title\na,甲,leftover\n", [(1, "3", "error_column_unknown")]),
            (
                "id,title\n,甲\nb,\n",
                [(2, "编号", "error_cell_empty"), (3, "名称", "error_cell_empty")],
            ),
        ],
    )
    def test_each_mistake_is_named(self, text, expected):
        assert mistakes(text) == expected

    def test_an_unknown_sheet_is_a_mistake(self):
        assert mistakes("id\na\n", "something") == [(None, "", "error_sheet_unknown")]

    def test_the_same_sheet_twice_is_a_mistake(self):
        sheets = [read_csv(name, b"id,title\na,b\n") for name in ("things", "物品")]
        found = make_plan(sheets, [Sheet()]).mistakes
        assert [str(m.message) for m in found] == ["error_sheet_twice"]

    def test_blank_rows_are_passed_over_and_lines_keep_their_numbers(self):
        assert mistakes("id,title\n,\n , \nb,\n") == [(4, "名称", "error_cell_empty")]

    def test_no_sheet_at_all_is_a_mistake(self):
        assert [str(m.message) for m in make_plan([], [Sheet()]).mistakes] == [
            "error_workbook_empty"
        ]

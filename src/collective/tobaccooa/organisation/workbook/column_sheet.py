"""The sheet 栏目: which columns each unit's portal has, and who keeps them.

Kept as base data (`model.ColumnPlan`); the portal makes its columns from it. Source: the pilot's
rules on who maintains, approves and supervises a column (seed).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.organisation.model import COLUMN_KINDS
from collective.tobaccooa.organisation.model import ColumnPlan
from collective.tobaccooa.organisation.store import organisation
from collective.tobaccooa.organisation.workbook.interfaces import IWorkbookSheet
from collective.tobaccooa.organisation.workbook.model import Book
from collective.tobaccooa.organisation.workbook.model import Change
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import Row
from collective.tobaccooa.organisation.workbook.model import Session
from collective.tobaccooa.organisation.workbook.model import Values
from collective.tobaccooa.organisation.workbook.unit_sheets import unknown_unit
from dataclasses import asdict
from typing import Any
from zope.interface import implementer

import re


LABELS = ("新闻", "通知公告", "图文", "滚动消息", "下载", "链接", "列表")
COLUMN_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
LONGEST_AGE = 3650


@implementer(IWorkbookSheet)
class ColumnsSheet:
    """Columns of the portals, with editors, approver and supervising leader."""

    name = "columns"
    title = "栏目"
    order = 80
    columns = (
        Column("unit", "单位", "id", key=True, note="单位代码"),
        Column("id", "标识", "id", key=True, max_length=40, note="小写字母、数字和短横线"),
        Column("title", "栏目名称", required=True),
        Column(
            "kind",
            "类型",
            "choice",
            default="news",
            choices=tuple(zip(COLUMN_KINDS, LABELS, strict=True)),
        ),
        Column(
            "department", "责任科室", "id", required=True, note="写作“单位-代码”，如 city-office"
        ),
        Column("editors", "编辑", "ids", note="用户名，多个用顿号隔开"),
        Column("approver", "审核人", "id", note="用户名"),
        Column("supervising_leader", "分管领导", "id", note="用户名"),
        Column("max_age_days", "最长更新间隔（天）", "integer", note="不填表示不限"),
        Column("order", "排序", "integer", default=0, note="数字小的在前"),
    )

    def export(self) -> Iterable[Values]:
        """Return the columns, unit by unit, in order."""
        rows = organisation().columns.rows.values()
        return [asdict(row) for row in sorted(rows, key=lambda row: (row.unit, row.order, row.id))]

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values as they are."""
        return values

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Refuse bad ids, and units, departments and people that are not there."""
        values = row.values
        if not COLUMN_ID.fullmatch(values["id"]):
            yield (
                "id",
                _(
                    "error_column_id",
                    default="It begins with a lower-case letter; lower-case letters, digits and "
                    "hyphens only.",
                ),
            )
        if not book.has("units", values["unit"]):
            yield "unit", unknown_unit(values["unit"])
        unit, _hyphen, code = values["department"].partition("-")
        if unit != values["unit"] or not book.has("departments", unit, code):
            yield (
                "department",
                _(
                    "error_column_department",
                    default="The unit ${unit} has no department ${department}.",
                    mapping={"unit": values["unit"], "department": values["department"]},
                ),
            )
        yield from self._people(values, book)
        age = values["max_age_days"]
        if age is not None and not 1 <= age <= LONGEST_AGE:
            yield (
                "max_age_days",
                _("error_column_age", default="It must be 1 to 3650 days, or empty."),
            )

    def _people(self, values: Values, book: Book) -> Iterator[tuple[str, str]]:
        named = [("editors", user_id) for user_id in values["editors"]]
        named += [(name, values[name]) for name in ("approver", "supervising_leader")]
        for column, user_id in named:
            if user_id and not book.has("people", user_id):
                yield (
                    column,
                    _(
                        "error_column_person",
                        default="There is nobody with the user name ${user}.",
                        mapping={"user": user_id},
                    ),
                )

    def apply(self, changes: Iterable[Change], session: Session) -> None:
        """Keep the rows."""
        table = organisation(create=True).columns
        for change in changes:
            plan = ColumnPlan(**{**change.values, "editors": tuple(change.values["editors"])})
            table.put(f"{plan.unit}/{plan.id}", plan)

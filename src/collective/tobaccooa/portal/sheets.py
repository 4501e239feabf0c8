"""The workbook sheet 栏目: which columns each unit's portal has, and who keeps them.

Importing makes and changes the columns themselves. Source: the pilot's rules on who maintains,
approves and supervises a column (seed).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.organisation.workbook.interfaces import IWorkbookSheet
from collective.tobaccooa.organisation.workbook.model import Book
from collective.tobaccooa.organisation.workbook.model import Change
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import CREATED
from collective.tobaccooa.organisation.workbook.model import Row
from collective.tobaccooa.organisation.workbook.model import Session
from collective.tobaccooa.organisation.workbook.model import Values
from collective.tobaccooa.organisation.workbook.unit_sheets import unknown_unit
from collective.tobaccooa.portal.columns import add_column
from collective.tobaccooa.portal.columns import change_column
from collective.tobaccooa.portal.columns import check_column_id
from collective.tobaccooa.portal.columns import column_in
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.finding import units_with_pages
from collective.tobaccooa.portal.model import EVERYBODY
from collective.tobaccooa.portal.model import KINDS
from typing import Any
from zope.interface import implementer


LABELS = (
    "新闻", "通知公告", "图文", "滚动消息", "下载", "链接", "列表", "公开公文", "外部信息",
)  # fmt: skip
LONGEST_AGE = 3650
#: Columns of the sheet that have another name in the content.
RENAMED = {"order": "position"}


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
            choices=tuple(zip(KINDS, LABELS, strict=True)),
        ),
        Column(
            "department", "责任科室", "id", required=True, note="写作“单位-代码”，如 city-office"
        ),
        Column("editors", "编辑", "ids", note="用户名，多个用顿号隔开"),
        Column("approver", "审核人", "id", note="用户名"),
        Column("supervising_leader", "分管领导", "id", note="用户名"),
        Column("max_age_days", "最长更新间隔（天）", "integer", note="不填表示不限"),
        Column("order", "排序", "integer", default=0, note="数字小的在前"),
        Column(
            "audience",
            "阅读范围",
            "choice",
            default=EVERYBODY,
            choices=(("everybody", "所有人"), ("staff", "登录人员")),
        ),
        Column("rises_to", "可报送至", "id", note="市局门户的栏目标识，不填表示不报送"),
        Column("feed_url", "外部信息地址", note="类型为“外部信息”时的 RSS 或 Atom 地址"),
        Column("closed", "停止更新", "yesno", default=False, note="填“是”后只能查阅"),
    )

    def export(self) -> Iterable[Values]:
        """Return the columns, unit by unit, in order."""
        return [
            self._row(unit.code, column)
            for unit, content in units_with_pages()
            for column in columns_of(content)
        ]

    def _row(self, unit: str, column: Any) -> Values:
        row: Values = {"unit": unit, "id": column.getId()}
        for each in self.columns[2:]:
            value = getattr(column, RENAMED.get(each.id, each.id))
            row[each.id] = value if value is not None or each.kind == "integer" else ""
        return row | {"editors": tuple(row["editors"] or ())}

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values as they are."""
        return values

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Refuse bad ids, and units, departments and people that are not there."""
        values = row.values
        try:
            check_column_id(values["id"])
        except InvalidInput as error:
            yield "id", error.message
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
        yield from self._outside(values, book)
        age = values["max_age_days"]
        if age is not None and not 1 <= age <= LONGEST_AGE:
            yield (
                "max_age_days",
                _("error_column_age", default="It must be 1 to 3650 days, or empty."),
            )

    def _outside(self, values: Values, book: Book) -> Iterator[tuple[str, str]]:
        target = values["rises_to"]
        if target and not book.has("columns", ROOT_UNIT, target):
            yield (
                "rises_to",
                _(
                    "error_column_rises_to",
                    default="The city portal has no column ${id}.",
                    mapping={"id": target},
                ),
            )
        address = values["feed_url"].lower()
        if address and not address.startswith(("http://", "https://")):
            yield (
                "feed_url",
                _(
                    "error_feed_address",
                    default="The feed's address must begin with http or https.",
                ),
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
        """Make and change the columns."""
        for change in changes:
            unit_object = directory().unit_object(change.values["unit"])
            values = {
                RENAMED.get(name, name): value
                for name, value in change.values.items()
                if name not in ("unit", "id")
            }
            values["editors"] = tuple(values["editors"])
            values["feed_url"] = values["feed_url"] or None
            if change.kind == CREATED:
                add_column(unit_object, change.values["id"], values)
            else:
                change_column(column_in(unit_object, change.values["id"]), values)

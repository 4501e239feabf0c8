"""The workbook's sheet 特送: how far each post may send a document specially."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.organisation.workbook.interfaces import IWorkbookSheet
from collective.tobaccooa.organisation.workbook.model import Book
from collective.tobaccooa.organisation.workbook.model import Change
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import Row
from collective.tobaccooa.organisation.workbook.model import Session
from collective.tobaccooa.organisation.workbook.model import Values
from collective.tobaccooa.workflows.policy import ANY
from collective.tobaccooa.workflows.policy import HEAD
from collective.tobaccooa.workflows.policy import PolicyRow
from collective.tobaccooa.workflows.policy import STAFF
from collective.tobaccooa.workflows.policy import stored_policies
from collective.tobaccooa.workflows.policy_saving import put_policies
from typing import Any
from zope.interface import implementer


#: Labels of the file format; the pages say the same in their own words.
POST_LABELS = (
    ("leader", "局长"),
    ("deputy", "分管领导"),
    ("director", "办公室主任"),
    ("clerk", "文书"),
    ("sealkeeper", "印章管理员"),
    ("archivist", "档案员"),
    ("editor", "门户编辑"),
    ("approver", "门户审核人"),
    ("admin", "应用管理员"),
    (HEAD, "科室负责人"),
    (STAFF, "其他人员"),
)
SCOPE_LABELS = (
    ("unit", "本单位任何人"),
    ("chain", "本流程的办理人"),
    ("participants", "已参与办理的人"),
    ("none", "不得特送"),
)


@implementer(IWorkbookSheet)
class PoliciesSheet:
    """To whom the holders of a post may send a document specially, by unit."""

    name = "special_delivery"
    title = "特送"
    order = 55
    columns = (
        Column("unit", "单位", "id", key=True, default=ANY, note="单位代码；* 表示所有单位"),
        Column("post", "岗位", "choice", key=True, required=True, choices=POST_LABELS),
        Column("scope", "可送范围", "choice", required=True, choices=SCOPE_LABELS),
    )

    def export(self) -> Iterable[Values]:
        """Return the stored rows."""
        return [
            {"unit": row.unit, "post": row.post, "scope": str(row.scope)}
            for row in stored_policies()
        ]

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Nothing to unify: every cell has one form."""
        return values

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Refuse unknown units; posts and scopes are choices."""
        unit = row.values["unit"]
        if unit != ANY and not book.has("units", unit):
            yield (
                "unit",
                _(
                    "error_chain_unit",
                    default="There is no unit ${code}; * stands for all.",
                    mapping={"code": unit},
                ),
            )

    def apply(self, changes: Iterable[Change], session: Session) -> None:
        """Store the rows."""
        actor = getSecurityManager().getUser().getId() or ""
        put_policies([PolicyRow(**change.values) for change in changes], actor, "工作簿")

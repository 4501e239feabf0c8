"""The workbook's sheet 流程: the chain table as rows that an administrator can read and change."""

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
from collective.tobaccooa.workflows.chain_rules import put_rows
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from collective.tobaccooa.workflows.table import ANY
from collective.tobaccooa.workflows.table import ChainRow
from collective.tobaccooa.workflows.table import faults
from collective.tobaccooa.workflows.table import stored_rows
from typing import Any
from zope.interface import implementer


def step_choices() -> tuple[tuple[str, str], ...]:
    """Every work step of every chain with its Chinese title."""
    return tuple(
        (step.id, step.title_zh)
        for chain_id in CHAIN_IDS
        for step in chain(chain_id).steps
        if step.kind == "work"
    )


FAULTS = {
    "unknown_chain": _("error_chain_unknown", default="There is no such chain."),
    "unknown_step": _("error_chain_step_unknown", default="This chain has no such step."),
    "unknown_applies": _(
        "error_chain_applies", default="It must be always, optional, if_chosen or never."
    ),
    "first_step_always": _(
        "error_chain_first_step", default="The first step of a chain always applies."
    ),
    "unknown_taken_by": _(
        "error_chain_taken_by",
        default="Name who takes the step: drafter, head, heads, staff or post:<post>, separated "
        "by spaces, the default first.",
    ),
    "unknown_mode": _("error_chain_mode", default="The mode must be all, any or serial."),
    "bad_limit": _(
        "error_chain_limit",
        default="The time limit must be 0.5 to 250 working days in half days, or empty.",
    ),
}


@implementer(IWorkbookSheet)
class ChainsSheet:
    """Which steps apply in which unit, who takes them, how long they may take."""

    name = "chains"
    title = "流程"
    order = 50
    columns = (
        Column("unit", "单位", "id", key=True, default=ANY, note="单位代码；* 表示所有单位"),
        Column(
            "chain",
            "流程",
            "choice",
            key=True,
            required=True,
            choices=tuple((c, chain(c).title_zh) for c in CHAIN_IDS),
        ),
        Column("document_type", "文种", "id", key=True, default=ANY, note="* 表示所有文种"),
        Column("step", "环节", "choice", key=True, required=True, choices=step_choices()),
        Column(
            "applies",
            "适用",
            "choice",
            default="always",
            choices=(
                ("always", "必经"),
                ("optional", "可跳过"),
                ("if_chosen", "选择时经过"),
                ("never", "不设"),
            ),
        ),
        Column(
            "taken_by",
            "办理人",
            "tokens",
            required=True,
            note="drafter 拟稿人、head 本科室负责人、heads 各科室负责人、staff 本单位人员、"
            "post:岗位；第一个为默认",
        ),
        Column(
            "mode",
            "多人办理",
            "choice",
            default="any",
            choices=(("all", "全部"), ("any", "任一"), ("serial", "依次")),
        ),
        Column("limit_days", "时限（工作日）", "halves", note="可填半天，如 0.5；不填表示不限"),
    )

    def export(self) -> Iterable[Values]:
        """Return the rows of the chain table."""
        return [
            {
                "unit": row.unit,
                "chain": row.chain,
                "document_type": row.document_type,
                "step": row.step,
                "applies": row.applies,
                "taken_by": row.taken_by,
                "mode": row.mode,
                "limit_days": row.limit_days,
            }
            for row in stored_rows()
        ]

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Nothing to unify: every cell has one form."""
        return values

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Refuse unknown units, and whatever the chain's spec does not know."""
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
        for column, code in faults(self._row(row.values)):
            yield column, FAULTS[code]

    def apply(self, changes: Iterable[Change], session: Session) -> None:
        """Store the rows; documents under way keep their plan.

        :raises Refused: documents would get stuck somewhere.
        """
        actor = getSecurityManager().getUser().getId() or ""
        put_rows([self._row(change.values) for change in changes], actor, "工作簿")

    def _row(self, values: Values) -> ChainRow:
        return ChainRow(**{**values, "taken_by": tuple(values["taken_by"])})

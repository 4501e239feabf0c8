"""The workbook sheets 印章 and 文头: seals and letterheads of all units."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.documents.numbering import check_organ_code
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.workbook.interfaces import IWorkbookSheet
from collective.tobaccooa.organisation.workbook.model import Book
from collective.tobaccooa.organisation.workbook.model import Change
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import CREATED
from collective.tobaccooa.organisation.workbook.model import Row
from collective.tobaccooa.organisation.workbook.model import Session
from collective.tobaccooa.organisation.workbook.model import Values
from collective.tobaccooa.rendition.letterheads import letterheads_in
from collective.tobaccooa.rendition.seals import seals_in
from collective.tobaccooa.rendition.vocabularies import FORMS
from plone.dexterity.utils import createContentInContainer
from typing import Any
from zope.interface import implementer
from zope.lifecycleevent import modified

import re


ID = re.compile(r"[a-z][a-z0-9-]{0,40}")
VALIDITY = (
    Column("valid_from", "启用日期", "date", note="不填为一直有效"),
    Column("valid_until", "停用日期", "date", note="最后可用的一天；不填为一直有效"),
)


def _common(row: Row, book: Book) -> Iterator[tuple[str, str]]:
    """Check what both sheets have: the unit and the id."""
    if not book.has("units", row.values["unit"]):
        yield (
            "unit",
            _(
                "error_no_such_unit",
                default="There is no unit ${code}.",
                mapping={"code": row.values["unit"]},
            ),
        )
    if not ID.fullmatch(row.values["id"]):
        yield (
            "id",
            _(
                "error_sheet_id",
                default="An id has lower-case letters, digits and hyphens; a letter comes first.",
            ),
        )


def _write(folder_name: str, portal_type: str, changes: Iterable[Change]) -> None:
    for change in changes:
        values = {k: v for k, v in change.values.items() if k not in ("unit", "id")}
        folder = directory().unit_object(change.values["unit"])._getOb(folder_name)
        if change.kind == CREATED:
            createContentInContainer(
                folder, portal_type, checkConstraints=False, id=change.values["id"], **values
            )
            continue
        content = folder._getOb(change.values["id"])
        for name, value in values.items():
            setattr(content, name, value)
        modified(content)


def _rows(columns: tuple[Column, ...], found) -> list[dict[str, Any]]:
    names = [column.id for column in columns if column.id not in ("unit", "id")]
    return [
        {"unit": unit.code, "id": item.getId()} | {name: getattr(item, name) for name in names}
        for unit in directory().units()
        for item in found(unit.code)
    ]


@implementer(IWorkbookSheet)
class SealsSheet:
    """Seals and the posts that keep them."""

    name = "seals"
    title = "印章"
    order = 60
    columns = (
        Column("unit", "单位", "id", key=True, note="单位代码"),
        Column("id", "标识", "id", key=True, note="小写字母、数字和短横线，如 bureau"),
        Column("title", "印章名称", required=True, note="印文"),
        Column(
            "keeper_post",
            "保管岗位",
            "choice",
            default="sealkeeper",
            choices=(("sealkeeper", "印章管理员"), ("clerk", "文书"), ("director", "办公室主任")),
        ),
        *VALIDITY,
    )

    def export(self) -> Iterable[Values]:
        """Return the seals, unit by unit."""
        return _rows(self.columns, seals_in)

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values as they are."""
        return values

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Refuse unknown units and bad ids."""
        yield from _common(row, book)

    def apply(self, changes: Iterable[Change], session: Session) -> None:
        """Add and change seals."""
        _write("seals", "Seal", changes)


@implementer(IWorkbookSheet)
class LetterheadsSheet:
    """Letterheads: organ mark, organ code, seal, and whose default they are."""

    name = "letterheads"
    title = "文头"
    order = 70
    columns = (
        Column("unit", "单位", "id", key=True, note="单位代码"),
        Column("id", "标识", "id", key=True, note="小写字母、数字和短横线，如 office"),
        Column("title", "名称", required=True),
        Column(
            "identity",
            "身份",
            "choice",
            default="bureau",
            choices=(("bureau", "局"), ("company", "公司")),
        ),
        Column("organ_mark", "发文机关标志", required=True, note="版头红字，不含“文件”二字"),
        Column("organ_code", "机关代字", required=True, note="2 至 12 个汉字，如 云烟办"),
        Column(
            "form",
            "格式",
            "choice",
            default="document",
            choices=tuple((token, chinese) for token, chinese, title in FORMS),
        ),
        Column("signature", "署名", note="正文后的机关名称；不填同发文机关标志"),
        Column("seal", "印章", "id", note="同一单位的印章标识"),
        Column("departments", "默认科室", "ids", note="以此为默认文头的科室代码，多个用顿号隔开"),
        *VALIDITY,
    )

    def export(self) -> Iterable[Values]:
        """Return the letterheads, unit by unit."""
        return _rows(self.columns, letterheads_in)

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Clean the organ code where it can be read."""
        try:
            values["organ_code"] = check_organ_code(values["organ_code"])
        except InvalidInput:
            return values
        return values

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Refuse what a letterhead cannot refer to, and an organ code of another unit."""
        yield from _common(row, book)
        values = row.values
        try:
            check_organ_code(values["organ_code"])
        except InvalidInput as error:
            yield "organ_code", error.message
        for other in book.rows("letterheads"):
            if other["organ_code"] == values["organ_code"] and other["unit"] != values["unit"]:
                yield (
                    "organ_code",
                    _(
                        "error_organ_code_taken",
                        default="The organ code ${code} belongs to the unit ${unit} already; "
                        "numbers of two units would mix.",
                        mapping={"code": values["organ_code"], "unit": other["unit"]},
                    ),
                )
                break
        if values["seal"] and not book.has("seals", values["unit"], values["seal"]):
            yield (
                "seal",
                _(
                    "error_no_such_seal",
                    default="The unit has no seal ${seal}; enter it in the sheet of seals first.",
                    mapping={"seal": values["seal"]},
                ),
            )
        for code in values["departments"]:
            if not book.has("departments", values["unit"], code):
                yield (
                    "departments",
                    _(
                        "error_no_such_department_code",
                        default="The unit has no department ${code}.",
                        mapping={"code": code},
                    ),
                )

    def apply(self, changes: Iterable[Change], session: Session) -> None:
        """Add and change letterheads."""
        _write("letterheads", "Letterhead", changes)

"""The sheets 单位 and 科室."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.organisation import units
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Department
from collective.tobaccooa.organisation.model import Identity
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.organisation.principals import is_code
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.organisation.workbook.interfaces import IWorkbookSheet
from collective.tobaccooa.organisation.workbook.model import Book
from collective.tobaccooa.organisation.workbook.model import Change
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import CREATED
from collective.tobaccooa.organisation.workbook.model import Row
from collective.tobaccooa.organisation.workbook.model import Session
from collective.tobaccooa.organisation.workbook.model import Values
from plone import api
from typing import Any
from zope.interface import implementer


CODE_NOTE = "小写字母和数字，字母开头，确定后不能改"


def bad_code() -> str:
    """Return what is wrong with a code."""
    return _(
        "error_code",
        default="A code has lower-case letters and digits only and begins with a letter.",
    )


def unknown_unit(code: str) -> str:
    """Return that there is no such unit, neither in the site nor in the workbook."""
    return _("error_no_such_unit", default="There is no unit ${code}.", mapping={"code": code})


@implementer(IWorkbookSheet)
class UnitsSheet:
    """Units; the row of the root unit (`city`) sets its titles and identities."""

    name = "units"
    title = "单位"
    order = 10
    columns = (
        Column("code", "代码", "id", key=True, note=CODE_NOTE + "；市局（公司）本级填 city"),
        Column("title", "全称", required=True),
        Column("short_title", "简称"),
        Column(
            "kind",
            "类别",
            "choice",
            default="county",
            choices=(("city", "市级"), ("county", "县级"), ("other", "其他")),
        ),
        Column("parent", "上级单位", "id", note="上级单位的代码；不填为 city"),
        Column("order", "排序", "integer", default=0, note="数字小的在前"),
        Column("bureau_title", "局名称", note="局的法定全称"),
        Column("bureau_short_title", "局简称"),
        Column("company_title", "公司名称", note="公司的法定全称"),
        Column("company_short_title", "公司简称"),
    )

    def export(self) -> Iterable[Values]:
        """Return all units, each before those below it."""
        return [self._row(unit) for unit in directory().units()]

    def _row(self, unit: Unit) -> dict[str, Any]:
        row: dict[str, Any] = {
            "code": unit.code,
            "title": unit.title,
            "short_title": unit.short_title,
            "kind": unit.kind,
            "parent": unit.parent or "",
            "order": unit.order,
        }
        for token in ("bureau", "company"):
            identity = unit.identity(token)
            row[f"{token}_title"] = identity.title if identity else ""
            row[f"{token}_short_title"] = identity.short_title if identity else ""
        return row

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Put units that name no parent below the root; an identity needs its full name."""
        if values["code"] != ROOT_UNIT and not values["parent"]:
            values["parent"] = ROOT_UNIT
        for token in ("bureau", "company"):
            if not values[f"{token}_title"]:
                values[f"{token}_short_title"] = ""
        return values

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Refuse bad codes, unknown parents and circles."""
        code, parent = row.values["code"], row.values["parent"]
        if not is_code(code):
            yield "code", bad_code()
        if code == ROOT_UNIT:
            if parent:
                yield (
                    "parent",
                    _("error_root_parent", default="The root unit has no unit above it."),
                )
            return
        if not book.has("units", parent):
            yield "parent", unknown_unit(parent)
            return
        above = [code]
        while parent and parent not in above:
            above.append(parent)
            known = book.row("units", parent)
            parent = known["parent"] if known else ""
        if parent:
            yield (
                "parent",
                _("error_unit_circle", default="The units above this one lead back to itself."),
            )

    def apply(self, changes: Iterable[Change], session: Session) -> None:
        """Add and change units, a unit after the one above it."""
        waiting = list(changes)
        while waiting:
            later = [change for change in waiting if not self._may(change)]
            for change in waiting:
                if change not in later:
                    self._apply(change)
            if len(later) == len(waiting):
                directory().unit(later[0].values["parent"])
            waiting = later

    def _may(self, change: Change) -> bool:
        return not change.values["parent"] or directory().has_unit(change.values["parent"])

    def _apply(self, change: Change) -> None:
        unit = unit_of_row(change.values)
        if unit.code == ROOT_UNIT:
            units.set_root(unit)
        elif change.kind == CREATED:
            units.add_unit(unit)
        else:
            if change.before and change.before["parent"] != unit.parent:
                known = directory()
                source, target = known.unit_object(unit.code), known.unit_object(unit.parent)
                api.content.move(source, target)
            units.change_unit(unit)


def unit_of_row(values: Values) -> Unit:
    """Return the unit that a row describes."""
    identities = tuple(
        Identity(token, values[f"{token}_title"], values[f"{token}_short_title"])
        for token in ("bureau", "company")
        if values[f"{token}_title"]
    )
    return Unit(
        values["code"],
        values["title"],
        values["short_title"],
        values["kind"],
        values["order"] or 0,
        values["parent"] or None,
        "",
        identities,
    )


@implementer(IWorkbookSheet)
class DepartmentsSheet:
    """Departments of all units; others name one as `<unit>-<code>`."""

    name = "departments"
    title = "科室"
    order = 20
    columns = (
        Column("unit", "单位", "id", key=True, note="单位代码"),
        Column(
            "code",
            "代码",
            "id",
            key=True,
            note=CODE_NOTE + "；其他表写作“单位-代码”，如 city-finance",
        ),
        Column("title", "名称", required=True),
        Column("order", "排序", "integer", default=0, note="数字小的在前"),
    )

    def export(self) -> Iterable[Values]:
        """Return the departments, unit by unit."""
        known = directory()
        return [
            {"unit": row.unit, "code": row.code, "title": row.title, "order": row.order}
            for unit in known.units()
            for row in known.departments(unit.code)
        ]

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values as they are."""
        return values

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Refuse bad codes and unknown units."""
        if not is_code(row.values["code"]):
            yield "code", bad_code()
        if not book.has("units", row.values["unit"]):
            yield "unit", unknown_unit(row.values["unit"])

    def apply(self, changes: Iterable[Change], session: Session) -> None:
        """Add and change departments."""
        for change in changes:
            values = change.values
            department = Department(
                f"{values['unit']}-{values['code']}",
                values["code"],
                values["unit"],
                values["title"],
                values["order"] or 0,
            )
            if change.kind == CREATED:
                units.add_department(department)
            else:
                units.change_department(department)

"""The sheets 人员 and 岗位."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.organisation import accounts
from collective.tobaccooa.organisation import people
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Person
from collective.tobaccooa.organisation.principals import department_of
from collective.tobaccooa.organisation.principals import department_principal
from collective.tobaccooa.organisation.principals import head_principal
from collective.tobaccooa.organisation.principals import headed_by
from collective.tobaccooa.organisation.principals import is_user_id
from collective.tobaccooa.organisation.principals import post_of
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import POSTS
from collective.tobaccooa.organisation.principals import unit_principal
from collective.tobaccooa.organisation.workbook.interfaces import IWorkbookSheet
from collective.tobaccooa.organisation.workbook.model import Book
from collective.tobaccooa.organisation.workbook.model import Change
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import CREATED
from collective.tobaccooa.organisation.workbook.model import OneTimePassword
from collective.tobaccooa.organisation.workbook.model import Row
from collective.tobaccooa.organisation.workbook.model import Session
from collective.tobaccooa.organisation.workbook.model import Values
from collective.tobaccooa.organisation.workbook.unit_sheets import unknown_unit
from dataclasses import replace
from typing import Any
from zope.interface import implementer


POST_LABELS = (
    ("leader", "局长"),
    ("deputy", "分管领导"),
    ("director", "办公室主任"),
    ("clerk", "文书"),
    ("sealkeeper", "印章管理员"),
    ("archivist", "档案员"),
    ("editor", "栏目编辑"),
    ("approver", "栏目审核人"),
    ("admin", "应用管理员"),
)


def unit_of_department(department_id: str) -> str:
    """Return the unit code in a department id."""
    return department_id.partition("-")[0]


def serves_in(values: Values) -> set[str]:
    """Return the units that a row of the people sheet puts its person into."""
    departments = {*values["departments"], *values["heads"]}
    if values["department"]:
        departments.add(values["department"])
    return {values["unit"], *values["units"], *map(unit_of_department, departments)}


def groups_of(values: Values) -> set[str]:
    """Return the groups that a row of the people sheet puts its person into, without posts."""
    departments = {*values["departments"], *values["heads"]}
    if values["department"]:
        departments.add(values["department"])
    return {
        *(unit_principal(code) for code in serves_in(values)),
        *(department_principal(each) for each in departments),
        *(head_principal(each) for each in values["heads"]),
    }


@implementer(IWorkbookSheet)
class PeopleSheet:
    """People, where they belong and what they head. Passwords are no part of it."""

    name = "people"
    title = "人员"
    order = 30
    columns = (
        Column(
            "id",
            "用户名",
            "id",
            key=True,
            max_length=64,
            note="登录名：字母、数字、-，确定后不能改",
        ),
        Column("fullname", "姓名", "name", required=True, max_length=60),
        Column("job_title", "职务", max_length=60),
        Column("order", "排序", "integer", default=0, note="名单中的先后，数字小的在前"),
        Column("unit", "单位", "id", required=True, note="主要工作的单位代码"),
        Column("department", "科室", "id", note="主要科室，写作“单位-代码”，如 city-finance"),
        Column("heads", "负责科室", "ids", note="任负责人的科室，多个用顿号隔开"),
        Column("departments", "兼任科室", "ids", note="还在哪些科室工作"),
        Column("units", "兼任单位", "ids", note="还在哪些单位工作"),
        Column("email", "邮箱", max_length=200, note="电子邮件地址，用于发送通知；没有可不填"),
        Column(
            "active", "在职", "yesno", default=True, note="离开填“否”：不能再登录，姓名保留在记录中"
        ),
    )

    def export(self) -> Iterable[Values]:
        """Return everybody ever entered, by rank."""
        known = directory()
        return [self._row(known, person) for person in known.people()]

    def _row(self, known: Directory, person: Person) -> dict[str, Any]:
        groups = known.principals_of(person.id)
        values = {
            "id": person.id,
            "fullname": person.fullname,
            "job_title": person.job_title,
            "order": person.order,
            "unit": person.unit or "",
            "department": person.department or "",
            "heads": tuple(filter(None, map(headed_by, groups))),
            "departments": tuple(filter(None, map(department_of, groups))),
            "units": tuple(known.units_of(person.id)),
            "email": accounts.email_of(person.id),
            "active": person.active,
        }
        return self.canonical(values)

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Leave out what follows from other columns; who left belongs nowhere."""
        if not values["active"]:
            return {**values, "heads": (), "departments": (), "units": ()}
        values["heads"] = tuple(sorted(values["heads"]))
        implied = {values["department"], *values["heads"]}
        values["departments"] = tuple(sorted(set(values["departments"]) - implied))
        follow = serves_in({**values, "units": ()})
        values["units"] = tuple(sorted(set(values["units"]) - follow))
        return values

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Refuse bad user names, unknown units and departments."""
        values = row.values
        if not is_user_id(values["id"]):
            yield (
                "id",
                _(
                    "error_user_id",
                    default="${id} cannot be a user name: use letters, digits, - and . only.",
                    mapping={"id": values["id"]},
                ),
            )
        elif accounts.belongs_above(values["id"]):
            yield "id", people.taken_by_instance(values["id"])
        if values["email"] and not accounts.is_email(values["email"]):
            yield "email", accounts.bad_email(values["email"])
        for column, codes in (("unit", (values["unit"],)), ("units", values["units"])):
            for code in codes:
                if not book.has("units", code):
                    yield column, unknown_unit(code)
        single = (values["department"],) if values["department"] else ()
        for column, ids in (
            ("department", single),
            ("heads", values["heads"]),
            ("departments", values["departments"]),
        ):
            for each in ids:
                unit, _dash, code = each.partition("-")
                if not book.has("departments", unit, code):
                    yield (
                        column,
                        _(
                            "error_no_such_department",
                            default="There is no department ${id}.",
                            mapping={"id": each},
                        ),
                    )

    def apply(self, changes: Iterable[Change], session: Session) -> None:
        """Enter and change people; new ones get a password."""
        for change in changes:
            values = change.values
            if change.kind == CREATED:
                self._enter(values, session)
            else:
                self._change(values, session)
            accounts.set_email(values["id"], values["email"])
            if not values["active"] and directory().person(values["id"]).active:
                people.deactivate(values["id"])

    def _enter(self, values: Values, session: Session) -> None:
        given = people.add_person(
            person_of_row(values, Person(values["id"], values["fullname"])),
            groups_of(values),
            password=session.password,
            must_change=session.password is None,
        )
        if given and session.password is None and values["active"]:
            session.passwords.append(OneTimePassword(values["id"], values["fullname"], given))

    def _change(self, values: Values, session: Session) -> None:
        known = directory()
        person = known.person(values["id"])
        people.put_person(replace(person_of_row(values, person), active=person.active))
        if not values["active"]:
            return
        if not person.active:
            given = people.reactivate(values["id"])
            session.passwords.append(OneTimePassword(values["id"], values["fullname"], given))
        posts = {group for group in known.principals_of(person.id) if post_of(group)}
        people.put_membership(person.id, groups_of(values) | posts)


def person_of_row(values: Values, known: Person) -> Person:
    """Return the facts that a row gives to a person; the absence stays."""
    return replace(
        known,
        fullname=values["fullname"],
        job_title=values["job_title"],
        order=values["order"] or 0,
        unit=values["unit"],
        department=values["department"] or None,
        active=True,
    )


@implementer(IWorkbookSheet)
class PostsSheet:
    """Who holds which post; a row names all holders, an empty one leaves the post vacant."""

    name = "posts"
    title = "岗位"
    order = 40
    columns = (
        Column("unit", "单位", "id", key=True, note="单位代码"),
        Column("post", "岗位", "choice", key=True, choices=POST_LABELS),
        Column("people", "人员", "ids", max_length=2000, note="用户名，多个用顿号隔开；不填为空缺"),
    )

    def export(self) -> Iterable[Values]:
        """Return every post of every unit."""
        known = directory()
        return [
            {
                "unit": unit.code,
                "post": post,
                "people": tuple(sorted(known.members(post_principal(unit.code, post)))),
            }
            for unit in known.units()
            for post in POSTS
        ]

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values as they are."""
        return values

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Refuse unknown units, and people who don't work in the unit."""
        unit = row.values["unit"]
        if not book.has("units", unit):
            yield "unit", unknown_unit(unit)
            return
        for user_id in row.values["people"]:
            person = book.row("people", user_id)
            if person is None or not person["active"]:
                message = _(
                    "error_post_nobody",
                    default="${id} is not among the active people of the workbook or the site.",
                    mapping={"id": user_id},
                )
                yield "people", message
            elif unit not in serves_in(person):
                message = _(
                    "error_post_elsewhere",
                    default="${id} does not work in ${unit}; add the unit in the sheet 人员.",
                    mapping={"id": user_id, "unit": unit},
                )
                yield "people", message

    def apply(self, changes: Iterable[Change], session: Session) -> None:
        """Give the posts to those named."""
        for change in changes:
            values = change.values
            people.put_post(post_principal(values["unit"], values["post"]), values["people"])

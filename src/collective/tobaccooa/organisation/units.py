"""Make units and departments and keep the directory's copy of them. The only writer of both."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.organisation.content import OfficeFolder
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.events import UnitPrepared
from collective.tobaccooa.organisation.groups import ensure_department_groups
from collective.tobaccooa.organisation.groups import ensure_unit_groups
from collective.tobaccooa.organisation.model import Department
from collective.tobaccooa.organisation.model import Identity
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.organisation.store import organisation
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.event import notify
from zope.lifecycleevent import modified
from zope.lifecycleevent import ObjectCreatedEvent


UNIT_FOLDERS = {
    "departments": _("title_departments_folder", default="Departments"),
    "gongwen": _("title_documents_folder", default="Official documents"),
    "letterheads": _("title_letterheads_folder", default="Letterheads"),
    "seals": _("title_seals_folder", default="Seals"),
}
READING = ("View", "Access contents information", "List folder contents")
STAFF = ("Member", "OA Administrator", "Site Administrator", "Manager")


def office_folder(parent: Any, folder_id: str, title: str) -> Any:
    """Return the folder `folder_id` in `parent`, made if it is missing.

    It is made without the events of adding: no catalogue entry, no intid, no ordering list, so
    that two writers who make folders in the same place don't conflict over anything else.
    """
    found = parent._getOb(folder_id, None)
    if found is not None:
        return found
    folder = OfficeFolder(folder_id)
    folder.portal_type = "OfficeFolder"
    folder.title = title
    notify(ObjectCreatedEvent(folder))
    parent._setObject(folder_id, folder, suppress_events=True)
    return parent._getOb(folder_id)


def prepare_unit(unit_object: Any, code: str) -> None:
    """Give a unit its folders and groups and tell it; may be repeated.

    The folders are for signed-in staff; what lies in them has rights of its own.
    """
    unit = directory().unit(code)
    for folder_id, title in UNIT_FOLDERS.items():
        if unit_object._getOb(folder_id, None) is None:
            folder = office_folder(unit_object, folder_id, write_down(title))
            for permission in READING:
                folder.manage_permission(permission, STAFF, acquire=0)
    ensure_unit_groups(unit_object, code, unit.short_title or unit.title)
    notify(UnitPrepared(unit_object, code))


def prepare_root(title: str, short_title: str) -> None:
    """Make the root unit (代码 city) if the site has none yet; may be repeated."""
    record = organisation(create=True)
    if ROOT_UNIT not in record.units.rows:
        record.units.put(ROOT_UNIT, Unit(ROOT_UNIT, title, short_title, kind="city"))
        record.paths.put(ROOT_UNIT, ())
    prepare_unit(api.portal.get(), ROOT_UNIT)


def set_root(unit: Unit) -> None:
    """Set titles, kind and identities of the root unit; its code and place stay."""
    record = organisation(create=True)
    kept = Unit(
        ROOT_UNIT, unit.title, unit.short_title, unit.kind, unit.order, None, "", unit.identities
    )
    record.units.put(ROOT_UNIT, kept)
    portal = api.portal.get()
    if portal.title != unit.title:
        portal.setTitle(unit.title)
        api.portal.set_registry_record("plone.site_title", unit.title)
    ensure_unit_groups(portal, ROOT_UNIT, unit.short_title or unit.title)


def add_unit(unit: Unit) -> Any:
    """Add the SubPortal of a unit below its parent, in the order of `unit.order`.

    :param unit: `uid` is ignored; `parent` is a code.
    :returns: the SubPortal.
    :raises InvalidInput: the code is taken.
    :raises NotHere: there is no such parent.
    """
    refuse_taken_code(unit.code, "")
    parent = directory().unit_object(unit.parent or ROOT_UNIT)
    added = createContentInContainer(
        parent,
        "SubPortal",
        checkConstraints=False,
        id=unit.code,
        code=unit.code,
        **unit_values(unit),
    )
    return added


def change_unit(unit: Unit) -> None:
    """Write changed titles, kind, order and identities to the unit's content."""
    content = directory().unit_object(unit.code)
    for name, value in unit_values(unit).items():
        setattr(content, name, value)
    modified(content)


def unit_values(unit: Unit) -> dict[str, Any]:
    """Return the fields of a SubPortal that say what `unit` says."""
    values: dict[str, Any] = {
        "title": unit.title,
        "short_title": unit.short_title,
        "kind": unit.kind,
        "order": unit.order,
    }
    for token in ("bureau", "company"):
        identity = unit.identity(token)
        values[f"{token}_title"] = identity.title if identity else ""
        values[f"{token}_short_title"] = identity.short_title if identity else ""
    return values


def unit_from(content: Any, parent: str) -> Unit:
    """Return what a SubPortal says as a unit below `parent`."""
    identities = tuple(
        Identity(
            token,
            getattr(content, f"{token}_title"),
            getattr(content, f"{token}_short_title", "") or "",
        )
        for token in ("bureau", "company")
        if getattr(content, f"{token}_title", "")
    )
    return Unit(
        content.code,
        content.title,
        content.short_title or "",
        content.kind,
        content.order or 0,
        parent,
        IUUID(content),
        identities,
    )


def refuse_taken_code(code: str, uid: str) -> None:
    """Refuse a code that another unit has.

    :param uid: of the content that may have it.
    :raises InvalidInput: another unit has the code, or it is the root's.
    """
    known = organisation().units.rows.get(code)
    if known is not None and known.uid != uid:
        raise InvalidInput(
            _(
                "error_unit_code_taken",
                default="The unit code ${code} is taken by ${title}; choose another.",
                mapping={"code": code, "title": known.title},
            ),
            field="code",
        )


def add_department(department: Department) -> Any:
    """Add a department below `<unit>/departments`.

    :raises NotHere: there is no such unit.
    """
    folder = directory().unit_object(department.unit)._getOb("departments")
    return createContentInContainer(
        folder,
        "Department",
        checkConstraints=False,
        id=department.code,
        title=department.title,
        order=department.order,
    )


def change_department(department: Department) -> None:
    """Write a department's changed title and rank to its content."""
    folder = directory().unit_object(department.unit)._getOb("departments")
    content = folder._getOb(department.code)
    content.title = department.title
    content.order = department.order
    modified(content)


def record_department(content: Any, unit: str) -> None:
    """Copy a department's content into the directory and make its groups."""
    department_id = f"{unit}-{content.getId()}"
    row = Department(department_id, content.getId(), unit, content.title, content.order or 0)
    organisation(create=True).departments.put(department_id, row)
    known = directory().unit(unit)
    ensure_department_groups(department_id, known.short_title or known.title, content.title)

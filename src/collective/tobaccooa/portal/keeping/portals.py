"""Make a portal with its columns, move it, close it, file it: named acts of the administrator."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Department
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.organisation.principals import is_code
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.organisation.units import add_department
from collective.tobaccooa.organisation.units import add_unit
from collective.tobaccooa.portal.columns import add_column
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.model import CLOSED
from collective.tobaccooa.portal.model import STATUSES
from collective.tobaccooa.portal.receipts.notices import end_chases_in
from collective.tobaccooa.portal.store import portal_record
from collective.tobaccooa.portal.store import touch
from collective.tobaccooa.portal.subscribers import status_changed
from plone import api
from typing import Any


#: Columns of a new portal: id, title, kind, longest age in days (gongwen 4.8), rank.
FIRST_COLUMNS = (
    ("news", _("first_column_news", default="News"), "news", 14, 10),
    ("notices", _("first_column_notices", default="Notices"), "notice", 180, 20),
    ("pictures", _("first_column_pictures", default="Pictures"), "pictures", 30, 30),
    ("downloads", _("first_column_downloads", default="Downloads"), "downloads", 180, 40),
    ("links", _("first_column_links", default="Links"), "links", None, 50),
)
OFFICE = ("office", _("first_department", default="Office"))


def create_portal(code: str, title: str, short_title: str, parent: str, kind: str) -> Any:
    """Make a unit with its office, its portal and the usual columns, kept by its posts.

    :param parent: code of the unit above.
    :returns: the SubPortal.
    :raises InvalidInput: a code that is none or taken, no title.
    :raises NotHere: there is no such parent.
    """
    if not is_code(code):
        raise InvalidInput(
            _(
                "error_code",
                default="A code has lower-case letters and digits only and begins with a letter.",
            ),
            field="code",
        )
    if not title:
        raise InvalidInput(_("error_unit_title", default="Please enter the name."), field="title")
    known = directory()
    if known.unit_object(parent)._getOb(code, None) is not None:
        raise InvalidInput(
            _(
                "error_column_id_exists",
                default="There is something with the address ${id} already; choose another.",
                mapping={"id": code},
            ),
            field="code",
        )
    rank = max((unit.order for unit in known.children(parent)), default=0) + 10
    added = add_unit(Unit(code, title, short_title or title, kind, rank, parent))
    office, office_title = OFFICE
    department = Department(f"{code}-{office}", office, code, write_down(office_title), 10)
    add_department(department)
    rising = {column.getId() for column in columns_of(api.portal.get())}
    for column_id, column_title, column_kind, age, position in FIRST_COLUMNS:
        values = {
            "title": write_down(column_title),
            "kind": column_kind,
            "department": department.id,
            "max_age_days": age,
            "position": position,
            "rises_to": column_id if column_id == "news" and column_id in rising else "",
        }
        add_column(added, column_id, values)
    return added


def set_status(unit_object: Any, status: str) -> bool:
    """Open, close or file a portal as a whole; its official documents are not touched.

    :returns: whether it had another status.
    :raises InvalidInput: no such status.
    """
    if status not in STATUSES:
        raise InvalidInput(
            _("error_portal_status", default="A portal is open, closed or filed."), field="status"
        )
    record = portal_record(unit_object, create=True)
    if record.status == status:
        return False
    record.status = status
    status_changed(unit_object)
    if status == CLOSED:
        end_chases_in(unit_object)
    return True


def move_portal(code: str, parent: str) -> Any:
    """Put a unit, with its portal and all that is below it, under another unit.

    Old addresses lead to the new ones (plone.app.redirector).

    :returns: the unit in its new place.
    :raises Refused: the root, or a place inside itself.
    :raises NotHere: there is no such unit.
    """
    known = directory()
    if code == ROOT_UNIT or parent == code or code in known.ancestors(parent):
        raise Refused(
            _("refused_portal_move", default="A unit can't be put into itself or below itself.")
        )
    content, target = known.unit_object(code), known.unit_object(parent)
    if known.unit(code).parent == parent:
        return content
    old_parent = content.__parent__
    with api.env.adopt_roles(["Manager"]):
        moved = api.content.move(content, target)
    touch(old_parent)
    touch(moved)
    return moved

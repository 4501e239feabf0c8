"""Who is who and who belongs where: the questions every domain asks, answered without a search.

The truth of units and departments is their content, copied into the record of `store`; the truth
of membership is Plone's groups (`principals`); the truth of a person's facts is the record.
Nothing here writes.
"""

from __future__ import annotations

from Acquisition import aq_chain
from Acquisition import aq_inner
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.interfaces import ISubPortal
from collective.tobaccooa.organisation.model import Department
from collective.tobaccooa.organisation.model import Person
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.organisation.principals import department_of
from collective.tobaccooa.organisation.principals import headed_by
from collective.tobaccooa.organisation.principals import post_of
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.organisation.principals import unit_of_staff
from collective.tobaccooa.organisation.store import Organisation
from collective.tobaccooa.organisation.store import organisation
from collective.tobaccooa.organisation.vocabularies import POST_TITLES
from datetime import date
from functools import cached_property
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.component.hooks import getSite
from zope.globalrequest import getRequest


#: Who acts when the clock does; no person can have this id.
SYSTEM = "_system"

# where a request keeps its directory; no form can set an attribute
KEPT = "_tobaccooa_directory"


class _Named:
    """As much of a user as the groups plugin asks for."""

    def __init__(self, user_id: str) -> None:
        self._id = user_id

    def getId(self) -> str:
        return self._id


class Directory:
    """A cheap view of the organisation as it is in this transaction."""

    def __init__(self, portal: Any, record: Organisation) -> None:
        self._portal = portal
        self._record = record

    @cached_property
    def _groups(self) -> Any:
        return self._portal.acl_users.source_groups

    # units

    def unit(self, code: str) -> Unit:
        """Return a unit.

        :raises NotHere: no unit has that code.
        """
        found = self._record.units.rows.get(code)
        if found is None:
            raise NotHere(
                _(
                    "error_no_such_unit",
                    default="There is no unit ${code}.",
                    mapping={"code": code},
                )
            )
        return found

    def has_unit(self, code: str) -> bool:
        """Tell whether a unit has that code."""
        return code in self._record.units.rows

    def units(self) -> list[Unit]:
        """Return all units in tree order: each unit before those below it, by rank."""
        below: dict[str | None, list[Unit]] = {}
        for unit in self._record.units.rows.values():
            below.setdefault(unit.parent, []).append(unit)
        for siblings in below.values():
            siblings.sort(key=lambda unit: (unit.order, unit.code), reverse=True)
        result: list[Unit] = []
        waiting = below.get(None, [])
        while waiting:
            unit = waiting.pop()
            result.append(unit)
            waiting.extend(below.get(unit.code, []))
        return result

    def children(self, code: str | None) -> list[Unit]:
        """Return the units directly below one, by rank; None gives the root."""
        return self._record.units_below(code)

    def ancestors(self, code: str) -> list[str]:
        """Return the codes above a unit, the nearest first."""
        result: list[str] = []
        parent = self.unit(code).parent
        while parent is not None and parent not in result:
            result.append(parent)
            parent = self.unit(parent).parent
        return result

    def unit_object(self, code: str) -> Any:
        """Return the SubPortal of a unit, or the site root.

        :raises NotHere: no unit has that code, or its content is gone.
        """
        unit = self.unit(code)
        path = self._record.paths.rows.get(code, ())
        found = self._portal
        for name in path:
            found = found._getOb(name, None) if found is not None else None
        if found is None or (unit.uid and IUUID(found, None) != unit.uid):
            found = api.content.get(UID=unit.uid) if unit.uid else None
        if found is None:
            raise NotHere(
                _(
                    "error_unit_content_gone",
                    default="The pages of the unit ${code} are gone; import the units again.",
                    mapping={"code": code},
                )
            )
        return found

    def unit_of(self, context: Any) -> Unit:
        """Return the unit that content belongs to: the nearest SubPortal above, else the root."""
        for item in aq_chain(aq_inner(context)):
            if ISubPortal.providedBy(item):
                return self.unit(item.code)
        return self.unit(ROOT_UNIT)

    # departments

    def department(self, department_id: str) -> Department:
        """Return a department.

        :raises NotHere: there is none with that id.
        """
        found = self._record.departments.rows.get(department_id)
        if found is None:
            raise NotHere(
                _(
                    "error_no_such_department",
                    default="There is no department ${id}.",
                    mapping={"id": department_id},
                )
            )
        return found

    def has_department(self, department_id: str) -> bool:
        """Tell whether there is a department with that id."""
        return department_id in self._record.departments.rows

    def departments(self, unit: str) -> list[Department]:
        """Return the departments of a unit, by rank."""
        return self._record.departments_in(unit)

    # people

    def person(self, user_id: str) -> Person:
        """Return a person; an unknown id gives an inactive one whose name is the id."""
        found = self._record.people.get(user_id)
        return found or Person(id=user_id, fullname=user_id, active=False)

    def has_person(self, user_id: str) -> bool:
        """Tell whether somebody was ever entered with that user name."""
        return user_id in self._record.people

    def people(self) -> list[Person]:
        """Return everybody who was ever entered, by rank and id."""
        return sorted(self._record.people.values(), key=lambda row: (row.order, row.id))

    def is_empty(self) -> bool:
        """Tell whether nobody has been entered yet: the site waits for its base data."""
        return not self._record.people

    def fullname(self, user_id: str) -> str:
        """Return a person's name, the id when nothing is known."""
        return self.person(user_id).fullname

    def is_absent(self, user_id: str, on: date) -> bool:
        """Tell whether a person is away on that day (Asia/Shanghai)."""
        return self.person(user_id).is_absent(on)

    def members(self, principal: str) -> tuple[str, ...]:
        """Return the active people of a group, by rank; () for an unknown group."""
        people = (self.person(user_id) for user_id in self._groups.getGroupMembers(principal))
        active = [person for person in people if person.active]
        return tuple(person.id for person in sorted(active, key=lambda row: (row.order, row.id)))

    def principals_of(self, user_id: str) -> frozenset[str]:
        """Return the ids of all groups that a person is in."""
        return frozenset(self._groups.getGroupsForPrincipal(_Named(user_id)))

    def units_of(self, user_id: str) -> frozenset[str]:
        """Return the codes of the units that a person serves in."""
        found = (unit_of_staff(group) for group in self.principals_of(user_id))
        return frozenset(code for code in found if code)

    def departments_of(self, user_id: str) -> frozenset[str]:
        """Return the ids of the departments that a person belongs to or heads."""
        groups = self.principals_of(user_id)
        found = {department_of(group) or headed_by(group) for group in groups}
        return frozenset(item for item in found if item and self.has_department(item))

    # names

    def title_of(self, principal: str) -> str:
        """Return what to call a person, a post, a department or a unit on a page."""
        if principal == SYSTEM:
            return say(_("label_system_actor", default="the system"))
        post = post_of(principal)
        if post and post[1] in POST_TITLES:
            return f"{self._unit_name(post[0])} {say(POST_TITLES[post[1]])}"
        unit = unit_of_staff(principal)
        if unit and self.has_unit(unit):
            return self.unit(unit).title
        headed = headed_by(principal)
        if headed and self.has_department(headed):
            return say(
                _(
                    "label_heads_of",
                    default="Head of ${department}",
                    mapping={"department": self._department_name(headed)},
                )
            )
        department = department_of(principal)
        if department and self.has_department(department):
            return self._department_name(department)
        return self.fullname(principal)

    def _unit_name(self, code: str) -> str:
        unit = self._record.units.rows.get(code)
        return (unit.short_title or unit.title) if unit else code

    def _department_name(self, department_id: str) -> str:
        department = self.department(department_id)
        return f"{self._unit_name(department.unit)} {department.title}"


def directory() -> Directory:
    """Return the directory of the current site, made once in a request.

    It looks into the stored record at every question, so that it never grows old; kept is only the
    way to the record, which many rows of a page ask for.
    """
    request, site = getRequest(), getSite()
    # its own dictionary: an attribute could be answered from the form that somebody sent
    kept = getattr(request, "__dict__", {})
    known = kept.get(KEPT)
    if known is not None and known[0] is site:
        return known[1]
    found = Directory(api.portal.get(), record := organisation())
    if record._p_jar is not None:
        kept[KEPT] = (site, found)
    return found

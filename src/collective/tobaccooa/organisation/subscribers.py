"""Keep the directory's copy of units and departments true when their content changes."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from collective.lineage.utils import enable_childsite
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.interfaces import ISubPortal
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.organisation.store import organisation
from collective.tobaccooa.organisation.units import prepare_unit
from collective.tobaccooa.organisation.units import record_department
from collective.tobaccooa.organisation.units import refuse_taken_code
from collective.tobaccooa.organisation.units import unit_from
from lineage.registry.utils import enableRegistry
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.container.interfaces import IObjectRemovedEvent


def unit_added(content: Any, event: Any) -> None:
    """Make a new SubPortal a child site and a unit with folders and groups."""
    content.code = content.code or content.getId()
    refuse_taken_code(content.code, IUUID(content))
    record_unit(content)
    enable_childsite(content)
    prepare_unit(content, content.code)


def unit_modified(content: Any, event: Any) -> None:
    """Copy changed titles into the directory and into the names of the groups.

    The code never changes: groups, numbers and references are made from it.
    """
    uid = IUUID(content)
    rows = organisation().units.rows.values()
    content.code = next((unit.code for unit in rows if unit.uid == uid), content.code)
    record_unit(content)
    prepare_unit(content, content.code)


def unit_moved(content: Any, event: Any) -> None:
    """Follow a unit, and those below it, to another place.

    A child site's registry is kept by its path: without a new one no page below it would open.
    """
    if event.oldParent is None or event.newParent is None:
        return
    record_unit(content)
    enableRegistry(content)


def unit_removed(content: Any, event: Any) -> None:
    """Forget a unit whose content is deleted; its groups stay, so that history has names."""
    if api.portal.get() is event.object or not content.code:
        return
    record = organisation()
    record.units.drop(content.code)
    record.paths.drop(content.code)
    for department in record.departments_in(content.code):
        record.departments.drop(department.id)


def record_unit(content: Any) -> Unit:
    """Copy a SubPortal, and the places of those below it, into the directory."""
    record = organisation(create=True)
    parent = directory().unit_of(aq_parent(aq_inner(content)))
    unit = unit_from(content, parent.code)
    record.units.put(content.code, unit)
    root = len(api.portal.get().getPhysicalPath())
    record.paths.put(content.code, tuple(content.getPhysicalPath()[root:]))
    for child in content.objectValues():
        if ISubPortal.providedBy(child) and child.code in record.units.rows:
            record_unit(child)
    return unit


def department_changed(content: Any, event: Any) -> None:
    """Copy an added or changed department into the directory."""
    record_department(content, directory().unit_of(content).code)


def department_removed(content: Any, event: Any) -> None:
    """Forget a deleted department; its groups stay."""
    parent = aq_parent(aq_inner(content)) or event.oldParent
    if IObjectRemovedEvent.providedBy(event) and parent is not None:
        unit = directory().unit_of(parent)
        organisation().departments.drop(f"{unit.code}-{content.getId()}")

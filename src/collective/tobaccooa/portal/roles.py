"""Roles on columns and portals, read from who keeps them: nobody writes local roles."""

from __future__ import annotations

from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterable
from collective.tobaccooa.organisation.interfaces import ISubPortal
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.permissions import PORTAL_EDITOR
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.keepers import roles_on
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@adapter(IPortalColumn)
@implementer(ILocalRoleProvider)
class ColumnRoles:
    """Column Editor, Column Approver and Column Supervisor, from the column's keepers."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def getRoles(self, principal_id: str) -> tuple[str, ...]:
        return tuple(sorted(roles_on(self.context).get(principal_id, ())))

    def getAllRoles(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        for principal, roles in sorted(roles_on(self.context).items()):
            yield principal, tuple(sorted(roles))


@adapter(Interface)
@implementer(ILocalRoleProvider)
class PortalRoles:
    """Portal Editor for the holders of the post `editor` of a unit.

    The role reaches into the units below; `keepers.keeps_portal` asks for the unit itself.
    """

    def __init__(self, context: Any) -> None:
        self.context = context

    @property
    def _principal(self) -> str:
        # from the content alone: entries are written at the end of a transaction, without a site
        code = self.context.code if ISubPortal.providedBy(self.context) else ROOT_UNIT
        return post_principal(code, "editor")

    def getRoles(self, principal_id: str) -> tuple[str, ...]:
        return (PORTAL_EDITOR,) if principal_id == self._principal else ()

    def getAllRoles(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        yield self._principal, (PORTAL_EDITOR,)

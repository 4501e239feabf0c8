"""The content types of the organisation.

`SubPortal` is a subordinate unit and a child site; its `code` is fixed when it is added and does
not follow its id. `Department` lies in `<unit>/departments/`. `OfficeFolder` is the unordered
folder that units keep departments, documents (`gongwen`), letterheads and seals in: writers in it
share no ordering list, and it stays out of menus.
"""

from __future__ import annotations

from collective.tobaccooa.organisation.interfaces import IDepartment
from collective.tobaccooa.organisation.interfaces import IOfficeFolder
from collective.tobaccooa.organisation.interfaces import ISubPortal
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from zope.interface import implementer


@implementer(ISubPortal)
class SubPortal(Container):
    """A subordinate unit (下级单位), nested as deep as wanted."""

    code = ""
    short_title = ""
    kind = "county"
    order = 0
    bureau_title = ""
    bureau_short_title = ""
    company_title = ""
    company_short_title = ""


@implementer(IDepartment)
class Department(Item):
    """A department (科室)."""

    order = 0
    exclude_from_nav = True


@implementer(IOfficeFolder)
class OfficeFolder(Container):
    """An unordered folder of the package's own."""

    _ordering = "unordered"
    exclude_from_nav = True

"""What the organisation tells and what upper domains may hang in."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import Interface


class ISubPortal(Interface):
    """Marks a subordinate unit: a child site with a code, titles, departments and posts."""


class IDepartment(Interface):
    """Marks a department (科室) of a unit."""


class IOfficeFolder(Interface):
    """Marks an unordered, hidden folder that the package keeps its own things in."""


class IUnitPrepared(Interface):
    """A unit has got its folders and groups; fired again whenever it is prepared again."""

    unit_object = Attribute("the SubPortal, or the site root")
    code = Attribute("the unit's code")


class IPersonChanged(Interface):
    """A person was added, or facts, absence or membership changed."""

    user_id = Attribute("whose")


class IDelegationChanged(Interface):
    """A delegation was granted or ended."""

    delegation = Attribute("model.Delegation as it is now")


class IPersonLeft(Interface):
    """A person was deactivated: signs in no more and belongs to no group."""

    user_id = Attribute("who left")

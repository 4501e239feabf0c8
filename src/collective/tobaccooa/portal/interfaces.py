"""What the portals mark and what they announce."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import Interface


class IPortalColumn(Interface):
    """Marks a column (栏目) of a unit's portal: a folder of items with keepers of its own."""


class IColumnItem(Interface):
    """Marks a News Item, Document, File, Image, Link or Event that lies in a column."""


class IItemFormPart(Interface):
    """Subscription adapter of (column, request): what a part adds to the form of an item."""

    types = Attribute("the types of items for which it stands in the form")

    def render(item):
        """Return markup of the fields; `item` is None for a new one."""

    def save(item, form):
        """Store what was typed.

        :raises OAError: with the sentence; nothing is kept then.
        """


class IItemExtra(Interface):
    """Subscription adapter of (item, request): what a part of the portal puts under an article."""

    def render():
        """Return markup, or ""."""


class IItemAdopted(Interface):
    """A column of the city has taken over an item of a unit."""

    column = Attribute("the city's column")
    uid = Attribute("UID of the unit's item")


class IPortalTouched(Interface):
    """Something that portals show has changed; their counters have been raised."""

    content = Attribute("what changed: a unit, a column or an item")

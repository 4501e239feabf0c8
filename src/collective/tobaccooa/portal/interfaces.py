"""What the portals mark and what they announce."""

from __future__ import annotations

from zope.interface import Interface


class IPortalColumn(Interface):
    """Marks a column (栏目) of a unit's portal: a folder of items with keepers of its own."""


class IColumnItem(Interface):
    """Marks a News Item, Document, File, Image, Link or Event that lies in a column."""

"""Pictures of items in columns are made when the item is saved or comes into a column.

Both come before all others, before the catalogue and above all before CMFEditions: what a version
keeps must be clean too. Hence the event before adding, and `*` in the registration, for handlers of
less special interfaces are called first.

Unlike other subscribers these may refuse: what can't be read can't be cleaned either, and must not
be stored. Forms and REST have refused it before, at the field (`validation`).
"""

from __future__ import annotations

from Acquisition import aq_base
from collective.tobaccooa.portal.chain import lies_in_column
from collective.tobaccooa.portal.interfaces import IColumnItem
from collective.tobaccooa.portal.pictures.making import refresh
from collective.tobaccooa.portal.pictures.store import FIELD
from collective.tobaccooa.portal.pictures.store import picture_set
from zope.interface import alsoProvides


def item_comes(content, event) -> None:
    """Make the picture of an item that is about to be added to a column, or pasted there."""
    if event.newParent is not None and hasattr(content, "__of__"):
        make_picture(aq_base(content).__of__(event.newParent))


def item_saved(content, event) -> None:
    """Make the picture of an item that was changed."""
    if make_picture(content):
        content.reindexObject(idxs=["oa_picture", "image_scales"])


def make_picture(content) -> bool:
    """Bring an item's picture up to date if it lies in a column; tell whether anything changed."""
    if not lies_in_column(content):
        return False
    if getattr(aq_base(content), FIELD, None) is None and picture_set(content) is None:
        return False
    if not IColumnItem.providedBy(content):
        # By this Plone takes our scales.
        alsoProvides(content, IColumnItem)
    return refresh(content)

"""The content type `PortalColumn` (栏目)."""

from __future__ import annotations

from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.model import EVERYBODY
from collective.tobaccooa.portal.model import TYPES_OF
from plone.dexterity.content import Container
from zope.interface import implementer


@implementer(IPortalColumn)
class PortalColumn(Container):
    """A column: what lies in it is published by its keepers.

    Without an order of its own: a list of all ids would be written anew with every item, and two
    editors would always meet in it.
    """

    _ordering = "unordered"
    kind = "news"
    department = ""
    editors = ()
    approver = ""
    supervising_leader = ""
    max_age_days = None
    audience = EVERYBODY
    rises_to = ""
    feed_url = None
    position = 0
    closed = False

    def allowedContentTypes(self, context=None):
        """Return the types that a column of this kind takes, as far as the user may add them."""
        wanted = TYPES_OF.get(self.kind, ())
        found = super().allowedContentTypes(context)
        return sorted(
            (fti for fti in found if fti.getId() in wanted),
            key=lambda fti: wanted.index(fti.getId()),
        )

"""What the inbox asks of the domains whose things wait in it."""

from __future__ import annotations

from zope.interface import Interface


class IWorkItemSource(Interface):
    """Named utility: where items of one sort come from.

    The name is the prefix of its references ("delivery" for "delivery:…"); documents, whose
    references have no prefix, are the source named "document".
    """

    def expected():
        """Yield (place, item) of everything that must lie in a box now (`projection.Place`)."""

    def fresh(item):
        """Return the item with the title, number and step that its thing has now."""

    def url(item):
        """Return the absolute address of the thing for machines, "" when it is gone."""

    def page(item):
        """Return the absolute address of the page on which to handle it, "" when it is gone."""

    def step_title(item):
        """Return the (translatable) title of the item's step."""

"""What upper domains may add to the office's pages."""

from __future__ import annotations

from zope.interface import Interface


class INavigationEntries(Interface):
    """Subscription adapter of (navigation root, request): more entries of the navigation."""

    def entries(user, portal_url):
        """Return `(id, title, url)` of each entry for somebody."""


class IPulsePart(Interface):
    """Subscription adapter of (site, request): figures that an open page keeps true.

    Asked every half minute by every open page: it must read a few objects at most.
    """

    def figures(user):
        """Return `{name: whole number}` for somebody.

        Elements with `data-figure="<name>"` show the number; they are hidden while it is 0.
        """

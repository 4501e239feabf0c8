"""What upper domains may add to the office's pages."""

from __future__ import annotations

from zope.interface import Interface


class INavigationEntries(Interface):
    """Subscription adapter of (navigation root, request): more entries of the navigation."""

    def entries(user, portal_url):
        """Return `(id, title, url)` of each entry for somebody."""

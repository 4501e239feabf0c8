"""How long caches in front may keep pages: set in Plone's control panel of caching."""

from __future__ import annotations

from plone.cachepurging.interfaces import ICachePurgingSettings
from plone.registry.interfaces import IRegistry
from zope.component import queryUtility


#: Where nothing is purged, a change shows this late at the most. Seconds.
UNPURGED = 30


def shared_limit(prefix: str, option: str) -> int:
    """Return for how many seconds a cache in front may keep a page.

    :param prefix: of the operation's records; :param option: the record's last name.
    """
    registry = queryUtility(IRegistry)
    if registry is None:
        return 0
    limit = int(registry.get(f"{prefix}.{option}") or 0)
    return limit if purges(registry) else min(limit, UNPURGED)


def purges(registry=None) -> bool:
    """Tell whether some cache in front is told when something changes."""
    registry = registry if registry is not None else queryUtility(IRegistry)
    if registry is None:
        return False
    settings = registry.forInterface(ICachePurgingSettings, check=False)
    return bool(settings.enabled and settings.cachingProxies)

"""Tell the caches in front: after the commit, from background work too, and once more after.

A page that was being made while somebody published could reach the cache just after the purge and
stay there. So everything is purged a second time a few seconds later.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.portal.caching.model import prefixed
from collective.tobaccooa.portal.caching.settings import purges
from plone.cachepurging.hooks import KEY
from plone.cachepurging.interfaces import ICachePurgingSettings
from plone.cachepurging.interfaces import IPurger
from plone.cachepurging.utils import getURLsToPurge
from plone.registry.interfaces import IRegistry
from threading import Timer
from typing import Any
from z3c.caching.interfaces import IPurgePaths
from zope.annotation.interfaces import IAnnotations
from zope.component import getAdapters
from zope.component import getUtility
from zope.component import queryUtility
from zope.globalrequest import getRequest

import transaction


#: Longer than a page takes to be made. Seconds.
AGAIN = 5.0


def urls_of(paths: Iterable[str]) -> list[str]:
    """Return the addresses to purge on all caches that the administrator entered."""
    settings = getUtility(IRegistry).forInterface(ICachePurgingSettings, check=False)
    proxies = settings.cachingProxies or ()
    return sorted({url for path in paths for url in getURLsToPurge(path, proxies)})


def send(urls: Iterable[str]) -> None:
    """Have addresses purged; returns at once."""
    purger = queryUtility(IPurger)
    for url in urls if purger is not None else ():
        purger.purgeAsync(url)


def send_later(urls: list[str]) -> None:
    """Have addresses purged once more, a little later."""
    timer = Timer(AGAIN, send, (urls,))
    timer.daemon = True
    timer.start()


def _published(request: Any) -> bool:
    return request is not None and request.get("PUBLISHED") is not None


def purge_paths(site: Any, paths: Iterable[str]) -> None:
    """Purge some paths (from the root of the database) after this transaction's commit."""
    if purges():
        _after_commit(prefixed(paths, "/".join(site.getPhysicalPath())))


def purge_without_request(event: Any) -> None:
    """Purge from background work: plone.cachepurging waits for the end of a request."""
    if not purges() or _published(getRequest()):
        return
    paths: set[str] = set()
    for _, found in getAdapters((event.object,), IPurgePaths):
        paths.update(found.getRelativePaths() or ())
        paths.update(found.getAbsolutePaths() or ())
    _after_commit(paths)


def purge_again(event: Any) -> None:
    """Purge what this request has changed a second time."""
    paths = IAnnotations(event.request, {}).get(KEY)
    if paths and purges():
        send_later(urls_of(paths))


def _after_commit(paths: Iterable[str]) -> None:
    urls = urls_of(paths)

    def send_both(committed: bool) -> None:
        if committed:
            send(urls)
            send_later(urls)

    transaction.get().addAfterCommitHook(send_both)

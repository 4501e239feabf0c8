"""Which addresses show some content of a portal: what is purged in caches in front.

A path that ends in `/*` means everything below, which `deploy/varnish.vcl` understands; a cache
that takes single addresses only (nginx) is told those beside it. Paths come as the site knows
them and without the site's own part: behind a virtual host visitors use the shorter ones, and work
in the background knows no host. Plone's own answer alone would purge no front page.
"""

from __future__ import annotations

from Acquisition import aq_chain
from Acquisition import aq_inner
from collections.abc import Iterable
from collections.abc import Iterator
from collective.tobaccooa.portal.caching.model import prefixed
from collective.tobaccooa.portal.columns import column_in
from collective.tobaccooa.portal.interfaces import IColumnItem
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.store import is_portal
from Products.CMFCore.interfaces import ISiteRoot
from typing import Any
from z3c.caching.interfaces import IPurgePaths
from zope.component import adapter
from zope.interface import implementer


def path_of(content: Any) -> str:
    """Return the path of some content, from the root of the database."""
    return "/".join(content.getPhysicalPath())


def site_of(content: Any) -> Any:
    """Return the site that some content belongs to, also while the site itself is being deleted.

    :raises LookupError: it lies in none.
    """
    for item in aq_chain(aq_inner(content)):
        if ISiteRoot.providedBy(item):
            return item
    raise LookupError("This content lies in no site")


def page(path: str) -> Iterator[str]:
    """Yield the addresses of one page."""
    yield path
    yield f"{path}/"


def fronts_above(content: Any) -> Iterator[str]:
    """Yield the addresses of the front pages at and above some content."""
    for item in aq_chain(aq_inner(content)):
        if is_portal(item):
            yield from page(path_of(item))


def column_pages(column: Any) -> Iterator[str]:
    """Yield what shows a column: its page, everything in it, and the front pages above it."""
    yield from page(path_of(column))
    yield f"{path_of(column)}/*"
    yield from fronts_above(column)
    rises_to = getattr(column, "rises_to", "")
    site = site_of(column)
    if rises_to and IPortalColumn.providedBy(site._getOb(rises_to, None)):
        yield from page(path_of(column_in(site, rises_to)))


@implementer(IPurgePaths)
class Paths:
    """Base: all paths are complete, nothing is left to be rewritten."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def getRelativePaths(self) -> Iterable[str]:
        # behind a server that writes the virtual host into its own addresses
        site = path_of(site_of(self.context))
        return [path[len(site) :] or "/" for path in self.paths()]

    def getAbsolutePaths(self) -> Iterable[str]:
        return prefixed(self.paths(), path_of(site_of(self.context)))

    def paths(self) -> Iterator[str]:
        """Yield the paths, from the root of the database."""
        return iter(())


@adapter(IColumnItem)
class ItemPaths(Paths):
    """An item: its page with pictures and files, its column with the neighbours, front pages."""

    def paths(self) -> Iterator[str]:
        yield from page(path_of(self.context))
        yield f"{path_of(self.context)}/*"
        yield from column_pages(self.context.__parent__)


@adapter(IPortalColumn)
class ColumnPaths(Paths):
    """A column: every page of its portal names it."""

    def paths(self) -> Iterator[str]:
        yield from column_pages(self.context)


class UnitPaths(Paths):
    """A portal: everything in it, and the front pages above."""

    def paths(self) -> Iterator[str]:
        yield f"{path_of(self.context)}/*"
        yield from fronts_above(self.context)

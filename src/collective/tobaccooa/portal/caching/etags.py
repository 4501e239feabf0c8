"""The parts of the ETag of a portal's page, as named `IETagValue`s of its view.

Together they change whenever the page would: another counter, day, face, organisation, program,
or something of the reader's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.portal.caching.model import etag
from collective.tobaccooa.portal.front.assets import VERSION
from collective.tobaccooa.portal.front.lasting import holds_until
from collective.tobaccooa.portal.front.lasting import organisation_version
from pathlib import Path
from plone.app.caching.interfaces import IETagValue
from typing import Any
from zope.component import adapter
from zope.component import queryMultiAdapter
from zope.interface import implementer
from zope.interface import Interface

import hashlib


#: In this order; `oa-reading` belongs to the receipts, what isn't there adds nothing.
PARTS = ("oa-portal", "oa-look", "oa-program", "oa-person", "oa-reading")
MADE = "_tobaccooa_etag"
PORTAL = Path(__file__).parent.parent


def _program() -> str:
    found = hashlib.sha256(VERSION.encode())
    for path in sorted((*PORTAL.rglob("*.pt"), *PORTAL.rglob("*.py"))):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


#: Changes with templates and code, so that a new release is seen at once.
PROGRAM = _program()


@implementer(IETagValue)
@adapter(Interface, Interface)
class Part:
    """Base of the parts; `published` is the page's view."""

    def __init__(self, published: Any, request: Any) -> None:
        self.published = published
        self.request = request


class PortalPart(Part):
    """`oa-portal`: the counter, the day, what begins or ends next, the organisation."""

    def __call__(self) -> str:
        """Return the part."""
        page = self.published
        until = holds_until(page.portal, page.record, page.today)
        counter = page.record.counter()
        return f"{counter} {page.today} {until:.0f} {organisation_version()} {page.status}"


class LookPart(Part):
    """`oa-look`: the face of the portal, with mourning days."""

    def __call__(self) -> str:
        """Return the part."""
        return repr(self.published.look)


class ProgramPart(Part):
    """`oa-program`: what the page is made by, and its language."""

    def __call__(self) -> str:
        """Return the part."""
        return f"{PROGRAM} {self.request.get('LANGUAGE', '')}"


class PersonPart(Part):
    """`oa-person`: who looks, in which posts and groups, what waits for them, what asks them.

    A form on the page has another token each time: such a page is always sent anew.
    """

    def __call__(self) -> str:
        """Return the part; "" for visitors."""
        page = self.published
        if not page.staff:
            return ""
        parts = [page.user, page.fullname, *sorted(page.directory.principals_of(page.user))]
        parts += [str(page.keeps_columns), str(page.keeps_portal)]
        parts += page.extras
        if page.shows_counts:
            parts += [f"{kind}{number}" for kind, number in sorted(page.counts().items())]
        return " ".join(parts)


def parts_of(published: Any, request: Any) -> Iterator[str]:
    """Yield the values of all parts that are registered."""
    for name in PARTS:
        part = queryMultiAdapter((published, request), IETagValue, name=name)
        yield (part() or "") if part is not None else ""


def etag_of(published: Any, request: Any) -> str:
    """Return the ETag of a page for who asks for it; made once in a request."""
    found = getattr(published, MADE, None)
    if found is None:
        found = etag(parts_of(published, request))
        setattr(published, MADE, found)
    return found

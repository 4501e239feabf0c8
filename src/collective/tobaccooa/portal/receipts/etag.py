"""A part for the ETag of pages that show what a person has read."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.portal.receipts.unread import changes_of
from plone.app.caching.interfaces import IETagValue
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@implementer(IETagValue)
@adapter(Interface, ITobaccooaLayer)
class ReadingETag:
    """Changes when the person opened or confirmed a notice, so that no 304 shows an old mark."""

    def __init__(self, published, request) -> None:
        self.published, self.request = published, request

    def __call__(self) -> str:
        return str(changes_of(getSecurityManager().getUser().getId() or ""))

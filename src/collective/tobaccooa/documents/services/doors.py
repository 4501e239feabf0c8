"""Services that only refuse: the doors of `documents.doors`, for plone.restapi."""

from __future__ import annotations

from collective.tobaccooa.documents.doors import holds_documents
from collective.tobaccooa.documents.doors import REASON
from collective.tobaccooa.documents.doors import refuse
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.rest import OAService
from plone.restapi.services.copymove.copymove import Copy
from plone.restapi.services.copymove.copymove import Move
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class ShutDoor(OAService):
    """403 with the reason, for whoever may see the document."""

    def publishTraverse(self, request, name):
        """Take whatever follows, such as the id of a transition."""
        return self

    def answer(self):
        """Refuse.

        :raises Refused: always.
        """
        raise Refused(REASON)


class GuardedCopy(Copy):
    """`POST @copy` anywhere: everything but documents and their files."""

    def clipboard(self, parent, ids):
        """Return the clipboard, unless a document is on it."""
        if any(holds_documents(parent._getOb(each)) for each in ids):
            refuse()
        return super().clipboard(parent, ids)


class GuardedMove(Move):
    """`POST @move` anywhere: everything but documents and their files."""

    def clipboard(self, parent, ids):
        """Return the clipboard, unless a document is on it."""
        if any(holds_documents(parent._getOb(each)) for each in ids):
            refuse()
        return super().clipboard(parent, ids)

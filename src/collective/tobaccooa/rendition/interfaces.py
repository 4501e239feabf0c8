"""Markers of the rendition domain and what it announces."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class ILetterheadMarker(Interface):
    """A letterhead (文头) of a unit."""


class ISealMarker(Interface):
    """A seal (印章) of a unit."""


class IDocumentSealed(IObjectEvent):
    """A seal was applied to a document, and its text is frozen."""

    entry = Attribute("seals.SealEntry")


@implementer(IDocumentSealed)
class DocumentSealed(ObjectEvent):
    """See `IDocumentSealed`."""

    def __init__(self, document, entry):
        super().__init__(document)
        self.entry = entry

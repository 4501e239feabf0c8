"""What the search domain announces."""

from __future__ import annotations

from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IEntryWritten(IObjectEvent):
    """A document's entry was written, in the background, a moment after it changed.

    A burst of changes is announced once. Whoever keeps another projection that may come a moment
    late begins here, so that a decision pays for one job only.
    """


@implementer(IEntryWritten)
class EntryWritten(ObjectEvent):
    """See `IEntryWritten`."""

"""What this domain announces."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IMatterChanged(Interface):
    """A matter was made, something was done with it, or others have it now."""

    before = Attribute("model.Matter, None when it is new")
    after = Attribute("model.Matter")
    record = Attribute("model.Record: what was done; None when only its holders changed")


@implementer(IMatterChanged)
class MatterChanged:
    """See `IMatterChanged`."""

    def __init__(self, before, after, record):
        self.before = before
        self.after = after
        self.record = record

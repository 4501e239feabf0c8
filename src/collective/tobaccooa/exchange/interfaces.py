"""What this domain announces."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IDeliveryChanged(Interface):
    """A delivery was sent, signed for, refused or recalled."""

    before = Attribute("model.Delivery, None when it is new")
    after = Attribute("model.Delivery")


@implementer(IDeliveryChanged)
class DeliveryChanged:
    """See `IDeliveryChanged`."""

    def __init__(self, before, after):
        self.before = before
        self.after = after

"""What the notices announce."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class INoticeTold(Interface):
    """Somebody was told something, in the present transaction."""

    user_ids = Attribute("those who were told, a tuple")
    item = Attribute("model.Kept")


@implementer(INoticeTold)
class NoticeTold:
    """See `INoticeTold`."""

    def __init__(self, user_ids, item):
        self.user_ids = user_ids
        self.item = item

"""Letterheads and seals as content of a unit."""

from __future__ import annotations

from collective.tobaccooa.rendition.interfaces import ILetterheadMarker
from collective.tobaccooa.rendition.interfaces import ISealMarker
from collective.tobaccooa.rendition.schema import ILetterhead
from collective.tobaccooa.rendition.schema import ISeal
from collective.tobaccooa.rendition.seallog import SealLog
from datetime import date
from plone.dexterity.content import Item
from zope.interface import implementer


class Dated:
    """Something with a validity; days are Asia/Shanghai."""

    valid_from = None
    valid_until = None

    def is_valid(self, on: date) -> bool:
        """Tell whether it may be used on that day."""
        if self.valid_from is not None and on < self.valid_from:
            return False
        return self.valid_until is None or on <= self.valid_until


@implementer(ILetterhead, ILetterheadMarker)
class Letterhead(Dated, Item):
    """A letterhead (文头)."""

    identity = "bureau"
    organ_mark = ""
    organ_code = ""
    form = "document"
    signature = ""
    seal = ""
    departments = ()
    exclude_from_nav = True


@implementer(ISeal, ISealMarker)
class Seal(Dated, Item):
    """A seal (印章) with the log of its uses."""

    keeper_post = "sealkeeper"
    exclude_from_nav = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.log = SealLog()

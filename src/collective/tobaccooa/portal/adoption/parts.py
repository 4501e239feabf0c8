"""What adoption puts under an article."""

from __future__ import annotations

from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.portal.interfaces import IColumnItem
from collective.tobaccooa.portal.parts import ViewExtra
from zope.component import adapter


@adapter(IColumnItem, ITobaccooaLayer)
class RisingExtra(ViewExtra):
    """For the keepers: whether it may be presented to the city, or how it stands there."""

    name = "rising"

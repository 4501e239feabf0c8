"""Which addresses a cache in front must forget when an item changes."""

from __future__ import annotations

from collective.tobaccooa.portal.interfaces import IColumnItem
from collective.tobaccooa.portal.pictures.store import picture_set
from typing import Any
from z3c.caching.interfaces import IPurgePaths
from zope.component import adapter
from zope.interface import implementer


@implementer(IPurgePaths)
@adapter(IColumnItem)
class PicturePaths:
    """The files of an item's picture, with and without their digest."""

    def __init__(self, item: Any) -> None:
        self.item = item

    def getRelativePaths(self) -> list[str]:
        """Return paths from the site's root on."""
        kept = picture_set(self.item)
        if kept is None:
            return []
        base = f"/{self.item.virtual_url_path()}/@@picture"
        return [f"{base}/{name}{tail}" for name in kept.sizes for tail in ("", f"?{kept.digest}")]

    def getAbsolutePaths(self) -> list[str]:
        """Return none."""
        return []

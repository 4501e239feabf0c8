"""The column `oa_picture` of the catalogue: enough to show a picture without waking its item.

`{"digest": str, "sizes": {file name: (width, height)}, "dense": {file name: file name}}`, see
`model.Rendered`; None for items without a picture.
"""

from __future__ import annotations

from collective.tobaccooa.portal.interfaces import IColumnItem
from collective.tobaccooa.portal.pictures.store import picture_set
from plone.indexer import indexer


@indexer(IColumnItem)
def oa_picture(item):
    """Return the facts of an item's picture."""
    kept = picture_set(item)
    if kept is None:
        return None
    return {"digest": kept.digest, "sizes": dict(kept.sizes), "dense": dict(kept.dense)}

"""Pictures inside of texts: pasted, dropped, embedded. Kept once for each column, by content.

Annotation `collective.tobaccooa.pictures.inline` of the column: an OOBTree of small blobs by name.
The name is made from the uploaded bytes (128 bits of SHA-256); who knows it may see the picture as
soon as they may see the column, as with every picture inside of a page.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collective.tobaccooa.portal.pictures.decoding import decode
from collective.tobaccooa.portal.pictures.encoding import within
from collective.tobaccooa.portal.pictures.model import BUDGET
from collective.tobaccooa.portal.pictures.model import fitted
from collective.tobaccooa.portal.pictures.model import FORMATS
from dataclasses import dataclass
from hashlib import sha256
from PIL import Image
from plone.namedfile.file import NamedBlobImage
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.pictures.inline"
VIEW = "@@pictures"
BOUND = (600, 450)


@dataclass(frozen=True)
class InlinePicture:
    """`src` for the text (plone.outputfilters makes an address of it), and its size in pixels."""

    src: str
    width: int
    height: int


class InlineAddress:
    """What plone.outputfilters needs to write an address into a text: it asks for these names."""

    def __init__(self, column: Any, name: str, width: int, height: int) -> None:
        self.column, self.name = column, name
        self.width, self.height = width, height

    def absolute_url(self) -> str:
        """Return the address of the file."""
        return f"{self.column.absolute_url()}/{VIEW}/{self.name}"


def keep_picture(column: Any, data: bytes) -> InlinePicture:
    """Keep a picture of a text in its column, within 600 × 450 and 20 KB; the same one only once.

    :raises InvalidInput: it can't be shown (`decoding`).
    """
    stem = sha256(data).hexdigest()[:32]
    name = f"{stem}.webp"
    if inline_picture(column, name) is None:
        _keep(column, stem, decode(data))
    width, height = inline_picture(column, name).getImageSize()
    return InlinePicture(f"resolveuid/{column.UID()}/{VIEW}/{name}", width, height)


def inline_picture(column: Any, name: str) -> NamedBlobImage | None:
    """Return one file, None when there is no such one."""
    kept = IAnnotations(column).get(KEY)
    return None if kept is None else kept.get(name)


def _keep(column: Any, stem: str, image: Image.Image) -> None:
    annotations = IAnnotations(column)
    kept = annotations.get(KEY)
    if kept is None:
        kept = annotations[KEY] = OOBTree()
    part = image.resize(fitted(image.size, BOUND), Image.Resampling.LANCZOS)
    for extension, content_type in FORMATS.items():
        file = within(part, extension, BUDGET)
        kept[f"{stem}.{extension}"] = NamedBlobImage(
            file.data, contentType=content_type, filename=f"{stem}.{extension}"
        )

"""The files of an item's picture, kept beside the item and made when it is saved.

Annotation `collective.tobaccooa.pictures`: one `PictureSet` with small blobs. Reading it writes
nothing; `making.refresh` makes it anew only when the picture or its focal point changed.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.pictures.model import Focus
from collective.tobaccooa.portal.pictures.model import FORMATS
from collective.tobaccooa.portal.pictures.model import Rendered
from persistent import Persistent
from persistent.mapping import PersistentMapping
from plone.namedfile.file import NamedBlobFile
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.pictures"
WANTED = "collective.tobaccooa.pictures.focus"
FIELD = "image"


class PictureSet(Persistent):
    """What is shown of one picture.

    :ivar source: the blob of the field's value it was made from.
    :ivar focus: x and y, see `model.Focus`.
    :ivar digest, sizes, dense: as in `model.Rendered`.
    :ivar files: a NamedBlobFile for each name.
    """

    def __init__(self, source: Any, focus: Focus, rendered: Rendered) -> None:
        self.source = source
        self.focus = (focus.x, focus.y)
        self.digest = rendered.digest
        self.sizes = rendered.sizes
        self.dense = dict(rendered.dense)
        self.files = PersistentMapping()
        for name, file in rendered.files.items():
            content_type = FORMATS[name.rsplit(".", 1)[1]]
            self.files[name] = NamedBlobFile(file.data, contentType=content_type)


def picture_set(item: Any) -> PictureSet | None:
    """Return what is kept of an item's picture, None when it has none."""
    annotations = IAnnotations(item, None)
    return None if annotations is None else annotations.get(KEY)


def focus_of(item: Any) -> Focus:
    """Return the focal point of an item's picture, the middle when none was chosen."""
    kept = picture_set(item)
    return Focus(*kept.focus) if kept is not None else Focus()


def want_focus(item: Any, x: float, y: float) -> None:
    """Note the focal point; the picture is made with it when the item is saved next."""
    focus = Focus.within(x, y)
    IAnnotations(item)[WANTED] = (focus.x, focus.y)


def part_of_focus(form: Any, name: str) -> float:
    """Return one of the two numbers of a form.

    :raises InvalidInput: no number from 0 to 1.
    """
    try:
        found = float(form.get(name, ""))
    except (TypeError, ValueError):
        found = -1.0
    if not 0 <= found <= 1:
        raise InvalidInput(
            _(
                "error_focus",
                default="The focal point is given by two numbers from 0 to 1: from the left and "
                "from the upper edge.",
            ),
            field=name,
        )
    return found


def source_of(value: Any) -> Any:
    """Return what changes whenever the bytes of an image value do."""
    return getattr(value, "_blob", value)

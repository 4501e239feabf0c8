"""Plone's own scales (`@@images/image/preview`, REST, listings) of the items in columns.

Within the same 600 × 450 pixels and 20 KB, without metadata, cut around the focal point. All named
ones are made when the item is saved: then their true type and size are known to the catalogue and
to REST, and reading writes nothing.
"""

from __future__ import annotations

from Acquisition import aq_base
from collective.tobaccooa.portal.pictures.decoding import decode
from collective.tobaccooa.portal.pictures.encoding import within
from collective.tobaccooa.portal.pictures.model import BUDGET
from collective.tobaccooa.portal.pictures.model import crop_box
from collective.tobaccooa.portal.pictures.model import fitted
from collective.tobaccooa.portal.pictures.model import Focus
from collective.tobaccooa.portal.pictures.model import FORMATS
from collective.tobaccooa.portal.pictures.model import Rendered
from collective.tobaccooa.portal.pictures.model import Size
from collective.tobaccooa.portal.pictures.store import FIELD
from collective.tobaccooa.portal.pictures.store import focus_of
from functools import partial
from PIL import Image
from plone.namedfile.file import NamedBlobImage
from plone.namedfile.interfaces import IAvailableSizes
from plone.namedfile.scaling import DefaultImageScalingFactory
from plone.namedfile.scaling import ImageScaling
from plone.scale.scale import get_scale_mode
from plone.scale.storage import IImageScaleStorage
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import getMultiAdapter
from zope.component import queryUtility


PLONE_KEY = "plone.scale"
BOUND = (600, 450)
# plone.scale writes "as high as it likes" as 65536 or as nothing
ENDLESS = 65000


class Workshop:
    """Makes scales of one decoded picture; equal ones are made once and kept once."""

    def __init__(self, image: Image.Image, focus: Focus, filename: str | None) -> None:
        self.image, self.focus = image, focus
        self.stem = (filename or "picture").rsplit(".", 1)[0]
        self.extension = "webp" if image.mode == "RGBA" else "jpg"
        self.made: dict[tuple[Size, bool], NamedBlobImage] = {}

    def add(self, rendered: Rendered) -> None:
        """Use the page's picture as the scale of that size."""
        file = rendered.files[f"page.{self.extension}"]
        size = fitted(self.image.size, BOUND)
        self.made[size, False] = self._value(file.data)

    def scale(self, bound: Size, crop: bool) -> NamedBlobImage:
        """Return the picture within `bound`, cropped to its shape or whole."""
        box = crop_box(self.image.size, bound, self.focus) if crop else (0, 0, *self.image.size)
        inner = max(1, int(box[2] - box[0])), max(1, int(box[3] - box[1]))
        size = fitted(inner, bound)
        if (size, crop) not in self.made:
            part = self.image.resize(size, Image.Resampling.LANCZOS, box=box)
            found = within(part, self.extension, BUDGET)
            self.made[size, crop] = self._value(found.data)
        return self.made[size, crop]

    def _value(self, data: bytes) -> NamedBlobImage:
        value = NamedBlobImage(
            data, contentType=FORMATS[self.extension], filename=f"{self.stem}.{self.extension}"
        )
        value.__dict__.pop("exif", None)
        value.fieldname = FIELD
        return value


class ScaleFactory(DefaultImageScalingFactory):
    """`IImageScaleFactory` of items in columns."""

    def __call__(
        self, fieldname=None, mode="scale", height=None, width=None, scale=None, **parameters
    ):
        """Return value, format and size of a scale, None when the field is empty."""
        value = self.get_original_value(fieldname)
        name = fieldname or self.fieldname
        if value is None or name != FIELD or getattr(value, "contentType", "") == "image/svg+xml":
            return super().__call__(fieldname, mode, height, width, scale, **parameters)
        mode = get_scale_mode(parameters.get("direction") or mode)
        if (width, height) in ((None, None), value.getImageSize()):
            return value, value.contentType.split("/")[1], value.getImageSize()
        made = self._workshop(value).scale(*_bounded(width, height, mode == "contain"))
        return made, made.contentType.split("/")[1], made.getImageSize()

    def _workshop(self, value: Any) -> Workshop:
        item = aq_base(self.context)
        found = item.__dict__.get("_v_picture_workshop")
        if found is None:
            found = Workshop(decode(value.data), focus_of(self.context), value.filename)
        return found


def _bounded(width: int | None, height: int | None, crop: bool) -> tuple[Size, bool]:
    """Return the size a scale must stay within, and whether it is cropped to that shape.

    A larger shape is made smaller as a whole, so that a crop keeps it; one that is endless in one
    direction is never cropped.
    """
    endless = not width or not height or width > ENDLESS or height > ENDLESS
    if endless:
        return (min(width or BOUND[0], BOUND[0]), min(height or BOUND[1], BOUND[1])), False
    assert width and height  # noqa: S101 (for the reader of types: `endless` says so)
    return (
        (fitted((width, height), BOUND), True)
        if crop
        else (
            (min(width, BOUND[0]), min(height, BOUND[1])),
            False,
        )
    )


def make_scales(item: Any, image: Image.Image, rendered: Rendered) -> None:
    """Make all named scales, and the entry of the original, of an item's picture anew."""
    value, base = item.image, aq_base(item)
    workshop = Workshop(image, focus_of(item), value.filename)
    workshop.add(rendered)
    _forget_crops(item)
    changed = partial(ImageScaling(item, None).modified, FIELD)
    storage = getMultiAdapter((item, changed), IImageScaleStorage)
    sizes = queryUtility(IAvailableSizes)
    bounds = list(((sizes and sizes()) or {}).values())
    base._v_picture_workshop = workshop
    try:
        for width, height in [*bounds, value.getImageSize()]:
            # the parameters as ImageScaling.scale() gives them: they make the name of the scale
            storage.scale(fieldname=FIELD, height=height, width=width, mode="scale", scale=None)
    finally:
        del base._v_picture_workshop


def _forget_crops(item: Any) -> None:
    """Drop the cropped scales: the focal point may have moved. Plone drops outdated ones itself."""
    scales = IAnnotations(item).get(PLONE_KEY) or {}
    for uid in [uid for uid, info in scales.items() if info.get("mode") == "contain"]:
        del scales[uid]

"""Making what is shown of an item's picture, when the item is saved."""

from __future__ import annotations

from Acquisition import aq_base
from collective.tobaccooa.portal.pictures.cleaning import Cleaned
from collective.tobaccooa.portal.pictures.cleaning import prepared
from collective.tobaccooa.portal.pictures.decoding import refuse_size
from collective.tobaccooa.portal.pictures.model import Focus
from collective.tobaccooa.portal.pictures.model import Rendered
from collective.tobaccooa.portal.pictures.rendering import render_image
from collective.tobaccooa.portal.pictures.scales import make_scales
from collective.tobaccooa.portal.pictures.settings import keeps_originals
from collective.tobaccooa.portal.pictures.store import FIELD
from collective.tobaccooa.portal.pictures.store import KEY
from collective.tobaccooa.portal.pictures.store import PictureSet
from collective.tobaccooa.portal.pictures.store import source_of
from collective.tobaccooa.portal.pictures.store import want_focus
from collective.tobaccooa.portal.pictures.store import WANTED
from PIL import Image
from plone.namedfile.file import NamedBlobImage
from typing import Any
from zope.annotation.interfaces import IAnnotations


# What the field's validator has prepared of a value, in a volatile attribute of it.
PREPARED = "_v_prepared"


def set_focus(item: Any, x: float, y: float) -> bool:
    """Change the focal point and make the crops anew; tell whether anything changed."""
    want_focus(item, x, y)
    return refresh(item)


def refresh(item: Any) -> bool:
    """Bring what is kept in line with the item's picture; tell whether anything changed.

    :raises InvalidInput: the picture can't be read (`decoding`).
    """
    annotations, value = IAnnotations(item), getattr(aq_base(item), FIELD, None)
    kept, wanted = annotations.get(KEY), annotations.pop(WANTED, None)
    if value is None:
        return annotations.pop(KEY, None) is not None
    same = kept is not None and kept.source is source_of(value)
    if same and wanted in (None, kept.focus):
        return False
    # Another picture has another middle.
    focus = Focus(*wanted) if wanted else Focus()
    original, image = value.__dict__.pop(PREPARED, None) or prepare(value, keep=not same)
    rendered = render_image(image, focus)
    if not same:
        value = item.image = _kept_value(value, original, rendered)
    annotations[KEY] = PictureSet(source_of(value), focus, rendered)
    make_scales(item, image, rendered)
    return True


def prepare(value: Any, keep: bool = True) -> tuple[Cleaned | None, Image.Image]:
    """Return the original to keep (None: by setting none, or `keep` is false), and the picture.

    :raises InvalidInput: see `cleaning`.
    """
    refuse_size(value.getSize())
    return prepared(value.data, keep and keeps_originals())


def _kept_value(value: Any, original: Cleaned | None, rendered: Rendered) -> NamedBlobImage:
    """Return what stays in the field: the original without metadata, or only the page's size."""
    if original is not None:
        return _named(original.data, original.content_type, original.extension, value.filename)
    return _named(rendered.files["page.jpg"].data, "image/jpeg", "jpg", value.filename)


def _named(data: bytes, content_type: str, extension: str, filename: str | None) -> NamedBlobImage:
    stem = (filename or "picture").rsplit(".", 1)[0] or "picture"
    value = NamedBlobImage(data, contentType=content_type, filename=f"{stem}.{extension}")
    # plone.namedfile keeps what it could read of the EXIF beside the picture
    value.__dict__.pop("exif", None)
    return value

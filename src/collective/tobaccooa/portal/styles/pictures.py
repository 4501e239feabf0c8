"""Banner and logo from what an editor uploads: cropped, small, without data about the camera. Pure.

Any picture that Pillow reads and that has no script in it: SVG is refused, because it may carry
script and shows whatever it likes. The largest: 20 MB, 80 million pixels.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from PIL import Image
from PIL import ImageOps
from PIL import UnidentifiedImageError

import io


MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 80_000_000
BANNER = (1920, 360)
LOGO = (480, 160)
BANNER_BYTES = 60 * 1024
LOGO_BYTES = 20 * 1024
CONTENT_TYPE = "image/webp"
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_QUALITIES = (86, 78, 70, 60, 50, 40, 30)
_SHRINKING = 0.8


def _opened(data: bytes, field: str) -> Image.Image:
    """Return the picture, upright, with its size checked before it is unpacked."""
    if len(data) > MOST_BYTES:
        raise _too_large(field)
    try:
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_large(field)
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise InvalidInput(
            _(
                "error_face_picture_kind",
                default="This file is no picture that can be shown here. Choose a JPEG, PNG, WebP, "
                "GIF, BMP or TIFF; SVG is not taken.",
            ),
            field=field,
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large(field) from error
    return ImageOps.exif_transpose(picture)


def _too_large(field: str) -> InvalidInput:
    return InvalidInput(
        _(
            "error_face_picture_large",
            default="The picture is larger than 20 MB or 80 million pixels; save it smaller and "
            "choose it again.",
        ),
        field=field,
    )


def _small(picture: Image.Image, most: int) -> bytes:
    """Return the picture as WebP within the budget: first less quality, then fewer pixels."""
    while True:
        for quality in _QUALITIES:
            out = io.BytesIO()
            picture.save(out, "WEBP", quality=quality, method=5, exif=b"", icc_profile=b"")
            if out.tell() <= most:
                return out.getvalue()
        size = tuple(max(1, round(side * _SHRINKING)) for side in picture.size)
        picture = picture.resize(size, Image.Resampling.LANCZOS)


def fit_banner(data: bytes) -> bytes:
    """Return a banner of 1920 × 360 (smaller in the same form for small pictures), at most 60 KB.

    :returns: WebP; the middle of the picture, the full width or height of it.
    :raises InvalidInput: no picture, or too large.
    """
    picture = _opened(data, "banner").convert("RGB")
    width = min(BANNER[0], picture.width)
    size = (width, max(1, round(width * BANNER[1] / BANNER[0])))
    return _small(ImageOps.fit(picture, size, Image.Resampling.LANCZOS), BANNER_BYTES)


def fit_logo(data: bytes) -> bytes:
    """Return a logo within 480 × 160, see-through where it was, at most 20 KB.

    :returns: WebP, never enlarged.
    :raises InvalidInput: no picture, or too large.
    """
    picture = _opened(data, "logo").convert("RGBA")
    picture.thumbnail(LOGO, Image.Resampling.LANCZOS)
    return _small(picture, LOGO_BYTES)

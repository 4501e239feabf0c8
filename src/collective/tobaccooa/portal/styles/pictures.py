"""Banner and logo from what an editor uploads: cropped, small, without data about the camera. Pure.

What is no picture is refused as everywhere (`pictures.decoding`): SVG too, because it may carry
script and shows whatever it likes.
"""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.pictures.decoding import decode
from PIL import Image
from PIL import ImageOps

import io


BANNER = (1920, 360)
LOGO = (480, 160)
BANNER_BYTES = 60 * 1024
LOGO_BYTES = 20 * 1024
CONTENT_TYPE = "image/webp"
_QUALITIES = (86, 78, 70, 60, 50, 40, 30)
_SHRINKING = 0.8


def _opened(data: bytes, field: str, cover: tuple[int, int]) -> Image.Image:
    """Return the picture, upright and in sRGB, no larger than it takes to cover a size."""
    try:
        return decode(data, cover)
    except InvalidInput as error:
        raise InvalidInput(error.message, field=field) from error


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
    picture = _opened(data, "banner", BANNER).convert("RGB")
    width = min(BANNER[0], picture.width)
    size = (width, max(1, round(width * BANNER[1] / BANNER[0])))
    return _small(ImageOps.fit(picture, size, Image.Resampling.LANCZOS), BANNER_BYTES)


def fit_logo(data: bytes) -> bytes:
    """Return a logo within 480 × 160, see-through where it was, at most 20 KB.

    :returns: WebP, never enlarged.
    :raises InvalidInput: no picture, or too large.
    """
    picture = _opened(data, "logo", LOGO).convert("RGBA")
    picture.thumbnail(LOGO, Image.Resampling.LANCZOS)
    return _small(picture, LOGO_BYTES)

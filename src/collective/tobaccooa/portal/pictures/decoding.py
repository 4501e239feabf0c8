"""Reading what people upload: judged by its header first, then decoded at the size needed.

Refused with a sentence: files over 20 MB, more pixels than memory allows, damaged or cut-off files,
and whatever is no picture in truth (SVG, HTML, PDF under another name). Pillow would read more
kinds; those outside `KINDS` are never tried, because some of them start other programs.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.pictures.model import covering
from collective.tobaccooa.portal.pictures.model import LARGEST
from collective.tobaccooa.portal.pictures.model import MAX_UPLOAD
from collective.tobaccooa.portal.pictures.model import Size
from io import BytesIO
from PIL import Image
from PIL import ImageCms
from PIL import ImageOps
from threading import Lock
from typing import cast

import pillow_heif
import struct
import zlib


pillow_heif.register_heif_opener(thumbnails=False)

KINDS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF", "TIFF", "BMP")
# A JPEG is decoded at an eighth to a half of its size, so that it may have more pixels (a
# telephone's largest have 108 million); the others need 3 to 4 bytes for each.
MAX_PIXELS = 50_000_000
MAX_JPEG_PIXELS = 120_000_000
ORIENTATION = 0x0112
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# One large picture in memory at a time, however many threads receive uploads.
_decoder = Lock()


class WholeFile(BytesIO):
    """A file that says so when somebody reads past its end.

    Pillow's own check for cut-off files is a global switch, and plone.scale turns it off.
    """

    strict = False

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        if self.strict and not found and size != 0:
            raise OSError("the file ends too early")
        return found


def damaged() -> InvalidInput:
    """Return the refusal of a file that is a picture but not a whole one."""
    return InvalidInput(
        _(
            "error_picture_damaged",
            default="The picture is damaged or incomplete. Open it on your computer, save it anew "
            "and upload it again.",
        ),
        field="image",
    )


def refuse_size(size: int) -> None:
    """Refuse a file of more than 20 MB, `size` in bytes.

    :raises InvalidInput: it is too large.
    """
    if size > MAX_UPLOAD:
        raise InvalidInput(
            _(
                "error_picture_too_large",
                default="The picture has ${size} MB; at most ${limit} MB can be uploaded. Choose a "
                "smaller one.",
                mapping={
                    "size": f"{size / 1024 / 1024:.1f}",
                    "limit": MAX_UPLOAD // 1024 // 1024,
                },
            ),
            field="image",
        )


def _check_pixels(image: Image.Image) -> None:
    limit = MAX_JPEG_PIXELS if image.format in ("JPEG", "MPO") else MAX_PIXELS
    if image.width * image.height > limit:
        raise InvalidInput(
            _(
                "error_picture_too_many_pixels",
                default="The picture has ${width} × ${height} pixels; at most ${limit} million are "
                "possible. Make it smaller on your computer and upload it again.",
                mapping={
                    "width": image.width,
                    "height": image.height,
                    "limit": limit // 1_000_000,
                },
            ),
            field="image",
        )


def _check_png(data: bytes) -> None:
    """Check the sums of a PNG's chunks; Pillow skips them under plone.scale.

    :raises OSError: a chunk is damaged or the end is missing.
    """
    at, end = 8, False
    while not end:
        header = data[at : at + 8]
        if len(header) < 8:
            raise OSError("no end")
        length, kind = struct.unpack(">I4s", header)
        body, total = data[at + 8 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if total != struct.pack(">I", zlib.crc32(kind + body)):
            raise OSError("wrong sum")
        at, end = at + 12 + length, kind == b"IEND"


def open_picture(data: bytes) -> Image.Image:
    """Return the picture, its header read, not yet decoded.

    :raises InvalidInput: too large, too many pixels, or no picture.
    """
    refuse_size(len(data))
    file = WholeFile(data)
    try:
        image = Image.open(file, formats=KINDS)
    except Image.DecompressionBombError as error:
        raise InvalidInput(
            _(
                "error_picture_bomb",
                default="The picture has far too many pixels. Make it smaller on your computer and "
                "upload it again.",
            ),
            field="image",
        ) from error
    except Exception as error:  # a decoder may stumble over anything
        raise InvalidInput(
            _(
                "error_picture_kind",
                default="This file is no picture that can be shown. Use JPEG, PNG, WebP, GIF, "
                "HEIC, AVIF, TIFF or BMP.",
            ),
            field="image",
        ) from error
    _check_pixels(image)
    file.strict = True
    return image


def kind_of(data: bytes) -> str:
    """Return the content type, from the bytes.

    :raises InvalidInput: see `open_picture`.
    """
    found = open_picture(data).format or ""
    return "image/jpeg" if found == "MPO" else Image.MIME.get(found, "image/" + found.lower())


def orientation_of(image: Image.Image) -> int:
    """Return how the camera was held (EXIF 1 to 8); 1 when it isn't said."""
    try:
        found = image.getexif().get(ORIENTATION, 1)
    except Exception:  # EXIF written by hand or damaged: the picture itself may be fine
        return 1
    return found if found in range(1, 9) else 1


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a grey picture of 16 or 32 bits a pixel, or of real numbers, with 8 bits."""
    if image.mode == "F":
        low, high = cast(tuple[float, float], image.getextrema())
        factor = 255.0 / (high - low) if high > low else 0.0
        # Pillow takes the formula from what the function makes of a placeholder
        return image.point(lambda v: v * factor + (-low * factor)).convert("L")
    wide = image.convert("I")
    factor = 1 / 256 if cast(tuple[int, int], wide.getextrema())[1] > 255 else 1.0
    return wide.point(lambda v: v * factor + 0).convert("L")


def _plain(image: Image.Image) -> Image.Image:
    """Return it in a mode that can be scaled: L, RGB, RGBA or CMYK (the profile still applies)."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if image.mode in ("LA", "La", "PA", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode == "LAB":
        lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB") or image
    return image if image.mode in ("RGB", "RGBA", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return it as RGB or RGBA in sRGB; a profile that doesn't fit is as if there were none."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha is not None else image
    if profile:
        try:
            found = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            colours = ImageCms.profileToProfile(colours, found, srgb, outputMode="RGB") or colours
        except (ImageCms.PyCMSError, OSError, ValueError):
            colours = colours.convert("RGB")
    colours = colours.convert("RGB")
    if alpha is not None and alpha.getextrema() != (255, 255):
        colours.putalpha(alpha)
    return colours


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    """Return it as the camera saw it."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image.info = {"exif": exif.tobytes()}
    return ImageOps.exif_transpose(image)


def decode(data: bytes, cover: Size | None = LARGEST) -> Image.Image:
    """Return the first frame, upright, in sRGB, 8 bits, RGB or RGBA, without any metadata.

    :param cover: reduce it to the smallest size that covers this; None: its own size.
    :raises InvalidInput: see the module.
    """
    image = open_picture(data)
    try:
        with _decoder:
            if data.startswith(PNG_SIGNATURE):
                _check_png(data)
            return _decoded(_whole_heif(data) if image.format == "HEIF" else image, cover)
    except InvalidInput:
        raise
    except Exception as error:  # a decoder may stumble over anything
        raise damaged() from error


def _whole_heif(data: bytes) -> Image.Image:
    """Return a HEIC decoded by its own library, which says when it was cut off.

    :raises EOFError: it was. As a plugin of Pillow it heeds the switch that plone.scale turned off.
    """
    file = pillow_heif.open_heif(data)
    return file[file.primary_index].to_pillow()


def _decoded(image: Image.Image, cover: Size | None) -> Image.Image:
    if cover:
        image.draft(image.mode, _reduced(image.size, cover))
    image.load()
    profile, orientation = image.info.get("icc_profile"), orientation_of(image)
    scaled = _plain(image)
    target = _reduced(scaled.size, cover) if cover else scaled.size
    if scaled.size != target:
        scaled = scaled.resize(target, Image.Resampling.LANCZOS, reducing_gap=3.0)
    upright = _turned(_in_srgb(scaled, profile), orientation)
    upright.info = {}
    return upright


def _reduced(size: Size, cover: Size) -> Size:
    """Return the smallest size that covers it both upright and lying: it may be turned yet."""
    return max(covering(size, cover), covering(size, cover[::-1]))

"""The original without anything that tells where, when and by whom it was taken.

JPEG, PNG, WebP and GIF lose the parts that hold metadata and keep their pixels bit by bit; pictures
that the camera turned, and the other kinds (HEIC, AVIF, TIFF, BMP), which browsers don't show, are
encoded anew at full size. The colour profile stays, for it is part of the colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.portal.pictures.decoding import damaged
from collective.tobaccooa.portal.pictures.decoding import decode
from collective.tobaccooa.portal.pictures.decoding import open_picture
from collective.tobaccooa.portal.pictures.decoding import orientation_of
from dataclasses import dataclass
from io import BytesIO
from PIL import Image

import struct


FULL_QUALITY = 92
KEPT_PNG = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT cICP".split()
)
KEPT_WEBP = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
WEBP_METADATA_FLAGS = 0x08 | 0x04  # EXIF, XMP
LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
PROFILE, ADOBE = b"ICC_PROFILE\0", b"Adobe"


@dataclass(frozen=True)
class Cleaned:
    """An original that may be kept; `extension` without a dot."""

    data: bytes
    content_type: str
    extension: str


def cleaned(data: bytes) -> Cleaned:
    """Return the picture without metadata.

    :raises InvalidInput: no picture, damaged, too large (see `decoding`).
    """
    image = open_picture(data)
    kind = "JPEG" if image.format == "MPO" else image.format
    strip = STRIPPERS.get(kind or "")
    if strip is None or orientation_of(image) != 1:
        return encoded_anew(data)
    try:
        return Cleaned(strip[0](data), *strip[1:])
    except (IndexError, struct.error, ValueError) as error:
        raise damaged() from error


def prepared(data: bytes, keep: bool) -> tuple[Cleaned | None, Image.Image]:
    """Return the original to keep, if it is to be kept, and the picture decoded for rendering.

    The second is read from the first: slow kinds (HEIC) are decoded once, and what is kept is
    known to be readable.

    :raises InvalidInput: as `cleaned`.
    """
    if not keep:
        return None, decode(data)
    found = cleaned(data)
    return found, decode(found.data)


def encoded_anew(data: bytes) -> Cleaned:
    """Return it at full size, upright, in sRGB: as PNG where it is transparent, else as JPEG."""
    image, out = decode(data, cover=None), BytesIO()
    if image.mode == "RGBA":
        image.save(out, "PNG")
        return Cleaned(out.getvalue(), "image/png", "png")
    image.save(out, "JPEG", quality=FULL_QUALITY, progressive=True, subsampling=0)
    return Cleaned(out.getvalue(), "image/jpeg", "jpg")


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give marker and bytes of each segment up to the end; a scan's marker has its data with it.

    :raises ValueError: the structure is broken, or it has no end.
    """
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        while data[at + 1] == 0xFF:  # filling
            at += 1
        marker = data[at + 1]
        if marker == 0xD9:
            yield marker, data[at : at + 2]
            return
        end = at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker == 0xDA:
            end = _scan_end(data, end)
        yield marker, data[at:end]
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """Return where the data of a scan ends: at a marker that is no restart and no escaped byte."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7 and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _kept_jpeg(marker: int, segment: bytes) -> bool:
    """Tell whether a segment belongs to the pixels: neither APPn, but three of them, nor COM."""
    if marker == 0xE2:
        return segment[4:].startswith(PROFILE)
    if marker == 0xEE:
        return segment[4:].startswith(ADOBE)
    return not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def strip_jpeg(data: bytes) -> bytes:
    """Return a JPEG without EXIF, XMP, IPTC, comments, previews, and what follows its end."""
    parts = [segment for marker, segment in _jpeg_segments(data) if _kept_jpeg(marker, segment)]
    return data[:2] + b"".join(_without_preview(part) for part in parts)


def _without_preview(segment: bytes) -> bytes:
    """Return a JFIF header without the small picture it may hold; others as they are."""
    if segment[:2] != b"\xff\xe0" or segment[4:9] != b"JFIF\0" or len(segment) < 18:
        return b"" if segment[:2] == b"\xff\xe0" else segment
    return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"


def strip_png(data: bytes) -> bytes:
    """Return a PNG with the chunks that its pixels need."""
    parts, at = [data[:8]], 8
    while parts[-1][4:8] != b"IEND":
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind in KEPT_PNG:
            parts.append(data[at : at + 12 + length])
        at += 12 + length
    return b"".join(parts)


def strip_webp(data: bytes) -> bytes:
    """Return a WebP with the chunks that its pixels need."""
    end, parts, at = 8 + struct.unpack("<I", data[4:8])[0], [], 12
    while at + 8 <= min(end, len(data)):
        kind, length = struct.unpack("<4sI", data[at : at + 8])
        chunk = bytearray(data[at : at + 8 + length + length % 2])
        if kind == b"VP8X":
            chunk[8] &= ~WEBP_METADATA_FLAGS & 0xFF
        if kind in KEPT_WEBP:
            parts.append(bytes(chunk))
        at += len(chunk)
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _blocks_end(data: bytes, at: int) -> int:
    """Return where a row of a GIF's sub-blocks ends."""
    while data[at]:
        at += 1 + data[at]
    return at + 1


def _colours(packed: int) -> int:
    """Return the bytes of a GIF's colour table, from the field that announces it."""
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def strip_gif(data: bytes) -> bytes:
    """Return a GIF without comments, plain text, and extensions but the one that repeats it."""
    at = 13 + _colours(data[10])
    parts = [data[:at]]
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x2C:
            end = _blocks_end(data, at + 11 + _colours(data[at + 9]))
            keep = True
        elif data[at] == 0x21:
            end = _blocks_end(data, at + 2)
            loops = data[at + 1] == 0xFF and data[at + 3 : at + 14] in LOOPS
            keep = loops or data[at + 1] == 0xF9  # graphic control
        else:
            raise ValueError("no block")
        parts += [data[at:end]] if keep else []
        at = end
    return b"".join(parts) + b"\x3b"


STRIPPERS = {
    "JPEG": (strip_jpeg, "image/jpeg", "jpg"),
    "PNG": (strip_png, "image/png", "png"),
    "WEBP": (strip_webp, "image/webp", "webp"),
    "GIF": (strip_gif, "image/gif", "gif"),
}

"""Pictures as people upload them: made here, and two real photographs of Plone's test data."""

from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from PIL import Image
from PIL import ImageCms
from PIL import ImageDraw
from PIL import ImageFilter

import struct
import zlib


RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (30, 60, 200), (250, 250, 250)


def saved(image, kind, **options):
    """Return a picture as a file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data):
    """Return a file as a picture, loaded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def corners(width=80, height=60):
    """Return a picture whose quarters are red, green, blue and white, row by row."""
    image = Image.new("RGB", (2, 2))
    image.putdata([RED, GREEN, BLUE, WHITE])
    return image.resize((width, height), Image.Resampling.NEAREST)


def quarters(image):
    """Return the colours in the middles of the quarters, row by row."""
    rgb = image.convert("RGB")
    xs, ys = (image.width // 4, 3 * image.width // 4), (image.height // 4, 3 * image.height // 4)
    return [rgb.getpixel((x, y)) for y in ys for x in xs]


def near(found, expected, by=40):
    """Tell whether two colours, or rows of colours, look alike."""
    if isinstance(expected, list):
        return all(near(a, b, by) for a, b in zip(found, expected, strict=True))
    return all(abs(a - b) <= by for a, b in zip(found, expected, strict=True))


def noise(width, height, seed=7, grain=1):
    """Return the picture that is hardest to make small, in grains of so many pixels."""
    size = max(1, width // grain), max(1, height // grain)
    found = Image.frombytes("RGB", size, _random(size[0] * size[1] * 3, seed))
    return found.resize((width, height), Image.Resampling.NEAREST)


def _random(count, seed):
    import random

    return random.Random(seed).randbytes(count)


def photograph():
    """Return a real photograph of 21 million pixels (a JPEG with a profile) from plone.restapi."""
    return (_package("plone.restapi") / "tests" / "image.jpeg").read_bytes()


def telephone():
    """Return a real photograph with EXIF, XMP and IPTC from plone.namedfile."""
    return (_package("plone.namedfile") / "tests" / "900.jpg").read_bytes()


def printed():
    """Return a real picture in CMYK with a profile from plone.scale."""
    return (_package("plone.scale") / "tests" / "data" / "cmyk.jpg").read_bytes()


def _package(name):
    return Path(find_spec(name).origin).parent


def exif(orientation=1, gps=True):
    """Return EXIF with an orientation, a place and an owner."""
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F], found[0x013B] = "某牌相机", "GEHEIMNIS"
    if gps:
        found.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 10.0, 0.0)})
    return found


def turned(orientation):
    """Return a JPEG as a camera held that way writes it; upright it shows `corners()`."""
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    image = corners()
    if orientation in undo:
        image = image.transpose(Image.Transpose(undo[orientation]))
    return saved(image, "JPEG", quality=95, exif=exif(orientation).tobytes())


def grey_16_bits():
    """Return a PNG of 16 bits a pixel, from black to white."""
    image = Image.new("I;16", (256, 60))
    image.putdata([x * 257 for _ in range(60) for x in range(256)])
    return saved(image, "PNG")


def animated(kind):
    """Return a moving picture whose first frame is red."""
    frames = [Image.new("RGB", (120, 90), colour) for colour in (RED, GREEN, BLUE)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, loop=0)


def logo():
    """Return a PNG with a blue disc on a transparent ground."""
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((40, 40, 160, 160), fill=(*BLUE, 255))
    return saved(image, "PNG")


def heic(**options):
    """Return what a telephone writes."""
    import collective.tobaccooa.portal.pictures.decoding  # noqa: F401 (registers the format)

    return saved(corners(320, 240), "HEIF", quality=90, **options)


def bomb(width=60_000, height=60_000):
    """Return a PNG of a few hundred bytes that claims billions of pixels."""

    def chunk(kind, body):
        total = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", total)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def wide_gamut():
    """Return a JPEG in a profile whose red and green are exchanged with sRGB's."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    return saved(corners(), "JPEG", quality=95, icc_profile=profile.tobytes())


def soft(width, height):
    """Return a smooth picture: one that stays within the budget in double size."""
    return noise(width // 300, height // 300).resize((width, height)).filter(ImageFilter.BoxBlur(9))

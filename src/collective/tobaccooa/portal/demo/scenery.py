"""Draw pictures for the demo: layered hills, mist and sun in an invented landscape. Pure.

Drawn anew from a seed each time, so that no photograph of a real place or person is shipped.
"""

from __future__ import annotations

from PIL import Image
from PIL import ImageDraw
from PIL import ImageFilter

import io
import math
import random


SIZE = (600, 450)
#: (sky above, sky below, far hills, near hills, sun)
PALETTES = (
    ((248, 224, 190), (252, 245, 228), (142, 168, 158), (28, 82, 66), (236, 140, 72)),
    ((186, 214, 236), (240, 246, 248), (134, 166, 190), (28, 66, 96), (255, 244, 214)),
    ((244, 206, 178), (252, 236, 212), (190, 138, 112), (104, 52, 34), (250, 214, 130)),
    ((204, 228, 206), (246, 250, 236), (150, 188, 142), (40, 98, 50), (255, 250, 220)),
    ((222, 212, 232), (248, 240, 242), (168, 150, 184), (64, 52, 92), (252, 214, 190)),
)


def picture(seed: int) -> bytes:
    """Return a landscape of 600 × 450 pixels as JPEG."""
    dice = random.Random(seed)  # noqa: S311 - drawing, not security
    above, below, far, near, sun = PALETTES[seed % len(PALETTES)]
    image = _sky(above, below)
    draw = ImageDraw.Draw(image, "RGB")
    centre, radius = (dice.randint(125, 475), dice.randint(90, 165)), dice.randint(23, 42)
    draw.ellipse([c - radius for c in centre] + [c + radius for c in centre], fill=sun)
    layers = 6
    for number in range(layers):
        share = number / (layers - 1)
        colour = _mix(far, near, share)
        points = _ridge(dice, 190 + 46 * number, 60 - 6 * number)
        draw.polygon([*points, (SIZE[0], SIZE[1]), (0, SIZE[1])], fill=colour)
        if number < layers - 1:
            image = _mist(image, 235 + 46 * number, below)
            draw = ImageDraw.Draw(image, "RGB")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def _mix(one: tuple[int, ...], two: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(one, two, strict=True))


def _sky(above: tuple[int, ...], below: tuple[int, ...]) -> Image.Image:
    column = Image.new("RGB", (1, SIZE[1]))
    for y in range(SIZE[1]):
        column.putpixel((0, y), _mix(above, below, min(1.0, y / 260)))
    return column.resize(SIZE)


def _ridge(dice: random.Random, height: int, swing: int) -> list[tuple[int, int]]:
    waves = [(dice.uniform(0.6, 4.5), dice.uniform(0, 6.3), dice.uniform(0.2, 1)) for _ in range(5)]
    total = sum(weight for _f, _p, weight in waves)
    return [
        (
            x,
            height
            - round(
                swing
                * sum(w * math.sin(f * x / SIZE[0] * 2 * math.pi + p) for f, p, w in waves)
                / total
                * 1.6
            ),
        )
        for x in range(0, SIZE[0] + 4, 4)
    ]


def _mist(image: Image.Image, height: int, colour: tuple[int, ...]) -> Image.Image:
    band = Image.new("L", SIZE, 0)
    ImageDraw.Draw(band).rectangle((0, height - 20, SIZE[0], height + 15), fill=110)
    band = band.filter(ImageFilter.GaussianBlur(19))
    return Image.composite(Image.new("RGB", SIZE, colour), image, band)

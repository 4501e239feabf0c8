"""What pictures a portal shows: names, sizes, budgets, and how a picture is fitted or cropped.

Rule (issue "The city portal"): whatever was uploaded becomes at most 20 KB within 600 × 450 pixels.
Sizes are in pixels, budgets in bytes, a focal point in fractions of width and height from the upper
left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from hashlib import sha256

import math


MAX_UPLOAD = 20 * 1024 * 1024
BUDGET = 20 * 1024
CARD_BUDGET = 8 * 1024
FORMATS = {"webp": "image/webp", "jpg": "image/jpeg"}

Box = tuple[float, float, float, float]
Size = tuple[int, int]


@dataclass(frozen=True)
class Focus:
    """The point that every crop must show."""

    x: float = 0.5
    y: float = 0.5

    @classmethod
    def within(cls, x: float, y: float) -> Focus:
        """Return the point, moved to the nearest edge when it lies outside or is no number."""
        return cls(*(min(1.0, max(0.0, n)) if math.isfinite(n) else 0.5 for n in (x, y)))


@dataclass(frozen=True)
class Variant:
    """One size in which every picture is shown.

    :ivar crop: cut to exactly this shape around the focal point; else the whole picture is fitted.
    :ivar dense: for double-density screens; made only when it is worth it (`encoding.DECENT`).
    """

    name: str
    width: int
    height: int
    crop: bool
    budget: int = BUDGET
    dense: bool = False


VARIANTS = (
    Variant("page", 600, 450, crop=False),
    Variant("hero", 600, 450, crop=True),
    Variant("card", 300, 225, crop=True, budget=CARD_BUDGET),
    Variant("page@2x", 1200, 900, crop=False, dense=True),
    Variant("hero@2x", 1200, 900, crop=True, dense=True),
)
# What a dense screen gets instead. The hero is the card in double size, so it is not made twice.
DENSE = {"page": "page@2x", "hero": "hero@2x", "card": "hero"}
LARGEST = (1200, 900)


@dataclass(frozen=True)
class Rendition:
    """One file that is shown; `quality` is the encoder's (1 to 100)."""

    data: bytes
    width: int
    height: int
    quality: int


@dataclass(frozen=True)
class Rendered:
    """All files of one picture.

    :ivar files: by name, such as `card.webp`; `page`, `hero` and `card` are always there.
    :ivar dense: which file a dense screen gets instead of which.
    """

    files: dict[str, Rendition]
    dense: dict[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that change when any file does."""
        total = sha256()
        for name, file in sorted(self.files.items()):
            total.update(name.encode() + b"\0" + sha256(file.data).digest())
        return total.hexdigest()[:16]

    @property
    def sizes(self) -> dict[str, Size]:
        """Width and height of each file."""
        return {name: (file.width, file.height) for name, file in self.files.items()}


def fitted(size: Size, bound: Size) -> Size:
    """Return the size that fits within `bound`, never larger than it is, aspect kept."""
    scale = min(bound[0] / size[0], bound[1] / size[1], 1.0)
    width, height = (max(1, round(side * scale)) for side in size)
    return min(width, bound[0]), min(height, bound[1])


def covering(size: Size, bound: Size) -> Size:
    """Return the smallest size that covers `bound`, never larger than it is, aspect kept."""
    scale = min(max(bound[0] / size[0], bound[1] / size[1]), 1.0)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def crop_box(size: Size, shape: Size, focus: Focus) -> Box:
    """Return left, upper, right, lower of the largest crop of that shape around the focal point.

    It lies within the picture and always contains the point.
    """
    width = min(float(size[0]), size[1] * shape[0] / shape[1])
    height = min(float(size[1]), size[0] * shape[1] / shape[0])
    left = min(max(0.0, focus.x * size[0] - width / 2), size[0] - width)
    upper = min(max(0.0, focus.y * size[1] - height / 2), size[1] - height)
    return left, upper, min(left + width, size[0]), min(upper + height, size[1])


def cropped(size: Size, bound: Size) -> Size:
    """Return the size of a crop of that shape: exactly the shape, never larger than the picture.

    A picture smaller than the shape's smallest whole size (4 × 3) is enlarged to that.
    """
    unit = math.gcd(*bound)
    shape = bound[0] // unit, bound[1] // unit
    steps = max(1, min(unit, size[0] // shape[0], size[1] // shape[1]))
    return shape[0] * steps, shape[1] * steps


def smaller(size: Size) -> Size:
    """Return the next size to try when the worst quality was still too large; 4:3 stays 4:3."""
    if size[0] * 3 == size[1] * 4:
        steps = max(1, int(size[0] // 4 * 0.85))
        return 4 * steps, 3 * steps
    return max(1, int(size[0] * 0.85)), max(1, int(size[1] * 0.85))

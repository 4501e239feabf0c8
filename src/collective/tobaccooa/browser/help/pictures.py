"""The pictures of the help: their size on the page, and a version that changes with them."""

from __future__ import annotations

from pathlib import Path
from PIL import Image

import hashlib


FOLDER = Path(__file__).parent.parent / "static" / "help"
FILES = sorted(FOLDER.glob("*.webp"))
PICTURES_VERSION = hashlib.sha256(b"".join(path.read_bytes() for path in FILES)).hexdigest()[:10]
#: Pixels of a picture for each pixel of the page, as `scripts/help_pictures.py` takes them.
SCREEN_SCALE, PANEL_SCALE = 1.25, 1.5


def _size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        width, height = picture.size
    scale = PANEL_SCALE if height > width else SCREEN_SCALE
    return round(width / scale), round(height / scale)


#: File name → width and height in pixels of the page.
SIZES = {path.name: _size_of(path) for path in FILES}

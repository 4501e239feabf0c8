"""From an uploaded file to the files that are shown. Deterministic: same bytes and focal point in,
same bytes out."""

from __future__ import annotations

from collective.tobaccooa.portal.pictures.decoding import decode
from collective.tobaccooa.portal.pictures.encoding import best_within
from collective.tobaccooa.portal.pictures.encoding import DECENT
from collective.tobaccooa.portal.pictures.encoding import within
from collective.tobaccooa.portal.pictures.model import Box
from collective.tobaccooa.portal.pictures.model import crop_box
from collective.tobaccooa.portal.pictures.model import cropped
from collective.tobaccooa.portal.pictures.model import DENSE
from collective.tobaccooa.portal.pictures.model import fitted
from collective.tobaccooa.portal.pictures.model import Focus
from collective.tobaccooa.portal.pictures.model import FORMATS
from collective.tobaccooa.portal.pictures.model import Rendered
from collective.tobaccooa.portal.pictures.model import Rendition
from collective.tobaccooa.portal.pictures.model import Size
from collective.tobaccooa.portal.pictures.model import Variant
from collective.tobaccooa.portal.pictures.model import VARIANTS
from PIL import Image


Plan = tuple[Size, Box]


def plan(size: Size, variant: Variant, focus: Focus) -> Plan:
    """Return the size of a variant and the part of the picture that it shows."""
    bound = variant.width, variant.height
    if not variant.crop:
        return fitted(size, bound), (0.0, 0.0, float(size[0]), float(size[1]))
    box = crop_box(size, bound, focus)
    inner = max(1, int(box[2] - box[0])), max(1, int(box[3] - box[1]))
    return cropped(inner, bound), box


def cut(image: Image.Image, planned: Plan) -> Image.Image:
    """Return that part in that size."""
    size, box = planned
    return image.resize(size, Image.Resampling.LANCZOS, box=box)


def render(data: bytes, focus: Focus | None = None) -> Rendered:
    """Return all files of an uploaded picture.

    :raises InvalidInput: see `decoding`.
    """
    return render_image(decode(data), focus or Focus())


def render_image(image: Image.Image, focus: Focus) -> Rendered:
    """Return all files of a decoded picture (`decoding.decode`)."""
    files: dict[str, Rendition] = {}
    made: dict[tuple[str, int, Plan], Rendition | None] = {}
    plans: dict[str, Plan] = {}
    for variant in VARIANTS:
        planned = plans[variant.name] = plan(image.size, variant, focus)
        if variant.dense and planned == plans[variant.name.removesuffix("@2x")]:
            continue  # the upload has no more pixels
        part = cut(image, planned)
        for extension in FORMATS:
            # A picture of 4:3 is its own crop: not encoded twice.
            key = extension, variant.budget, planned
            if key not in made:
                made[key] = _file(part, extension, variant)
            file = made[key]
            if file is not None:
                files[f"{variant.name}.{extension}"] = file
    return Rendered(files, _dense(files))


def _file(part: Image.Image, extension: str, variant: Variant) -> Rendition | None:
    if variant.dense:
        return best_within(part, extension, variant.budget, worst=DECENT)
    return within(part, extension, variant.budget)


def _dense(files: dict[str, Rendition]) -> dict[str, str]:
    """Return which file dense screens get: larger, and decent."""
    found = {}
    for name, better in DENSE.items():
        for extension in FORMATS:
            normal, dense = files[f"{name}.{extension}"], files.get(f"{better}.{extension}")
            if dense is not None and dense.width > normal.width and dense.quality >= DECENT:
                found[f"{name}.{extension}"] = f"{better}.{extension}"
    return found

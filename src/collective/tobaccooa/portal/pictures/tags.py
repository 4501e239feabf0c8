"""The markup of a picture, from an item or from its entry in the catalogue."""

from __future__ import annotations

from collective.tobaccooa.portal.pictures.store import picture_set
from html import escape
from typing import Any


def picture_facts(item_or_brain: Any) -> dict[str, Any] | None:
    """Return `oa_picture` of an item or brain, None when it has no picture."""
    if hasattr(item_or_brain, "getRID"):
        found = getattr(item_or_brain, "oa_picture", None)
        return found if isinstance(found, dict) else None
    kept = picture_set(item_or_brain)
    if kept is None:
        return None
    return {"digest": kept.digest, "sizes": kept.sizes, "dense": kept.dense}


def picture_url(item_or_brain: Any, name: str = "page.jpg") -> str:
    """Return the address of one file, the empty string when there is none."""
    facts = picture_facts(item_or_brain)
    if facts is None or name not in facts["sizes"]:
        return ""
    return f"{_base(item_or_brain)}{name}?{facts['digest']}"


def picture_tag(item_or_brain: Any, name: str, alt: str = "", eager: bool = False) -> str:
    """Return `<picture>` with WebP and JPEG, or the empty string when there is no picture.

    Width and height are given, so that nothing jumps while it loads.

    :param name: `page` (whole, 600 × 450 at most), `hero` (cut to 600 × 450), `card` (300 × 225).
    :param alt: what the picture tells; empty when the title beside it does.
    :param eager: load it at once (the one picture that is seen first); else when it comes near.
    """
    facts = picture_facts(item_or_brain)
    if facts is None or f"{name}.jpg" not in facts["sizes"]:
        return ""
    base = _base(item_or_brain)
    width, height = facts["sizes"][f"{name}.jpg"]
    loading = 'loading="eager" fetchpriority="high"' if eager else 'loading="lazy"'
    return (
        f'<picture><source type="image/webp" srcset="{_srcset(facts, base, name + ".webp")}" />'
        f'<img src="{escape(base)}{name}.jpg?{facts["digest"]}"'
        f' srcset="{_srcset(facts, base, name + ".jpg")}"'
        f' width="{width}" height="{height}" alt="{escape(alt)}" {loading} decoding="async" />'
        "</picture>"
    )


def _base(item_or_brain: Any) -> str:
    brain = hasattr(item_or_brain, "getRID")
    url = item_or_brain.getURL() if brain else item_or_brain.absolute_url()
    return f"{url}/@@picture/"


def _srcset(facts: dict[str, Any], base: str, file: str) -> str:
    """Return the candidates; the density is the true one, for small uploads lie between."""
    sizes, dense = facts["sizes"], facts["dense"].get(file)
    found = f"{escape(base)}{file}?{facts['digest']}"
    if dense is None:
        return found
    density = sizes[dense][0] / sizes[file][0]
    return f"{found}, {escape(base)}{dense}?{facts['digest']} {density:.3g}x"

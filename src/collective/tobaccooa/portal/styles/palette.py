"""The colours of a face: from any two colours of an editor to a set in which all can be read.

`TEXT_PAIRS` and `GRAPHIC_PAIRS` are the promise to the pages' style sheets: a text colour of a pair
reaches 4.5 : 1 on its ground (a graphic 3 : 1), in colour and on a grey day, for every brand,
accent, header and design. A style sheet that puts text on another ground leaves the promise.
"""

from __future__ import annotations

from collections.abc import Mapping
from collective.tobaccooa.portal.styles.contrast import BLACK
from collective.tobaccooa.portal.styles.contrast import bounds
from collective.tobaccooa.portal.styles.contrast import ENHANCED
from collective.tobaccooa.portal.styles.contrast import from_lch
from collective.tobaccooa.portal.styles.contrast import GRAPHIC
from collective.tobaccooa.portal.styles.contrast import greyed
from collective.tobaccooa.portal.styles.contrast import least_on_any_day
from collective.tobaccooa.portal.styles.contrast import least_ratio
from collective.tobaccooa.portal.styles.contrast import over
from collective.tobaccooa.portal.styles.contrast import readable
from collective.tobaccooa.portal.styles.contrast import TEXT
from collective.tobaccooa.portal.styles.contrast import to_lch
from collective.tobaccooa.portal.styles.contrast import toned
from collective.tobaccooa.portal.styles.contrast import WHITE
from collective.tobaccooa.portal.styles.designs import Design
from collective.tobaccooa.portal.styles.drawings import AWAY
from collective.tobaccooa.portal.styles.drawings import MOST
from dataclasses import dataclass

import math


_GROUNDS = ("page", "sheet", "brand-wash")
#: (text, ground) of which every pair reaches 4.5 : 1.
TEXT_PAIRS = (
    *((text, ground) for text in ("ink", "ink-soft", "link", "brand") for ground in _GROUNDS),
    *(("brand-deep", ground) for ground in _GROUNDS),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    ("on-accent", "accent"),
    ("on-header", "header"),
    *(("accent-text", ground) for ground in _GROUNDS),
    ("on-head", "head-bg"),
    ("on-banner", "banner-from"),
    ("on-banner", "banner-to"),
)
#: (graphic, ground) of which every pair reaches 3 : 1.
GRAPHIC_PAIRS = (
    *((graphic, ground) for graphic in ("accent", "line-strong") for ground in _GROUNDS),
    ("head-rule", "sheet"),
    ("head-rule", "page"),
)
#: Over a picture of an editor, which may be white: a veil that carries white text.
VEIL = 0.58
_STEP = 0.02

#: Black, white and yellow: at least 7 : 1 for all of the above.
HIGH_CONTRAST = {
    "brand": "#ffff00",
    "brand-deep": "#ffe97a",
    "brand-wash": "#1f1f1f",
    "on-brand": BLACK,
    "accent": "#ffff00",
    "on-accent": BLACK,
    "header": BLACK,
    "on-header": WHITE,
    "accent-text": "#ffff00",
    "page": BLACK,
    "sheet": BLACK,
    "ink": WHITE,
    "ink-soft": "#ededed",
    "line": WHITE,
    "line-strong": WHITE,
    "link": "#ffff00",
    "head-bg": BLACK,
    "on-head": "#ffff00",
    "head-rule": "#ffff00",
    "banner-from": BLACK,
    "banner-to": BLACK,
    "on-banner": WHITE,
    "red": "#ffb3b3",
    "red-wash": "#2a0000",
    "amber": "#ffd27a",
    "amber-wash": "#2a1e00",
}


@dataclass(frozen=True)
class Palette:
    """Colours by token name (without `--oa-`), and the two colours of the banner's drawing."""

    colours: dict[str, str]
    tints: tuple[str, str]


def palette(
    design: Design, brand: str = "", accent: str = "", header: str = "", pictured: bool = False
) -> Palette:
    """Return the colours of a design with an editor's choices.

    :param brand: `#rrggbb`; "" for the design's, as for `accent`.
    :param header: one of `designs.HEADERS`; "" for the design's.
    :param pictured: the banner shows a picture of the editor instead of our drawing.
    """
    brand, accent = brand or design.brand, accent or design.accent
    if design.grey:
        brand, accent = greyed(brand), greyed(accent)
    found = {"page": design.page, "sheet": design.sheet}
    found["brand-wash"] = toned(brand, 0.957, 0.02)
    grounds = [found[name] for name in _GROUNDS]
    found["brand"] = _clear(brand, grounds)
    lightness, chroma, hue = to_lch(found["brand"])
    found["brand-deep"] = _clear(from_lch(lightness - 0.09, chroma, hue), grounds)
    found["on-brand"] = _clear(WHITE, [found["brand"], found["brand-deep"]])
    found["link"] = found["brand"]
    found["accent"], found["on-accent"] = _accent(accent, grounds)
    found["accent-text"] = _clear(found["accent"], grounds)
    found["ink"] = _clear(toned(brand, 0.25, 0.018), grounds, ENHANCED)
    found["ink-soft"] = _clear(toned(brand, 0.47, 0.02), grounds)
    found["line"] = toned(brand, 0.885, 0.014)
    found["line-strong"] = _clear(toned(brand, 0.64, 0.018), grounds, GRAPHIC)
    tints = _add_banner(found, design, brand, accent, design.bright and not pictured)
    _add_head(found, design.head)
    _add_header(found, header or design.header)
    return Palette(found, tints)


def _clear(colour: str, grounds: list[str], least: float = TEXT) -> str:
    """Return the colour, moved until it stands out on the grounds on any day."""
    return readable(colour, grounds, least, least_on_any_day)


def _accent(colour: str, grounds: list[str]) -> tuple[str, str]:
    """Return the accent, dark enough to be seen and to carry text, and that text's colour."""
    accent = _clear(colour, grounds, GRAPHIC)
    lightness, chroma, hue = to_lch(accent)
    for step in range(1, 60):
        for text in (WHITE, "#161616", BLACK):
            if least_on_any_day(text, [accent]) >= TEXT:
                return accent, text
        accent = from_lch(lightness - _STEP * step, chroma, hue)
    return BLACK, WHITE


def _add_head(found: dict[str, str], head: str) -> None:
    """Set the head of a column."""
    filled = head in ("bar", "tab")
    found["head-bg"] = found["brand" if filled else "sheet" if head == "line" else "brand-wash"]
    found["on-head"] = found["on-brand" if filled else "brand-deep"]
    found["head-rule"] = found["accent" if head in ("box", "bar") else "brand"]


def _add_header(found: dict[str, str], header: str) -> None:
    """Set the bar at the top: white, dark, or of one piece with the banner."""
    if header == "banner":
        found["header"], found["on-header"] = found["banner-from"], found["on-banner"]
    elif header == "dark":
        found["header"] = _clear(toned(found["brand"], 0.29, 0.075), [WHITE], ENHANCED)
        found["on-header"] = WHITE
    else:
        found["header"], found["on-header"] = found["sheet"], found["ink"]


def _add_banner(
    found: dict[str, str], design: Design, brand: str, accent: str, bright: bool
) -> tuple[str, str]:
    """Set the banner's ground and text; return the tints of its drawing.

    The ground moves away from the text until that can be read, then the tints until every blend
    of them with the ground leaves it so.
    """
    first, last, turn = design.banner
    if design.bright and not bright:
        # under a picture the ground is seen only while it loads, and through the veil
        first, last = 0.3, 0.4
    _, chroma, hue = to_lch(brand)
    most = 0.05 if bright else 0.15
    text = _clear(toned(brand, 0.27, 0.05), [WHITE], ENHANCED) if bright else WHITE
    ends = ((first, hue), (last, hue + math.radians(turn)))
    grounds: tuple[str, ...] = (BLACK, BLACK)
    for step in range(60):
        move = _STEP * step * (1 if bright else -1)
        grounds = tuple(from_lch(light + move, min(chroma, most), each) for light, each in ends)
        if least_on_any_day(text, bounds(grounds)) >= TEXT:
            break
    found["banner-from"], found["banner-to"] = grounds
    found["on-banner"] = text
    return _tints(text, grounds, (brand, accent), bright, design.drawing in AWAY)


def _tints(
    text: str, grounds: tuple[str, ...], colours: tuple[str, str], bright: bool, away: bool
) -> tuple[str, str]:
    """Return the colours of the drawing, as far from the ground as its text allows."""
    leaving = WHITE if bright else toned(colours[0], 0.2, 0.06)
    starts = (0.55, 0.66) if bright else (0.93, 0.86)
    for step in range(60):
        move = _STEP * step * (1 if bright else -1)
        first, second = (
            toned(colour, start + move, chroma)
            for colour, start, chroma in zip(colours, starts, (0.1, 0.14), strict=True)
        )
        first = leaving if away else first
        overlays = (second,) if away else (first, second)
        seen = [over(tint, MOST, ground) for tint in overlays for ground in grounds]
        if away:
            seen.append(first)
        if least_on_any_day(text, bounds((*grounds, *seen))) >= TEXT:
            return first, second
    return grounds[0], grounds[-1]


def veiled(colour: str) -> tuple[str, str]:
    """Return the ends of what a picture of any colours looks like under our veil."""
    return over(colour, VEIL, BLACK), over(colour, VEIL, WHITE)


def veil_of(found: Mapping[str, str]) -> str:
    """Return the colour of the veil: as much of the banner's colour as white text allows."""
    lightness, chroma, hue = to_lch(found["banner-from"])
    for step in range(60):
        colour = from_lch(lightness - _STEP * step, chroma, hue)
        if least_ratio(found["on-banner"], veiled(colour)) >= TEXT:
            return colour
    return BLACK

"""Colours and their contrast: WCAG 2.2 (1.4.3, 1.4.11), and how to reach it without losing the hue.

Colours are `#rrggbb` in sRGB. Lightness is moved in OKLCH (Björn Ottosson, 2020), where equal
steps look equal and the hue stays; chroma shrinks only where the screen can't show it. Every ratio
is measured on the rounded colour that is given out, never on the exact one.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable

import math
import re


TEXT = 4.5
GRAPHIC = 3.0
ENHANCED = 7.0
WHITE = "#ffffff"
BLACK = "#000000"
COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)
# above this, black is the better text; below, white (both give at least 4.58 there)
_MIDDLE = 0.179
_HALVINGS = 14

Lch = tuple[float, float, float]
Rgb = tuple[float, float, float]


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of `#rrggbb`, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def colour_of(red: float, green: float, blue: float) -> str:
    """Return `#rrggbb` of channels from 0 to 255, cut at the ends."""
    whole = (min(255, max(0, round(each))) for each in (red, green, blue))
    return "#" + "".join(f"{each:02x}" for each in whole)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, 0 (black) to 1 (white)."""
    red, green, blue = (_linear(each / 255) for each in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21; the order does not matter."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def least_ratio(colour: str, grounds: Iterable[str]) -> float:
    """Return the lowest contrast of a colour with any of the grounds."""
    return min(ratio(colour, ground) for ground in grounds)


def to_lch(colour: str) -> Lch:
    """Return OKLCH: lightness 0 to 1, chroma from 0, hue in radians."""
    red, green, blue = (_linear(each / 255) for each in channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _to_rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(rgb: Rgb) -> bool:
    return all(-1e-4 <= each <= 1 + 1e-4 for each in rgb)


def from_lch(lightness: float, chroma: float, hue: float) -> str:
    """Return the nearest colour a screen can show: same lightness and hue, less chroma."""
    lightness = min(1.0, max(0.0, lightness))
    rgb = _to_rgb(lightness, chroma, hue)
    if not _shown(rgb):
        low, high = 0.0, chroma
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if _shown(_to_rgb(lightness, middle, hue)) else (low, middle)
        rgb = _to_rgb(lightness, low, hue)
    red, green, blue = (255 * _encoded(min(1.0, max(0.0, each))) for each in rgb)
    return colour_of(red, green, blue)


def toned(colour: str, lightness: float, most_chroma: float = 1.0) -> str:
    """Return the colour at another OKLCH lightness, its chroma at most `most_chroma`."""
    _, chroma, hue = to_lch(colour)
    return from_lch(lightness, min(chroma, most_chroma), hue)


def better(on: str, dark: str = BLACK, light: str = WHITE) -> str:
    """Return which of two text colours is easier to read on a ground."""
    return dark if ratio(dark, on) > ratio(light, on) else light


def greyed(colour: str) -> str:
    """Return what CSS `grayscale(1)` makes of a colour (Filter Effects 1: weights on sRGB)."""
    red, green, blue = channels(colour)
    grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return colour_of(grey, grey, grey)


def least_on_any_day(colour: str, grounds: Iterable[str]) -> float:
    """Return the lowest contrast with the grounds, in colour or on a day when all is grey."""
    grounds = tuple(grounds)
    grey = least_ratio(greyed(colour), map(greyed, grounds))
    return min(least_ratio(colour, grounds), grey)


def readable(
    colour: str,
    on: str | Iterable[str],
    least: float = TEXT,
    measure: Callable[[str, Iterable[str]], float] = least_ratio,
) -> str:
    """Return the colour, or the nearest lightness of it that reaches the ratio on every ground.

    On dark grounds it gets lighter, on light ones darker. Where no lightness is enough (grounds of
    middle grey above 4.58, or grounds that differ too much) the end of the scale, white or black,
    is the answer: the most that there is.

    :param on: one ground or several that should be all light or all dark.
    :param least: the contrast ratio to reach, 1 to 21.
    :param measure: how the contrast with all grounds is found.
    """
    grounds = (on,) if isinstance(on, str) else tuple(on)
    if measure(colour, grounds) >= least:
        return colour
    end = WHITE if sum(map(luminance, grounds)) / len(grounds) < _MIDDLE else BLACK
    lightness, chroma, hue = to_lch(colour)
    near, far, found = lightness, 1.0 if end == WHITE else 0.0, end
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        candidate = from_lch(middle, chroma, hue)
        if measure(candidate, grounds) >= least:
            far, found = middle, candidate
        else:
            near = middle
    return found


def bounds(colours: Iterable[str]) -> tuple[str, str]:
    """Return the darkest and the lightest colour that blends of these can reach.

    Gradients and overlays stay between the channels' least and greatest values, and luminance
    grows with each channel.
    """
    columns = list(zip(*map(channels, colours), strict=True))
    return (
        colour_of(*(min(column) for column in columns)),
        colour_of(*(max(column) for column in columns)),
    )


def over(veil: str, alpha: float, ground: str) -> str:
    """Return what is seen of a half-transparent colour on a ground; blending in sRGB, as CSS."""
    pairs = zip(channels(veil), channels(ground), strict=True)
    red, green, blue = (alpha * top + (1 - alpha) * below for top, below in pairs)
    return colour_of(red, green, blue)

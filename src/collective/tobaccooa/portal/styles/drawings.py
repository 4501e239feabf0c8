"""Our own drawings, as SVG text: banners (1920 × 360) and ornaments (64 × 12).

A banner's shapes are half-transparent and together cover a point with at most `MOST`, so that
`palette` can say before drawing how light or dark the ground of the banner's text may become.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from urllib.parse import quote

import math


#: The most that a banner's shapes cover one point with, all layers together; shapes that leave the
#: ground of the text (dark ones on dark, white ones on light) may cover more.
MOST = 0.3
#: Drawings whose first colour goes away from the text's: darker than a dark ground, or white.
AWAY = frozenset({"ridges", "leaves", "sky"})
WIDTH, HEIGHT = 1920, 360


def _svg(body: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMax slice">{body}</svg>'
    )


def as_url(svg: str) -> str:
    """Return the drawing as a CSS `url()` that needs no request."""
    return f'url("data:image/svg+xml,{quote(svg, safe=" =:/,;()")}")'.replace("'", "%27")


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """Return a smooth path through points (Catmull-Rom as Bézier curves)."""
    path = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for i in range(len(points) - 1):
        before, here, there = points[max(0, i - 1)], points[i], points[i + 1]
        after = points[min(len(points) - 1, i + 2)]
        one = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        two = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        path += "C" + " ".join(f"{x:.0f} {y:.0f}" for x, y in (one, two, there))
    return path


def _ridge(base: float, height: float, phase: float, step: int = 80) -> str:
    """Return a ridge of hills, closed at the foot of the picture; always the same for its seed."""
    points = []
    for x in range(-step, WIDTH + 2 * step, step):
        swing = math.sin(x / 310 + phase) + 0.55 * math.sin(x / 127 + 2.3 * phase)
        peak = 0.35 * math.sin(x / 61 + 4.1 * phase)
        points.append((x, base - height * (0.5 + 0.3 * swing + 0.25 * peak)))
    return f"{_curve(points)}V{HEIGHT}H-80Z"


def _ridges(first: str, second: str) -> str:
    """Ridges that fade into mist, and a pale sun behind them."""
    fades, hills = "", f'<circle cx="1480" cy="196" r="52" fill="{second}" fill-opacity=".3"/>'
    for i, (base, height, phase, alpha) in enumerate(
        ((300, 130, 0.4, 0.3), (334, 120, 2.1, 0.28), (364, 96, 4.0, 0.3))
    ):
        fades += (
            f'<linearGradient id="r{i}" x2="0" y2="1"><stop stop-color="{first}" '
            f'stop-opacity="{alpha}"/><stop offset=".9" stop-color="{first}" stop-opacity=".02"/>'
            "</linearGradient>"
        )
        hills += f'<path d="{_ridge(base, height, phase)}" fill="url(#r{i})"/>'
    return _svg(f"<defs>{fades}</defs>{hills}")


def _waves(first: str, second: str) -> str:
    """Rows of round waves as on old water paintings, denser towards the right."""
    scale = "".join(
        f'<circle cx="{x}" cy="80" r="{r}"/>' for x in (0, 120) for r in (58, 44, 30, 16)
    ) + "".join(f'<circle cx="60" cy="40" r="{r}"/>' for r in (58, 44, 30, 16))
    return _svg(
        f'<defs><pattern id="w" width="120" height="80" patternUnits="userSpaceOnUse">'
        f'<g fill="none" stroke="{first}" stroke-width="2.5">{scale}</g></pattern>'
        '<linearGradient id="f"><stop offset=".3" stop-color="#000"/>'
        '<stop offset="1" stop-color="#fff"/></linearGradient>'
        f'<mask id="m"><rect width="{WIDTH}" height="{HEIGHT}" fill="url(#f)"/></mask></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#w)" opacity=".16" mask="url(#m)"/>'
        f'<path d="{_curve([(x, 320 + 18 * math.sin(x / 190)) for x in range(-60, 2000, 120)])}" '
        f'fill="none" stroke="{second}" stroke-width="3" stroke-opacity=".2"/>'
    )


def _cloud(x: float, y: float, size: float) -> str:
    """Return the outline of one curled cloud."""
    outline = (
        "M0 60h150a26 26 0 0 0 6-51 44 44 0 0 0-80-16A36 36 0 0 0 18 8a26 26 0 0 0-18 26c0 12 12 "
        "18 22 14s10-20-2-18M60 26a22 22 0 1 1 36 18 12 12 0 1 1-10-18"
        "M150 60c24 0 52 6 84 6M-14 60c-30 0-50 8-80 8"
    )
    return f'<g transform="translate({x} {y}) scale({size})"><path d="{outline}"/></g>'


def _clouds(first: str, second: str) -> str:
    """Curled clouds of good omen around a low sun with rays."""
    rays = "".join(
        f'<path d="M1500 360L{1500 + 900 * math.cos(a):.0f} {360 - 900 * math.sin(a):.0f}'
        f'L{1500 + 900 * math.cos(a + 0.07):.0f} {360 - 900 * math.sin(a + 0.07):.0f}Z"/>'
        for a in (math.pi * each / 18 for each in range(1, 18))
    )
    clouds = "".join(
        _cloud(*each)
        for each in ((1180, 236, 1.2), (1560, 110, 0.9), (1650, 262, 1.1), (820, 290, 0.7))
    )
    return _svg(
        f'<g fill="{second}" fill-opacity=".09">{rays}</g>'
        f'<circle cx="1500" cy="360" r="120" fill="{second}" fill-opacity=".1"/>'
        f'<g fill="none" stroke="{first}" stroke-width="4" stroke-linecap="round" '
        f'stroke-opacity=".2">{clouds}</g>'
    )


def _leaf(x: float, y: float, turn: float, size: float) -> str:
    """Return one broad leaf with its veins."""
    veins = "".join(
        f"M{along} {6 - along * 0.01:.0f}"
        f"q34 {-side * 14} 50 {-side * (46 - abs(along - 130) / 5):.0f}"
        for along in (40, 84, 128, 172)
        for side in (1, -1)
    )
    return (
        f'<g transform="translate({x} {y}) rotate({turn}) scale({size})">'
        '<path fill-opacity=".2" stroke="none" d="M0 6C40-70 150-92 290 6 150 104 40 82 0 6Z"/>'
        f'<path fill="none" d="M-46 6H270{veins}"/></g>'
    )


def _leaves(first: str, second: str) -> str:
    """Broad tobacco leaves that drift in from the right."""
    light = "".join(_leaf(*each) for each in ((1250, 300, -38, 1.0), (1640, 130, 152, 0.8)))
    warm = "".join(_leaf(*each) for each in ((1480, 330, -72, 0.9), (1760, 330, -118, 1.15)))
    return _svg(
        f'<g fill="{first}" stroke="{first}" stroke-width="3" stroke-opacity=".3" '
        f'stroke-linecap="round">{light}</g><g fill="{second}" stroke="{second}" '
        f'stroke-width="3" stroke-opacity=".1" stroke-linecap="round">{warm}</g>'
    )


def _bamboo(first: str, second: str) -> str:
    """A few stalks and leaves of bamboo and one round mark, much left white."""
    stalks = "".join(
        f'<path d="M{x} 372L{x + lean * 0.34:.0f} 250M{x + lean * 0.36:.0f} 243'
        f'L{x + lean * 0.68:.0f} 128M{x + lean * 0.7:.0f} 121L{x + lean} -6"/>'
        for x, lean in ((1560, 34), (1640, 20), (1752, 46))
    )
    leaves = "".join(
        f'<path transform="translate({x} {y}) rotate({turn})" '
        'd="M0 0c30-16 74-14 112 6-40 12-80 10-112-6Z"/>'
        for x, y, turn in (
            (1586, 130, 160),
            (1586, 128, 128),
            (1664, 118, 28),
            (1664, 122, 62),
            (1774, 244, 196),
            (1776, 240, 150),
            (1790, 126, 38),
        )
    )
    return _svg(
        f'<g fill="none" stroke="{first}" stroke-width="11" stroke-opacity=".13">{stalks}</g>'
        f'<g fill="{first}" fill-opacity=".15">{leaves}</g>'
        f'<circle cx="1400" cy="200" r="40" fill="{second}" fill-opacity=".3"/>'
    )


def _stars(first: str, second: str) -> str:
    """A chart of stars: bearings, rings and a course."""
    rings = "".join(f'<circle cx="1440" cy="420" r="{r}"/>' for r in range(120, 1000, 110))
    bearings = "".join(
        f'<path d="M1440 420L{1440 + 1100 * math.cos(a):.0f} {420 - 1100 * math.sin(a):.0f}"/>'
        for a in (math.pi * each / 12 for each in range(1, 12))
    )
    stars = "".join(
        f'<circle cx="{(each * 397) % WIDTH}" cy="{(each * 211) % 300 + 12}" r="{1.5 + each % 3}"/>'
        for each in range(7, 67)
    )
    course = _curve([(980, 330), (1180, 250), (1330, 262), (1530, 150), (1800, 60)])
    return _svg(
        f'<g fill="none" stroke="{first}" stroke-opacity=".12" stroke-width="1.5">{rings}'
        f'{bearings}</g><g fill="{first}" fill-opacity=".13">{stars}</g>'
        f'<path d="{course}" fill="none" stroke="{second}" stroke-width="3" stroke-opacity=".2" '
        'stroke-dasharray="14 10"/>'
    )


def _terraces(first: str, second: str) -> str:
    """Terraces of a tea hill, row above row."""
    rows = ""
    for i in range(9):
        base = 170 + i * 28
        points = [
            (x, base + (1 + i / 7) * 26 * math.sin(x / (240 + 14 * i) + i * 0.55) - x / 22 + 40)
            for x in range(-120, WIDTH + 240, 120)
        ]
        rows += f'<path d="{_curve(points)}" stroke-width="{5 + i}"/>'
    return _svg(
        '<defs><linearGradient id="f"><stop offset=".22" stop-color="#000"/>'
        '<stop offset=".62" stop-color="#fff"/></linearGradient>'
        f'<mask id="m"><rect width="{WIDTH}" height="{HEIGHT}" fill="url(#f)"/></mask></defs>'
        f'<circle cx="1420" cy="148" r="44" fill="{second}" fill-opacity=".3"/>'
        f'<g fill="none" stroke="{first}" stroke-opacity=".24" stroke-linecap="round" '
        f'stroke-dasharray="34 13" mask="url(#m)">{rows}</g>'
    )


def _sky(first: str, second: str) -> str:
    """Rounded clouds in layers, a kite on its string."""
    puffs = ""
    for i, (y, phase, alpha) in enumerate(((308, 0.0, 0.5), (346, 1.7, 0.7))):
        circles = "".join(
            f'<circle cx="{x}" cy="{y + 20 * math.sin(x / 170 + phase):.0f}" '
            f'r="{58 + 22 * math.sin(x / 97 + phase):.0f}"/>'
            for x in range(-20 + 60 * i, 1990, 120)
        )
        base = f'<rect y="{y}" width="{WIDTH}" height="90"/>'
        puffs += f'<g opacity="{alpha}" fill="{first}">{circles}{base}</g>'
    kite = (
        f'<g fill="{second}" fill-opacity=".3"><path d="M1520 140l44 36-30 52-46-40Z"/></g>'
        f'<path d="M1534 228c-30 50-120 30-150 132" fill="none" stroke="{second}" stroke-width="2" '
        'stroke-opacity=".2"/>'
    )
    return _svg(puffs + kite)


BANNERS: dict[str, Callable[[str, str], str]] = {
    "ridges": _ridges,
    "waves": _waves,
    "clouds": _clouds,
    "leaves": _leaves,
    "bamboo": _bamboo,
    "stars": _stars,
    "terraces": _terraces,
    "sky": _sky,
}

_SHAPES = {
    "leaf": '<path d="M0 6h20M44 6h20" stroke="{0}"/>'
    '<path d="M24 6c4-6 12-6 16 0-4 6-12 6-16 0Z" fill="{1}" stroke="none"/>',
    "wave": '<path d="M0 6q8-8 16 0t16 0 16 0 16 0" stroke="{0}" stroke-width="1.6"/>',
    "knot": '<path d="M0 6h18M46 6h18" stroke="{0}"/>'
    '<path d="M26 6l6-5 6 5-6 5Z" stroke="{1}" stroke-width="1.6"/>'
    '<path d="M20 6l4-3 4 3-4 3ZM36 6l4-3 4 3-4 3Z" fill="{1}" stroke="none"/>',
    "hair": '<path d="M0 6.5h64" stroke="{0}"/>',
    "dots": '<g fill="{1}" stroke="none"><circle cx="22" cy="6" r="1.6"/>'
    '<circle cx="32" cy="6" r="2.6"/><circle cx="42" cy="6" r="1.6"/></g>',
    "sprout": '<path d="M0 10h64M32 10V5" stroke="{0}"/>'
    '<path d="M32 6c-2-5-8-5-11-4 1 4 7 6 11 4Zm0 0c2-5 8-5 11-4-1 4-7 6-11 4Z" fill="{1}" '
    'stroke="none"/>',
}
ORNAMENTS = tuple(_SHAPES)


def banner(name: str, first: str, second: str) -> str:
    """Return a banner's drawing in two colours as a CSS image; `none` for no drawing."""
    return as_url(BANNERS[name](first, second)) if name else "none"


def ornament(name: str, line: str, mark: str) -> str:
    """Return the divider between parts of a page as a CSS image; `none` for no ornament."""
    if not name:
        return "none"
    return as_url(_svg(f'<g fill="none">{_SHAPES[name].format(line, mark)}</g>', 64, 12))

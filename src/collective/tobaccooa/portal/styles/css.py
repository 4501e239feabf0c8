"""The style sheet of a face: custom properties only, so that pages look alike and faces don't.

Four parts: the tokens; large text (`data-size="large"`: the root's font size, so pages measure in
rem); high contrast (`data-contrast="high"`); grey days (`data-grey`). The attributes stand on
`<html>`: on the root, a filter leaves fixed elements where they are (Filter Effects 1, 5).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collective.tobaccooa.portal.styles.contrast import channels
from collective.tobaccooa.portal.styles.designs import Design
from collective.tobaccooa.portal.styles.drawings import banner
from collective.tobaccooa.portal.styles.drawings import ornament
from collective.tobaccooa.portal.styles.model import Face
from collective.tobaccooa.portal.styles.palette import HIGH_CONTRAST
from collective.tobaccooa.portal.styles.palette import Palette
from collective.tobaccooa.portal.styles.palette import palette
from collective.tobaccooa.portal.styles.palette import VEIL
from collective.tobaccooa.portal.styles.palette import veil_of
from dataclasses import dataclass


SANS = '"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif'
SONG = '"Noto Serif SC","Noto Serif CJK SC","Source Han Serif SC","Songti SC","SimSun",serif'
#: Every token a page's style sheet may ask for, without `--oa-`.
TOKENS = (
    *("brand", "brand-deep", "brand-wash", "on-brand", "accent", "on-accent", "accent-text"),
    *("header", "on-header", "page", "sheet", "ink", "ink-soft", "line", "line-strong", "link"),
    *("title-font", "radius", "card-border", "card-shadow", "card-top", "head-bg", "on-head"),
    *("head-rule", "banner-image", "banner-from", "banner-to", "on-banner", "ornament"),
)
_NARROW = 45


@dataclass(frozen=True)
class Correction:
    """A colour that could not be read as chosen. `field`: brand or accent; colours `#rrggbb`."""

    field: str
    chosen: str
    used: str


def palette_of(face: Face) -> Palette:
    """Return the colours of a face."""
    return palette(face.of, face.brand, face.accent, face.header, bool(face.banner))


def corrections(face: Face) -> tuple[Correction, ...]:
    """Return which chosen colours were made darker or grey so that all can be read."""
    used = palette_of(face).colours
    pairs = (("brand", face.brand), ("accent", face.accent))
    return tuple(
        Correction(field, chosen, used[field])
        for field, chosen in pairs
        if chosen and chosen != used[field]
    )


def face_attributes(face: Face) -> dict[str, str]:
    """Return the attributes of `<html>`: what a page's style sheet can't say in properties."""
    design = face.of
    return {
        "data-design": design.id,
        "data-head": design.head,
        "data-header": face.header or design.header,
        "data-density": design.density,
    }


def tokens(face: Face, banner_url: str = "") -> dict[str, str]:
    """Return all tokens of a face, name without `--oa-` → CSS value.

    :param banner_url: address of the editor's picture; without it our drawing is shown.
    """
    found = palette_of(face)
    design = face.of
    colours = dict(found.colours)
    colours |= _shapes(design, colours)
    colours["banner-image"] = (
        _pictured(colours, banner_url, narrow=False)
        if face.banner and banner_url
        else banner(design.drawing, *found.tints)
    )
    colours["ornament"] = ornament(design.ornament, colours["line-strong"], colours["accent"])
    return {name: colours[name] for name in TOKENS}


def _shapes(design: Design, colours: Mapping[str, str]) -> dict[str, str]:
    """Return what belongs to the design and has no colour of its own."""
    red, green, blue = channels(colours["ink"])
    shadow = f"0 1px 2px rgb({red} {green} {blue}/.06),0 6px 20px rgb({red} {green} {blue}/.07)"
    bordered = design.card in ("line", "top")
    border = f"1px solid {colours['line']}" if bordered else "0 solid transparent"
    return {
        "title-font": SONG if design.song else SANS,
        "radius": f"{design.radius}px",
        "card-border": border,
        "card-shadow": shadow if design.card == "shadow" else "none",
        "card-top": f"3px solid {colours['brand']}" if design.card == "top" else border,
    }


def _pictured(colours: Mapping[str, str], url: str, *, narrow: bool) -> str:
    """Return an editor's picture under a veil: over all of a narrow page, else under the text."""
    red, green, blue = channels(veil_of(colours))
    veil = f"rgb({red} {green} {blue}/{VEIL})"
    ends = f"{veil},{veil}" if narrow else f"{veil} 62%,rgb({red} {green} {blue}/.08) 92%"
    return f'linear-gradient(90deg,{ends}),url("{url}")'


def declarations(values: Mapping[str, str]) -> str:
    """Return tokens as declarations for a style sheet or a `style` attribute."""
    return ";".join(f"--oa-{name}:{value}" for name, value in values.items())


def _bootstrap(colours: Mapping[str, str]) -> str:
    """Return Bootstrap's own properties in our colours, for content that brings its classes."""

    def parts(name: str) -> str:
        return ",".join(map(str, channels(colours[name])))

    pairs: Iterable[tuple[str, str]] = (
        ("primary", colours["brand"]),
        ("primary-rgb", parts("brand")),
        ("link-color-rgb", parts("link")),
        ("link-hover-color-rgb", parts("brand-deep")),
        ("body-color", colours["ink"]),
        ("body-bg", colours["page"]),
        ("border-color", colours["line"]),
    )
    return ";".join(f"--bs-{name}:{value}" for name, value in pairs)


def stylesheet(face: Face, banner_url: str = "") -> str:
    """Return the style sheet of a face as text.

    :param banner_url: address of the editor's picture, with what makes it change.
    """
    found = tokens(face, banner_url)
    high = HIGH_CONTRAST | {
        "card-border": "1px solid #ffffff",
        "card-top": "1px solid #ffffff",
        "card-shadow": "none",
        "banner-image": "none",
        "ornament": "none",
    }
    parts = [f":root{{{declarations(found)};{_bootstrap(found)}}}"]
    if face.banner and banner_url:
        # As wide as the rows of the narrow page, in em of the root's size.
        narrow = _pictured(found, banner_url, narrow=True)
        parts.append(f"@media (max-width:{_NARROW}em){{:root{{--oa-banner-image:{narrow}}}}}")
    parts += [
        ':root[data-size="large"]{font-size:125%}',
        "@media screen{"
        f':root[data-contrast="high"]{{color-scheme:dark;{declarations(high)};{_bootstrap(high)}}}}}',
        ":root[data-grey]{filter:grayscale(1)}",
    ]
    return "\n".join(parts) + "\n"

"""The designs 门户风格 that come with the system: each a whole, not a set of colours.

They differ in header, type of titles, cards, heads of columns, density, banner and ornament. An
editor may change the colours and the header; the rest belongs to the design.
"""

from __future__ import annotations

from collective.tobaccooa import _
from dataclasses import dataclass


HEADERS = ("light", "dark", "banner")
HEADS = ("line", "box", "tab", "bar")
DENSITIES = ("loose", "regular", "compact")
CARDS = ("line", "none", "shadow", "top")
DEFAULT = "qingshan"


@dataclass(frozen=True)
class Design:
    """A complete design; colours are `#rrggbb`.

    :ivar note: its character in one sentence.
    :ivar brand: colour of heads, links, buttons; `accent`: second colour, for marks and rules.
    :ivar page: ground of the page; `sheet`: ground of cards.
    :ivar header: one of HEADERS; `head`: one of HEADS, how the head of a column looks.
    :ivar song: titles in Song type instead of sans.
    :ivar card: one of CARDS; `radius`: of corners, in px.
    :ivar drawing: name of the banner's drawing in `drawings.BANNERS`, or "".
    :ivar ornament: name of the divider in `drawings.ORNAMENTS`, or "".
    :ivar banner: OKLCH lightness at the start and end of the banner, and its hue's turn in degrees.
    :ivar bright: the banner is light and its text dark.
    :ivar grey: takes every colour out, also an editor's.
    """

    id: str
    title: str
    note: str
    brand: str
    accent: str
    page: str
    sheet: str
    header: str
    head: str
    card: str
    radius: int
    density: str
    drawing: str
    ornament: str
    banner: tuple[float, float, float]
    song: bool = False
    bright: bool = False
    grey: bool = False


_ALL = (
    Design(
        id="qingshan",
        title=_("design_qingshan", default="Green hills"),
        note=_(
            "design_qingshan_note",
            default="Ink green on white, light header, ridges in the mist. Calm, for every day.",
        ),
        brand="#17594a",
        accent="#a8702a",
        page="#f4f6f4",
        sheet="#ffffff",
        header="light",
        head="line",
        card="line",
        radius=6,
        density="regular",
        drawing="ridges",
        ornament="leaf",
        banner=(0.37, 0.49, -14.0),
    ),
    Design(
        id="jiangliu",
        title=_("design_jiangliu", default="River"),
        note=_(
            "design_jiangliu_note",
            default="Deep blue, dark header, filled heads and square corners. Certain and orderly.",
        ),
        brand="#0f4c81",
        accent="#0e8a8f",
        page="#eef2f6",
        sheet="#ffffff",
        header="dark",
        head="bar",
        card="line",
        radius=2,
        density="regular",
        drawing="waves",
        ornament="wave",
        banner=(0.33, 0.50, -18.0),
    ),
    Design(
        id="qingdian",
        title=_("design_qingdian", default="Festive red"),
        note=_(
            "design_qingdian_note",
            default="Red and gold on warm paper, clouds of good omen. For holidays and openings.",
        ),
        brand="#a91b18",
        accent="#b8862b",
        page="#fbf3e8",
        sheet="#fffdf9",
        header="banner",
        head="box",
        card="top",
        radius=4,
        density="regular",
        drawing="clouds",
        ornament="knot",
        banner=(0.40, 0.50, 8.0),
        song=True,
    ),
    Design(
        id="qiuye",
        title=_("design_qiuye", default="Autumn leaf"),
        note=_(
            "design_qiuye_note",
            default="The brown and amber of cured leaf, Song titles, soft cards. Warm and local.",
        ),
        brand="#74431b",
        accent="#c27a14",
        page="#f6f0e5",
        sheet="#fffdf8",
        header="light",
        head="tab",
        card="shadow",
        radius=10,
        density="loose",
        drawing="leaves",
        ornament="leaf",
        banner=(0.35, 0.49, 14.0),
        song=True,
    ),
    Design(
        id="sujian",
        title=_("design_sujian", default="Plain white"),
        note=_(
            "design_sujian_note",
            default="White paper, hairlines, Song titles and one vermilion mark. Quiet as a book.",
        ),
        brand="#2a2e33",
        accent="#b5432e",
        page="#ffffff",
        sheet="#ffffff",
        header="light",
        head="line",
        card="none",
        radius=0,
        density="loose",
        drawing="bamboo",
        ornament="hair",
        banner=(0.985, 0.94, 0.0),
        song=True,
        bright=True,
    ),
    Design(
        id="yehang",
        title=_("design_yehang", default="Night voyage"),
        note=_(
            "design_yehang_note",
            default="Steel and a bright signal, dark header, dense rows. Much news at a glance.",
        ),
        brand="#2f4a66",
        accent="#1f86c7",
        page="#e9edf1",
        sheet="#fbfcfd",
        header="dark",
        head="tab",
        card="top",
        radius=3,
        density="compact",
        drawing="stars",
        ornament="dots",
        banner=(0.22, 0.36, 20.0),
    ),
    Design(
        id="chuncha",
        title=_("design_chuncha", default="Spring tea"),
        note=_(
            "design_chuncha_note",
            default="Young green, a light banner of terraces, round soft cards. Fresh, friendly.",
        ),
        brand="#3b7420",
        accent="#c78a0c",
        page="#f4f8ee",
        sheet="#ffffff",
        header="banner",
        head="box",
        card="shadow",
        radius=14,
        density="loose",
        drawing="terraces",
        ornament="sprout",
        banner=(0.96, 0.9, -8.0),
        bright=True,
    ),
    Design(
        id="qingkong",
        title=_("design_qingkong", default="Clear sky"),
        note=_(
            "design_qingkong_note",
            default="Sky blue over white clouds, open heads, roomy. Bright for a young team.",
        ),
        brand="#1466a8",
        accent="#d0641a",
        page="#f3f8fc",
        sheet="#ffffff",
        header="light",
        head="box",
        card="none",
        radius=8,
        density="regular",
        drawing="sky",
        ornament="dots",
        banner=(0.86, 0.95, -10.0),
        bright=True,
    ),
    Design(
        id="sumu",
        title=_("design_sumu", default="Solemn grey"),
        note=_(
            "design_sumu_note",
            default="Greys only, dark header, Song titles, no decoration. For days of mourning.",
        ),
        brand="#3f3f3f",
        accent="#757575",
        page="#f0f0f0",
        sheet="#ffffff",
        header="dark",
        head="line",
        card="line",
        radius=0,
        density="regular",
        drawing="",
        ornament="hair",
        banner=(0.27, 0.36, 0.0),
        song=True,
        grey=True,
    ),
)

DESIGNS: dict[str, Design] = {design.id: design for design in _ALL}

#: Colours offered beside the free choice; names are those of Chinese painting and dyeing.
PRESETS = (
    ("#17594a", _("colour_pine", default="Pine green")),
    ("#0f4c81", _("colour_indigo", default="Indigo")),
    ("#2f4a66", _("colour_steel", default="Steel blue")),
    ("#74431b", _("colour_tea", default="Tea brown")),
    ("#a91b18", _("colour_vermilion", default="Vermilion")),
    ("#6b2f4b", _("colour_plum", default="Plum")),
    ("#3b7420", _("colour_sprout", default="Sprout green")),
    ("#b8862b", _("colour_gold", default="Old gold")),
    ("#0e8a8f", _("colour_lake", default="Lake blue")),
    ("#2a2e33", _("colour_ink", default="Ink")),
)

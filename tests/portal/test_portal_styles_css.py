"""The promise to every editor: whatever colours they choose, all of it can be read."""

from collective.tobaccooa.portal.styles import css
from collective.tobaccooa.portal.styles import palette
from collective.tobaccooa.portal.styles.contrast import ENHANCED
from collective.tobaccooa.portal.styles.contrast import GRAPHIC
from collective.tobaccooa.portal.styles.contrast import greyed
from collective.tobaccooa.portal.styles.contrast import least_ratio
from collective.tobaccooa.portal.styles.contrast import ratio
from collective.tobaccooa.portal.styles.contrast import TEXT
from collective.tobaccooa.portal.styles.designs import CARDS
from collective.tobaccooa.portal.styles.designs import DENSITIES
from collective.tobaccooa.portal.styles.designs import DESIGNS
from collective.tobaccooa.portal.styles.designs import HEADERS
from collective.tobaccooa.portal.styles.designs import HEADS
from collective.tobaccooa.portal.styles.drawings import BANNERS
from collective.tobaccooa.portal.styles.drawings import ORNAMENTS
from collective.tobaccooa.portal.styles.model import Face
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from urllib.parse import unquote
from xml.etree import ElementTree

import gzip
import pytest
import re


COLOURS = st.one_of(st.just(""), st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
FACES = st.builds(
    Face,
    design=st.sampled_from(sorted(DESIGNS)),
    brand=COLOURS,
    accent=COLOURS,
    header=st.sampled_from(("", *HEADERS)),
    banner=st.sampled_from(("", "0123456789abcdef")),
)
HEX = re.compile(r"#[0-9a-f]{6}")
DIGEST = "0123456789abcdef"


def weak(colours, pairs, least):
    """Return the pairs that can't be told apart, in colour or on a grey day."""
    return [
        (one, other, round(found, 2))
        for one, other in pairs
        for found in (
            ratio(colours[one], colours[other]),
            ratio(greyed(colours[one]), greyed(colours[other])),
        )
        if found < least
    ]


@settings(max_examples=400, deadline=None)
@given(FACES)
@example(Face(design="sujian", brand="#ffffff", accent="#ffffff"))
@example(Face(design="qingdian", brand="#ffff00", accent="#000000", header="banner"))
def test_every_face_can_be_read(face):
    colours = css.palette_of(face).colours
    assert weak(colours, palette.TEXT_PAIRS, TEXT) == []
    assert weak(colours, palette.GRAPHIC_PAIRS, GRAPHIC) == []


@settings(max_examples=200, deadline=None)
@given(FACES)
def test_banner_text_can_be_read_over_any_picture(face):
    colours = css.palette_of(Face(face.design, face.brand, face.accent, banner=DIGEST)).colours
    ends = palette.veiled(palette.veil_of(colours))
    assert least_ratio(colours["on-banner"], ends) >= TEXT


@pytest.mark.parametrize(
    ("pairs", "least"), [(palette.TEXT_PAIRS, ENHANCED), (palette.GRAPHIC_PAIRS, TEXT)]
)
def test_high_contrast_is_enhanced(pairs, least):
    assert weak(palette.HIGH_CONTRAST, pairs, least) == []


def test_high_contrast_replaces_every_colour():
    coloured = {name for name, value in css.tokens(Face()).items() if HEX.fullmatch(value)}
    assert coloured <= set(palette.HIGH_CONTRAST)


def test_there_are_enough_designs_and_they_differ():
    assert len(DESIGNS) >= 8
    looks = {
        (d.header, d.head, d.card, d.density, d.song, d.bright, d.radius) for d in DESIGNS.values()
    }
    assert len(looks) == len(DESIGNS)
    assert len({d.drawing for d in DESIGNS.values()}) == len(DESIGNS)


@pytest.mark.parametrize("design", DESIGNS.values(), ids=sorted(DESIGNS))
def test_a_design_is_whole(design):
    assert design.header in HEADERS
    assert design.head in HEADS
    assert design.card in CARDS
    assert design.density in DENSITIES
    assert design.drawing in ("", *BANNERS)
    assert design.ornament in ORNAMENTS
    tokens = css.tokens(Face(design=design.id))
    assert tuple(tokens) == css.TOKENS
    assert all(tokens.values())


@pytest.mark.parametrize("design", sorted(DESIGNS))
def test_a_designs_own_colours_need_no_correction(design):
    own = DESIGNS[design]
    face = Face(design=design, brand=own.brand)
    assert css.corrections(face) == ()


@pytest.mark.parametrize("design", sorted(DESIGNS))
def test_a_style_sheet_is_small_and_balanced(design):
    sheet = css.stylesheet(Face(design=design))
    assert sheet.count("{") == sheet.count("}")
    assert len(gzip.compress(sheet.encode())) < 4096
    assert "</" not in sheet
    assert "\\" not in sheet


def test_colours_that_had_to_move_are_told():
    (told,) = css.corrections(Face(brand="#ffe600"))
    assert (told.field, told.chosen) == ("brand", "#ffe600")
    assert ratio(told.used, "#ffffff") >= TEXT
    assert css.corrections(Face(brand="#17594a")) == ()


def test_the_solemn_design_takes_an_editors_colours_out():
    colours = css.palette_of(Face(design="sumu", brand="#c01010", accent="#20a020")).colours
    assert all(greyed(value) == value for value in colours.values())


def test_attributes_say_what_properties_cannot():
    assert css.face_attributes(Face(design="yehang", header="light")) == {
        "data-design": "yehang",
        "data-head": "tab",
        "data-header": "light",
        "data-density": "compact",
    }


def test_a_picture_lies_under_a_veil_wide_and_narrow():
    sheet = css.stylesheet(Face(banner=DIGEST), f"https://example.org/portal-banner?{DIGEST}")
    assert sheet.count(f'url("https://example.org/portal-banner?{DIGEST}")') == 2
    assert "@media (max-width:" in sheet


@pytest.mark.parametrize("name", sorted(BANNERS))
def test_a_drawing_is_svg_without_anything_active(name):
    svg = BANNERS[name]("#112233", "#445566")
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    tags = {element.tag.rsplit("}")[-1] for element in root.iter()}
    assert tags <= {
        *("svg", "g", "path", "circle", "rect", "defs", "linearGradient", "stop", "mask", "pattern")
    }
    assert svg == BANNERS[name]("#112233", "#445566")
    assert len(svg) < 9000


def test_a_drawing_survives_its_way_into_css():
    value = css.tokens(Face(design="qiuye"))["banner-image"]
    found = re.fullmatch(r'url\("data:image/svg\+xml,([^"\\]*)"\)', value)
    assert ElementTree.fromstring(unquote(found[1])).tag.endswith("svg")  # noqa: S314

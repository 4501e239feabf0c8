"""Colours: the ratio of WCAG, and reaching it for any colour on any ground."""

from collective.tobaccooa.portal.styles import contrast
from hypothesis import given
from hypothesis import strategies as st

import math
import pytest


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.478),
        ("#767676", "#ffffff", 4.542),
        ("#ff0000", "#ffffff", 3.998),
        ("#0000ff", "#ffffff", 8.592),
    ],
)
def test_ratio_is_that_of_wcag(one, other, expected):
    assert contrast.ratio(one, other) == pytest.approx(expected, abs=0.001)
    assert contrast.ratio(other, one) == contrast.ratio(one, other)


@given(COLOURS)
def test_lightness_and_hue_there_and_back(colour):
    back = contrast.from_lch(*contrast.to_lch(colour))
    pairs = zip(contrast.channels(colour), contrast.channels(back), strict=True)
    assert all(abs(one - other) <= 1 for one, other in pairs)


@given(COLOURS, COLOURS)
def test_text_can_be_read_on_any_ground(colour, ground):
    found = contrast.readable(colour, ground)
    assert contrast.ratio(found, ground) >= contrast.TEXT
    assert found == contrast.readable(colour, ground)


@given(COLOURS, COLOURS)
def test_what_can_be_read_stays_as_it_is(colour, ground):
    if contrast.ratio(colour, ground) >= contrast.TEXT:
        assert contrast.readable(colour, ground) == colour


@given(COLOURS)
def test_a_colour_that_moves_keeps_its_hue(colour):
    found = contrast.readable(colour, "#ffffff")
    _, chroma, hue = contrast.to_lch(colour)
    _, chroma_found, hue_found = contrast.to_lch(found)
    if chroma > 0.05 and chroma_found > 0.05:
        turn = abs(math.remainder(hue - hue_found, 2 * math.pi))
        assert math.degrees(turn) < 6


def test_moves_no_further_than_it_must():
    found = contrast.readable("#b0b0b0", "#ffffff")
    assert contrast.ratio(found, "#ffffff") < contrast.TEXT + 0.1


def test_gives_the_most_where_nothing_is_enough():
    assert contrast.readable("#808080", ("#000000", "#ffffff")) in ("#000000", "#ffffff")
    assert contrast.readable("#808080", "#777777", 7) in ("#000000", "#ffffff")


@given(st.lists(COLOURS, min_size=2, max_size=5), COLOURS, st.floats(0, 1))
def test_blends_stay_within_their_bounds(colours, text, share):
    dark, light = contrast.bounds(colours)
    blend = contrast.over(colours[0], share, colours[1])
    assert contrast.luminance(dark) <= contrast.luminance(blend) <= contrast.luminance(light)


def test_grey_is_that_of_the_css_filter():
    assert contrast.greyed("#ff0000") == "#363636"
    assert contrast.greyed("#123456") == contrast.greyed(contrast.greyed("#123456"))

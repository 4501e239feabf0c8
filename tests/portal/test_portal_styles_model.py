"""What an editor's form may say: texts, colours, filing numbers, layout."""

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.styles.filing import icp_number
from collective.tobaccooa.portal.styles.filing import police_link
from collective.tobaccooa.portal.styles.filing import police_number
from collective.tobaccooa.portal.styles.layout import arrange
from collective.tobaccooa.portal.styles.layout import layout_of
from collective.tobaccooa.portal.styles.layout import ZONES
from collective.tobaccooa.portal.styles.model import Face
from collective.tobaccooa.portal.styles.model import from_plain
from collective.tobaccooa.portal.styles.model import LONGEST
from collective.tobaccooa.portal.styles.model import parse_face
from collective.tobaccooa.portal.styles.model import to_plain
from hypothesis import given
from hypothesis import strategies as st

import json
import pytest


IDS = st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), unique=True, max_size=8)


def refused(values):
    """Return the field for which a form is refused."""
    with pytest.raises(InvalidInput) as caught:
        parse_face(values)
    return caught.value.field


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("蜀ICP备12345678号-1", "蜀ICP备12345678号-1"),
        (" 蜀icp备 2021012345 号 ", "蜀ICP备2021012345号"),
        ("京ＩＣＰ备０３０１７３号—２", "京ICP备030173号-2"),
    ],
)
def test_icp_numbers_get_their_form(typed, stored):
    assert icp_number(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["12345678", "蜀ICP备号", "蜀ICP备12345号", "川公网安备51010702000123号", "某ICP备12345678号"],
)
def test_other_icp_numbers_are_refused(typed):
    assert refused({"icp": typed}) == "icp"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("川公网安备 51010702000123号", "川公网安备51010702000123号"),
        ("京公网安备１１０１０５０２０３０１２３号", "京公网安备11010502030123号"),
    ],
)
def test_police_numbers_get_their_form(typed, stored):
    assert police_number(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["川公网安备5101070200012号", "公网安备51010702000123号", "川公网安备11010702000123号"],
)
def test_other_police_numbers_are_refused(typed):
    assert refused({"police": typed}) == "police"


def test_police_numbers_lead_to_their_entry():
    assert police_link("川公网安备51010702000123号").endswith("code=51010702000123")
    assert police_link("") == ""


def test_a_whole_form_becomes_a_face():
    face = parse_face(
        {
            "design": "qiuye",
            "brand": " #ABC ",
            "accent": "C27A14",
            "header": "dark",
            "title": "溪桥县局\u200b  门户\n",
            "contact": "邮编 610000\n\n办公时间：工作日",
            "phone": "0816-1234567、0816-7654321转8",
            "zone.news": "wide",
            "zone.law": "nowhere",
            "zone.gone": "main",
            "place.news": "2",
        },
        ["news", "law"],
    )
    assert (face.design, face.brand, face.accent) == ("qiuye", "#aabbcc", "#c27a14")
    assert face.title == "溪桥县局 门户"
    assert face.contact == ("邮编 610000", "办公时间：工作日")
    assert face.layout == (("wide", ("news",)),)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("design", "nothing"),
        ("brand", "red"),
        ("brand", "#12345"),
        ("accent", "#17594a;background:url(//x)"),
        ("header", "purple"),
        ("title", "字" * (LONGEST["title"] + 1)),
        ("subtitle", "字" * (LONGEST["subtitle"] + 1)),
        ("contact", "\n".join("123456")),
        ("contact", "字" * 81),
        ("phone", "打电话"),
    ],
)
def test_a_form_is_refused_and_the_field_named(field, value):
    assert refused({field: value}) == field


@given(st.text(max_size=40))
def test_any_colour_is_taken_whole_or_refused(text):
    try:
        face = parse_face({"brand": text})
    except InvalidInput as error:
        assert error.field == "brand"
    else:
        assert face.brand == "" or len(face.brand) == 7


@given(
    st.builds(
        Face,
        design=st.sampled_from(["qingshan", "sumu"]),
        title=st.text(max_size=10),
        layout=st.just((("main", ("news", "law")),)),
        contact=st.just(("一", "二")),
        banner=st.sampled_from(["", "0123456789abcdef"]),
    )
)
def test_a_face_comes_back_from_plain_values(face):
    assert from_plain(to_plain(face)) == face
    assert from_plain(json.loads(json.dumps(to_plain(face)))) == face


@pytest.mark.parametrize(
    "stored",
    [None, {}, {"design": "of another release", "more": 1, "header": "x", "banner": "../../etc"}],
)
def test_what_another_release_stored_gives_the_default(stored):
    assert from_plain(stored) == Face()


@given(IDS, st.data())
def test_every_column_stands_in_exactly_one_zone(ids, data):
    zones = {each: data.draw(st.sampled_from([*ZONES, "gone", ""])) for each in [*ids, "not-there"]}
    places = {each: data.draw(st.integers(0, 5)) for each in ids}
    kinds = [
        (each, data.draw(st.sampled_from(["news", "ticker", "feed", "links"]))) for each in ids
    ]
    placed = arrange(layout_of(zones, places), kinds)
    assert set(placed) == set(ZONES)
    shown = sorted(each for each, kind in kinds if kind != "ticker")
    assert sorted(each for zone in placed.values() for each in zone) == shown
    for zone, found in placed.items():
        chosen = [each for each in found if zones[each] == zone]
        assert [places[each] for each in chosen] == sorted(places[each] for each in chosen)


def test_columns_that_nobody_placed_stand_where_the_front_page_puts_them():
    kinds = [("t", "ticker"), ("n", "news"), ("a", "notice"), ("m", "news"), ("x", "links")]
    placed = arrange((("hidden", ("a",)),), kinds)
    assert placed == {
        "wide": ("n",),
        "side": ("m",),
        "thirds": (),
        "full": ("x",),
        "hidden": ("a",),
    }

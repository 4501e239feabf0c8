"""How document numbers are written, read and chosen."""

from collective.tobaccooa.documents.numbering import check_organ_code
from collective.tobaccooa.documents.numbering import choose_year
from collective.tobaccooa.documents.numbering import DocumentNumber
from collective.tobaccooa.documents.numbering import gaps
from collective.tobaccooa.documents.numbering import MAX_SERIAL
from collective.tobaccooa.documents.numbering import normalise
from collective.tobaccooa.documents.numbering import NumberWish
from collective.tobaccooa.documents.numbering import parse
from collective.tobaccooa.documents.numbering import read_wish
from collective.tobaccooa.documents.numbering import render
from collective.tobaccooa.exceptions import InvalidInput
from hypothesis import given
from hypothesis import strategies as st

import pytest


CODES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=12)
YEARS = st.integers(1949, 2999)
SERIALS = st.integers(1, MAX_SERIAL)
BRACKETS = st.sampled_from(["[]", "［］", "()", "（）", "【】", "﹝﹞", "〔〕", "〖〗"])


class TestRenderAndParse:
    def test_a_number_has_hexagonal_brackets_and_no_leading_zeros(self):
        assert render("某烟办", 2026, 8) == "某烟办〔2026〕8号"

    @given(CODES, YEARS, SERIALS)
    def test_what_is_rendered_is_read_back(self, code, year, serial):
        assert parse(render(code, year, serial)) == DocumentNumber(code, year, serial)

    @given(CODES, YEARS, SERIALS, BRACKETS, st.sampled_from(["", " ", "\u3000", "\u200b"]))
    def test_any_bracket_width_and_space_is_understood(self, code, year, serial, pair, space):
        wide = str(serial).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        typed = f"{code}{space}{pair[0]}{year}{pair[1]}{space}第00{wide}号"
        assert parse(typed) == DocumentNumber(code, year, serial)
        assert normalise(typed) == render(code, year, serial)

    @given(st.text(max_size=60))
    def test_normalising_twice_changes_nothing(self, text):
        assert normalise(normalise(text)) == normalise(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "某烟办",
            "〔2026〕1号",
            "某烟办〔2026〕号",
            "某烟办〔26〕1号",
            "某烟办〔2026〕0号",
            "某烟办〔2026〕100000号",
            "AB〔2026〕1号",
            "某烟办〔2026〕1号附件",
            "某烟办〔1776〕1号",
        ],
    )
    def test_what_is_no_complete_number_is_not_read(self, text):
        assert parse(text) is None


class TestOrganCode:
    def test_a_code_is_cleaned_of_spaces(self):
        assert check_organ_code(" 某烟办 ") == "某烟办"

    @pytest.mark.parametrize("code", ["", "某", "abc", "某烟〔2026〕", "某烟1", "某" * 13])
    def test_anything_but_2_to_12_han_characters_is_refused(self, code):
        with pytest.raises(InvalidInput) as refusal:
            check_organ_code(code)
        assert refusal.value.field == "organ_code"


class TestWish:
    @pytest.mark.parametrize(
        ("asked", "wish"),
        [
            (None, NumberWish()),
            ("  ", NumberWish()),
            (118, NumberWish(None, 118)),
            ("118", NumberWish(None, 118)),
            ("第１１８号", NumberWish(None, 118)),
            ("某烟办[2025]118号", NumberWish(2025, 118)),
            ("〔2025〕118号", NumberWish(2025, 118)),
            ("〔2025〕", NumberWish(2025, None)),
        ],
    )
    def test_what_a_clerk_types_is_understood(self, asked, wish):
        assert read_wish(asked, "某烟办") == wish

    @pytest.mark.parametrize(
        "asked",
        [
            0,
            -1,
            True,
            100000,
            "0",
            "abc",
            "-5",
            1.5,
            [],
            {},
            "1" * 61,
            "别烟办〔2026〕1号",
            "某烟办〔0001〕1号",
            "〔2026〕100000号",
        ],
    )
    def test_anything_else_is_refused_naming_the_field(self, asked):
        with pytest.raises(InvalidInput) as refusal:
            read_wish(asked, "某烟办")
        assert refusal.value.field == "number"

    @given(st.one_of(st.text(max_size=80), st.integers(), st.floats(), st.none()))
    def test_any_input_gives_a_wish_or_a_refusal(self, asked):
        try:
            wish = read_wish(asked, "某烟办")
        except InvalidInput:
            return
        assert wish.serial is None or 1 <= wish.serial <= MAX_SERIAL


class TestYear:
    def test_the_year_of_issue_counts_by_default(self):
        assert choose_year(NumberWish(), 2027, 2026) == 2027

    def test_last_year_may_be_chosen_for_a_document_signed_last_year(self):
        assert choose_year(NumberWish(2026, None), 2027, 2026) == 2026

    @pytest.mark.parametrize(("asked", "signed"), [(2026, 2027), (2025, 2026), (2028, 2027)])
    def test_any_other_year_is_refused(self, asked, signed):
        with pytest.raises(InvalidInput):
            choose_year(NumberWish(asked, 3), 2027, signed)


class TestGaps:
    @pytest.mark.parametrize(
        ("serials", "position", "expected"),
        [
            ([], 0, []),
            ([1, 2, 3], 3, []),
            ([2, 5, 6], 6, [(1, 1), (3, 4)]),
            ([118], 118, [(1, 117)]),
            ([1, 9], 4, [(2, 4)]),
        ],
    )
    def test_gaps_are_the_runs_without_an_entry_up_to_the_position(
        self, serials, position, expected
    ):
        assert gaps(dict.fromkeys(serials), position) == expected

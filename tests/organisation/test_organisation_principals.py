"""Names of groups, pure."""

from __future__ import annotations

from collective.tobaccooa.organisation import principals
from hypothesis import given
from hypothesis import strategies as st

import pytest


CODES = st.from_regex(r"[a-z][a-z0-9]{0,10}", fullmatch=True).filter(principals.is_code)


class TestNames:
    def test_they_are_those_of_the_contract(self):
        assert principals.unit_principal("city") == "city.staff"
        assert principals.post_principal("city", "clerk") == "city.post.clerk"
        assert principals.department_principal("city-finance") == "city.finance"
        assert principals.head_principal("city-finance") == "city.finance.head"

    @pytest.mark.parametrize(
        "code", ["", "1a", "Unit", "a-b", "a.b", "staff", "post", "head", "甲"]
    )
    def test_what_would_confuse_names_is_no_code(self, code):
        assert not principals.is_code(code)

    @given(CODES, CODES, st.sampled_from(principals.POSTS))
    def test_each_name_is_read_as_what_it_is_and_nothing_else(self, unit, department, post):
        identifier = f"{unit}-{department}"
        readers = (
            principals.unit_of_staff,
            principals.post_of,
            principals.department_of,
            principals.headed_by,
        )
        names = (
            (principals.unit_principal(unit), (unit, None, None, None)),
            (principals.post_principal(unit, post), (None, (unit, post), None, None)),
            (principals.department_principal(identifier), (None, None, identifier, None)),
            (principals.head_principal(identifier), (None, None, None, identifier)),
        )
        for name, expected in names:
            assert tuple(read(name) for read in readers) == expected

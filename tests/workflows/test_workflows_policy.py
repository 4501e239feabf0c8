"""How far a special delivery may reach (特送范围): by unit and post. Pure."""

from collective.tobaccooa.workflows.model import Scope
from collective.tobaccooa.workflows.policy import faults
from collective.tobaccooa.workflows.policy import PolicyRow
from collective.tobaccooa.workflows.policy import posts_in
from collective.tobaccooa.workflows.policy import scope_for
from collective.tobaccooa.workflows.policy import WIDTH
from hypothesis import given
from hypothesis import strategies as st

import pytest


POSTS = ("leader", "director", "clerk", "sealkeeper", "head", "staff")
ROWS = st.builds(
    PolicyRow,
    st.sampled_from(("*", "city", "unit01")),
    st.sampled_from(POSTS),
    st.sampled_from(Scope),
)


@pytest.mark.parametrize(
    ("posts", "scope"),
    [
        (("leader",), Scope.UNIT),
        (("head",), Scope.CHAIN),
        (("staff",), Scope.PARTICIPANTS),
        (("sealkeeper",), Scope.PARTICIPANTS),
        (("head", "clerk"), Scope.UNIT),
        ((), Scope.NONE),
    ],
)
def test_without_a_row_the_usual_scope_counts_and_the_widest_of_several(posts, scope):
    assert scope_for([], "city", posts) is scope


def test_the_units_own_row_wins_over_that_of_all():
    rows = [PolicyRow("*", "leader", "chain"), PolicyRow("city", "leader", "none")]
    assert scope_for(rows, "city", ("leader",)) is Scope.NONE
    assert scope_for(rows, "unit01", ("leader",)) is Scope.CHAIN


def test_nobody_falls_back_on_what_everybody_may():
    groups = ("city.staff", "city.post.leader", "unit01.post.clerk")
    assert posts_in("city", groups) == ("leader",)
    assert posts_in("city", ("city.staff", "city.finance.head")) == ("head",)
    assert posts_in("city", ("city.staff", "city.finance")) == ("staff",)
    rows = [PolicyRow("city", "leader", "none")]
    assert scope_for(rows, "city", posts_in("city", groups)) is Scope.NONE


@given(st.lists(ROWS, max_size=6), st.sets(st.sampled_from(POSTS), min_size=1))
def test_a_further_post_never_narrows(rows, posts):
    for post in posts:
        alone = scope_for(rows, "city", (post,))
        assert WIDTH.index(alone) <= WIDTH.index(scope_for(rows, "city", sorted(posts)))


def test_what_is_no_post_or_scope_is_named():
    assert faults(PolicyRow("*", "nobody", "everywhere")) == [
        ("post", "unknown_post"),
        ("scope", "unknown_scope"),
    ]
    assert faults(PolicyRow("*", "head", "chain")) == []

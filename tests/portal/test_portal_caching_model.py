"""The rules behind the headers, without a site."""

from collective.tobaccooa.portal.caching import model
from collective.tobaccooa.portal.caching.model import Answer
from dataclasses import fields
from hypothesis import given
from hypothesis import strategies as st

import pytest


OPEN = Answer(reading=True, status=200, personal=False, credentials=False, plain=True, public=True)
ANSWERS = st.builds(
    Answer,
    reading=st.booleans(),
    status=st.sampled_from([200, 204, 302, 304, 401, 404, 410, 500]),
    personal=st.booleans(),
    credentials=st.booleans(),
    plain=st.booleans(),
    public=st.booleans(),
)


@given(ANSWERS, st.integers(-10, 10_000))
def test_only_what_everybody_may_have_is_ever_shared(answer, seconds):
    said = model.cache_control(answer, seconds)
    if "public" in said or "s-maxage" in said:
        assert answer == OPEN and seconds > 0
    else:
        assert said.startswith("private")


@given(ANSWERS)
def test_what_is_made_for_one_moment_is_not_even_kept_by_the_browser(answer):
    if answer.personal or not answer.reading or answer.status != 200:
        assert model.cache_control(answer, 60) == "private, no-store"


@pytest.mark.parametrize("name", [each.name for each in fields(Answer) if each.name != "status"])
def test_each_condition_counts(name):
    other = Answer(**{**OPEN.__dict__, name: not getattr(OPEN, name)})
    assert OPEN.may_be_shared and not other.may_be_shared


@given(st.integers(0, 100_000), st.floats(0, 2e9), st.floats(0, 2e9))
def test_a_shared_page_never_outlives_itself(limit, until, now):
    seconds = model.shared_seconds(limit, until, now)
    assert 0 <= seconds <= limit
    assert seconds == 0 or now + seconds <= until


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_etags_differ_when_a_part_does(one, other):
    assert (model.etag(one) == model.etag(other)) == ("\0".join(one) == "\0".join(other))
    assert '"' not in model.etag(one)


def test_paths_are_told_with_and_without_the_site():
    assert model.prefixed(["/oa/unit01", "/oa", "/oa/*", "/oaks"], "/oa") == [
        "/oa/unit01",
        "/unit01",
        "/oa",
        "/",
        "/oa/*",
        "/*",
        "/oaks",
    ]

"""The form of an item: what is accepted, what is refused with a sentence."""

from collective.tobaccooa.portal.keeping.fields import FIELDS
from collective.tobaccooa.portal.keeping.fields import LOCAL
from collective.tobaccooa.portal.keeping.fields import local
from collective.tobaccooa.portal.keeping.fields import read
from datetime import datetime
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


def test_a_title_is_all_that_an_article_needs():
    typed = read("News Item", {"title": "  会议召开 "})
    assert typed.errors == {} and typed.values["title"] == "会议召开"
    assert typed.values["effective"] is None


@pytest.mark.parametrize(
    ("portal_type", "form", "wrong"),
    [
        ("News Item", {}, "title"),
        ("News Item", {"title": "题" * 301}, "title"),
        ("Link", {"title": "x", "remoteUrl": "javascript:alert(1)"}, "remoteUrl"),
        ("Link", {"title": "x", "remoteUrl": ""}, "remoteUrl"),
        ("Event", {"title": "x"}, "start"),
        ("Event", {"title": "x", "start": "2026-09-02T08:00", "end": "2026-09-01T08:00"}, "end"),
        ("Document", {"title": "x", "effective": "明天"}, "effective"),
        ("Document", {"title": "x", "effective": "2026-02-31T08:00"}, "effective"),
        (
            "Document",
            {"title": "x", "effective": "2026-09-02T08:00", "expires": "2026-09-02T08:00"},
            "expires",
        ),
    ],
)
def test_what_is_wrong_is_named_by_field(portal_type, form, wrong):
    assert list(read(portal_type, form).errors) == [wrong]


def test_a_time_is_that_of_the_bureau():
    typed = read("Document", {"title": "x", "effective": "2026-09-01T08:30"})
    assert typed.values["effective"].astimezone(UTC) == datetime(2026, 9, 1, 0, 30, tzinfo=UTC)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))
def test_a_time_that_was_shown_is_read_back(moment):
    moment = moment.replace(tzinfo=UTC, second=0, microsecond=0)
    assert LOCAL.fullmatch(local(moment))
    assert (
        read("Document", {"title": "x", "effective": local(moment)}).values["effective"] == moment
    )


@given(
    st.sampled_from(sorted(FIELDS)),
    st.dictionaries(st.sampled_from(["title", "start", "remoteUrl"]), st.text()),
)
def test_whatever_is_typed_is_a_value_or_a_sentence(portal_type, form):
    typed = read(portal_type, form)
    assert typed.errors or typed.values["title"]

"""The trail's chain of digests: appended entries verify, any tampering shows."""

from collective.tobaccooa.workflows import trail
from collective.tobaccooa.workflows.model import TrailEntry
from dataclasses import replace
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st
from tests.workflows.world import NOW

import pytest


REFERENCE = "city/outgoing/2026/abc"


def entry(opinion="同意", at=NOW):
    return TrailEntry(
        "",
        "signing",
        "leader",
        "",
        "advance",
        "numbering",
        opinion,
        "",
        at,
        1,
        ("c",),
        "",
        "",
        "",
        "",
    )


def made(opinions):
    entries = ()
    for number, opinion in enumerate(opinions):
        at = NOW + timedelta(minutes=number)
        entries = (*entries, trail.append(entries, entry(opinion, at), REFERENCE))
    return entries


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_what_was_appended_verifies(opinions):
    assert trail.is_valid(made(opinions), REFERENCE)


@given(st.lists(st.text(), min_size=2, max_size=6), st.data())
def test_a_changed_opinion_shows_at_its_entry(opinions, data):
    entries = list(made(opinions))
    at = data.draw(st.integers(0, len(entries) - 1))
    entries[at] = replace(entries[at], opinion=entries[at].opinion + "不")
    assert trail.first_broken(entries, REFERENCE) == str(at + 1)


@given(st.lists(st.text(), min_size=2, max_size=6), st.data())
def test_a_dropped_entry_shows(opinions, data):
    entries = list(made(opinions))
    del entries[data.draw(st.integers(0, len(entries) - 2))]
    assert not trail.is_valid(entries, REFERENCE)


def test_a_trail_belongs_to_one_document():
    assert not trail.is_valid(made(["同意"]), "city/outgoing/2026/other")


@pytest.mark.parametrize("field", ["actor", "action", "on_behalf_of", "reason", "step", "to_step"])
def test_every_field_is_covered(field):
    entries = made(["a", "b"])
    forged = (replace(entries[0], **{field: "forged"}), entries[1])
    assert trail.first_broken(forged, REFERENCE) == "1"


def test_the_time_is_covered():
    entries = made(["a"])
    forged = replace(entries[0], at=NOW - timedelta(days=1))
    assert not trail.is_valid((forged,), REFERENCE)

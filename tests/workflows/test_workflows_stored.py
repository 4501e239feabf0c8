"""What lies in a document's record survives being stored, also when a field was added since."""

from collective.tobaccooa.workflows import model
from dataclasses import fields
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import UTC

import copy
import pickle
import pytest


AT = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
HOLDER = model.Holder("city-leader", model.HolderKind.PERSON, AT, date(2026, 9, 3), urged=2)
ENTRY = model.TrailEntry(
    "1",
    "signing",
    "city-leader",
    "",
    "advance",
    "numbering",
    "同意",
    "",
    AT,
    1,
    ("a", "b"),
    "",
    "",
    "",
    "0" * 64,
)
STORED = [
    HOLDER,
    ENTRY,
    model.Reader("city-staff", model.HolderKind.PERSON, AT, "city-clerk", urged=1),
    model.Frame("signing", (HOLDER,), "drafting"),
    model.PlanStep("signing", "always", ("post:leader",), limit_days=1.5),
    model.Undo("city-leader", "signing", (HOLDER,), (), ()),
]


def stored(value, protocol=3):
    """Return what comes back from the database."""
    return pickle.loads(pickle.dumps(value, protocol))


@pytest.mark.parametrize("value", STORED, ids=lambda value: type(value).__name__)
def test_comes_back_equal(value):
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert stored(value, protocol) == value
    assert copy.deepcopy(value) == value and replace(value) == value


def test_is_stored_without_the_names_of_its_fields():
    assert b"text_digest" not in pickle.dumps(ENTRY, 3)


def test_a_field_that_was_added_since_has_its_default():
    made = object.__new__(model.TrailEntry)
    made.__setstate__(ENTRY.__getstate__()[:-1])
    assert made.visiting is False and made == replace(ENTRY, visiting=False)
    assert stored(made) == made


def test_values_stand_in_the_order_of_the_fields():
    assert ENTRY.__getstate__() == tuple(getattr(ENTRY, each.name) for each in fields(ENTRY))

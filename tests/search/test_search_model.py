"""What a register's row says and which questions it answers."""

from collective.tobaccooa.documents.numbering import normalise
from collective.tobaccooa.search import model
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.model import RegisterRow
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
ROW = RegisterRow(
    reference="city/outgoing/2026/a",
    title="关于 ISO 认证工作的通知",
    number="某烟办〔2026〕118号",
    receipt="",
    document_type="notice",
    urgency="urgent",
    department="city-finance",
    drafter="city-finance-staff",
    source="",
    step="signing",
    done=False,
    created=NOON,
    updated=NOON,
    signed=None,
    principals=("city-finance-staff",),
)


def asks(**facts):
    return model.matcher(Filters(**facts), normalise)


class TestMatching:
    @pytest.mark.parametrize(
        "facts",
        [
            {},
            {"step": "signing"},
            {"department": "city-finance", "urgency": "urgent"},
            {"document_type": "notice"},
            {"text": "认证 通知"},
            {"text": "iso"},
            {"text": "118"},
            {"text": "某烟办[2026]118号"},
            {"text": "某烟办〔2026〕0118"},
            {"text": "通知 118号"},
            {"done": False},
            {"since": date(2026, 11, 23), "until": date(2026, 11, 23)},
        ],
    )
    def test_it_is_found(self, facts):
        assert asks(**facts)(ROW)

    @pytest.mark.parametrize(
        "facts",
        [
            {"step": "drafting"},
            {"department": "city-legal"},
            {"document_type": "reply"},
            {"urgency": "normal"},
            {"text": "通知 119"},
            {"text": "通知认证"},
            {"done": True},
            {"since": date(2026, 11, 24)},
            {"until": date(2026, 11, 22)},
        ],
    )
    def test_it_is_not_found(self, facts):
        assert not asks(**facts)(ROW)

    def test_days_are_those_of_shanghai(self):
        evening = ROW._replace(created=datetime(2026, 11, 22, 16, 30, tzinfo=UTC))
        assert asks(since=date(2026, 11, 23))(evening)
        assert not asks(until=date(2026, 11, 22))(evening)

    def test_a_receipt_number_is_found(self):
        assert asks(text="2026-17")(ROW._replace(receipt="2026-17"))


class TestPartitions:
    @pytest.mark.parametrize(
        ("facts", "expected"),
        [
            ({}, True),
            ({"kind": "outgoing", "year": 2026}, True),
            ({"kind": "incoming"}, False),
            ({"year": 2025}, False),
            ({"since": date(2026, 5, 1), "until": date(2027, 5, 1)}, True),
            ({"since": date(2027, 1, 1)}, False),
            ({"until": date(2025, 12, 31)}, False),
        ],
    )
    def test_only_years_that_can_answer_are_read(self, facts, expected):
        assert Filters(**facts).has_partition("outgoing", 2026) is expected

    def test_a_year_alone_needs_no_look_at_rows(self):
        assert not Filters(kind="outgoing", year=2026).narrows
        assert Filters(text="a").narrows
        assert Filters(done=False).narrows


class TestRow:
    @given(
        st.lists(
            st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)),
            min_size=2,
            max_size=2,
        )
    )
    def test_newer_rows_come_first(self, times):
        older, newer = sorted(times)
        assert model.place(newer, "b") <= model.place(older, "b")
        assert (model.place(newer, "b") == model.place(older, "b")) == (older == newer)

    def test_a_row_reads_back_from_plain_values(self):
        assert RegisterRow.read(ROW.values()) == ROW
        kinds = {type(value) for value in ROW.values()}
        assert kinds <= {str, bool, tuple, datetime, type(None)}

    def test_it_knows_its_place(self):
        assert (ROW.unit, ROW.kind, ROW.year) == ("city", "outgoing", 2026)
        assert ROW.key < ROW._replace(created=NOON - timedelta(seconds=1)).key


class TestReaders:
    def test_leader_director_and_clerk_see_all_of_their_unit_only(self):
        for post in ("leader", "director", "clerk"):
            assert model.sees_whole("city", frozenset({f"city.post.{post}"}))
            assert not model.sees_whole("unit01", frozenset({f"city.post.{post}"}))
        assert not model.sees_whole("city", frozenset({"city.post.archivist", "city.staff"}))

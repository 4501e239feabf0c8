"""The number ledger: once issued, for ever; random histories keep its invariants."""

from collective.tobaccooa.documents.ledger import LedgerStore
from collective.tobaccooa.documents.numbering import NumberState
from collective.tobaccooa.exceptions import InvalidInput
from datetime import datetime
from datetime import UTC
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine

import pytest


AT = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def store():
    return LedgerStore("某烟办", 2026, "city")


class TestIssue:
    def test_numbers_follow_one_another_from_one(self, store):
        assert [store.issue(d, "city-clerk", AT) for d in ("a", "b", "c")] == [1, 2, 3]

    def test_the_same_document_gets_the_same_number_again(self, store):
        first = store.issue("a", "city-clerk", AT)
        store.issue("b", "city-clerk", AT)
        assert store.issue("a", "city-clerk", AT) == first

    def test_automatic_numbers_follow_a_manual_one(self, store):
        assert store.issue("a", "city-clerk", AT, 118) == 118
        assert store.issue("b", "city-clerk", AT) == 119
        assert store.gaps() == [(1, 117)]

    def test_a_manual_number_may_fill_a_gap(self, store):
        store.issue("a", "city-clerk", AT, 3)
        store.issue("b", "city-clerk", AT, 2)
        assert store.gaps() == [(1, 1)]
        assert store.issue("c", "city-clerk", AT) == 4

    def test_an_issued_number_is_refused_to_another_document(self, store):
        store.issue("a", "city-clerk", AT, 5)
        with pytest.raises(InvalidInput) as refusal:
            store.issue("b", "city-clerk", AT, 5)
        assert refusal.value.message == "error_number_issued"
        assert store.serial_of("b") is None

    def test_another_number_for_a_numbered_document_is_refused(self, store):
        store.issue("a", "city-clerk", AT, 5)
        with pytest.raises(InvalidInput) as refusal:
            store.issue("a", "city-clerk", AT, 6)
        assert refusal.value.message == "error_number_has_one"


class TestReserve:
    def test_a_reserved_number_is_passed_over(self, store):
        assert store.reserve("city-clerk", AT, "会议纪要") == 1
        assert store.issue("a", "city-clerk", AT) == 2

    def test_a_reserved_number_is_refused_as_a_manual_one(self, store):
        store.reserve("city-clerk", AT, "会议纪要", 7)
        with pytest.raises(InvalidInput) as refusal:
            store.issue("a", "city-clerk", AT, 7)
        assert refusal.value.message == "error_number_reserved"

    def test_the_document_it_is_kept_for_gets_it_without_moving_the_count(self, store):
        store.reserve("city-clerk", AT, "年终表彰", 50, document="a")
        assert store.issue("a", "city-clerk", AT) == 50
        assert store.issue("b", "city-clerk", AT) == 1

    def test_a_released_number_is_free_again(self, store):
        store.reserve("city-clerk", AT, "会议纪要", 7)
        store.release(7)
        assert store.issue("a", "city-clerk", AT, 7) == 7

    def test_releasing_what_is_not_reserved_is_refused(self, store):
        store.issue("a", "city-clerk", AT, 1)
        with pytest.raises(InvalidInput):
            store.release(1)

    def test_a_reason_is_needed(self, store):
        with pytest.raises(InvalidInput):
            store.reserve("city-clerk", AT, "  ")


class TestVoid:
    def test_a_voided_number_stays_recorded_with_its_reason(self, store):
        store.issue("a", "city-clerk", AT)
        store.void(1, "city-clerk", AT, "重复发文")
        entry = store.entry(1)
        assert (entry.state, entry.document, entry.reason) == (
            NumberState.VOIDED,
            "a",
            "重复发文",
        )

    def test_a_voided_number_is_never_used_again(self, store):
        store.issue("a", "city-clerk", AT)
        store.void(1, "city-clerk", AT, "重复发文")
        with pytest.raises(InvalidInput) as refusal:
            store.issue("b", "city-clerk", AT, 1)
        assert refusal.value.message == "error_number_voided"
        assert store.issue("b", "city-clerk", AT) == 2

    def test_the_document_of_a_voided_number_may_get_a_new_one(self, store):
        store.issue("a", "city-clerk", AT)
        store.void(1, "city-clerk", AT, "用错文头")
        assert store.issue("a", "city-clerk", AT) == 2

    def test_a_skipped_number_can_be_explained_by_voiding_it(self, store):
        store.issue("a", "city-clerk", AT, 2)
        store.void(1, "city-clerk", AT, "纸质登记时作废")
        assert store.gaps() == []

    def test_voiding_needs_a_reason(self, store):
        with pytest.raises(InvalidInput):
            store.void(1, "city-clerk", AT, "")

    def test_voiding_twice_keeps_the_first_reason(self, store):
        store.void(1, "city-clerk", AT, "一")
        store.void(1, "city-clerk", AT, "二")
        assert store.entry(1).reason == "一"


SERIALS = st.integers(1, 30)
DOCUMENTS = st.sampled_from([f"city/outgoing/2026/{n}" for n in range(12)])


class SmallLedger(LedgerStore):
    """A ledger that moves its lines to the trees soon, so that both places are met."""

    RECENT = 3


class LedgerMachine(RuleBasedStateMachine):
    """Random clerks do random things; what was given stays given (invariant 2)."""

    def __init__(self):
        super().__init__()
        self.store = SmallLedger("某烟办", 2026, "city")
        self.given_to = {}
        self.voided = set()

    @rule(document=DOCUMENTS, serial=st.none() | SERIALS)
    def issue(self, document, serial):
        before = self.current(document)
        try:
            got = self.store.issue(document, "city-clerk", AT, serial)
        except InvalidInput:
            assert serial is not None
            return
        assert got not in self.voided
        assert before in (None, got)
        assert self.given_to.setdefault(got, document) == document
        assert serial in (None, got)

    @rule(serial=st.none() | SERIALS, document=st.none() | DOCUMENTS)
    def reserve(self, serial, document):
        try:
            got = self.store.reserve("city-clerk", AT, "预留", serial, document)
        except InvalidInput:
            return
        assert got not in self.given_to or self.given_to[got] == document
        assert got not in self.voided

    @rule(serial=SERIALS)
    def release(self, serial):
        try:
            self.store.release(serial)
        except InvalidInput:
            return
        assert serial not in self.given_to

    @rule(serial=SERIALS)
    def void(self, serial):
        self.store.void(serial, "city-clerk", AT, "作废")
        self.voided.add(serial)

    def current(self, document):
        numbers = [n for n, d in self.given_to.items() if d == document and n not in self.voided]
        assert len(numbers) <= 1
        return numbers[0] if numbers else None

    @invariant()
    def every_given_number_is_still_recorded(self):
        for serial, document in self.given_to.items():
            entry = self.store.entry(serial)
            assert entry.document == document
            assert (entry.state is NumberState.VOIDED) == (serial in self.voided)

    @invariant()
    def a_document_has_the_number_it_was_given(self):
        for document in set(self.given_to.values()):
            current = self.current(document)
            if current is not None:
                assert self.store.serial_of(document) == current

    @invariant()
    def gaps_and_entries_cover_all_numbers_once(self):
        covered = [n for first, last in self.store.gaps() for n in range(first, last + 1)]
        covered += [e.serial for e in self.store.entries() if e.serial <= self.store.position]
        assert sorted(covered) == list(range(1, self.store.position + 1))


TestLedgerMachine = LedgerMachine.TestCase
TestLedgerMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)

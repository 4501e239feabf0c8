"""Rows in a real database: order, counts, who takes part, and no conflicts between writers."""

from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.store import PART_SHARDS
from collective.tobaccooa.search.store import Registers
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from zlib import crc32
from ZODB.DemoStorage import DemoStorage
from ZODB.POSException import ConflictError

import pytest
import threading
import transaction
import ZODB


NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PEOPLE = ("clerk", "head", "leader", "city.post.sealkeeper")


def row(number=0, principals=("drafter",), **facts):
    created = NOON + timedelta(seconds=number)
    values = {
        "reference": f"city/outgoing/2026/{number:06}",
        "title": f"通知 {number}",
        "number": "",
        "receipt": "",
        "document_type": "notice",
        "urgency": "normal",
        "department": "city-finance",
        "drafter": "drafter",
        "source": "",
        "step": "drafting",
        "done": False,
        "created": created,
        "updated": created,
        "signed": None,
        "principals": tuple(sorted(principals)),
    }
    return RegisterRow(**(values | facts))


class TestRegisters:
    def test_rows_come_newest_first(self):
        registers = Registers()
        for number in (3, 1, 2):
            registers.put(row(number))
        year = registers.year("city", "outgoing", 2026)
        assert [each.title for _, each in year.items()] == ["通知 3", "通知 2", "通知 1"]
        assert [key[1][-1] for key in year.keys()] == ["3", "2", "1"]  # noqa: SIM118
        assert len(year) == 3

    def test_the_same_row_again_changes_nothing(self):
        registers = Registers()
        registers.put(row())
        year = registers.year("city", "outgoing", 2026)
        assert not year.put(row())
        assert year.put(row(step="signing"))
        assert len(year) == 1

    def test_who_comes_and_goes_is_followed_and_told(self):
        registers = Registers()
        registers.put(row(principals=("drafter", "city.post.sealkeeper")))
        lost = registers.put(row(principals=("drafter", "leader")))
        assert lost == {"city.post.sealkeeper"}
        assert list(registers.part_keys(frozenset({"leader"}))) == [row().key]
        assert list(registers.part_keys(frozenset({"city.post.sealkeeper"}))) == []

    def test_a_document_in_which_one_takes_part_twice_is_one(self):
        registers = Registers()
        registers.put(row(principals=("drafter", "head")))
        keys = list(registers.part_keys(frozenset({"drafter", "head", "nobody"})))
        assert keys == [row().key]

    def test_clearing_a_unit_leaves_the_others(self):
        registers = Registers()
        registers.put(row())
        registers.put(row(reference="unit01/incoming/2026/x"))
        registers.clear("city")
        assert registers.years_of("city") == []
        assert [kind for kind, _, _ in registers.years_of("unit01")] == ["incoming"]
        assert [key[1] for key in registers.part_keys(frozenset({"drafter"}))] == [
            "unit01/incoming/2026/x"
        ]

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(0, 5), st.sets(st.sampled_from(PEOPLE)), st.booleans()),
            max_size=30,
        )
    )
    def test_the_lists_of_people_always_equal_the_rows(self, changes):
        registers, truth = Registers(), {}
        for number, principals, done in changes:
            truth[number] = row(number, principals, done=done)
            registers.put(truth[number])
        year = registers.prepare("city", "outgoing", 2026)
        assert [each for _, each in year.items()] == [truth[n] for n in sorted(truth, reverse=True)]
        assert len(year) == len(truth)
        for name in PEOPLE:
            mine = [
                truth[n].key for n in sorted(truth, reverse=True) if name in truth[n].principals
            ]
            assert list(registers.part_keys(frozenset({name}))) == mine


class TestWriters:
    @pytest.fixture
    def db(self):
        db = ZODB.DB(DemoStorage())
        with db.transaction() as connection:
            connection.root.registers = Registers()
            connection.root.registers.prepare("city", "outgoing", 2026)
            for name in ("leader", "drafter"):
                connection.root.registers._part(name)
        yield db
        db.close()

    def test_four_writers_of_different_documents_hardly_conflict(self, db):
        conflicts, done = [], []

        def write(writer):
            manager = transaction.TransactionManager()
            for step in range(60):
                number = step * 4 + writer
                for principals in (("drafter",), ("drafter", "leader")):
                    self.put(db, manager, row(number, principals), conflicts)
                done.append(number)

        threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        with db.transaction() as connection:
            registers = connection.root.registers
            assert len(registers.year("city", "outgoing", 2026)) == len(done) == 240
            assert len(list(registers.part_keys(frozenset({"leader"})))) == 240
        assert len(conflicts) <= 0.05 * 480

    def test_leaving_a_list_does_not_conflict_with_joining_it(self, db):
        """A post that hands its newest document on, while another document comes to it."""
        numbers = [n for n in range(400) if crc32(row(n).reference.encode()) % PART_SHARDS == 0]
        newest, other, oldest = numbers[-1], numbers[-2], numbers[0]
        with db.transaction() as connection:
            for number in (newest, oldest):
                connection.root.registers.put(row(number, ("drafter", "leader")))
        managers = [transaction.TransactionManager() for _ in range(2)]
        connections = [db.open(manager) for manager in managers]
        writes = (row(newest, ("drafter",)), row(other, ("leader",)))
        for connection, wanted in zip(connections, writes, strict=True):
            connection.root()["registers"].put(wanted)
        for manager in managers:
            manager.commit()
        with db.transaction() as connection:
            found = list(connection.root.registers.part_keys(frozenset({"leader"})))
            assert found == [row(other).key, row(oldest).key]

    def put(self, db, manager, wanted, conflicts):
        while True:
            connection = db.open(manager)
            try:
                connection.root()["registers"].put(wanted)
                manager.commit()
                return
            except ConflictError:
                manager.abort()
                conflicts.append(wanted.reference)
            finally:
                connection.close()

"""Random moves: counts equal lists, lists equal a naive model."""

from __future__ import annotations

from collective.tobaccooa.inbox.model import BY_TIME
from collective.tobaccooa.inbox.model import item_of
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.model import SHELVES_OF
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.store import InboxStore
from datetime import date
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine


PRINCIPALS = st.sampled_from(["city-leader", "city-clerk", "city.post.clerk", "unit01.post.clerk"])
REFERENCES = st.sampled_from([f"city/outgoing/2026/{n}" for n in range(12)])
SHELVES = st.sampled_from(list(Shelf))
TIMES = st.integers(1, 40)


def item(reference: str, time: int, title: str = "通知") -> WorkItem:
    return WorkItem(reference=reference, title=title, step="signing", since=moment(time))


class StoreAgainstModel(RuleBasedStateMachine):
    """The store beside a plain dictionary of what lies where."""

    @initialize()
    def empty(self):
        self.store = InboxStore()
        self.model: dict[tuple[Shelf, str, str, int], WorkItem] = {}

    @rule(
        shelf=SHELVES, who=PRINCIPALS, reference=REFERENCES, time=TIMES, title=st.text(max_size=3)
    )
    def put(self, shelf, who, reference, time, title):
        line = item(reference, time, title)
        place = (shelf, who, reference, time if shelf in BY_TIME else 0)
        changed = self.store.put(shelf, who, line)
        assert changed == (self.model.get(place) != line)
        self.model[place] = line

    @rule(shelf=SHELVES, who=PRINCIPALS, reference=REFERENCES, time=TIMES)
    def remove(self, shelf, who, reference, time):
        place = (shelf, who, reference, time if shelf in BY_TIME else 0)
        assert self.store.remove(shelf, who, reference, time) == (place in self.model)
        self.model.pop(place, None)

    @rule(who=PRINCIPALS)
    def prepare(self, who):
        self.store.prepare([who])

    @invariant()
    def lists_equal_the_model(self):
        for shelf in Shelf:
            for who in ("city-leader", "city-clerk", "city.post.clerk", "unit01.post.clerk"):
                found = [line.held_by("") for line in self.store.items(shelf, [who])]
                wanted = [v for (s, w, _, _), v in self.model.items() if (s, w) == (shelf, who)]
                assert sorted(found, key=repr) == sorted(wanted, key=repr)

    @invariant()
    def counts_equal_the_lists(self):
        boxes = ["city-clerk", "city.post.clerk"]
        for kind in Kind:
            listed = sum(len(list(self.store.items(s, boxes))) for s in SHELVES_OF[kind])
            assert self.store.count(kind, boxes) == listed

    @invariant()
    def lists_by_time_are_newest_first(self):
        times = [line.since for line in self.store.items(Shelf.DONE, ["city-leader"])]
        assert times == sorted(times, reverse=True)


TestStoreAgainstModel = StoreAgainstModel.TestCase
TestStoreAgainstModel.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


@given(
    title=st.text(max_size=40),
    time=st.integers(1, 2**52),
    due=st.none() | st.dates(),
    opened=st.none() | st.integers(1, 2**52),
)
def test_a_stored_row_gives_the_same_item_back(title, time, due, opened):
    line = WorkItem(
        reference="city/outgoing/2026/abc",
        title=title,
        step="signing",
        since=moment(time),
        due_on=due,
        urgency="urgent",
        sender="city-director",
        unit="city",
        number="某烟办〔2026〕1号",
        opened_at=None if opened is None else moment(opened),
        document_type="notice",
        register="outgoing",
    )
    assert item_of(line.reference, line.row()) == line


def test_rows_of_any_items_can_be_compared():
    """ZODB compares values when it merges; an optional value must not change its type."""
    with_all = WorkItem("a", "t", "s", moment(5), date(2026, 1, 1), opened_at=moment(6))
    assert sorted([with_all.row(), item("b", 5).row()])


def test_a_person_without_a_box_has_empty_lists():
    store = InboxStore()
    assert store.count(Kind.OPEN, ["nobody"]) == 0
    assert list(store.items(Shelf.DONE, ["nobody"])) == []
    assert store.principals() == []


def test_clearing_empties_every_box_and_keeps_it():
    store = InboxStore()
    store.put(Shelf.OPEN, "city-clerk", item("city/outgoing/2026/1", 1))
    store.clear()
    assert store.principals() == ["city-clerk"]
    assert store.count(Kind.OPEN, ["city-clerk"]) == 0

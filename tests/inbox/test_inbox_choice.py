"""Orders and filters of the lists, and the way from one item to the next."""

from __future__ import annotations

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.inbox.items import around
from collective.tobaccooa.inbox.items import each_item
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import matcher
from collective.tobaccooa.inbox.model import Sort
from collective.tobaccooa.inbox.model import sort_of
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.shards import TimeTrees
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)
LATE = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # the 24th in Shanghai


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (Filter(since=date(2026, 11, 24)), True),
        (Filter(since=date(2026, 11, 25)), False),
        (Filter(until=date(2026, 11, 24)), True),
        (Filter(until=date(2026, 11, 23)), False),
        (Filter(since=date(2026, 11, 24), until=date(2026, 11, 24)), True),
        (Filter(q="王建"), True),
        (Filter(q="city-director 防汛"), True),
        (Filter(q="某烟办[2026]7号"), True),
        (Filter(q="２０２６"), True),
        (Filter(q="李"), False),
    ],
)
def test_a_filter_knows_days_names_and_numbers(wanted, shown):
    item = WorkItem(
        "a", "关于防汛的通知", "signing", LATE, sender="city-director", number="某烟办〔2026〕7号"
    )
    names = {"city-director": "王建国"}
    assert matcher(wanted, names.__getitem__)(item) is shown
    assert bool(wanted)


def test_a_number_that_a_line_does_not_have_is_looked_up():
    item = WorkItem("city/outgoing/2026/a", "关于防汛的通知", "signing", LATE)
    known = {"某烟办〔2026〕7号": {"city/outgoing/2026/a"}}
    matches = matcher(Filter(q="某烟办〔2026〕7号"), str, lambda word: known.get(word, ()))
    assert matches(item)
    assert not matches(WorkItem("city/outgoing/2026/b", "别的", "signing", LATE))


def test_each_list_has_its_orders():
    assert sort_of(Kind.OPEN) is Sort.DUE
    assert sort_of(Kind.DONE) is Sort.NEWEST
    assert sort_of(Kind.DONE, "oldest") is Sort.OLDEST
    for kind, asked in ((Kind.DONE, "due"), (Kind.OPEN, "by-colour")):
        with pytest.raises(ValueError):
            sort_of(kind, asked)


@given(st.sets(st.tuples(st.integers(1, 40), st.text("abc", min_size=1, max_size=3))))
def test_rows_come_from_either_end(rows):
    trees = TimeTrees(3)
    for time, key in rows:
        trees.put(time, key, (key,))
    newest = [(time, key) for time, key, _row in trees.items()]
    oldest = [(time, key) for time, key, _row in trees.items_oldest_first()]
    assert newest == sorted(rows, key=lambda row: (-row[0], row[1]))
    assert oldest == newest[::-1]


def test_the_oldest_of_many_is_found_without_reading_the_rest():
    trees = TimeTrees(1)
    for time in range(1, 4000):
        trees.put(time, "a", (time,))
    shard = trees._shards[0]
    read = []

    class Counting:
        def maxKey(self, bound):
            read.append(bound)
            return shard.maxKey(bound)

        def items(self, *bounds, **more):
            return shard.items(*bounds, **more)

    trees._shards = (Counting(),)
    first = trees.items_oldest_first()
    assert [next(first)[0] for _ in range(25)] == list(range(1, 26))
    assert len(read) < 30


@pytest.fixture
def make(demo_portal):
    """Return a function that makes a draft of the finance department, each a minute later."""

    def document(number, **values):
        body = {"title": f"第{number}号事项", "document_type": "notice", "text": "<p>请办。</p>"}
        body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]} | values
        now = NOW + timedelta(minutes=number)
        return create_document("city", "OutgoingDocument", body, "city-finance-staff", now=now)

    return document


def titles(kind, user="city-finance-staff", **more):
    return [item.title[1] for item in work_items(user, kind, **more).items]


def test_lists_stand_in_the_order_that_is_asked_for(make):
    for number, urgency in ((1, "normal"), (2, "urgent"), (3, "normal")):
        make(number, urgency=urgency)
    assert titles(Kind.OPEN) == ["2", "1", "3"]
    assert titles(Kind.OPEN, sort=Sort.NEWEST) == ["3", "2", "1"]
    assert titles(Kind.OPEN, sort=Sort.OLDEST) == ["1", "2", "3"]
    assert titles(Kind.STARTED) == ["3", "2", "1"]
    assert titles(Kind.STARTED, sort=Sort.OLDEST) == ["1", "2", "3"]


def test_what_is_done_stands_in_either_order(make):
    for number in (1, 2, 3):
        document = make(number)
        at = NOW + timedelta(minutes=10 + number)
        decide(document, Decision("advance", opinion="请审"), "city-finance-staff", at)
    assert titles(Kind.DONE) == ["3", "2", "1"]
    assert titles(Kind.DONE, sort=Sort.OLDEST, size=2) == ["1", "2"]
    every = each_item("city-finance-staff", Kind.DONE, Filter(step="drafting"), Sort.OLDEST)
    assert [(item.title[1], item.step) for item in every] == [
        (number, "department_review") for number in "123"
    ]
    head = work_items("city-finance-head", Kind.OPEN, Filter(q="city-finance-staff")).items
    name = work_items("city-finance-head", Kind.OPEN, Filter(q=sender_name())).total
    assert len(head) == name == 3


def sender_name():
    from collective.tobaccooa.organisation.directory import directory

    return directory().fullname("city-finance-staff")


def ask_around(reference, at, wanted=None, kind=Kind.OPEN):
    found = around("city-finance-staff", kind, wanted, None, reference, at)
    neighbours = [each and each.title[1] for each in (found.before, found.after)]
    return (*neighbours, found.place, found.total)


def test_the_way_goes_from_one_item_to_the_next(make):
    first, second, third = (make(number).reference for number in (1, 2, 3))
    assert ask_around(first, 0) == (None, "2", 0, 3)
    assert ask_around(second, 1) == ("1", "3", 1, 3)
    assert ask_around(third, 2) == ("2", None, 2, 3)
    # the list has moved meanwhile
    assert ask_around(third, 0) == ("2", None, 2, 3)
    # of those that a filter lets through, without counting them
    assert ask_around(first, 0, Filter(q="事项")) == (None, "2", 0, None)
    assert ask_around(first, 0, Filter(q="3")) == (None, "3", None, None)


def test_what_was_handled_leaves_its_place_to_the_next(make):
    documents = [make(number) for number in (1, 2, 3)]
    decide(documents[1], Decision("advance", opinion="请审"), "city-finance-staff", NOW)
    assert ask_around(documents[1].reference, 1) == ("1", "3", None, 2)
    decide(documents[2], Decision("advance", opinion="请审"), "city-finance-staff", NOW)
    assert ask_around(documents[2].reference, 1) == ("1", None, None, 1)


def test_a_done_outgoing_document_is_found_by_the_number_it_got_later(make):
    document = make(1)
    for actor, more in (
        ("city-finance-staff", {}),
        ("city-finance-head", {"to_step": "office_review"}),
        ("city-director", {"handlers": ("city-leader",)}),
        ("city-leader", {}),
        ("city-clerk", {}),
    ):
        decide(document, Decision("advance", opinion="同意", **more), actor)
    assert document.document_number
    number = document.document_number.replace("〔", "[").replace("〕", "]")
    found = work_items("city-finance-staff", Kind.DONE, Filter(q=number))
    assert [item.number for item in found.items] == [document.document_number]
    assert work_items("city-finance-staff", Kind.DONE, Filter(q="无此〔2026〕1号")).total == 0

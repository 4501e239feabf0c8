"""Receipts and unread marks, without a site."""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.inbox.model import item_of
from collective.tobaccooa.portal.receipts.model import Chase
from collective.tobaccooa.portal.receipts.model import chase_of
from collective.tobaccooa.portal.receipts.model import is_unread
from collective.tobaccooa.portal.receipts.model import Notice
from collective.tobaccooa.portal.receipts.model import overview
from collective.tobaccooa.portal.receipts.model import remember
from collective.tobaccooa.portal.receipts.model import Requirement
from collective.tobaccooa.portal.receipts.model import requirement_from
from collective.tobaccooa.portal.receipts.model import Staff
from collective.tobaccooa.portal.receipts.model import work_item
from collective.tobaccooa.portal.receipts.store import Opened
from collective.tobaccooa.portal.receipts.store import Receipts
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)
USERS = st.sampled_from([f"user{number}" for number in range(8)])


def staff(*ids, department="办公室"):
    return [Staff(each, each, "城区局", department) for each in ids]


def test_a_form_says_what_a_notice_asks():
    assert requirement_from({"read_by": "2026-12-01"}) is None
    typed = {"must_read": "1", "read_by": "2026-12-01", "readers": "units_below"}
    assert requirement_from(typed) == Requirement(date(2026, 12, 1), "units_below")
    assert requirement_from({"must_read": "1", "read_by": " "}) == Requirement()


@pytest.mark.parametrize("wrong", [{"read_by": "明天"}, {"readers": "everybody"}])
def test_a_form_that_means_nothing_is_refused(wrong):
    with pytest.raises(InvalidInput) as refused:
        requirement_from({"must_read": "1"} | wrong)
    assert refused.value.field == next(iter(wrong))


def test_the_first_confirmation_counts():
    receipts = Receipts()
    assert receipts.confirm("a", NOW)
    assert not receipts.confirm("a", NOW + timedelta(days=1))
    assert receipts.read() == {"a": NOW}


def test_who_confirmed_is_chased_no_more():
    receipts = Receipts()
    receipts.chase("a", Chase(NOW, "editor", "通知"))
    receipts.confirm("a", NOW)
    assert receipts.chased() == {}
    assert not receipts.chase("a", Chase(NOW, "editor", "通知"))


def test_the_overview_counts_by_department_and_only_the_audience():
    audience = [*staff("a", "b"), *staff("c", department="财务科")]
    found = overview(audience, {"a": NOW, "stranger": NOW}, {"b": NOW})
    assert [(group.department, group.read, len(group.lines)) for group in found.groups] == [
        ("办公室", 1, 2),
        ("财务科", 0, 1),
    ]
    assert (found.read, found.total, found.percent) == (1, 3, 33)
    assert [line.who.id for line in found.unread] == ["b", "c"]
    assert found.unread[0].chased_at == NOW


def test_nobody_to_read_is_all_read():
    assert overview([], {"a": NOW}).percent == 100


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.sets(st.sampled_from("abcdefghxyz")))
def test_read_and_unread_are_the_audience(audience, read):
    found = overview(staff(*audience), dict.fromkeys(read, NOW))
    assert found.read + len(found.unread) == found.total == len(audience)
    assert {line.who.id for line in found.unread} == set(audience) - read
    assert (found.percent == 100) == (found.read == found.total)


@given(st.lists(st.tuples(st.sampled_from(["confirm", "chase", "spare"]), USERS), max_size=40))
def test_chased_and_read_never_meet(steps):
    receipts = Receipts()
    for act, user in steps:
        if act == "confirm":
            receipts.confirm(user, NOW)
        elif act == "chase":
            receipts.chase(user, Chase(NOW, "editor", "通知"))
        else:
            receipts.spare(user)
    assert not set(receipts.read()) & set(receipts.chased())


@given(st.text(max_size=30), st.none() | st.dates())
def test_a_reminder_and_its_line_come_back_from_their_rows(title, due):
    chase = Chase(NOW, "editor", title, "unit01", due)
    assert chase_of(chase.row()) == chase
    line = work_item("a" * 32, chase)
    assert item_of(line.reference, line.row()) == line
    assert line.due_on == due


@given(st.lists(st.sampled_from([f"{number}" for number in range(30)]), max_size=60))
def test_memory_is_bounded_and_keeps_the_newest(uids):
    known = ()
    for uid in uids:
        known = remember(known, uid, limit=10)
        assert uid in known
    assert len(known) <= 10
    assert len(set(known)) == len(known)


def test_opening_again_changes_nothing():
    record = Opened()
    assert record.open("a")
    assert not record.open("a")
    assert record.confirm("a")
    assert not record.confirm("a")
    assert record.changes() == 2


@pytest.mark.parametrize(
    ("days", "must_read", "opened", "confirmed", "unread"),
    [
        (1, False, "", "", True),
        (1, False, "n", "", False),
        (1, True, "n", "", True),
        (1, True, "n", "n", False),
        (31, True, "", "", False),
        (31, False, "", "", False),
    ],
)
def test_a_mark_goes_by_opening_or_confirming(days, must_read, opened, confirmed, unread):
    notice = Notice("n", NOW - timedelta(days=days), must_read)
    assert is_unread(notice, frozenset(opened), frozenset(confirmed), NOW) is unread


def test_a_last_day_is_the_lines_due_date():
    line = work_item("u", Chase(NOW, "x", "通知", "city", date(2026, 12, 1)))
    assert (line.due_on, line.register) == (date(2026, 12, 1), "notice")

"""The order of the lists, and what filters let through."""

from __future__ import annotations

from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from collective.tobaccooa.inbox.model import sort_key
from collective.tobaccooa.inbox.model import WorkItem
from datetime import date
from datetime import datetime

import pytest


def line(name, time=1, **values):
    return WorkItem(
        name, values.pop("title", name), values.pop("step", "signing"), moment(time), **values
    )


def test_the_most_urgent_comes_first_then_the_earliest_due_then_what_waits_longest():
    lines = [
        line("later", 9),
        line("no-due-date", 2),
        line("due", 5, due_on=date(2026, 12, 1)),
        line("due-sooner", 8, due_on=date(2026, 11, 1)),
        line("urgent", 9, urgency="urgent"),
        line("extra", 9, urgency="extra_urgent"),
    ]
    ordered = [each.reference for each in sorted(lines, key=sort_key)]
    assert ordered == ["extra", "urgent", "due-sooner", "due", "no-due-date", "later"]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (Filter(), True),
        (Filter(unit="city"), True),
        (Filter(unit="unit01"), False),
        (Filter(type="notice"), True),
        (Filter(type="outgoing"), True),
        (Filter(type="incoming"), False),
        (Filter(step="signing"), True),
        (Filter(step="drafting"), False),
        (Filter(q="防汛 通知"), True),
        (Filter(q="〔2026〕7"), True),
        (Filter(q="防汛 报告"), False),
        (Filter(unit="city", q="没有"), False),
    ],
)
def test_a_filter_lets_through(wanted, shown):
    item = line(
        "a",
        title="关于防汛的通知",
        unit="city",
        document_type="notice",
        register="outgoing",
        number="某烟办〔2026〕7号",
    )
    assert wanted.lets_through(item) is shown


def test_an_empty_filter_is_false_so_that_no_list_is_read_for_it():
    assert not Filter(q="  ")
    assert Filter(step="signing")


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError):
        microseconds(datetime(2026, 1, 1))

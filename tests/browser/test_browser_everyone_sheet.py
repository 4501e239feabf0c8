"""Pure: the boxes of a handling sheet, and the sentence that says where a document is."""

from collective.tobaccooa.browser.printing.sheet import both_names
from collective.tobaccooa.browser.printing.sheet import boxes
from collective.tobaccooa.browser.printing.sheet import css_text
from collective.tobaccooa.browser.where.sentences import clauses
from collective.tobaccooa.browser.where.sentences import Person
from collective.tobaccooa.browser.where.sentences import Standing
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOW = datetime(2026, 9, 3, 1, 30, tzinfo=UTC)
TODAY = date(2026, 9, 3)
STEPS = ("drafting", "department_review", "signing")


def entry(step, action="advance", opinion="", reason="", actor="a", **more):
    return {
        "step": step,
        "step_title": step.title(),
        "action": action,
        "action_title": action.title(),
        "opinion": opinion,
        "reason": reason,
        "actor": actor,
        "on_behalf_of": None,
        "at": NOW,
        **more,
    }


def line(*statuses):
    return [
        {"id": s, "title": s.title(), "status": each}
        for s, each in zip(STEPS, statuses, strict=True)
    ]


def made(trail, *statuses, leading=()):
    return boxes(line(*statuses), trail, str.upper, lambda at: f"{at:%H:%M}", leading, STEPS)


def test_boxes_come_in_the_order_of_the_chain():
    trail = [entry("drafting", "start"), entry("drafting"), entry("department_review", "return")]
    found = made([*trail, entry("drafting")], "done", "now", "to_come", leading=("signing",))
    assert [box.step for box in found] == list(STEPS)
    assert [len(box.lines) for box in found] == [2, 1, 0]
    assert [box.leading for box in found] == [False, False, True]
    assert found[1].lines[0].action == "Return"


def test_what_says_nothing_is_left_out():
    trail = [entry("drafting", "start"), entry("drafting", "open"), entry("drafting", "circulate")]
    found = made([*trail, entry("drafting", "circulate", opinion="请阅")], "now", "to_come", "done")
    assert [each.said for each in found[0].lines] == ["请阅"]
    # a done step in which nobody said anything has no box
    assert [box.step for box in found] == ["drafting", "department_review"]


def test_both_names_stand_there():
    assert both_names(entry("signing", actor="b"), str.upper) == "B"
    acted = entry("signing", actor="b", on_behalf_of="a")
    assert both_names(acted, str.upper) == "A（B代）"


def test_a_replaced_opinion_stays_and_says_so():
    trail = [entry("signing", opinion="同意", superseded_by="x"), entry("signing", opinion="缓办")]
    found = made(trail, "done", "done", "now")
    assert [(each.said, each.superseded) for each in found[0].lines] == [
        ("同意", True),
        ("缓办", False),
    ]


actions = st.sampled_from(["advance", "return", "open", "circulate", "special_delivery", "urge"])
steps = st.sampled_from([*STEPS, "elsewhere"])


@given(st.lists(st.tuples(steps, actions, st.sampled_from(["", "同意"]))))
def test_no_opinion_is_ever_lost(entries):
    trail = [entry(step, action, opinion) for step, action, opinion in entries]
    found = made(trail, "done", "now", "to_come")
    said = [each.said for box in found for each in box.lines if each.said]
    assert len(said) == sum(bool(opinion) for _, _, opinion in entries)
    assert len({box.step for box in found}) == len(found)


def test_text_in_a_style_is_ascii():
    assert css_text("第 1 页") == '"\\7b2c  1 \\9875 "'
    assert css_text('a"; } b\\') == '"a\\22 \\3b  \\7d  b\\5c "'


def said(standing, overdue=0):
    return [(str(each), each.mapping) for each in clauses(standing, TODAY, overdue)]


def person(**more):
    return Person("贺某（局长）", NOW, **more)


def test_who_has_it_since_when_and_until_when():
    standing = Standing("signing", "签发", NOW, (person(due_on=date(2026, 9, 5)),))
    assert said(standing) == [
        ("where_held", {"step": "签发", "names": "贺某（局长）", "day": "9月3日"}),
        ("where_unopened", None),
        ("where_due", {"day": "9月5日"}),
    ]


def test_half_a_day_ends_at_noon():
    noon = datetime(2026, 9, 4, 4, tzinfo=UTC)
    standing = Standing("signing", "签发", NOW, (person(due_on=date(2026, 9, 4), due_at=noon),))
    assert said(standing)[-1] == ("where_due_noon", {"day": "9月4日"})


def test_overdue_is_said_in_working_days():
    standing = Standing("signing", "签发", NOW, (person(due_on=date(2026, 8, 31)),))
    assert said(standing, 3)[-1] == ("where_overdue", {"day": "8月31日", "days": "3"})


def test_many_are_counted_and_some_have_opened_it():
    opened = NOW + timedelta(hours=1)
    people = tuple(Person(f"某{n}", NOW, opened if n < 2 else None) for n in range(6))
    first, second = said(Standing("countersigning", "会签", NOW, people))
    assert first[0] == "where_held_by_many" and first[1]["count"] == "6"
    assert second == ("where_partly_opened", {"opened": "2", "others": "4"})


def test_a_return_names_who_sent_it_back():
    standing = Standing("drafting", "拟稿", NOW, (person(),), returned_by="卫某")
    assert said(standing)[1] == ("where_returned", {"name": "卫某"})


def test_special_ways_urging_and_asked_time_are_said():
    standing = Standing(
        "signing", "签发", NOW, (person(urged=2),), sent_by="卫某", more_time=date(2026, 9, 8)
    )
    assert said(standing)[1:] == [
        ("where_sent_specially", {"name": "卫某"}),
        ("where_unopened", None),
        ("where_urged", {"count": "2"}),
        ("where_more_time", {"day": "9月8日"}),
    ]


@pytest.mark.parametrize("step", ["distributed", "completed", "archived", "voided", "abolished"])
def test_the_end_has_its_own_sentence(step):
    first = said(Standing(step, "完", NOW, reason="重复", deliveries=(8, 12)))
    assert first[0] == (f"where_{step}", {"day": "9月3日", "step": "完"})
    assert first[1] == ("where_signed", {"signed": "8", "total": "12"})
    assert first[2] == ("where_reason", {"reason": "重复"})


def test_an_unknown_step_still_says_something():
    assert said(Standing("new", "新环节", NOW))[0][0] == "where_nobody"

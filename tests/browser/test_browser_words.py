"""Times, due dates and sizes as pages say them; what a form sends, as documents take it."""

from collective.tobaccooa.browser.form_values import digest_of
from collective.tobaccooa.browser.form_values import values_of
from collective.tobaccooa.browser.words import day
from collective.tobaccooa.browser.words import exact
from collective.tobaccooa.browser.words import light
from collective.tobaccooa.browser.words import short
from collective.tobaccooa.browser.words import size
from collective.tobaccooa.organisation.calendar import WorkingCalendar
from datetime import date
from datetime import datetime
from datetime import UTC

import pytest


TODAY = date(2026, 9, 1)
#: 23:30 in UTC is the next morning in Shanghai.
NIGHT = datetime(2026, 8, 31, 23, 30, tzinfo=UTC)


def test_times_are_those_of_shanghai():
    assert exact(NIGHT) == "2026年9月1日 07:30"
    assert day(NIGHT) == "2026年9月1日"
    assert short(NIGHT, TODAY) == "09-01 07:30"


def test_another_year_is_named():
    assert short(datetime(2025, 3, 4, 5, tzinfo=UTC), TODAY) == "2025-03-04"


def test_nothing_is_said_of_no_time():
    assert (day(None), exact(None), short(None, TODAY)) == ("", "", "")


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 8, 31), "overdue"),
        (date(2026, 9, 1), "due_soon"),
        (date(2026, 9, 2), "due_soon"),
        (date(2026, 9, 3), "on_time"),
    ],
)
def test_light_turns_at_the_due_date(due_on, expected):
    assert light(due_on, TODAY, WorkingCalendar()).id == expected


def test_a_weekend_does_not_hide_that_something_is_due():
    friday, monday = date(2026, 9, 4), date(2026, 9, 7)
    assert light(monday, friday, WorkingCalendar()).id == "due_soon"


def test_overdue_counts_working_days_and_at_least_one():
    friday, sunday = date(2026, 9, 4), date(2026, 9, 6)
    assert light(friday, sunday, WorkingCalendar()).title.mapping == {"days": "1"}


@pytest.mark.parametrize(("count", "said"), [(0, "0 B"), (2048, "2 KB"), (3 << 20, "3.0 MB")])
def test_sizes(count, said):
    assert size(count) == said


FORM = {
    "title": " 关于防汛\r\n工作的通知 ",
    "document_type": "notice",
    "letterhead": "",
    "main_recipients": ["unit:unit01", "unit:unit02"],
    "main_recipients_outside": "省局办公室\r\n\r\n 市应急局 ",
    "copy_recipients": "unit:unit03",
    "text": "<p>请落实。</p>",
}


def test_a_form_becomes_values():
    values = values_of(FORM, "outgoing")
    assert values["title"] == "关于防汛 工作的通知"
    assert values["letterhead"] is None
    assert values["main_recipients"] == [
        "unit:unit01",
        "unit:unit02",
        "text:省局办公室",
        "text:市应急局",
    ]
    assert values["copy_recipients"] == ["unit:unit03"]
    assert values["text"] == {"data": "<p>请落实。</p>", "content-type": "text/html"}


def test_text_typed_without_an_editor_is_plain():
    values = values_of({**FORM, "text": "一\r\n二"}, "outgoing")
    assert values["text"] == {"data": "一\n二", "content-type": "text/plain"}


def test_an_incoming_form_sets_no_recipients():
    values = values_of(FORM, "incoming")
    assert not {"main_recipients", "letterhead", "openness"} & set(values)


@pytest.mark.parametrize("hostile", [{"title": ["a", "b"]}, {"title": object()}, {"text": 7}])
def test_values_of_odd_types_do_no_harm(hostile):
    assert isinstance(values_of({**FORM, **hostile}, "outgoing")["title"], str)


def test_only_the_same_form_has_the_same_digest():
    values = values_of(FORM, "outgoing")
    assert digest_of(values) == digest_of(values_of(dict(FORM), "outgoing"))
    assert digest_of(values) != digest_of({**values, "title": "别的"})

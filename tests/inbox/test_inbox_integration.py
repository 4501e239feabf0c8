"""Real documents on their way: each decision moves lines, counts and lists stay true."""

from __future__ import annotations

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.documents.storage import update_document
from collective.tobaccooa.inbox.health import rebuild
from collective.tobaccooa.inbox.health import verify
from collective.tobaccooa.inbox.items import counts
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.organisation import people
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def make(demo_portal):
    """Return a function that makes a draft of the finance department."""

    def document(**values):
        body = {"title": "关于防汛工作的通知", "document_type": "notice", "text": "<p>请落实。</p>"}
        body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]} | values
        return create_document("city", "OutgoingDocument", body, "city-finance-staff", now=NOW)

    return document


def act(document, actor, action="advance", minutes=1, **more):
    return decide(document, Decision(action, **more), actor, NOW + timedelta(minutes=minutes))


def lists(user):
    """The four lists of a person as references; counts must say the same."""
    pages = {kind.value: work_items(user, kind, size=500) for kind in Kind}
    for kind, page in pages.items():
        assert page.total == len(page.items) == page.counts[kind] == counts(user)[kind]
    return {kind: [item.reference for item in page.items] for kind, page in pages.items()}


def test_a_decision_moves_the_document_from_one_list_to_the_next(make, demo_portal):
    document = make()
    reference = document.reference
    assert lists("city-finance-staff")["open"] == [reference]
    assert lists("city-finance-staff")["started"] == [reference]
    act(document, "city-finance-staff", opinion="请审核")
    staff = lists("city-finance-staff")
    assert (staff["open"], staff["done"], staff["started"]) == ([], [reference], [reference])
    assert lists("city-finance-head")["open"] == [reference]
    item = work_items("city-finance-head", Kind.OPEN).items[0]
    assert (item.step, item.sender, item.title) == (
        "department_review",
        "city-finance-staff",
        "关于防汛工作的通知",
    )
    assert verify(demo_portal) == []


def test_a_document_held_by_two_departments_leaves_only_who_signed(make, demo_portal):
    document = make()
    act(document, "city-finance-staff")
    act(
        document,
        "city-finance-head",
        minutes=2,
        to_step="countersigning",
        handlers=("city-legal-head", "city-info-head"),
    )
    act(document, "city-legal-head", minutes=3, opinion="同意")
    assert lists("city-legal-head")["open"] == []
    assert lists("city-legal-head")["done"] == [document.reference]
    assert lists("city-info-head")["open"] == [document.reference]
    assert work_items("city-info-head", Kind.OPEN).items[0].sender == "city-finance-head"
    assert verify(demo_portal) == []


def test_what_was_returned_and_withdrawn_lies_where_it_is(make, demo_portal):
    document = make()
    act(document, "city-finance-staff")
    act(document, "city-finance-staff", "withdraw", minutes=2)
    assert lists("city-finance-staff")["open"] == [document.reference]
    assert lists("city-finance-head")["open"] == []
    act(document, "city-finance-staff", minutes=3)
    act(document, "city-finance-head", "return", minutes=4, to_step="drafting", opinion="请改")
    assert lists("city-finance-staff")["open"] == [document.reference]
    assert lists("city-finance-head")["done"] == [document.reference]
    assert verify(demo_portal) == []


def test_opening_marks_the_line_as_seen(make, demo_portal):
    document = make()
    act(document, "city-finance-staff")
    assert work_items("city-finance-head", Kind.OPEN).items[0].opened_at is None
    act(document, "city-finance-head", "open", minutes=2)
    opened = work_items("city-finance-head", Kind.OPEN).items[0].opened_at
    assert opened == NOW + timedelta(minutes=2)
    assert verify(demo_portal) == []


def test_what_is_circulated_is_to_read_until_confirmed(make, demo_portal):
    document = make()
    act(document, "city-finance-staff", "circulate", handlers=("city-legal-staff",))
    assert lists("city-legal-staff")["to-read"] == [document.reference]
    act(document, "city-legal-staff", "mark_read", minutes=2)
    read = lists("city-legal-staff")
    assert (read["to-read"], read["done"]) == ([], [document.reference])
    assert verify(demo_portal) == []


def test_a_new_title_shows_in_every_list(make, demo_portal):
    document = make()
    act(document, "city-finance-staff")
    update_document(document, {"title": "关于抗旱工作的通知"}, "city-finance-head", NOW)
    for user, kind in (
        ("city-finance-head", Kind.OPEN),
        ("city-finance-staff", Kind.STARTED),
        ("city-finance-staff", Kind.DONE),
    ):
        assert work_items(user, kind).items[0].title == "关于抗旱工作的通知"
    assert verify(demo_portal) == []


def test_done_shows_the_step_at_which_the_document_is_now(make):
    document = make()
    act(document, "city-finance-staff")
    assert work_items("city-finance-staff", Kind.DONE).items[0].step == "department_review"


def test_started_shows_what_ended_after_what_is_in_progress(make, demo_portal):
    first, second = make(title="第一个通知"), make(title="第二个通知")
    act(second, "city-finance-staff", "void", reason="不发了")
    found = lists("city-finance-staff")["started"]
    assert found == [first.reference, second.reference]
    assert inbox_store(demo_portal).count(Kind.STARTED, ["city-finance-staff"]) == 2
    assert verify(demo_portal) == []


def test_filters_narrow_a_list_and_count_what_they_leave(make):
    make(title="防汛通知", urgency="urgent")
    make(title="年度报告", document_type="report")
    page = work_items("city-finance-staff", Kind.OPEN, Filter(q="报告"))
    assert [item.title for item in page.items] == ["年度报告"]
    assert (page.total, page.counts["open"]) == (1, 2)
    assert [item.title for item in work_items("city-finance-staff", Kind.OPEN).items] == [
        "防汛通知",
        "年度报告",
    ]


def test_pages_of_a_list_follow_each_other(make):
    made = [make(title=f"第{number}号通知").reference for number in range(5)]
    seen = []
    for start in (0, 2, 4):
        page = work_items("city-finance-staff", Kind.OPEN, start=start, size=2)
        assert page.total == 5
        seen += [item.reference for item in page.items]
    assert sorted(seen) == sorted(made)


def test_the_post_takes_over_from_who_left(make, demo_portal):
    people.put_post("city.legal.head", ["city-legal-head", "city-legal-staff"])
    document = make()
    act(document, "city-finance-staff")
    chosen = {"to_step": "countersigning", "handlers": ("city-legal-head",)}
    act(document, "city-finance-head", minutes=2, **chosen)
    store, reference = inbox_store(demo_portal), document.reference
    assert [item.reference for item in store.items(Shelf.OPEN, ["city-legal-head"])] == [reference]
    people.deactivate("city-legal-head")
    assert list(store.items(Shelf.OPEN, ["city-legal-head"])) == []
    assert lists("city-legal-staff")["open"] == [reference]
    assert verify(demo_portal) == []


def test_verify_names_what_is_wrong_and_rebuild_repairs_it(make, demo_portal):
    document = make()
    act(document, "city-finance-staff")
    store = inbox_store(demo_portal)
    assert store.remove(Shelf.OPEN, "city.finance.head", document.reference)
    found = verify(demo_portal)
    assert [(line.fault.value, line.reference) for line in found] == [
        ("missing", document.reference)
    ]
    assert rebuild(demo_portal) >= 3
    assert verify(demo_portal) == []
    assert lists("city-finance-head")["open"] == [document.reference]


def test_reading_the_lists_writes_nothing(make, demo_portal):
    make()
    import transaction

    transaction.savepoint()
    connection = demo_portal._p_jar
    connection._registered_objects.clear()
    for kind in Kind:
        work_items("city-finance-staff", kind)
    counts("nobody-at-all")
    assert connection._registered_objects == []

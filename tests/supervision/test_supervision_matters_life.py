"""Matters in the demo world: work items follow each act, people and documents."""

from .matters_world import asked
from .matters_world import does
from .matters_world import instructed_document
from .matters_world import made
from .matters_world import NOW
from .matters_world import WORDS
from datetime import date
from datetime import timedelta

import pytest


def lines(user, kind="open"):
    """The (step, unit, title) of what lies in a list; the count must say the same."""
    from collective.tobaccooa.inbox.items import counts
    from collective.tobaccooa.inbox.items import work_items
    from collective.tobaccooa.inbox.model import Kind

    page = work_items(user, Kind(kind), size=500)
    assert len(page.items) == counts(user)[kind]
    return [item.step for item in page.items if item.register == "matter"]


@pytest.fixture(autouse=True)
def true_boxes(demo_portal):
    """Whatever a test does: the boxes are as the things say, before and after making them anew."""
    from collective.tobaccooa.inbox.health import rebuild
    from collective.tobaccooa.inbox.health import verify

    yield
    assert verify(demo_portal) == []
    rebuild(demo_portal)
    assert verify(demo_portal) == []


def test_an_instruction_becomes_a_matter_with_words_number_and_date():
    matter = made()
    assert matter.number == "督办〔2026〕1号"
    assert (matter.source.instructed_by, matter.source.words) == ("city-leader", WORDS)
    # fifteen working days after 2 November 2026
    assert matter.due_on == date(2026, 11, 23)
    second = made()
    assert second.number == "督办〔2026〕2号" and second.id != matter.id


def test_it_waits_with_lead_and_assisting_and_was_started_by_who_made_it():
    matter = made()
    assert lines("city-finance-head") == ["matter_lead"]
    assert lines("city-legal-head") == ["matter_assist"]
    assert lines("unit01-clerk") == lines("unit01-director") == ["matter_assist"]
    assert lines("city-director", "started") == ["matter_open"]
    for user in ("city-finance-staff", "city-info-head", "unit02-clerk", "unit01-leader"):
        assert lines(user) == []
    from collective.tobaccooa.inbox.items import work_items
    from collective.tobaccooa.inbox.model import Kind
    from collective.tobaccooa.inbox.sources import source_of

    [item] = work_items("unit01-clerk", Kind.OPEN).items
    assert (item.due_on, item.number, item.sender) == (
        matter.due_on,
        matter.number,
        "city-director",
    )
    source = source_of(item.reference)
    assert source.page(item).endswith(f"/unit01/@@matter?id={matter.id}")
    assert source.url(item).endswith(f"/unit01/@matters/{matter.id}")
    assert source.fresh(item) == item


def test_who_assists_is_done_after_one_feedback():
    matter = made()
    does(matter, "feedback", "unit01-clerk", "已布置到各股室")
    assert lines("unit01-clerk") == lines("unit01-director") == []
    assert lines("unit01-clerk", "done") == ["matter_did_feedback"]
    assert lines("city-legal-head") == ["matter_assist"]
    assert lines("city-finance-head") == ["matter_lead"]
    does(matter, "feedback", "city-finance-staff", "进行中")
    assert lines("city-finance-head") == ["matter_lead"]


def test_report_review_and_close():
    matter = made()
    does(matter, "report", "city-finance-head", "检查完毕，报告附后", days=5)
    assert lines("city-finance-head") == lines("city-legal-head") == lines("unit01-clerk") == []
    assert lines("city-director") == ["matter_review"]
    does(matter, "send_back", "city-director", "请补充清单", days=6)
    assert lines("city-director") == []
    assert lines("city-finance-head") == ["matter_lead"]
    assert lines("city-legal-head") == ["matter_assist"]
    does(matter, "report", "city-finance-head", "已补充", days=7)
    closed = does(matter, "close", "city-leader", "同意办结", days=8)
    assert closed.in_time is True and closed.holding == ()
    assert lines("city-director") == [] and lines("city-director", "started") == ["matter_closed"]
    assert lines("city-leader", "done") == ["matter_did_close"]


def test_the_leader_who_asked_reviews_when_that_was_wished():
    matter = made(review_by="leader")
    does(matter, "report", "city-finance-head", "完成")
    assert lines("city-leader") == ["matter_review"] and lines("city-director") == []


def test_who_reported_does_not_review():
    from collective.tobaccooa.exceptions import Refused
    from collective.tobaccooa.organisation.people import put_post

    document = instructed_document()
    put_post("city.finance.head", ["city-director"])
    matter = made(document, actor="city-clerk")
    does(matter, "report", "city-director", "完成")
    assert lines("city-clerk") == ["matter_review"] and lines("city-director") == []
    with pytest.raises(Refused):
        does(matter, "close", "city-director", days=2)
    does(matter, "close", "city-clerk", days=2)


@pytest.mark.parametrize("user", ["city-finance-head", "city-info-staff", "unit01-leader"])
def test_who_does_not_supervise_makes_no_matter(user):
    from collective.tobaccooa.exceptions import OAError

    document = instructed_document()
    with pytest.raises(OAError) as refusal:
        made(document, actor=user)
    assert refusal.value.status in (403, 404)


def test_a_deputy_makes_one_of_what_they_took_part_in_only():
    from collective.tobaccooa.exceptions import NotHere

    with pytest.raises(NotHere):
        made(actor="city-deputy")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"lead": "department:unit01-office"}, "lead"),
        ({"lead": "unit:city"}, "lead"),
        ({"lead": "unit:nowhere"}, "lead"),
        ({"lead": "text:省局"}, "lead"),
        ({"assisting": ("department:city-finance",)}, "assisting"),
        ({"assisting": ("department:city-none",)}, "assisting"),
        ({"entry": "1"}, "instruction"),
        ({"entry": "99"}, "instruction"),
        ({"title": ""}, "title"),
    ],
)
def test_a_matter_is_refused_and_nothing_is_written(more, field):
    from collective.tobaccooa.exceptions import InvalidInput

    with pytest.raises(InvalidInput) as refusal:
        made(**more)
    assert refusal.value.field == field
    assert made().serial == 1


def test_without_words_it_comes_from_the_document():
    matter = made(entry="")
    assert matter.source.words == "" and matter.due_on == date(2026, 12, 14)


@pytest.mark.parametrize("user", ["city-info-staff", "unit02-clerk", "unit01-staff", "nobody"])
def test_who_is_not_concerned_finds_nothing(user):
    from collective.tobaccooa.exceptions import NotHere

    matter = made()
    with pytest.raises(NotHere):
        does(matter, "feedback", user, "进展")


def test_what_has_moved_on_is_told():
    from collective.tobaccooa.exceptions import OutOfDate
    from collective.tobaccooa.exceptions import Refused

    matter = made()
    with pytest.raises(OutOfDate):
        does(matter, "close", "city-director")
    with pytest.raises(Refused):
        does(matter, "close", "city-finance-head")
    does(matter, "cancel", "city-director", "不再需要")
    with pytest.raises(OutOfDate):
        does(matter, "report", "city-finance-head", "完成")


def test_the_same_key_has_one_effect():
    from collective.tobaccooa.exceptions import KeyReused
    from collective.tobaccooa.supervision.matters.life import create

    document = instructed_document()
    first = create(asked(document), "city-director", key="k1", now=NOW)
    assert create(asked(document), "city-director", key="k1", now=NOW) == first
    with pytest.raises(KeyReused):
        create(asked(document, title="另一件"), "city-director", key="k1", now=NOW)
    once = does(first, "feedback", "city-finance-head", "进展", key="k2")
    assert does(first, "feedback", "city-finance-head", "进展", key="k2", days=3) == once
    with pytest.raises(KeyReused):
        does(first, "feedback", "city-finance-head", "别的", key="k2")


def test_a_void_document_asks_for_nothing_more():
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    document = instructed_document()
    matter = made(document)
    decide(document, Decision("void", reason="重复"), "city-director", NOW + timedelta(days=2))
    from collective.tobaccooa.supervision.matters.life import find

    found = find(matter.id, "city-director")
    assert found.state == "cancelled" and "重复" in found.history[-1].text
    assert lines("city-finance-head") == []


def test_what_waits_follows_the_people():
    from collective.tobaccooa.organisation.people import deactivate
    from collective.tobaccooa.organisation.people import put_post

    made()
    put_post("city.finance.head", [])
    assert lines("city-finance-staff") == ["matter_lead"]
    put_post("city.finance.head", ["city-legal-head"])
    assert lines("city-finance-staff") == []
    assert sorted(lines("city-legal-head")) == ["matter_assist", "matter_lead"]
    deactivate("unit01-clerk")
    assert lines("unit01-director") == ["matter_assist"]


def test_a_lead_without_people_leaves_it_to_the_office():
    from collective.tobaccooa.organisation.people import deactivate

    made()
    deactivate("city-finance-head")
    deactivate("city-finance-staff")
    assert lines("city-director") == ["matter_lead"]


def test_who_moves_to_another_unit_leaves_what_waited_to_a_job():
    from collective.tobaccooa.organisation.people import known_person
    from collective.tobaccooa.organisation.people import put_membership
    from collective.tobaccooa.organisation.people import put_person
    from collective.tobaccooa.supervision.matters.subscribers import FindHolders
    from dataclasses import replace

    made(lead="unit:unit01", assisting=())
    person = known_person("unit01-clerk")
    put_person(replace(person, unit="unit02", department=""))
    put_membership("unit01-clerk", ["unit02.staff"])
    FindHolders()(None)
    assert lines("unit01-director") == ["matter_lead"] and lines("unit01-clerk") == []


def test_lists_of_a_unit():
    from collective.tobaccooa.supervision.matters.listing import counts
    from collective.tobaccooa.supervision.matters.listing import Filter
    from collective.tobaccooa.supervision.matters.listing import is_concerned
    from collective.tobaccooa.supervision.matters.listing import matters
    from collective.tobaccooa.supervision.matters.model import State
    from collective.tobaccooa.supervision.matters.parties import viewer_of

    assert not is_concerned(viewer_of("city-finance-staff"), "city")
    first = made(due_on=date(2026, 12, 1))
    second = made(lead="unit:unit01", assisting=(), title="整改安全隐患", due_on=date(2026, 11, 9))

    def ids(user, unit="city", state=State.OPEN, **wanted):
        page = matters(viewer_of(user), unit, state, Filter(**wanted))
        assert page.total == len(page.rows)
        return [each.serial for each in page.rows]

    assert ids("city-clerk") == ids("city-deputy") == [2, 1]
    assert ids("city-finance-staff") == ids("city-legal-staff") == [1]
    assert ids("city-info-head") == ids("unit02-leader") == ids("unit02-leader", "unit02") == []
    assert ids("unit01-leader", "unit01") == [2, 1] and ids("unit01-staff", "unit01") == []
    assert ids("city-clerk", text="隐患") == ids("city-clerk", lead="unit:unit01") == [2]
    assert ids("city-clerk", overdue_on=date(2026, 11, 10)) == [2]
    assert counts(viewer_of("city-clerk"), "city", date(2026, 11, 10)) == {
        "open": 2,
        "overdue": 1,
        "reported": 0,
    }
    does(second, "report", "unit01-director", "已整改")
    assert ids("city-clerk") == [1] and ids("city-clerk", state=State.REPORTED) == [2]
    does(second, "close", "city-director", days=2)
    does(first, "cancel", "city-leader", "不再需要", days=3)
    assert (
        ids("city-clerk", state=State.CLOSED) == ids("unit01-clerk", "unit01", State.CLOSED) == [2]
    )
    assert ids("city-finance-staff", state=State.CANCELLED) == [1]
    assert is_concerned(viewer_of("city-finance-staff"), "city")
    assert not is_concerned(viewer_of("unit02-staff"), "unit02")


def test_the_report_of_a_month():
    from collective.tobaccooa.supervision.matters.monthly import monthly
    from collective.tobaccooa.supervision.matters.report import Figures
    from collective.tobaccooa.supervision.matters.report import span_of

    first = made()
    made(lead="unit:unit01", assisting=())
    does(first, "report", "city-finance-head", "完成")
    does(first, "close", "city-director", days=2)
    report = monthly("city", span_of("2026-11", date(2026, 11, 30)))
    assert [row.lead for row in report.rows] == ["department:city-finance", "unit:unit01"]
    assert report.total == Figures(new=2, in_time=1, going=1, overdue=1)
    assert len(report.matters) == 2
    assert monthly("city", span_of("2026-12", date(2026, 12, 1))).total == Figures(
        going=1, overdue=1
    )
    assert monthly("unit01", span_of("2026-11", date(2026, 11, 30))).rows == []


def test_a_matter_left_alone_is_urged_by_itself(demo_portal):
    from collective.tobaccooa.inbox.items import work_items
    from collective.tobaccooa.inbox.model import Kind
    from collective.tobaccooa.supervision.matters.life import find
    from collective.tobaccooa.supervision.matters.periodic import urge_what_is_due

    matter = made()  # due on 23 November
    counts = [urge_what_is_due(demo_portal, NOW + timedelta(days=days)) for days in range(0, 36)]
    assert [day for day, count in enumerate(counts) if count] == [16, 22, 29]
    found = find(matter.id, "city-director")
    assert [r.actor for r in found.history if r.act == "urge"] == ["_system"] * 3
    [item] = work_items("city-finance-head", Kind.OPEN).items
    assert item.urged == 3
    assert lines("_system", "done") == []


def test_those_concerned_are_told():
    """Who does it is not told; who is urged in vain is told on to who asked."""
    from collective.tobaccooa.inbox.notices.telling import notices_of
    from collective.tobaccooa.supervision.matters.periodic import urge_what_is_due
    from plone import api

    def told(user):
        return [each.notice.kind for each in notices_of(user)]

    matter = made()
    assert told("city-finance-head") == told("unit01-clerk") == ["matter"]
    assert notices_of("unit01-clerk")[0].notice.url == f"/unit01/@@matter?id={matter.id}"
    assert told("city-director") == told("city-info-head") == []
    does(matter, "feedback", "unit01-clerk", "已布置")
    assert told("city-director") == ["matter"]
    for days in (16, 22, 29):
        urge_what_is_due(api.portal.get(), NOW + timedelta(days=days))
    assert told("city-finance-head")[:3] == ["urged"] * 3
    assert told("city-leader") == ["escalated"]
    does(matter, "report", "city-finance-head", "完成", days=30)
    assert told("city-leader") == ["matter", "escalated"]
    does(matter, "close", "city-director", days=31)
    assert told("city-finance-head")[0] == "matter" and told("unit02-clerk") == []

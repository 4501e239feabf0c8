"""Who is told after which decision, with real documents on their way."""

from __future__ import annotations

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.inbox.notices.telling import notices_of
from collective.tobaccooa.organisation.delegations import grant
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.urging import urge_by_rule
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)
PEOPLE = ("city-finance-staff", "city-finance-head", "city-director", "city-leader", "city-clerk")


@pytest.fixture
def document(demo_portal):
    body = {"title": "关于防汛工作的通知", "document_type": "notice", "text": "<p>请落实。</p>"}
    body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]}
    return create_document("city", "OutgoingDocument", body, "city-finance-staff", now=NOW)


def act(document, actor, action="advance", minutes=1, **more):
    return decide(document, Decision(action, **more), actor, NOW + timedelta(minutes=minutes))


def told(user):
    return [(each.notice.kind, each.notice.note) for each in notices_of(user)]


def test_ordinary_work_is_no_notice(document):
    act(document, "city-finance-staff")
    act(document, "city-finance-head", minutes=2, to_step="office_review")
    assert [told(user) for user in PEOPLE] == [[], [], [], [], []]


def test_who_gets_a_document_back_is_told_why(document):
    act(document, "city-finance-staff")
    act(document, "city-finance-head", "return", 2, to_step="drafting", reason="请补充附件")
    (kept,) = notices_of("city-finance-staff")
    assert (kept.notice.kind, kept.notice.note) == ("returned", "请补充附件")
    assert kept.notice.title == "关于防汛工作的通知"
    assert kept.notice.reference == document.reference
    assert kept.notice.actor == "city-finance-head"
    assert kept.at == NOW + timedelta(minutes=2)
    assert told("city-finance-head") == []


def test_who_has_a_document_taken_away_is_told(document):
    act(document, "city-finance-staff")
    act(document, "city-finance-staff", "withdraw", 2)
    assert [kind for kind, _note in told("city-finance-head")] == ["withdrawn"]
    assert told("city-finance-staff") == []


def test_readers_are_told_once_what_was_circulated(document):
    act(document, "city-finance-staff")
    for minutes, readers in ((2, ("city-legal-head",)), (3, ("city-info-head",))):
        act(
            document,
            "city-finance-head",
            "circulate",
            minutes,
            handlers=readers,
            reason="请阅知",
        )
    assert [kind for kind, _note in told("city-legal-head")] == ["circulated"]
    assert [kind for kind, _note in told("city-info-head")] == ["circulated"]


def test_the_drafter_is_told_when_it_is_signed_numbered_and_distributed(document):
    act(document, "city-finance-staff")
    act(document, "city-finance-head", minutes=2, to_step="office_review")
    act(document, "city-director", minutes=3, handlers=("city-leader",))
    act(document, "city-leader", minutes=4)
    assert told("city-finance-staff") == [("progress", "已签发")]
    act(document, "city-clerk", minutes=5)
    newest = told("city-finance-staff")[0]
    assert newest == ("progress", f"已编号 {document.document_number}")
    act(document, "city-sealkeeper", minutes=6)
    act(document, "city-clerk", minutes=7)
    assert told("city-finance-staff")[0] == ("progress", "已分发")
    assert len(told("city-finance-staff")) == 3


def test_who_held_a_voided_document_is_told(document):
    act(document, "city-finance-staff")
    act(document, "city-finance-staff", "withdraw", 2)
    act(document, "city-finance-staff", minutes=3)
    act(document, "city-director", "void", 4, reason="不再需要")
    assert told("city-finance-staff")[0] == ("progress", "已撤销 不再需要")
    assert told("city-finance-head")[0] == ("progress", "已撤销 不再需要")


def test_an_urgent_document_makes_urgent_notices(document):
    document.urgency = "extra_urgent"
    act(document, "city-finance-staff")
    act(document, "city-finance-staff", "withdraw", 2)
    assert notices_of("city-finance-head")[0].notice.urgent


def test_a_special_delivery_and_urging_are_told(document):
    act(document, "city-finance-staff")
    more = {"handlers": ("city-legal-head",), "reason": "请先看第三条"}
    act(document, "city-finance-head", "special_delivery", 2, **more)
    assert told("city-legal-head") == [("special_delivery", "请先看第三条")]
    act(document, "city-finance-staff", "urge", 3, reason="今天要用")
    (newest, _first) = notices_of("city-legal-head")
    assert (newest.notice.kind, newest.notice.urgent) == ("urged", True)
    assert told("city-finance-staff") == []


def test_urging_by_the_clock_comes_from_the_system(document):
    act(document, "city-finance-staff")
    urge_by_rule(document, "已到期，请尽快办理", NOW + timedelta(days=3))
    (kept,) = notices_of("city-finance-head")
    assert (kept.notice.kind, kept.notice.actor, kept.notice.note) == (
        "urged",
        "_system",
        "已到期，请尽快办理",
    )


def test_more_time_is_asked_of_the_director_and_answered_to_who_asked(document):
    document.urgency = "urgent"
    act(document, "city-finance-staff")
    day = (NOW + timedelta(days=20)).date()
    act(document, "city-finance-head", "ask_extension", 2, until=day, reason="待核实")
    assert told("city-director") == [("extension", f"申请延期至{day.isoformat()}：待核实")]
    act(document, "city-director", "grant_extension", 3, granted=False, reason="须按期")
    assert told("city-finance-head") == [("extension", "不同意延期：须按期")]
    act(document, "city-finance-head", "ask_extension", 4, until=day, reason="仍待核实")
    act(document, "city-director", "grant_extension", 5)
    assert told("city-finance-head")[0] == ("extension", "同意延期")


def test_who_is_acted_for_and_who_acts_for_others_are_told(document):
    """The grantor learns what was done; the assistant what hurries there."""
    day = NOW.date()
    grant("city-finance-head", "city-legal-staff", day, None, "city-finance-head", NOW)
    act(document, "city-finance-staff")
    act(document, "city-director", "urge", 2, reason="请办")
    assert [kind for kind, _note in told("city-legal-staff")] == ["urged", "delegated"]
    more = {"on_behalf_of": "city-finance-head", "to_step": "office_review"}
    act(document, "city-legal-staff", minutes=3, **more)
    newest = notices_of("city-finance-head")[0].notice
    assert (newest.kind, newest.actor) == ("delegated", "city-legal-staff")
    assert newest.note.startswith("以您的名义办理：")

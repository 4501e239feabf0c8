"""The proof in simulated time: a document left alone is urged three times, over weekends and a
holiday, and lands on the supervising leader's list; when it moves on, all that is over.
"""

from __future__ import annotations

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.inbox.health import rebuild
from collective.tobaccooa.inbox.health import verify
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.notices.telling import notices_of
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.store import prepare
from collective.tobaccooa.organisation import calendars
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision import rounds
from collective.tobaccooa.supervision.escalations import escalation_of
from collective.tobaccooa.supervision.escalations import mark_seen
from collective.tobaccooa.supervision.rounds import due_documents
from collective.tobaccooa.supervision.rounds import urge_if_due
from collective.tobaccooa.supervision.superiors import superiors_of
from collective.tobaccooa.supervision.urging import Insistence
from collective.tobaccooa.supervision.urging import Rule
from collective.tobaccooa.supervision.urging import Superiors
from collective.tobaccooa.supervision.urging_settings import store_rules
from collective.tobaccooa.workflows import trail
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import SYSTEM
from collective.tobaccooa.workflows.state import kernel_state
from datetime import date
from datetime import datetime
from datetime import timedelta

import pytest


QUARTER = timedelta(minutes=15)
#: The week before the National Day of 2026, which lasts from 1 to 7 October; 10 October is worked.
START = datetime(2026, 9, 25, 10, 0, tzinfo=SHANGHAI)  # a Friday
HOLIDAYS = [date(2026, 10, day) for day in range(1, 8)]


@pytest.fixture
def waiting(demo_portal):
    """A document that the head of finance sent to the head of legal for countersigning."""
    calendars.set_year(2026, HOLIDAYS, [date(2026, 10, 10)])
    body = {"title": "关于防汛工作的通知", "document_type": "notice", "text": "<p>请落实。</p>"}
    body |= {"department": "city-finance", "main_recipients": ["unit:unit02"]}
    document = create_document("city", "OutgoingDocument", body, "city-finance-staff", now=START)
    act(document, "city-finance-staff", START)
    act(
        document,
        "city-finance-head",
        START + timedelta(minutes=5),
        to_step="countersigning",
        handlers=("city-legal-head",),
    )
    return document


def act(document, actor, at, action="advance", **more):
    return decide(document, Decision(action, **more), actor, at)


def let_pass(start, until, step=QUARTER):
    """Run the rounds as the clock does; return what was urged when, and how insistently."""
    now, urged = start, []
    while now < until:
        for reference in list(due_documents(now)):
            urged.append((now.strftime("%m-%d %H:%M"), reference))
            level = urge_if_due(document_by_reference(reference), now)
            assert level is not None
            assert urge_if_due(document_by_reference(reference), now) is None
            assert list(due_documents(now)) == []
            urged[-1] = (*urged[-1][:1], level)
        now += step
    return urged


def to_read(user):
    items = work_items(user, Kind.TO_READ).items
    return [item for item in items if item.register == "escalation"]


def kinds(user):
    return [each.notice.kind for each in notices_of(user)]


def test_left_alone_it_is_urged_three_times_and_lands_on_the_leaders_list(waiting, demo_portal):
    (holder,) = kernel_state(waiting).holders
    assert holder.principal == "city-legal-head"
    urged = let_pass(START, datetime(2026, 10, 10, 18, 0, tzinfo=SHANGHAI))
    assert [level for _when, level in urged[:3]] == [
        Insistence.HOLDER,
        Insistence.HEAD,
        Insistence.LEADER,
    ]
    # nobody was urged on the weekend, in the holidays, at night or at lunch
    assert not {when[:5] for when, _level in urged} & {
        "09-26",
        "09-27",
        *(f"10-{day:02}" for day in range(1, 8)),
    }
    state = kernel_state(waiting)
    by_system = [entry for entry in state.trail if entry.actor == SYSTEM]
    assert len(by_system) == len(urged) == state.holders[0].urged
    assert {entry.action for entry in by_system} == {"urge"}
    assert all(entry.opinion for entry in by_system)
    assert trail.is_valid(state.trail, waiting.reference)
    # the holder hears each time, the head (here the director) from the second, the leader from
    # the third
    assert kinds("city-legal-head").count("urged") == len(urged)
    assert kinds("city-director").count("escalated") == len(urged) - 1
    assert kinds("city-deputy").count("escalated") == len(urged) - 2
    assert kinds("city-leader") == []
    assert "@@escalation?document=" in notices_of("city-deputy")[0].notice.url
    (item,) = to_read("city-deputy")
    assert "关于防汛工作的通知" in item.title and "催办 3 次" in item.title
    source = source_of(item.reference)
    assert source.page(item).endswith(
        "/@@escalation?document=" + waiting.reference.replace("/", "%2F")
    )
    assert source.url(item) == waiting.absolute_url()
    assert verify(demo_portal) == []
    rebuild(demo_portal)
    assert verify(demo_portal) == []
    assert len(to_read("city-deputy")) == 1


def test_when_it_moves_on_the_leader_has_nothing_more_to_read(waiting, demo_portal):
    let_pass(START, datetime(2026, 10, 10, 18, 0, tzinfo=SHANGHAI))
    assert to_read("city-deputy")
    moved = datetime(2026, 10, 12, 9, 0, tzinfo=SHANGHAI)
    act(waiting, "city-legal-head", moved, opinion="同意")
    assert to_read("city-deputy") == []
    assert escalation_of(waiting.reference) is None
    assert verify(demo_portal) == []
    # the next holder starts from nothing
    assert let_pass(moved, moved + timedelta(hours=5)) == []
    assert kernel_state(waiting).holders[0].urged == 0


def test_a_leader_marks_it_as_seen_once_for_all(waiting, demo_portal):
    end = datetime(2026, 10, 10, 9, 0, tzinfo=SHANGHAI)
    let_pass(START, end)
    with pytest.raises(Refused):
        mark_seen(waiting.reference, "city-director", end)
    seen = mark_seen(waiting.reference, "city-deputy", end)
    assert (seen.seen_by, to_read("city-deputy")) == ("city-deputy", [])
    assert mark_seen(waiting.reference, "city-deputy", end) == seen
    # urging goes on, but this holding does not come back to the list
    assert let_pass(end, datetime(2026, 10, 13, 18, 0, tzinfo=SHANGHAI))
    assert to_read("city-deputy") == []
    assert verify(demo_portal) == []
    with pytest.raises(NotHere):
        mark_seen("city/outgoing/2026/none", "city-deputy", end)


def test_missed_rounds_are_made_up_once(waiting):
    late = datetime(2026, 10, 12, 9, 0, tzinfo=SHANGHAI)
    assert list(due_documents(late)) == [waiting.reference]
    assert urge_if_due(waiting, late) is Insistence.HOLDER
    assert urge_if_due(waiting, late + QUARTER) is None


def test_a_draft_that_was_never_sent_is_nobodys_delay(demo_portal):
    body = {"title": "草稿", "document_type": "notice", "text": "<p>草稿。</p>"}
    body |= {"department": "city-finance", "main_recipients": ["unit:unit02"]}
    draft = create_document("city", "OutgoingDocument", body, "city-finance-staff", now=START)
    assert list(due_documents(START + timedelta(days=60))) == []
    act(draft, "city-finance-staff", START)
    act(draft, "city-finance-head", START + timedelta(hours=1), "return", reason="请修改")
    later = datetime(2026, 12, 1, 10, 0, tzinfo=SHANGHAI)
    assert list(due_documents(later)) == [draft.reference]


def test_who_has_asked_for_more_time_is_not_urged_before_the_limit_ends(waiting):
    asked = datetime(2026, 9, 28, 9, 0, tzinfo=SHANGHAI)
    due = kernel_state(waiting).holders[0].due_at
    until = date(2026, 10, 12)
    act(waiting, "city-legal-head", asked, "ask_extension", until=until, reason="需现场核实")
    assert let_pass(asked, due) == []
    assert let_pass(due, due + timedelta(days=14))
    act(waiting, "city-director", due + timedelta(days=10), "grant_extension")
    granted = kernel_state(waiting).holders[0]
    assert granted.due_on == until and granted.urged > 0


def test_more_time_puts_urging_off(waiting):
    asked, until = datetime(2026, 9, 28, 9, 0, tzinfo=SHANGHAI), date(2026, 10, 12)
    act(waiting, "city-legal-head", asked, "ask_extension", until=until, reason="需现场核实")
    act(waiting, "city-director", asked + timedelta(hours=1), "grant_extension")
    urged = let_pass(asked, datetime(2026, 10, 13, 18, 0, tzinfo=SHANGHAI))
    assert [when for when, _level in urged] == ["10-12 14:00", "10-13 14:00"]


def test_a_rule_that_is_turned_off_urges_nobody(waiting):
    store_rules({"normal": Rule(before=1, every=2, idle=6, most=0)})
    assert list(due_documents(datetime(2026, 10, 12, 9, 0, tzinfo=SHANGHAI))) == []


def test_the_clock_asks_for_one_job_for_each_document(waiting, demo_portal, monkeypatch):
    late = datetime(2026, 10, 12, 9, 0, tzinfo=SHANGHAI)
    monkeypatch.setattr(clock, "now", lambda: late)
    for _round in range(2):
        rounds.UrgingRounds()(demo_portal)
    jobs = [job for job in prepare(demo_portal).jobs(JobState.WAITING) if job.name == rounds.JOB]
    assert [job.args for job in jobs] == [(waiting.reference,)]
    for _attempt in range(2):
        rounds.UrgeJob()(demo_portal, waiting.reference)
    rounds.UrgeJob()(demo_portal, "city/outgoing/2026/none")
    assert kernel_state(waiting).holders[0].urged == 1


def superiors(principal, kind=HolderKind.PERSON, unit="city"):
    return superiors_of(Holder(principal, kind, START), unit, directory())


def test_who_stands_above_a_holder(demo_portal):
    deputy, director = "city.post.deputy", "city.post.director"
    assert superiors("city-legal-staff") == Superiors("city.legal.head", deputy)
    assert superiors("city-legal-head") == Superiors(director, deputy)
    assert superiors("city.post.clerk", HolderKind.POST) == Superiors(director, deputy)
    assert superiors("city-deputy") == Superiors(director, "city.post.leader")
    assert superiors("city.post.leader", HolderKind.POST) == Superiors(director, "")
    assert superiors("city-leader") == Superiors(director, "")
    assert superiors(director, HolderKind.POST) == Superiors("", deputy)

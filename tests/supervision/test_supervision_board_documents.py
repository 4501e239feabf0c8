"""The board of real documents: rows, figures, who sees what, the units' boxes."""

from __future__ import annotations

from .matters_world import does
from .matters_world import made
from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.exchange.deliveries import refuse
from collective.tobaccooa.exchange.deliveries import send
from collective.tobaccooa.exchange.model import Kind
from collective.tobaccooa.exchange.model import Paper
from collective.tobaccooa.inbox.health import rebuild
from collective.tobaccooa.inbox.health import verify
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.supervision.board import figures_below
from collective.tobaccooa.supervision.board import lines_of
from collective.tobaccooa.supervision.board_access import board_units
from collective.tobaccooa.supervision.board_access import scope_of
from collective.tobaccooa.supervision.board_model import BoardFilter
from collective.tobaccooa.supervision.board_model import by_holder
from collective.tobaccooa.supervision.board_model import figures
from collective.tobaccooa.supervision.board_model import rows_of
from collective.tobaccooa.supervision.progress import box_of
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.state import kernel_state
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest


NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, 10:00 in Shanghai
LATER = NOW + timedelta(days=30)


@pytest.fixture
def make(demo_portal):
    """Return a function that makes a draft in a unit."""

    def document(unit="city", drafter="city-finance-staff", **values):
        body = {"title": "关于防汛工作的通知", "document_type": "notice", "text": "<p>请落实。</p>"}
        if unit == "city":
            body["department"] = "city-finance"
        body |= {"main_recipients": ["unit:unit02"]} | values
        return create_document(unit, "OutgoingDocument", body, drafter, now=NOW)

    return document


def act(document, actor, action="advance", minutes=1, **more):
    return decide(document, Decision(action, **more), actor, NOW + timedelta(minutes=minutes))


def board(unit, user, now=LATER):
    return lines_of(unit, scope_of(unit, user, directory()), now)


def holders(lines):
    return sorted((line.item.reference, line.holder) for line in lines)


def held(demo_portal, unit):
    return list(inbox_store(demo_portal).items(Shelf.OPEN, [box_of(unit)]))


def test_every_document_in_progress_is_on_the_board_with_its_holders(make, demo_portal):
    one, two = make(), make(title="关于值班的通知", urgency="extra_urgent")
    act(one, "city-finance-staff")
    act(
        one,
        "city-finance-head",
        minutes=2,
        to_step="countersigning",
        handlers=("city-legal-head", "city-info-head"),
    )
    lines = board("city", "city-director")
    assert holders(lines) == sorted(
        [
            (one.reference, "city-legal-head"),
            (one.reference, "city-info-head"),
            (two.reference, "city-finance-staff"),
        ]
    )
    rows = rows_of(lines)
    assert [row.item.reference for row in rows] == [two.reference, one.reference]
    assert (rows[0].light, len(rows[1].lines)) == ("overdue", 2)
    assert {line.department for line in lines} == {"city-legal", "city-info", "city-finance"}
    assert {line.origin for line in lines} == {"city-finance"}
    assert verify(demo_portal) == []
    act(one, "city-legal-head", minutes=3)
    assert (one.reference, "city-legal-head") not in holders(board("city", "city-director"))
    assert verify(demo_portal) == []


def test_what_ended_leaves_the_board_and_the_box(make, demo_portal):
    document = make()
    assert len(held(demo_portal, "city")) == 1
    act(document, "city-finance-staff", action="void", reason="重复")
    assert board("city", "city-director") == [] == held(demo_portal, "city")
    assert verify(demo_portal) == []


def test_a_decision_that_keeps_the_holders_writes_nothing_into_the_units_box(make, demo_portal):
    document = make()
    act(document, "city-finance-staff")
    before = [item.row() for item in held(demo_portal, "city")]
    act(document, "city-director", action="urge", minutes=2, opinion="请尽快办理。")
    assert [item.row() for item in held(demo_portal, "city")] == before
    (line,) = board("city", "city-director")
    assert line.item.urged == 1


def test_verify_and_rebuild_hold_the_units_box(make, demo_portal):
    document = make()
    store = inbox_store(demo_portal)
    (item,) = held(demo_portal, "city")
    store.remove(Shelf.OPEN, box_of("city"), item.reference)
    assert [(each.principal, each.fault) for each in verify(demo_portal)] == [
        ("progress:city", "missing")
    ]
    rebuild(demo_portal)
    assert verify(demo_portal) == []
    assert holders(board("city", "city-director")) == [(document.reference, "city-finance-staff")]


def test_deliveries_that_wait_to_be_signed_for_are_on_the_receivers_board(make, demo_portal):
    document = make(title="关于防汛的通知")
    paper = Paper(
        document.reference, "city", "关于防汛的通知", "notice", "urgent", "某烟〔2026〕1号"
    )
    recipients = [("unit:unit02", Kind.MAIN), ("department:city-legal", Kind.COPY)]
    (waiting, _copy) = send(paper, recipients, "city-clerk", NOW)
    (line,) = board("unit02", "unit02-director")
    assert (line.item.reference, line.holder) == (f"delivery:{waiting.id}", "unit02.post.clerk")
    assert (line.item.step, line.item.register) == ("to_sign_for", "delivery")
    assert [line.holder for line in board("city", "city-director")] == ["city-finance-staff"]
    refuse(waiting.id, "unit02-clerk", "送错单位", now=NOW + timedelta(hours=1))
    assert board("unit02", "unit02-director") == []
    assert verify(demo_portal) == []


def test_supervised_matters_are_on_the_boards_of_those_concerned(demo_portal):
    matter = made()
    lines = [line for line in board("city", "city-director") if line.item.register == "matter"]
    assert {line.holder.split(".")[0] for line in lines} == {"city", "unit01"}
    (row,) = rows_of(lines)
    assert row.item.number == matter.number and row.item.due_on == matter.due_on
    # the unit sees what it has to do itself, a head what the department leads
    own = board("unit01", "unit01-leader")
    assert {line.holder.split(".")[0] for line in own} == {"unit01"}
    assert "matter" in {line.item.register for line in board("city", "city-finance-head")}
    assert board("unit02", "unit02-leader") == []
    does(matter, "cancel", "city-director", "不再需要")
    assert "matter" not in {line.item.register for line in board("city", "city-director")}


def test_who_sees_which_board(make):
    document = make()
    other = make(unit="unit01", drafter="unit01-staff")
    assert holders(board("city", "city-clerk")) == [(document.reference, "city-finance-staff")]
    assert len(board("city", "city-deputy")) == 1
    # a head sees the own department, by holder or by drafter
    assert len(board("city", "city-finance-head")) == 1
    assert board("city", "city-legal-head") == []
    assert scope_of("city", "city-legal-head", directory())
    # others see no board, nor do the units below see that of the city
    for user in ("city-finance-staff", "city-archivist", "unit01-leader", "unit01-clerk", ""):
        assert not scope_of("city", user, directory())
    # the city sees the units below; the units don't see each other
    assert holders(board("unit01", "city-leader")) == [(other.reference, "unit01-staff")]
    assert scope_of("unit01", "city-leader", directory()).above
    assert not scope_of("unit01", "city-finance-head", directory())
    assert not scope_of("unit01", "unit02-director", directory())
    assert len(board("unit01", "unit01-director")) == 1


def test_figures_of_the_units_below(make):
    make(unit="unit01", drafter="unit01-staff", urgency="urgent")
    make(unit="unit01", drafter="unit01-staff")
    found = {each.unit.code: each.figures for each in figures_below("city", LATER)}
    assert len(found) == 12
    assert (found["unit01"].in_progress, found["unit01"].overdue) == (2, 1)
    assert found["unit02"].in_progress == 0


def test_filters_and_groups(make):
    one = make()
    make(title="关于值班的通知", urgency="urgent")
    act(one, "city-finance-staff")
    lines = board("city", "city-director")
    assert figures(line.standing.light for line in lines).in_progress == 2
    for wanted, count in (
        (BoardFilter(step="department_review"), 1),
        (BoardFilter(person="city-finance-staff"), 1),
        (BoardFilter(department="city-finance"), 2),
        (BoardFilter(department="city-legal"), 0),
        (BoardFilter(type="outgoing", q="值班"), 1),
        (BoardFilter(light="overdue"), 2),
    ):
        assert sum(map(wanted.lets_through, lines)) == count, wanted
    groups = by_holder(lines)
    assert sum(group.figures.in_progress for group in groups) == 2


def test_urging_from_above_gives_no_right_to_read(make):
    document = make(unit="unit01", drafter="unit01-staff")
    act(document, "unit01-staff")
    entry = act(document, "city-clerk", action="urge", minutes=2, opinion="请尽快办理。")
    assert entry.actor == "city-clerk"
    assert "city-clerk" not in kernel_state(document).participants


def test_whose_navigation_leads_to_a_board(demo_portal):
    people = directory()
    assert board_units("city-director", people) == ["city"]
    assert board_units("unit03-leader", people) == ["unit03"]
    assert board_units("city-finance-head", people) == ["city"]
    assert board_units("city-finance-staff", people) == []

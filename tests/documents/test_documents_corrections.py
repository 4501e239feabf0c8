"""A register entry is corrected by name: what may be, what may not, and what the trail says."""

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.state import kernel_state
from datetime import date
from datetime import datetime
from datetime import UTC

import pytest


def correct(document, reason="登记时写错", actor="city-admin", **fields):
    decision = Decision("correct_entry", corrections=tuple(fields.items()), reason=reason)
    return decide(document, decision, actor)


@pytest.fixture
def incoming(demo):
    from collective.tobaccooa.documents.storage import create_document

    body = {
        "title": "关于开展安全检查的通知",
        "document_type": "notice",
        "from_unit": "某市应急管理局",
        "source_number": "应急〔2026〕7号",
    }
    return create_document("city", "IncomingDocument", body, "city-clerk")


@pytest.fixture
def outgoing(demo):
    from collective.tobaccooa.documents.storage import create_document

    body = {"title": "关于检查仓库的通知", "document_type": "notice"}
    return create_document("city", "OutgoingDocument", body, "city-finance-staff")


def test_old_and_new_values_stand_in_the_trail_which_verifies(incoming):
    from collective.tobaccooa.workflows import trail

    entry = correct(incoming, source_number="应急〔2026〕17号", dated_on="2026-11-02")
    assert entry.reason == (
        "登记时写错；来文字号：应急〔2026〕7号 → 应急〔2026〕17号；成文日期：（空） → 2026年11月2日"
    )
    assert (incoming.source_number, incoming.dated_on) == ("应急〔2026〕17号", date(2026, 11, 2))
    assert trail.is_valid(kernel_state(incoming).trail, incoming.reference)


def test_register_and_work_lists_follow(incoming):
    from collective.tobaccooa.inbox.model import Shelf
    from collective.tobaccooa.inbox.store import inbox_store
    from collective.tobaccooa.search.model import Filters
    from collective.tobaccooa.search.register import register_page
    from collective.tobaccooa.search.register import verify
    from plone import api

    correct(incoming, title="关于开展消防安全检查的通知")
    [row] = register_page("city", "city-clerk", Filters(text="消防安全检查")).rows
    assert row.reference == incoming.reference
    assert [line for line in verify("city") if incoming.reference in line] == []
    items = inbox_store(api.portal.get()).items(Shelf.OPEN, ("city.post.clerk",))
    assert "关于开展消防安全检查的通知" in [item.title for item in items]


def test_time_and_department_are_read_as_people_write_them(incoming):
    entry = correct(incoming, received_at="2026-11-02 09:30", department="city-legal")
    assert incoming.received_at == datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
    assert incoming.department == "city-legal"
    assert "收文时间：（空） → 2026年11月2日 09:30" in entry.reason


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "绝密 关于检查的通知"),
        ("document_type", "poem"),
        ("dated_on", "gestern"),
        ("received_at", "2999-01-01 08:00"),
        ("received_at", "x"),
        ("department", "unit03-office"),
        ("department", "city-nowhere"),
        ("document_number", "某烟〔2026〕1号"),
        ("text", "<p>neu</p>"),
        ("source_number", "应急〔2026〕7号"),
    ],
)
def test_what_cannot_be_corrected_changes_nothing(incoming, field, value):
    before = (kernel_state(incoming).trail, incoming.title, incoming.source_number)
    with pytest.raises(OAError):
        correct(incoming, **{field: value})
    assert (kernel_state(incoming).trail, incoming.title, incoming.source_number) == before


def test_a_reason_and_a_change_are_needed(incoming):
    with pytest.raises(InvalidInput):
        correct(incoming, reason=" ", title="关于开展检查的通知")
    with pytest.raises(InvalidInput):
        correct(incoming)


@pytest.mark.parametrize("actor", ["city-clerk", "city-leader", "unit03-director", "nobody"])
def test_only_administrators_correct(incoming, actor):
    with pytest.raises(Refused):
        correct(incoming, actor=actor, title="关于开展检查的通知")


def test_what_came_from_the_sender_stays(incoming):
    incoming.source_document = "unit03/outgoing/2026/abc"
    with pytest.raises(OAError, match="error_correct_from_sender"):
        correct(incoming, title="关于开展检查的通知")
    correct(incoming, notes="转交办公室")
    assert incoming.notes == "转交办公室"


def test_what_was_signed_stays(outgoing):
    from collective.tobaccooa.workflows.model import Signature

    correct(outgoing, title="关于检查全部仓库的通知")
    assert outgoing.title == "关于检查全部仓库的通知"
    state = kernel_state(outgoing)
    state.signature = Signature("city-leader", outgoing.text_digest(), state.trail[0].at)
    with pytest.raises(OAError, match="error_correct_signed"):
        correct(outgoing, title="关于检查仓库的通知")
    correct(outgoing, department="city-legal")
    assert outgoing.department == "city-legal"
    assert state.signature.digest == outgoing.text_digest()


def test_what_is_filed_stays(incoming):
    kernel_state(incoming).step = "archived"
    with pytest.raises(OAError, match="error_correct_filed"):
        correct(incoming, notes="x")


def test_correcting_gives_the_administrator_no_right_to_read(incoming):
    from collective.tobaccooa.workflows.roles import grants

    correct(incoming, notes="转交办公室")
    assert "city-admin" not in grants(incoming)

"""Who may sign for, refuse, recall and read; everybody else is told why not."""

from __future__ import annotations

from collective.tobaccooa.exchange.guards import judge
from collective.tobaccooa.exchange.guards import receives
from collective.tobaccooa.exchange.guards import sends
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import Kind
from collective.tobaccooa.exchange.model import Paper
from collective.tobaccooa.exchange.model import State
from datetime import datetime
from datetime import UTC

import pytest


def to(recipient):
    paper = Paper("city/outgoing/2026/a", "city", "通知", "某烟〔2026〕1号", "notice", "normal")
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Delivery("x", paper, recipient, Kind.MAIN, "", State.SENT, at, "city-clerk")


CLERK = frozenset({"unit01.staff", "unit01.post.clerk"})
DIRECTOR = frozenset({"unit01.staff", "unit01.post.director"})
LEADER = frozenset({"unit01.staff", "unit01.post.leader"})
STAFF = frozenset({"unit01.staff", "unit01.office"})
OTHER = frozenset({"unit02.staff", "unit02.post.clerk"})
SENDER = frozenset({"city.staff", "city.post.clerk"})
LEGAL = frozenset({"city.staff", "city.legal"})


@pytest.mark.parametrize(
    ("act", "recipient", "groups", "allowed"),
    [
        ("sign_for", "unit:unit01", CLERK, True),
        ("sign_for", "unit:unit01", DIRECTOR, True),
        ("refuse", "unit:unit01", CLERK, True),
        ("sign_for", "unit:unit01", LEADER, False),
        ("sign_for", "unit:unit01", STAFF, False),
        ("sign_for", "unit:unit01", OTHER, False),
        ("sign_for", "unit:unit01", SENDER, False),
        ("refuse", "unit:unit01", OTHER, False),
        ("recall", "unit:unit01", SENDER, True),
        ("recall", "unit:unit01", CLERK, False),
        ("sign_for", "department:city-legal", LEGAL, True),
        ("sign_for", "department:city-legal", SENDER, False),
        ("sign_for", "text:省局办公室", SENDER, False),
        ("sign_for", "unit:unit01", frozenset(), False),
    ],
)
def test_who_may_act(act, recipient, groups, allowed):
    verdict = judge(act, to(recipient), groups)
    assert verdict.allowed is allowed
    assert allowed or verdict.reason


@pytest.mark.parametrize(
    ("recipient", "groups", "reads"),
    [
        ("unit:unit01", CLERK, True),
        ("unit:unit01", LEADER, True),
        ("unit:unit01", STAFF, False),
        ("unit:unit01", OTHER, False),
        ("department:city-legal", LEGAL, True),
        ("department:city-legal", CLERK, False),
        ("text:省局办公室", CLERK, False),
    ],
)
def test_who_may_read_on_the_receiving_side(recipient, groups, reads):
    assert receives(to(recipient), groups) is reads


def test_the_sending_units_office_follows_it_and_nobody_elses():
    assert sends(to("unit:unit01"), SENDER)
    assert not sends(to("unit:unit01"), CLERK)
    assert not sends(to("unit:unit01"), LEGAL)

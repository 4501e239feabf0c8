"""Handing over when several hold a document: who is named stays, the rest passes on."""

from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.routing import route
from dataclasses import replace
from tests.workflows.world import NOW
from tests.workflows.world import person
from tests.workflows.world import situation

import pytest


def three():
    opened = replace(person("legal-head"), opened_at=NOW, opened_by="legal-head")
    return situation("countersigning", opened, person("info-head"), mode=Mode.ALL)


def hand_over(*handlers, mode=None):
    return Decision("hand_over", handlers=handlers, mode=mode, reason="调离")


def test_who_is_named_among_the_holders_stays_as_they_were():
    way = route(hand_over("legal-head", "finance-head", mode="all"), three(), "director")
    assert [h.principal for h in way.holders] == ["legal-head", "finance-head"]
    assert way.holders[0].opened_at == NOW and way.holders[1].opened_at is None
    assert way.mode is Mode.ALL


def test_who_is_not_named_is_relieved():
    way = route(hand_over("finance-head"), three(), "director")
    assert [h.principal for h in way.holders] == ["finance-head"]


def test_to_those_who_hold_it_already_is_no_handing_over():
    with pytest.raises(ChoiceNeeded):
        route(hand_over("legal-head"), three(), "director")

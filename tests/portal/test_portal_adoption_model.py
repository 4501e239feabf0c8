"""The life of a proposal, without a site."""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.portal.adoption.model import Act
from collective.tobaccooa.portal.adoption.model import count_month
from collective.tobaccooa.portal.adoption.model import move
from collective.tobaccooa.portal.adoption.model import Proposal
from collective.tobaccooa.portal.adoption.model import proposal_id
from collective.tobaccooa.portal.adoption.model import proposal_of
from collective.tobaccooa.portal.adoption.model import State
from collective.tobaccooa.portal.adoption.store import ProposalStore
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)
UIDS = ["a" * 32, "b" * 32, "c" * 32]


def proposal(item=UIDS[0], at=NOW, unit="unit01", source="news", **more):
    return Proposal(proposal_id(at, item), item, unit, source, "秋收见闻", "editor", at, **more)


def test_adopting_keeps_who_and_when():
    after = move(proposal(), Act.ADOPT, "city-approver", NOW + timedelta(hours=1))
    assert after.state is State.ADOPTED
    assert after.decided_by == "city-approver"
    assert after.was_adopted


@pytest.mark.parametrize("act", [Act.DECLINE, Act.WITHDRAW])
def test_a_refusal_needs_a_reason(act):
    before = proposal()
    if act is Act.WITHDRAW:
        before = move(before, Act.ADOPT, "city-approver", NOW)
    with pytest.raises(InvalidInput):
        move(before, act, "city-approver", NOW, "  ")
    assert move(before, act, "city-approver", NOW, "内容重复").reason == "内容重复"


def test_a_reason_has_an_end():
    with pytest.raises(InvalidInput):
        move(proposal(), Act.DECLINE, "city-approver", NOW, "长" * 501)


def test_what_is_settled_is_not_settled_again():
    adopted = move(proposal(), Act.ADOPT, "city-approver", NOW)
    for act in (Act.ADOPT, Act.DECLINE):
        with pytest.raises(OutOfDate):
            move(adopted, act, "city-approver", NOW, "理由")


def test_declined_is_no_adoption():
    assert not move(proposal(), Act.DECLINE, "x", NOW, "理由").was_adopted


def test_a_month_counts_by_the_days_of_shanghai():
    late = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)  # 1 November there
    first = move(proposal(at=late), Act.ADOPT, "x", NOW)
    other = proposal(item=UIDS[1], at=NOW, unit="unit02")
    assert count_month([first, other], "unit01", date(2026, 11, 9)) == {"news": (1, 1)}
    assert count_month([first, other], "unit01", date(2026, 10, 9)) == {}
    withdrawn = move(first, Act.WITHDRAW, "x", NOW, "理由")
    assert count_month([withdrawn], "unit01", date(2026, 11, 1)) == {"news": (1, 1)}


TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(st.text(max_size=20), TIMES, st.lists(st.sampled_from(Act), max_size=4), TIMES)
def test_a_row_gives_back_the_proposal(note, at, acts, later):
    found = proposal(at=at, note=note)
    for act in acts:
        try:
            found = move(found, act, "x", later, "理由")
        except OutOfDate:
            continue
    assert proposal_of(found.id, found.row()) == found


ACTS = st.sampled_from([None, *Act])


@given(st.lists(st.tuples(st.integers(0, 2), ACTS), max_size=25))
def test_the_store_adopts_what_its_rows_say(steps):
    store, minute = ProposalStore(), 0
    for index, act in steps:
        minute += 1
        at = NOW + timedelta(minutes=minute)
        latest = store.of_item(UIDS[index])
        if act is None:
            if latest is None or latest.state not in (State.WAITING, State.ADOPTED):
                store.put(proposal(item=UIDS[index], at=at))
        elif latest is not None:
            try:
                store.put(move(latest, act, "x", at, "理由"))
            except OAError:
                continue
    rows = list(store.all())
    adopted = {each.item: each.unit for each in rows if each.state is State.ADOPTED}
    assert store.adopted() == adopted
    assert [each.id for each in rows] == sorted((each.id for each in rows), reverse=True)
    assert len(store) == len(rows)

"""Random sending, signing, refusing, recalling: the rules of a delivery hold."""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import KeyReused
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.exchange.model import Act
from collective.tobaccooa.exchange.model import Delivery
from collective.tobaccooa.exchange.model import delivery_id
from collective.tobaccooa.exchange.model import is_repeated
from collective.tobaccooa.exchange.model import key_digest
from collective.tobaccooa.exchange.model import Kind
from collective.tobaccooa.exchange.model import Paper
from collective.tobaccooa.exchange.model import recall
from collective.tobaccooa.exchange.model import Record
from collective.tobaccooa.exchange.model import refuse
from collective.tobaccooa.exchange.model import send
from collective.tobaccooa.exchange.model import sign_for
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.store import DeliveryStore
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine

import pytest


T0 = datetime(2026, 11, 23, 1, tzinfo=UTC)


def paper(name="a"):
    return Paper(
        f"city/outgoing/2026/{name}", "city", "通知", "某烟〔2026〕1号", "notice", "normal"
    )


def record(act, minutes=1, reason="", actor="unit01-clerk", key=None):
    at = T0 + timedelta(minutes=minutes)
    return Record(act, actor, at, reason, key_digest(actor, key))


def fresh(recipient="unit:unit01", name="a", minutes=0):
    by = record(Act.SEND, minutes, actor="city-clerk")
    return Delivery(
        id=delivery_id(paper(name).reference, recipient),
        paper=paper(name),
        recipient=recipient,
        kind=Kind.MAIN,
        held_by="unit01.post.clerk",
        state=State.SENT,
        sent_at=by.at,
        sent_by=by.actor,
        history=(by,),
    )


SENT = fresh()
SIGNED = sign_for(SENT, record(Act.SIGN_FOR), "unit01/incoming/2026/x")
REFUSED = refuse(SENT, record(Act.REFUSE, reason="不属我单位"))
RECALLED = recall(SENT, record(Act.RECALL, actor="city-clerk"))


def test_signing_keeps_who_when_and_the_incoming_document():
    assert (SIGNED.state, SIGNED.settled_by) == (State.SIGNED, "unit01-clerk")
    assert SIGNED.settled_at == T0 + timedelta(minutes=1)
    assert SIGNED.incoming == "unit01/incoming/2026/x"


def test_signing_again_changes_nothing():
    assert sign_for(SIGNED, record(Act.SIGN_FOR, 9), "unit01/incoming/2026/y") is SIGNED


def test_refusing_needs_a_reason():
    with pytest.raises(InvalidInput) as caught:
        refuse(SENT, record(Act.REFUSE, reason="  "))
    assert caught.value.field == "reason"
    assert REFUSED.reason == "不属我单位"


def test_a_reason_of_more_than_a_thousand_characters_is_refused():
    with pytest.raises(InvalidInput):
        refuse(SENT, record(Act.REFUSE, reason="因" * 1001))


@pytest.mark.parametrize(
    ("delivery", "step"),
    [
        (SIGNED, lambda d: refuse(d, record(Act.REFUSE, reason="晚了"))),
        (SIGNED, lambda d: recall(d, record(Act.RECALL))),
        (REFUSED, lambda d: sign_for(d, record(Act.SIGN_FOR), "x")),
        (REFUSED, lambda d: recall(d, record(Act.RECALL))),
        (RECALLED, lambda d: sign_for(d, record(Act.SIGN_FOR), "x")),
        (RECALLED, lambda d: refuse(d, record(Act.REFUSE, reason="晚了"))),
    ],
)
def test_what_is_settled_is_not_settled_otherwise(delivery, step):
    with pytest.raises(OutOfDate):
        step(delivery)


@pytest.mark.parametrize("delivery", [SENT, SIGNED])
def test_sending_again_what_waits_or_was_signed_for_changes_nothing(delivery):
    assert send(delivery, fresh(minutes=30)) is delivery


@pytest.mark.parametrize("delivery", [REFUSED, RECALLED])
def test_what_was_refused_or_recalled_can_be_sent_again_and_remembers(delivery):
    again = send(delivery, fresh(minutes=30))
    assert (again.state, again.id, again.reason) == (State.SENT, delivery.id, "")
    assert [line.act for line in again.history][:1] == [Act.SEND]
    assert len(again.history) == 3


def test_the_same_key_is_a_repetition_and_another_request_with_it_is_refused():
    by = record(Act.REFUSE, reason="不属我单位", key="k1")
    done = refuse(SENT, by)
    assert is_repeated(done, replace(by, at=T0 + timedelta(days=1)))
    assert not is_repeated(done, record(Act.REFUSE, reason="不属我单位", key="k2"))
    with pytest.raises(KeyReused):
        is_repeated(done, record(Act.SIGN_FOR, key="k1"))
    assert not is_repeated(done, record(Act.SIGN_FOR, key="k1", actor="unit02-clerk"))


def test_the_id_comes_from_document_and_recipient():
    assert delivery_id("a", "unit:b") == delivery_id("a", "unit:b")
    assert delivery_id("a", "unit:b") != delivery_id("a", "unit:c")
    assert delivery_id("a", "b\0c") != delivery_id("a", "b")


NAMES = st.sampled_from(["a", "b"])
RECIPIENTS = st.sampled_from(["unit:unit01", "unit:unit02", "department:city-legal", "text:省局"])


class Deliveries(RuleBasedStateMachine):
    """Random acts on a store; what must hold is looked at after each."""

    @initialize()
    def empty(self):
        self.store = DeliveryStore()
        self.clock = 0
        self.made: dict[str, list[str]] = {}
        self.final: dict[str, Delivery] = {}

    def act(self, change, name, recipient):
        found = self.store.get(delivery_id(paper(name).reference, recipient))
        if found is None:
            return
        try:
            after = change(found)
        except OAError:
            return
        self.store.put(after)
        if after.state is State.SIGNED:
            self.final.setdefault(after.id, after)

    def tick(self, act, reason=""):
        self.clock += 1
        return record(act, self.clock, reason)

    @rule(name=NAMES, recipient=RECIPIENTS)
    def sends(self, name, recipient):
        self.clock += 1
        new = fresh(recipient, name, self.clock)
        self.store.put(send(self.store.get(new.id), new))

    @rule(name=NAMES, recipient=RECIPIENTS)
    def signs(self, name, recipient):
        def change(found):
            if found.state is State.SENT:
                made = self.made.setdefault(found.id, [])
                made.append(f"unit01/incoming/2026/{found.id}")
            return sign_for(found, self.tick(Act.SIGN_FOR), f"unit01/incoming/2026/{found.id}")

        self.act(change, name, recipient)

    @rule(name=NAMES, recipient=RECIPIENTS, reason=st.sampled_from(["", "不属我单位"]))
    def refuses(self, name, recipient, reason):
        self.act(lambda d: refuse(d, self.tick(Act.REFUSE, reason)), name, recipient)

    @rule(name=NAMES, recipient=RECIPIENTS)
    def recalls(self, name, recipient):
        self.act(lambda d: recall(d, self.tick(Act.RECALL)), name, recipient)

    @invariant()
    def there_is_one_row_for_each_pair(self):
        rows = list(self.store.all())
        pairs = {(row.paper.reference, row.recipient) for row in rows}
        assert len(pairs) == len(rows) == len({row.id for row in rows})
        for name in ("a", "b"):
            listed = [row.id for row in self.store.of_document(paper(name).reference)]
            wanted = {row.id for row in rows if row.paper == paper(name)}
            assert len(listed) == len(set(listed)) and set(listed) == wanted

    @invariant()
    def what_is_signed_stays_and_has_exactly_one_incoming_document(self):
        for row in self.store.all():
            if row.state is State.SIGNED:
                assert self.final[row.id] == row
                assert self.made[row.id] == [row.incoming]
            else:
                assert row.incoming == "" and row.id not in self.final

    @invariant()
    def only_what_is_settled_has_a_time_and_what_is_refused_a_reason(self):
        for row in self.store.all():
            assert (row.settled_at is None) == (row.state is State.SENT)
            assert row.state is not State.REFUSED or row.reason

    @invariant()
    def the_lists_equal_the_rows(self):
        rows = list(self.store.all())
        for party in ("unit01", "unit02", "city-legal"):
            mine = {row.id for row in rows if row.to == party}
            listed = list(self.store.received(party))
            assert len(listed) == len(mine) == self.store.count_received(party)
            assert set(listed) == mine
            for state in State:
                wanted = {row.id for row in rows if row.to == party and row.state is state}
                assert set(self.store.received(party, state)) == wanted
        sent = list(self.store.sent("city"))
        assert sorted(sent) == sorted(row.id for row in rows)
        assert len(sent) == self.store.count_sent("city")
        papers = [self.store.get(each).paper.reference for each in sent]
        documents = list(dict.fromkeys(papers))
        assert papers == sorted(papers, key=documents.index)
        firsts = [min(r.history[0].at for r in self.store.of_document(d)) for d in documents]
        assert firsts == sorted(firsts, reverse=True)
        waiting = {row.id for row in rows if row.state is State.SENT and not row.to_text}
        assert set(self.store.sent("city", State.SENT)) == waiting


TestDeliveries = Deliveries.TestCase
TestDeliveries.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)

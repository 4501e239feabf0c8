"""Random people take random actions on real documents: the lists always equal the documents."""

from __future__ import annotations

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.inbox.health import verify
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

import transaction


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)

PEOPLE = (
    "city-finance-staff",
    "city-finance-head",
    "city-legal-head",
    "city-info-head",
    "city-director",
    "city-leader",
    "city-deputy",
    "city-clerk",
    "city-sealkeeper",
    "city-legal-staff",
)
ACTIONS = (
    "advance",
    "advance",
    "advance",
    "return",
    "withdraw",
    "open",
    "add_signers",
    "remove_signers",
    "circulate",
    "mark_read",
    "hand_over",
    "void",
    "abolish",
)
MOVES = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(ACTIONS),
        st.integers(0, 99),
        st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True),
        st.sampled_from((None, None, None, "drafting", "countersigning", "signing")),
    ),
    min_size=5,
    max_size=30,
)


def who_acts(document, number):
    """Mostly somebody who holds it, so that the walk gets somewhere; else anybody."""
    from collective.tobaccooa.organisation.directory import directory
    from collective.tobaccooa.workflows.state import kernel_state

    people = directory()
    holders = [
        user
        for holder in kernel_state(document).holders
        for user in (people.members(holder.principal) or (holder.principal,))
    ]
    pool = holders if holders and number % 4 else PEOPLE
    return pool[number % len(pool)]


def take(document, move, minute):
    _, action, number, others, to_step = move
    actor, at = who_acts(document, number), NOW + timedelta(minutes=minute)
    wish = {"handlers": tuple(others), "to_step": to_step, "reason": "试验", "opinion": "同意"}
    plain = {"reason": "试验"}
    # what was drawn, then less of it, then the step that a holder can nearly always take
    for name, attempt in ((action, wish), (action, plain), ("advance", plain)):
        try:
            decide(document, Decision(name, **attempt), actor, at)
        except ChoiceNeeded as error:
            chosen = (error.candidates[number % len(error.candidates)]["id"],)
            try:
                decide(document, Decision(name, handlers=chosen, reason="试验"), actor, at)
            except OAError:
                continue
        except OAError:
            continue
        return True
    return False


def test_lists_equal_the_documents_after_every_action(demo_portal):
    @settings(
        max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(moves=MOVES)
    def walk(moves):
        savepoint = transaction.savepoint()
        body = {"title": "通知", "document_type": "notice", "text": "<p>请落实。</p>"}
        body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]}
        documents = [
            create_document("city", "OutgoingDocument", body, PEOPLE[0], now=NOW) for _ in range(2)
        ]
        for minute, move in enumerate(moves, 1):
            taken.append(take(documents[move[0]], move, minute))
            assert verify(demo_portal) == []
        for user in PEOPLE:
            for kind in Kind:
                page = work_items(user, kind, size=500)
                assert page.total == len(page.items) == page.counts[kind]
        savepoint.rollback()

    taken: list[bool] = []
    walk()
    assert sum(taken) > len(taken) / 4

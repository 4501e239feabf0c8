"""What was late is told by the limits that held then: extended ones, half days until noon."""

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.supervision.statistics.facts import account_of
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.table import ChainRow
from collective.tobaccooa.workflows.table import store_row
from datetime import date
from datetime import datetime

import pytest


BODY = {"title": "通知", "document_type": "notice", "text": "<p>请落实。</p>"}
BODY |= {"department": "city-finance", "main_recipients": ["unit:unit01"]}


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def begin(limit, now, **values):
    """Make a document whose review may take `limit` working days; it lies with the head."""
    row = ("city", "outgoing", "*", "department_review", "always", ("head",), "any")
    store_row(ChainRow(*row, limit_days=limit))
    document = create_document(
        "city", "OutgoingDocument", BODY | values, "city-finance-staff", now=now
    )
    decide(document, Decision("advance"), "city-finance-staff", now)
    return document


def review_of(document):
    """Return the one visit of the review, ended or not."""
    account = account_of(document)
    rows = [row for row in (*account.months.values(), account.standing) if row is not None]
    (found,) = (v for row in rows for v in row.visits if v.step == "department_review")
    return found


@pytest.mark.parametrize(
    ("limit", "came", "due"),
    [
        (1, at(2, 9), at(4, 0)),  # the end of the day after Monday
        (0.5, at(2, 9), at(3, 0)),
        (0.5, at(2, 15), at(3, 12)),
        (1.5, at(2, 15), at(4, 12)),
    ],
)
def test_the_limit_of_a_visit_is_that_of_its_holder(demo_portal, limit, came, due):
    document = begin(limit, came)
    assert kernel_state(document).holders[0].due_at == due
    assert review_of(document).due == microseconds(due)
    decide(document, Decision("advance", opinion="同意"), "city-finance-head", at(9, 9))
    ended = review_of(document)
    assert ended.due == microseconds(due)
    assert ended.is_overdue(microseconds(at(10, 9)))


def test_more_time_moves_the_limit(demo_portal):
    document = begin(2, at(2, 9))
    ask = Decision("ask_extension", until=date(2026, 11, 10), reason="需补充材料")
    decide(document, ask, "city-finance-head", at(3, 9))
    grant = Decision("grant_extension", until=date(2026, 11, 10))
    decide(document, grant, "city-director", at(3, 10))
    assert review_of(document).due == microseconds(at(11, 0))
    decide(document, Decision("advance", opinion="同意"), "city-finance-head", at(10, 17))
    ended = review_of(document)
    assert ended.due == microseconds(at(11, 0))
    assert not ended.is_overdue(microseconds(at(20, 9)))


def test_without_a_limit_nothing_is_late(demo_portal):
    document = begin(None, at(2, 9))
    assert review_of(document).due == 0
    decide(document, Decision("advance", opinion="同意"), "city-finance-head", at(30, 9))
    assert not review_of(document).is_overdue(microseconds(at(30, 10)))


def test_urgency_shortens_the_limit(demo_portal):
    document = begin(5, at(2, 9), urgency="extra_urgent")
    decide(document, Decision("advance", opinion="同意"), "city-finance-head", at(4, 9))
    assert review_of(document).due == microseconds(at(4, 0))

"""Random people take random actions: the figures always equal register and trails."""

from collections import Counter
from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.jobs.worker import drain
from collective.tobaccooa.organisation.clock import SHANGHAI
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.search.store import registers_of
from collective.tobaccooa.supervision.statistics.keeping import rebuild
from collective.tobaccooa.supervision.statistics.keeping import verify
from collective.tobaccooa.supervision.statistics.model import Period
from collective.tobaccooa.supervision.statistics.reading import Reader
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.state import kernel_state
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st

import transaction


NOW = datetime(2026, 9, 28, 1, tzinfo=UTC)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PEOPLE = (
    "city-finance-staff",
    "city-finance-head",
    "city-legal-head",
    "city-director",
    "city-leader",
    "city-clerk",
    "city-sealkeeper",
)
ACTIONS = (
    *("advance",) * 6,
    *("return", "withdraw", "open", "add_signers", "remove_signers", "circulate"),
    *("hand_over", "special_delivery", "urge", "ask_extension", "grant_extension", "void"),
)
MOVES = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(ACTIONS),
        st.integers(0, 99),
        st.sampled_from(PEOPLE),
        st.integers(1, 200),
    ),
    min_size=5,
    max_size=40,
)


def who_acts(document, number):
    """Mostly somebody who holds it, so that the walk gets somewhere."""
    people = directory()
    holders = [
        user
        for holder in kernel_state(document).holders
        for user in (people.members(holder.principal) or (holder.principal,))
    ]
    pool = holders if holders and number % 4 else PEOPLE
    return pool[number % len(pool)]


def take(document, move, at):
    _, action, number, other, _ = move
    actor, undo = who_acts(document, number), kernel_state(document).undo
    if action == "withdraw" and undo is not None:
        actor = undo.actor
    until = at.date() + timedelta(days=number)
    plain = {"reason": "试验"}
    for name, more in (
        (action, {**plain, "handlers": (other,), "until": until}),
        (action, plain),
        ("advance", plain),
    ):
        try:
            decide(document, Decision(name, **more), actor, at)
        except ChoiceNeeded as error:
            try:
                chosen = (error.candidates[number % len(error.candidates)]["id"],)
                decide(document, Decision(name, handlers=chosen, reason="试验"), actor, at)
            except (OAError, ZeroDivisionError):
                continue
        except OAError:
            continue
        return name


def local_month(at):
    return at.astimezone(SHANGHAI).strftime("%Y-%m")


def counted(portal, unit):
    """Count the rows of the register: the drafts, what was signed, what came in; by (kind, month,
    type, department)."""
    found = Counter()
    for _kind, _year, register in registers_of(portal).years_of(unit):
        for _key, row in register.items():
            facts = (row.document_type, row.department)
            kind = "incoming" if row.kind == "incoming" else "drafted"
            found[(kind, local_month(row.created), *facts)] += 1
            if row.kind == "outgoing" and row.signed and row.step != "voided":
                found[("outgoing", local_month(row.signed), *facts)] += 1
    return found


def summed(counts, place, kind):
    found = Counter()
    for key, number in counts.items():
        if key[0] == kind:
            found[key[place]] += number
    return +found


def assert_equal(portal, unit, now):
    """The figures of a year equal what is counted in the register, in every table."""
    figures = Reader(now).figures(unit, YEAR)
    counts = counted(portal, unit)
    for place, table in ((1, figures.by_month), (2, figures.by_type), (3, figures.by_department)):
        for kind in ("outgoing", "incoming", "drafted"):
            mine = Counter({key: getattr(papers, kind) for key, papers in table.items()})
            assert +mine == summed(counts, place, kind)


def test_figures_equal_the_register_and_rows_the_trails(demo_portal):
    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(moves=MOVES)
    def walk(moves):
        savepoint = transaction.savepoint()
        body = {"title": "通知", "document_type": "notice", "text": "<p>请落实。</p>"}
        body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]}
        documents = [
            create_document("city", "OutgoingDocument", body, PEOPLE[0], now=NOW),
            create_document(
                "city",
                "OutgoingDocument",
                {**body, "document_type": "report", "urgency": "urgent"},
                PEOPLE[0],
                now=NOW + timedelta(days=3),
            ),
            create_document(
                "city",
                "IncomingDocument",
                {"title": "来文", "document_type": "notice", "from_unit": "省局"},
                "city-clerk",
                now=NOW + timedelta(days=5),
            ),
        ]
        now = NOW + timedelta(days=6)
        for place, move in enumerate(moves):
            now += timedelta(hours=move[4])
            taken.append(take(documents[move[0]], move, now))
            if place % 7 == 0:
                drain(demo_portal)
        # what waits to be counted is read from the documents
        assert_equal(demo_portal, "city", now)
        standing = Reader(now).figures("city", YEAR).waits
        drain(demo_portal)
        assert verify(demo_portal) == []
        assert_equal(demo_portal, "city", now)
        assert Reader(now).figures("city", YEAR).waits == standing
        rebuild(demo_portal)
        assert verify(demo_portal) == []
        savepoint.rollback()

    taken = []
    walk()
    done = Counter(taken)
    assert sum(done.values()) - done[None] > len(taken) / 3
    assert {"advance", "withdraw", "special_delivery"} <= set(done)

"""From trails to visits: who had it, from when to when."""

from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.supervision.statistics.model import How
from collective.tobaccooa.supervision.statistics.visits import visits_of
from collective.tobaccooa.workflows.model import TrailEntry
from datetime import datetime
from datetime import timedelta
from datetime import UTC


BEGIN = datetime(2026, 11, 2, 1, tzinfo=UTC)


def entry(hour, action, actor, step, to_step, *holders, on_behalf_of=""):
    return TrailEntry(
        id=str(hour),
        step=step,
        actor=actor,
        on_behalf_of=on_behalf_of,
        action=action,
        to_step=to_step,
        opinion="",
        reason="",
        at=BEGIN + timedelta(hours=hour),
        version=1,
        next_holders=holders,
        key="",
        request_digest="",
        text_digest="",
        digest="",
    )


def at(hour):
    return microseconds(BEGIN + timedelta(hours=hour))


def visits(*trail, due=0):
    """Return (step, person, from hour, to hour, how) of ended visits, and of those that last."""
    ended, standing = visits_of(trail, lambda *_: due)
    return [[told(each) for each in found] for found in (ended, standing)]


def told(visit):
    came, left = ((each - at(0)) // 3_600_000_000 for each in (visit.came, visit.left or at(0)))
    return (visit.step, visit.person, came, left, visit.how)


START = entry(0, "start", "drafter", "drafting", "drafting", "drafter")
SENT = entry(1, "advance", "drafter", "drafting", "department_review", "city.finance.head")


def test_a_post_counts_as_who_decided():
    review = entry(3, "advance", "head", "department_review", "signing", "leader")
    ended, standing = visits(START, SENT, review)
    assert ended == [
        ("drafting", "drafter", 0, 1, "decided"),
        ("department_review", "head", 1, 3, "decided"),
    ]
    assert standing == [("signing", "leader", 3, 0, "")]


def test_an_assistant_acts_for_the_leader():
    review = entry(2, "advance", "head", "department_review", "signing", "leader")
    signed = entry(
        5, "advance", "assistant", "signing", "numbering", "city.post.clerk", on_behalf_of="leader"
    )
    ended, _ = visits(START, SENT, review, signed)
    assert ended[-1] == ("signing", "leader", 2, 5, "decided")


def test_signers_in_parallel_end_one_by_one():
    sent = entry(1, "advance", "drafter", "drafting", "countersigning", "a", "b")
    first = entry(2, "advance", "b", "countersigning", "countersigning", "a")
    last = entry(4, "advance", "a", "countersigning", "signing", "leader")
    ended, _ = visits(START, sent, first, last)
    assert ended[1:] == [
        ("countersigning", "b", 1, 2, "decided"),
        ("countersigning", "a", 1, 4, "decided"),
    ]


def test_where_one_is_enough_the_others_had_no_visit():
    sent = entry(1, "advance", "drafter", "drafting", "countersigning", "a", "b")
    signed = entry(2, "advance", "b", "countersigning", "signing", "leader")
    assert visits(START, sent, signed)[0][1:] == [("countersigning", "b", 1, 2, "decided")]


def test_what_is_taken_back_never_happened():
    back = entry(2, "withdraw", "drafter", "department_review", "drafting", "drafter")
    ended, standing = visits(START, SENT, back)
    assert ended == []
    assert standing == [("drafting", "drafter", 0, 0, "")]
    again = entry(5, "advance", "drafter", "drafting", "department_review", "city.finance.head")
    assert visits(START, SENT, back, again)[0] == [("drafting", "drafter", 0, 5, "decided")]


def test_taking_back_is_not_hindered_by_what_changes_no_holder():
    told_on = entry(
        2, "circulate", "drafter", "department_review", "department_review", "city.finance.head"
    )
    back = entry(3, "withdraw", "drafter", "department_review", "drafting", "drafter")
    assert visits(START, SENT, told_on, back)[1] == [("drafting", "drafter", 0, 0, "")]


def test_a_return_begins_a_new_visit():
    back = entry(3, "return", "head", "department_review", "drafting", "drafter")
    ended, standing = visits(START, SENT, back)
    assert ended[-1] == ("department_review", "head", 1, 3, "decided")
    assert standing == [("drafting", "drafter", 3, 0, "")]


def test_handing_over_takes_it_from_its_holder():
    sent = entry(1, "advance", "drafter", "drafting", "signing", "leader")
    over = entry(3, "hand_over", "director", "signing", "signing", "deputy")
    ended, standing = visits(START, sent, over)
    assert ended[-1] == ("signing", "leader", 1, 3, "taken")
    assert standing == [("signing", "deputy", 3, 0, "")]


def test_a_visit_beside_the_chain_counts_too():
    sent = entry(1, "advance", "drafter", "drafting", "office_review", "director")
    asked = entry(2, "special_delivery", "director", "office_review", "office_review", "legal")
    answered = entry(4, "advance", "legal", "office_review", "office_review", "director")
    ended, standing = visits(START, sent, asked, answered)
    assert ended[1:] == [
        ("office_review", "director", 1, 2, "decided"),
        ("office_review", "legal", 2, 4, "decided"),
    ]
    assert standing == [("office_review", "director", 4, 0, "")]


def test_a_signer_taken_off_had_no_visit_and_voiding_ends_all():
    sent = entry(1, "advance", "drafter", "drafting", "countersigning", "a", "b")
    off = entry(2, "remove_signers", "director", "countersigning", "countersigning", "a")
    void = entry(3, "void", "drafter", "countersigning", "voided")
    ended, standing = visits(START, sent, off, void)
    assert ended[1:] == [("countersigning", "a", 1, 3, "taken")]
    assert standing == []


def test_urging_and_extensions_leave_the_visit_alone():
    urged = entry(
        2, "urge", "_system", "department_review", "department_review", "city.finance.head"
    )
    asked = entry(
        3, "ask_extension", "head", "department_review", "department_review", "city.finance.head"
    )
    dues = {"1": 10, "4": 20}
    granted = entry(
        4,
        "grant_extension",
        "director",
        "department_review",
        "department_review",
        "city.finance.head",
    )
    done = entry(5, "advance", "head", "department_review", "signing", "leader")
    ended, _ = visits_of(
        (START, SENT, urged, asked, granted, done), lambda e, p, step: dues.get(e.id, 0)
    )
    assert [(each.step, each.due) for each in ended] == [("drafting", 0), ("department_review", 20)]


def test_late_is_what_ended_or_stands_after_its_limit():
    ended, standing = visits_of((START, SENT), lambda *_: at(1) - 1)
    assert ended[0].is_overdue(at(9))
    assert standing[0].how == How.OPEN
    assert standing[0].is_overdue(at(9))
    ended, standing = visits_of((START, SENT), lambda *_: at(5))
    assert not ended[0].is_overdue(at(9))
    assert standing[0].is_overdue(at(9))
    assert not standing[0].is_overdue(at(5))

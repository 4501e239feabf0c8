"""The life of a matter as plain values: states, dates by which it is judged, history, guards."""

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.supervision.matters import model
from collective.tobaccooa.supervision.matters.checks import Asked
from collective.tobaccooa.supervision.matters.checks import check_act
from collective.tobaccooa.supervision.matters.checks import check_new
from collective.tobaccooa.supervision.matters.guards import acts
from collective.tobaccooa.supervision.matters.guards import judge
from collective.tobaccooa.supervision.matters.guards import may_see
from collective.tobaccooa.supervision.matters.guards import Viewer
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import ENDED
from collective.tobaccooa.supervision.matters.model import Holding
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import possible
from collective.tobaccooa.supervision.matters.model import Record
from collective.tobaccooa.supervision.matters.model import Role
from collective.tobaccooa.supervision.matters.model import Source
from collective.tobaccooa.supervision.matters.model import State
from collective.tobaccooa.supervision.matters.projection import places
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
DUE = date(2026, 11, 20)
LEAD, HELP, BELOW = "department:city-finance", "department:city-legal", "unit:unit01"


def matter(**more):
    """Return a new matter of the city that finance leads."""
    values = {
        "id": "a" * 24,
        "unit": "city",
        "year": 2026,
        "serial": 3,
        "source": Source("city/incoming/2026/x", "来文", entry="4", instructed_by="city-leader"),
        "title": "开展专项检查",
        "lead": LEAD,
        "assisting": (HELP, BELOW),
        "first_due_on": DUE,
        "urgency": "normal",
        "review_by": "office",
        "state": State.OPEN,
        "created_at": NOW,
        "created_by": "city-director",
        "since": NOW,
        "holding": (Holding("city.finance.head", Role.LEAD), Holding("city.legal", Role.ASSIST)),
    }
    fresh = Matter(**{**values, **more})
    return model.begin(fresh, Record(Act.CREATE, fresh.created_by, fresh.created_at))


def did(found, act, actor="city-finance-head", days=1, **more):
    return model.after(found, Record(act, actor, NOW + timedelta(days=days), **more))


def viewer(user, *groups):
    return Viewer(user, frozenset(groups))


DIRECTOR = viewer("city-director", "city.post.director", "city.staff")
HEAD = viewer("city-finance-head", "city.finance", "city.finance.head", "city.staff")
STAFF = viewer("city-finance-staff", "city.finance", "city.staff")
HELPER = viewer("city-legal-staff", "city.legal", "city.staff")
UNIT_CLERK = viewer("unit01-clerk", "unit01.post.clerk", "unit01.staff")
STRANGER = viewer("city-info-staff", "city.info", "city.staff")
OTHERS = viewer("unit02-leader", "unit02.post.leader", "unit02.staff")


def test_a_matter_is_called_by_year_and_serial():
    assert matter().number == "督办〔2026〕3号"


def test_reported_in_time_is_in_time_however_long_the_review_takes():
    found = did(did(matter(), Act.REPORT, days=18), Act.CLOSE, "city-director", days=60)
    assert found.state is State.CLOSED and found.in_time is True
    late = did(did(matter(), Act.REPORT, days=19), Act.CLOSE, "city-director", days=19)
    assert late.in_time is False


def test_what_was_sent_back_is_judged_by_the_second_report():
    found = did(matter(), Act.REPORT, days=10)
    found = did(found, Act.SEND_BACK, "city-director", days=11, text="缺清单")
    assert found.state is State.OPEN and found.in_time is None and found.reported is None
    assert did(found, Act.REPORT, days=40).in_time is False


def test_an_extension_in_time_moves_the_date_to_be_judged_by():
    later = date(2026, 12, 20)
    found = did(matter(), Act.EXTEND, "city-director", days=5, until=later, text="范围扩大")
    assert found.due_on == found.judged_on() == later
    assert found.judged_on(date(2026, 11, 3)) == DUE


def test_an_extension_after_the_date_moves_the_due_date_only():
    later = date(2026, 12, 20)
    found = did(matter(), Act.EXTEND, "city-director", days=25, until=later, text="补")
    assert found.due_on == later and found.judged_on() == DUE


def test_urging_counts_since_it_came_to_who_has_it():
    found = did(did(matter(), Act.URGE, "city-clerk"), Act.URGE, "city-clerk", days=2)
    assert found.urged == 2
    found = did(did(found, Act.REPORT, days=3), Act.SEND_BACK, "city-director", days=4)
    assert found.urged == 0


def test_the_history_verifies_and_notices_every_change():
    found = did(
        did(matter(), Act.FEEDBACK, text="已布置", parties=(LEAD,)), Act.REPORT, text="完成"
    )
    assert model.is_valid(found)
    first, second, third = found.history
    for broken in (
        (first, third),
        (first, replace(second, text="已完成"), third),
        (first, second, replace(third, actor="city-leader")),
        (),
    ):
        assert not model.is_valid(replace(found, history=broken))


@given(st.lists(st.tuples(st.sampled_from(list(Act)), st.integers(0, 40)), max_size=25))
def test_no_series_of_acts_leaves_the_states(steps):
    """Whatever is tried: ended stays ended, the history only grows and verifies, boxes agree."""
    found, day = matter(), 0
    for act, more in steps:
        day += more
        if not possible(act, found.state):
            with pytest.raises(ValueError):
                did(found, act, days=day)
            continue
        until = found.due_on + timedelta(days=3) if act is Act.EXTEND else None
        after = did(found, act, days=day, until=until)
        assert after.history[:-1] == found.history and model.is_valid(after)
        assert (after.state in ENDED) == (after.ended_at is not None)
        assert after.judged_on() <= after.due_on
        found = after
        shelves = [place[0] for place in places(replace(found, holding=()))]
        assert (Shelf.ENDED in shelves) == (found.state in ENDED)
        assert (Shelf.STARTED in shelves) != (Shelf.ENDED in shelves)
    assert found.due_on >= DUE


# who may


def test_who_sees_a_matter():
    found = matter()
    for person in (DIRECTOR, HEAD, STAFF, HELPER, UNIT_CLERK, viewer("city-leader")):
        assert may_see(found, person)
    for person in (STRANGER, OTHERS, viewer("unit01-staff", "unit01.staff"), viewer("")):
        assert not may_see(found, person)


def test_who_may_do_what_while_it_is_open():
    found = matter()
    assert acts(found, DIRECTOR) == [Act.EXTEND, Act.URGE, Act.CANCEL]
    assert acts(found, HEAD) == [Act.FEEDBACK, Act.REPORT]
    for person in (STAFF, HELPER, UNIT_CLERK):
        assert acts(found, person) == [Act.FEEDBACK]
    for person in (STRANGER, OTHERS):
        assert acts(found, person) == []


def test_who_reviews():
    found = did(matter(), Act.REPORT)
    assert acts(found, DIRECTOR) == [Act.CLOSE, Act.SEND_BACK, Act.CANCEL]
    for person in (HEAD, STAFF, HELPER, UNIT_CLERK, STRANGER, OTHERS):
        assert acts(found, person) == []


def test_a_clerk_does_not_cancel_what_somebody_else_made():
    clerk = viewer("city-clerk", "city.post.clerk")
    assert not judge(Act.CANCEL, matter(), clerk).allowed
    assert judge(Act.CANCEL, matter(created_by="city-clerk"), clerk).allowed


def test_nobody_reviews_their_own_report_while_somebody_else_can():
    both = viewer("city-director", "city.post.director", "city.finance.head")
    found = did(matter(), Act.REPORT, "city-director")
    assert not judge(Act.CLOSE, found, both).allowed
    assert judge(Act.CLOSE, found, both, others=False).allowed
    assert judge(Act.CLOSE, found, viewer("city-clerk", "city.post.clerk")).allowed


@given(
    st.sampled_from(list(Act)),
    st.frozensets(
        st.sampled_from(["city.info", "unit02.post.leader", "unit01.staff", "city.staff"])
    ),
)
def test_who_is_not_concerned_does_nothing(act, groups):
    assert not judge(act, matter(), Viewer("somebody", groups)).allowed


# what may be written


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 501}, "title"),
        ({"title": "坏\x00"}, "title"),
        ({"lead": ""}, "lead"),
        ({"urgency": "very"}, "urgency"),
        ({"review_by": "me"}, "review_by"),
        ({"due_on": date(2026, 11, 1)}, "due_on"),
        ({"due_on": date(2036, 11, 1)}, "due_on"),
        ({"assisting": tuple(f"unit:u{n}" for n in range(101))}, "assisting"),
    ],
)
def test_a_new_matter_is_refused_with_the_field(more, field):
    asked = replace(Asked("city/incoming/2026/x", "检查", LEAD), **more)
    with pytest.raises(InvalidInput) as refusal:
        check_new(asked, date(2026, 11, 2))
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("act", "text", "until", "field"),
    [
        (Act.FEEDBACK, "", None, "text"),
        (Act.FEEDBACK, "长" * 4001, None, "text"),
        (Act.REPORT, "  ", None, "text"),
        (Act.SEND_BACK, "", None, "text"),
        (Act.CANCEL, "", None, "text"),
        (Act.EXTEND, "", date(2026, 12, 1), "text"),
        (Act.EXTEND, "理由", None, "until"),
        (Act.EXTEND, "理由", DUE, "until"),
        (Act.EXTEND, "理由", date(2040, 1, 1), "due_on"),
        (Act.FEEDBACK, "进展", date(2026, 12, 1), "until"),
    ],
)
def test_an_act_is_refused_with_the_field(act, text, until, field):
    with pytest.raises(InvalidInput) as refusal:
        check_act(act, text, until, matter(), date(2026, 11, 3))
    assert refusal.value.field == field


def test_feedback_up_to_four_thousand_characters_is_taken():
    check_act(Act.FEEDBACK, "长" * 4000, None, matter(), date(2026, 11, 3))
    check_act(Act.URGE, "", None, matter(), date(2026, 11, 3))

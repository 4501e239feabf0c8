"""Telling people: who gets it, in whose transaction, and what it costs to ask."""

from __future__ import annotations

from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.store import notice_store
from collective.tobaccooa.inbox.notices.telling import mark_all_seen
from collective.tobaccooa.inbox.notices.telling import mark_seen
from collective.tobaccooa.inbox.notices.telling import notices_of
from collective.tobaccooa.inbox.notices.telling import people_of
from collective.tobaccooa.inbox.notices.telling import tell
from collective.tobaccooa.inbox.notices.telling import unseen
from collective.tobaccooa.organisation import people
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest


NOW = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)


def test_people_are_told_once_and_not_what_they_did_themselves(demo_portal):
    notice = Notice(Kind.RETURNED, "关于防汛工作的通知", actor="city-leader")
    told = tell(["city-clerk", "city-leader", "city-clerk", "nobody"], notice, NOW)
    assert told == ("city-clerk",)
    assert unseen("city-clerk") == 1
    assert (unseen("city-leader"), unseen("nobody"), unseen("")) == (0, 0, 0)
    (kept,) = notices_of("city-clerk")
    assert (kept.notice, kept.at, kept.seen_at) == (notice, NOW, None)


def test_who_has_left_is_not_told(demo_portal):
    people.deactivate("unit03-staff")
    assert tell(["unit03-staff"], Notice(Kind.ABSENCE, "外出"), NOW) == ()


def test_groups_are_people_first(demo_portal):
    assert people_of(["city.post.clerk", "city-clerk", "none.post.clerk"]) == ("city-clerk",)


def test_the_site_s_own_address_is_left_out(demo_portal):
    root = demo_portal.absolute_url()
    tell(["city-clerk"], Notice(Kind.DELEGATED, "代办", url=f"{root}/@@delegations"), NOW)
    assert notices_of("city-clerk")[0].notice.url == "/@@delegations"


def test_seen_one_by_one_and_all_up_to_what_was_shown(demo_portal):
    for minute in range(4):
        tell(["city-clerk"], Notice(Kind.URGED, f"{minute}"), NOW + timedelta(minutes=minute))
    first = notices_of("city-clerk")[-1].id
    assert mark_seen("city-clerk", [first, first, "x"], NOW) == 1
    shown = notices_of("city-clerk")[1].id
    assert mark_all_seen("city-clerk", shown, NOW) == 2
    assert unseen("city-clerk") == 1
    assert mark_seen("city-leader", [first], NOW) == 0


def test_a_time_needs_a_zone(demo_portal):
    with pytest.raises(ValueError):
        tell(["city-clerk"], Notice(Kind.URGED, "x"), datetime(2026, 1, 1))


def test_asking_how_many_are_new_reads_one_number(demo_portal):
    """However many notices there are, the head of a page wakes none of them."""
    for minute in range(60):
        tell(["city-clerk"], Notice(Kind.URGED, f"{minute}"), NOW + timedelta(minutes=minute))
    import transaction

    transaction.savepoint()
    centre = notice_store(demo_portal).peek("city-clerk")
    for shard in centre._shards:
        shard._p_deactivate()
    assert unseen("city-clerk") == 60
    assert all(shard._p_changed is None for shard in centre._shards)


def test_the_centre_of_a_new_person_is_there_beforehand(demo_portal):
    assert notice_store(demo_portal).peek("unit12-staff") is not None

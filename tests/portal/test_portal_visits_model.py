"""Views are counted once for each visitor, item and day, in bounded memory."""

from collective.tobaccooa.portal.visits.model import is_robot
from collective.tobaccooa.portal.visits.model import RecentSet
from collective.tobaccooa.portal.visits.model import Tally
from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st

import pytest
import threading


DAY = date(2026, 11, 30)
views = st.tuples(
    st.sampled_from(["city", "unit01"]),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["user x", "user y", "at 10.0.0.1 Firefox"]),
    st.integers(0, 2),
)


@given(st.lists(views, max_size=80))
def test_the_tally_is_the_number_of_different_visits(seen):
    tally = Tally()
    in_order = sorted(seen, key=lambda view: view[3])
    for unit, uid, visitor, day in in_order:
        tally.count("/plone", unit, uid, visitor, DAY + timedelta(days=day))
    assert sum(tally.take().values()) == len(set(seen))
    assert not tally.take()


def test_views_belong_to_the_month_of_their_day():
    tally = Tally()
    tally.count("/plone", "city", "a", "user x", DAY)
    tally.count("/plone", "city", "a", "user x", DAY + timedelta(days=1))
    assert tally.take() == {
        ("/plone", "city", "2026-11", "a"): 1,
        ("/plone", "city", "2026-12", "a"): 1,
    }


def test_a_reload_after_the_flush_is_no_new_view():
    tally = Tally()
    assert tally.count("/plone", "city", "a", "user x", DAY)
    tally.take()
    assert not tally.count("/plone", "city", "a", "user x", DAY)


def test_what_could_not_be_written_is_kept():
    tally = Tally()
    tally.count("/plone", "city", "a", "user x", DAY)
    taken = tally.take()
    tally.count("/plone", "city", "a", "user y", DAY)
    tally.put_back(taken)
    assert list(tally.take().values()) == [2]


def test_many_threads_lose_nothing():
    tally = Tally()

    def work(number):
        for each in range(500):
            tally.count("/plone", "city", "a", f"{number} {each}", DAY)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(tally.take().values()) == [4000]


def test_two_processes_hash_differently():
    assert Tally()._digest("a", "b") != Tally()._digest("a", "b")


@given(st.lists(st.integers(0, 60), max_size=400), st.integers(1, 20))
def test_the_newest_are_remembered_and_memory_is_bounded(members, size):
    recent = RecentSet(size)
    for place, member in enumerate(members):
        window = members[max(0, place - size + 1) : place]
        known = not recent.add(member)
        assert known or member not in window
        assert not known or member in members[:place]
        assert len(recent) <= 2 * size


@pytest.mark.parametrize(
    ("program", "robot"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0", False),
        ("Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 Mobile", False),
        ("Mozilla/5.0 (compatible; Baiduspider/2.0)", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", True),
        ("curl/8.5.0", True),
        ("python-requests/2.32", True),
        ("HeadlessChrome/130", True),
        ("", True),
        ("  ", True),
    ],
)
def test_robots_are_known_by_their_name(program, robot):
    assert is_robot(program) is robot

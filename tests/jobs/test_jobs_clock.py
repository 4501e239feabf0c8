"""Periodic work runs once in each period, with many workers, after failures, after a pause."""

from collective.tobaccooa import _
from collective.tobaccooa.jobs.clock import ask_now
from collective.tobaccooa.jobs.clock import clock_state
from collective.tobaccooa.jobs.clock import ClockJob
from collective.tobaccooa.jobs.clock import prepare
from collective.tobaccooa.jobs.clock import standings
from collective.tobaccooa.jobs.clock import tick
from collective.tobaccooa.jobs.clock import wind
from collective.tobaccooa.jobs.interfaces import IPeriodic
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.schedule import Daily
from collective.tobaccooa.jobs.serving import look_for_work
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.jobs.worker import run_pending
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from zope.component import getGlobalSiteManager
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest

import pytest
import threading
import transaction


NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


class Work:
    """Periodic work that counts its runs and fails when told to."""

    title = "Counting"

    def __init__(self, every):
        self.every = every
        self.runs = 0
        self.broken = False

    def __call__(self, site):
        if self.broken:
            raise ValueError("the counter is stuck")
        self.runs += 1
        return _("msg_jobs_none", default="Nothing here.") if self.runs == 1 else None


@pytest.fixture
def register(components):
    registry = getGlobalSiteManager()
    components("clock", ClockJob())
    made = []

    def add(name, every):
        work = Work(every)
        registry.registerUtility(work, IPeriodic, name)
        made.append((name, work))
        return work

    yield add
    for name, work in made:
        registry.unregisterUtility(work, IPeriodic, name)


def at(moment):
    return lambda: moment


def test_it_runs_once_in_a_period_and_again_in_the_next(site, register):
    work = register("count", Daily(6))
    for hours in (0, 1, 2):
        wind(site, at(NOON + timedelta(hours=hours)))
        run_pending(site)
    assert work.runs == 1
    wind(site, at(NOON + timedelta(days=1)))
    run_pending(site)
    assert work.runs == 2


def test_missed_runs_are_made_up_once(site, register):
    work = register("count", timedelta(hours=1))
    wind(site, at(NOON))
    run_pending(site)
    wind(site, at(NOON + timedelta(days=30)))
    run_pending(site)
    assert work.runs == 2


def test_nothing_is_written_where_nothing_is_due(site, register):
    register("count", Daily(6))
    wind(site, at(NOON))
    transaction.begin()
    assert tick(site, NOON + timedelta(hours=3)) == []
    standings(site, NOON)
    assert not site._p_jar._registered_objects


def test_looking_at_a_site_that_has_no_clock_yet_writes_nothing(site, register):
    register("count", Daily(6))
    transaction.begin()
    assert [each.last_run for each in standings(site, NOON)] == [None]
    assert clock_state(site) is None
    assert not site._p_jar._registered_objects


@pytest.mark.parametrize("prepared", [True, False])
def test_of_many_workers_at_one_moment_one_asks(database, register, prepared):
    work = register("count", Daily(6))
    if prepared:
        prepare(database.site())
        transaction.commit()
    asked, start = [], threading.Barrier(6)

    def worker():
        site = database.site()
        start.wait()
        for _attempt in range(3):
            asked.extend(wind(site, at(NOON)))
            run_pending(site)
        transaction.abort()
        site._p_jar.close()
        setSite(None)

    threads = [threading.Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked == ["count"]
    assert work.runs == 1


def test_works_of_different_names_are_asked_for_beside_each_other(site, register):
    first, second = register("first", Daily(6)), register("second", timedelta(minutes=1))
    assert sorted(wind(site, at(NOON))) == ["first", "second"]
    assert wind(site, at(NOON + timedelta(minutes=1))) == ["second"]
    run_pending(site)
    assert (first.runs, second.runs) == (1, 1)


def test_a_failure_is_tried_again_and_shown_until_it_ends_well(site, register, clock):
    work = register("count", Daily(6))
    work.broken = True
    wind(site, clock)
    clock.pass_by(seconds=1)
    run_pending(site, clock=clock)
    (standing,) = standings(site, clock.now)
    assert "the counter is stuck" in standing.failing.error
    assert standing.last_run is None
    work.broken = False
    clock.pass_by(seconds=11)
    run_pending(site, clock=clock)
    (standing,) = standings(site, clock.now)
    assert standing.failing is None
    assert standing.last_run is not None
    assert standing.result  # in Chinese where the catalogues are loaded
    assert standing.next_due > clock.now


def test_what_failed_for_good_is_asked_for_again_in_the_next_period(site, register, clock):
    work = register("count", Daily(6))
    work.broken = True
    wind(site, clock)
    for _attempt in range(5):
        clock.pass_by(hours=2)
        run_pending(site, clock=clock)
    assert queue_of(site).count(JobState.FAILED) == 1
    work.broken = False
    clock.pass_by(days=1)
    wind(site, clock)
    run_pending(site)
    assert work.runs == 1
    assert queue_of(site).count(JobState.FAILED) == 0


def test_work_that_a_newer_release_lacks_is_passed_over(site, register):
    register("count", Daily(6))
    wind(site, at(NOON))
    registry = getGlobalSiteManager()
    registry.unregisterUtility(registry.getUtility(IPeriodic, "count"), IPeriodic, "count")
    assert run_pending(site) == 1
    assert queue_of(site).count(JobState.WAITING) == 0


def test_it_can_be_asked_for_out_of_turn(site, register):
    work = register("count", Daily(6))
    wind(site, at(NOON))
    run_pending(site)
    assert ask_now("count")
    assert not ask_now("nothing")
    transaction.commit()
    run_pending(site)
    assert work.runs == 2


def test_whoever_looks_for_work_winds_the_clock(site, database, register):
    work = register("count", timedelta(hours=1))

    class App:
        REQUEST = type("Request", (), {})()

        def objectValues(self):
            return [site]

    try:
        for _look in range(2):
            look_for_work(App(), False, threading.Event())
    finally:
        clearRequest()
    assert work.runs == 1

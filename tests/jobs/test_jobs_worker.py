"""Jobs run once, survive a restart, are tried again, and tell what went wrong."""

from collective.tobaccooa.jobs import model
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.jobs.worker import drain
from collective.tobaccooa.jobs.worker import run_pending
from collective.tobaccooa.jobs.worker import take_back
from datetime import timedelta
from ZODB.POSException import ConflictError
from zope.component.hooks import getSite

import AccessControl
import itertools
import pytest
import threading
import transaction


def note(site, text):
    site.done += (text,)


class TestRunning:
    def test_a_job_runs_once_and_is_gone(self, site, components):
        components("note", note)
        enqueue("note", "a")
        transaction.commit()
        assert run_pending(site) == 1
        assert run_pending(site) == 0
        assert site.done == ("a",)
        assert queue_of(site).count(JobState.WAITING) == 0
        assert queue_of(site).count(JobState.RUNNING) == 0

    def test_it_runs_as_the_system_with_the_site_hook_and_puts_both_back(self, site, components):
        seen = []

        def look(site):
            user = AccessControl.getSecurityManager().getUser()
            seen.append((user.getUserName(), getSite() is site))

        components("look", look)
        enqueue("look")
        transaction.commit()
        before = AccessControl.getSecurityManager().getUser()
        run_pending(site)
        assert seen == [("System Processes", True)]
        assert AccessControl.getSecurityManager().getUser() == before

    def test_jobs_survive_a_restart(self, database, components):
        components("note", note)
        site = database.site()
        enqueue("note", "a")
        transaction.commit()
        database.close()
        site = database.open().site()
        assert run_pending(site) == 1
        assert site.done == ("a",)

    def test_the_limit_is_kept(self, site, components):
        components("note", note)
        for name in "abc":
            enqueue("note", name)
        transaction.commit()
        assert run_pending(site, limit=2) == 2
        assert len(site.done) == 2

    def test_jobs_that_a_job_asks_for_run_too(self, site, components):
        components("note", note)
        components("first", lambda site: enqueue("note", "second"))
        enqueue("first")
        transaction.commit()
        assert run_pending(site) == 2
        assert site.done == ("second",)


class TestFailing:
    def test_pauses_grow_then_the_job_is_failed_with_its_traceback(self, site, components, clock):
        def broken(site):
            site.done += ("half",)
            raise ValueError("the file is broken")

        components("broken", broken)
        enqueue("broken", key="x")
        transaction.commit()
        tried = []
        for _minute in range(80 * 60 // 10):
            if run_pending(site, clock=clock):
                tried.append(clock())
            clock.pass_by(seconds=10)
        pauses = [later - earlier for earlier, later in itertools.pairwise(tried)]
        assert pauses == list(model.PAUSES)
        (failed,) = queue_of(site).jobs(JobState.FAILED)
        assert failed.attempts == 5
        assert "Traceback" in failed.error
        assert "the file is broken" in failed.error
        assert site.done == ()

    def test_an_unknown_job_fails_and_names_itself(self, site):
        enqueue("nobody-knows")
        transaction.commit()
        run_pending(site)
        (waiting,) = queue_of(site).jobs(JobState.WAITING)
        assert "nobody-knows" in waiting.error

    def test_a_job_that_fails_does_not_hold_up_the_others(self, site, components):
        components("note", note)
        enqueue("nobody-knows")
        enqueue("note", "a")
        transaction.commit()
        assert run_pending(site) == 2
        assert site.done == ("a",)

    def test_a_conflict_repeats_the_job_at_once(self, site, components):
        tries = []

        def contested(site):
            tries.append(1)
            site.done += ("x",)
            if len(tries) < 3:
                raise ConflictError

        components("contested", contested)
        enqueue("contested")
        transaction.commit()
        run_pending(site)
        assert len(tries) == 3
        assert site.done == ("x",)
        assert queue_of(site).count(JobState.WAITING) == 0


class TestLostWorkers:
    def test_a_killed_workers_job_is_taken_up_after_its_lease(self, site, components, clock):
        components("note", note)
        job_id = enqueue("note", "a")
        queue_of(site).claim(job_id, "dead:1:1", clock.now + timedelta(seconds=1))
        transaction.commit()
        assert run_pending(site, clock=clock) == 0
        assert take_back(site) == 0
        queue_of(site).take_back(clock() + model.LEASE + timedelta(seconds=2))
        transaction.commit()
        clock.pass_by(minutes=20)
        assert run_pending(site, clock=clock) == 1
        assert site.done == ("a",)

    def test_at_the_start_of_a_single_process_nothing_else_can_be_running(
        self, site, components, clock
    ):
        job_id = enqueue("note", "a")
        queue_of(site).claim(job_id, "dead:1:1", clock.now + timedelta(seconds=1))
        transaction.commit()
        assert take_back(site, everything=True) == 1
        assert queue_of(site).count(JobState.WAITING) == 1

    def test_a_worker_that_lost_its_job_writes_nothing(self, database, site, components):
        def lose(site):
            site.done += ("lost",)
            manager = transaction.TransactionManager()
            other = database.db.open(manager)
            queue = queue_of(other.root()["site"])
            queue.take_back(queue.jobs(JobState.RUNNING)[0].leased_until)
            manager.commit()
            other.close()

        components("lose", lose)
        enqueue("lose", key="a")
        transaction.commit()
        run_pending(site)
        assert site.done == ()


class TestDrain:
    def test_it_runs_in_the_callers_transaction(self, database, site, components):
        components("note", note)
        enqueue("note", "a", delay=60)
        before = database.db.lastTransaction()
        assert drain(site) == 1
        assert database.db.lastTransaction() == before
        transaction.commit()
        assert site.done == ("a",)

    def test_an_error_is_the_callers(self, site):
        enqueue("nobody-knows")
        with pytest.raises(LookupError):
            drain(site)


class Counting:
    """A job that all its runs contend for, and that notices a run beside itself."""

    def __init__(self):
        self.running, self.overlaps, self.guard = set(), [], threading.Lock()

    def __call__(self, site, name):
        with self.guard:
            if name in self.running:
                self.overlaps.append(name)
            self.running.add(name)
        site.done += (name,)
        with self.guard:
            self.running.discard(name)


def work_until(database, written):
    """Work like a worker until everything that was written is done."""
    site = database.site()
    left = 1
    while left or not written.is_set():
        run_pending(site)
        transaction.begin()
        queue = queue_of(site)
        left = queue.count(JobState.WAITING) + queue.count(JobState.RUNNING)


def write_jobs(database, number):
    database.site()
    for step in range(30):
        enqueue("count", f"{number}-{step}", key=f"{number}-{step}")
        transaction.commit()


def test_four_workers_and_four_writers_run_every_job_exactly_once(database, components):
    """Real threads, real conflicts: 120 jobs that all count on the same object."""
    count, written = Counting(), threading.Event()
    components("count", count)
    writers = [threading.Thread(target=write_jobs, args=(database, n)) for n in range(4)]
    workers = [threading.Thread(target=work_until, args=(database, written)) for _ in range(4)]
    for thread in writers + workers:
        thread.start()
    for thread in writers:
        thread.join(60)
    written.set()
    for thread in workers:
        thread.join(60)
    site = database.site()
    transaction.begin()
    assert not count.overlaps
    assert sorted(site.done) == sorted(f"{a}-{b}" for a in range(4) for b in range(30))
    assert queue_of(site).count(JobState.FAILED) == 0

"""The persistent queue: enqueuing, duplicates, conflicts between real connections."""

from collective.tobaccooa.jobs import model
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.jobs.queue import work_arrived
from collective.tobaccooa.jobs.store import DONE_KEPT_PER_SHARD
from collective.tobaccooa.jobs.store import JobQueue
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.jobs.store import SHARDS
from collective.tobaccooa.jobs.worker import run_pending
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite

import pytest
import transaction


NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
NONE = timedelta(0)


def job(key="a", **facts):
    return model.Job(id=f"index|{key}", name="index", args=(key,), created=NOW, due=NOW, **facts)


class TestEnqueue:
    def test_a_job_waits_only_when_the_transaction_commits(self, site):
        enqueue("index", "a", key="a")
        transaction.abort()
        assert queue_of(site).count(JobState.WAITING) == 0
        enqueue("index", "a", key="a")
        transaction.commit()
        assert [each.args for each in queue_of(site).jobs(JobState.WAITING)] == [("a",)]

    def test_the_same_key_waits_once_with_the_newest_arguments(self, site):
        first = enqueue("index", "a", "old", key="a")
        second = enqueue("index", "a", "new", key="a")
        transaction.commit()
        assert first == second
        assert [each.args for each in queue_of(site).jobs(JobState.WAITING)] == [("a", "new")]

    def test_without_a_key_every_request_is_a_job(self, site):
        assert enqueue("index", "a") != enqueue("index", "a")
        assert queue_of(site).count(JobState.WAITING) == 2

    def test_a_delay_holds_the_job_back(self, site, clock):
        enqueue("index", "a", delay=30)
        transaction.commit()
        assert queue_of(site).due(clock()) == []
        clock.pass_by(seconds=31)
        assert len(queue_of(site).due(clock())) == 1

    def test_arguments_must_be_strings(self, site):
        with pytest.raises(TypeError, match="strings"):
            enqueue("index", site)

    def test_without_a_site_it_says_so(self, site):
        setSite(None)
        with pytest.raises(LookupError):
            enqueue("index", "a")

    def test_a_commit_wakes_the_worker_an_abort_does_not(self, site):
        work_arrived.clear()
        enqueue("index", "a")
        transaction.abort()
        assert not work_arrived.is_set()
        enqueue("index", "a")
        transaction.commit()
        assert work_arrived.is_set()


class TestQueue:
    def test_a_job_asked_for_while_it_runs_runs_again_but_not_beside_itself(self):
        queue = JobQueue()
        queue.add(job(), NONE, NOW)
        running = queue.claim("index|a", "me", NOW)
        queue.add(job(), NONE, NOW)
        assert queue.due(NOW) == []
        assert queue.claim("index|a", "you", NOW) is None
        queue.finish(running, NOW)
        assert queue.due(NOW) == ["index|a"]

    def test_a_newer_request_takes_the_place_of_a_failed_try(self):
        queue = JobQueue()
        queue.add(job(), NONE, NOW)
        running = queue.claim("index|a", "me", NOW)
        queue.add(job(), NONE, NOW)
        queue.fail(running, "boom", NOW)
        assert [(each.attempts, each.error) for each in queue.jobs(JobState.WAITING)] == [(0, "")]

    def test_success_forgets_an_older_failure_of_the_same_work(self):
        queue = JobQueue()
        queue.shard("index|a").put(job(state=JobState.FAILED, error="boom"))
        queue.add(job(), NONE, NOW)
        queue.finish(queue.claim("index|a", "me", NOW), NOW)
        assert queue.count(JobState.FAILED) == 0

    def test_jobs_without_a_living_worker_wait_again_after_their_lease(self):
        queue = JobQueue()
        queue.add(job(), NONE, NOW)
        queue.claim("index|a", "me", NOW)
        assert queue.take_back(NOW + timedelta(minutes=1)) == 0
        assert queue.take_back(NOW + model.LEASE) == 1
        (again,) = queue.jobs(JobState.WAITING)
        assert again.attempts == 1
        assert "stopped" in again.error

    def test_ended_jobs_are_pruned(self):
        queue = JobQueue()
        for number in range(SHARDS * DONE_KEPT_PER_SHARD * 2):
            queue.add(job(str(number)), NONE, NOW)
            queue.finish(queue.claim(f"index|{number}", "me", NOW), NOW)
        assert queue.count(JobState.DONE) <= SHARDS * DONE_KEPT_PER_SHARD
        later = NOW + timedelta(days=30)
        shard = queue.shard("index|0")
        queue._prune(shard, later)
        assert list(shard.jobs(JobState.DONE)) == []

    def test_retry_and_drop_answer_whether_there_was_something(self):
        queue = JobQueue()
        queue.shard("index|a").put(job(state=JobState.FAILED, attempts=5, error="boom"))
        assert queue.retry("index|a", NOW)
        assert queue.count(JobState.FAILED) == 0
        assert queue.due(NOW) == ["index|a"]
        assert queue.drop("index|a")
        assert not queue.drop("index|a")
        assert not queue.retry("", NOW)
        assert not queue.drop("")


class TestConflicts:
    """Two connections that change one shard at the same time."""

    def together(self, database, one, two):
        """Apply `one` and `two` to the same state, commit both; return the queue."""
        managers = [transaction.TransactionManager(), transaction.TransactionManager()]
        connections = [database.db.open(manager) for manager in managers]
        queues = [queue_of(connection.root()["site"]) for connection in connections]
        for queue, change in zip(queues, (one, two), strict=True):
            queue.jobs(JobState.WAITING)
            change(queue)
        try:
            for manager in managers:
                manager.commit()
        finally:
            for manager, connection in zip(managers, connections, strict=True):
                manager.abort()
                connection.close()

    def keys_of_one_shard(self, count):
        queue, found, number = JobQueue(), [], 0
        while len(found) < count:
            if queue.shard(f"index|{number}") is queue.shards[0]:
                found.append(str(number))
            number += 1
        return found

    def test_writers_of_different_jobs_in_one_shard_do_not_conflict(self, database, site):
        a, b, c = self.keys_of_one_shard(3)
        queue_of(site).add(job(c), NONE, NOW)
        transaction.commit()
        self.together(
            database,
            lambda queue: queue.add(job(a), NONE, NOW),
            lambda queue: queue.add(job(b), NONE, NOW),
        )
        self.together(
            database,
            lambda queue: queue.claim(f"index|{c}", "me", NOW),
            lambda queue: queue.claim(f"index|{a}", "you", NOW),
        )
        transaction.begin()
        assert queue_of(site).count(JobState.RUNNING) == 2

    def test_emptying_a_shard_does_not_conflict_with_filling_it(self, database, site):
        a, b = self.keys_of_one_shard(2)
        queue_of(site).add(job(a), NONE, NOW)
        transaction.commit()
        self.together(
            database,
            lambda queue: queue.claim(f"index|{a}", "me", NOW),
            lambda queue: queue.add(job(b), NONE, NOW),
        )
        transaction.begin()
        assert queue_of(site).count(JobState.WAITING) == 1

    def test_asking_again_while_a_worker_takes_the_job_must_conflict(self, database, site):
        queue_of(site).add(job(), NONE, NOW)
        transaction.commit()
        with pytest.raises(ConflictError):
            self.together(
                database,
                lambda queue: queue.claim("index|a", "me", NOW),
                lambda queue: queue.add(job(), timedelta(seconds=1), NOW),
            )

    def test_two_workers_never_both_take_a_job(self, database, site):
        queue_of(site).add(job(), NONE, NOW)
        transaction.commit()
        with pytest.raises(ConflictError):
            self.together(
                database,
                lambda queue: queue.claim("index|a", "me", NOW),
                lambda queue: queue.claim("index|a", "you", NOW),
            )


def test_looking_for_work_writes_nothing(database, site):
    before = database.db.lastTransaction()
    assert run_pending(site) == 0
    assert database.db.lastTransaction() == before

"""The life of a job as plain functions."""

from collective.tobaccooa.jobs import model
from collective.tobaccooa.jobs.model import Job
from collective.tobaccooa.jobs.model import JobState
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
SECONDS = st.integers(min_value=0, max_value=10_000).map(lambda n: timedelta(seconds=n))


def job(**facts):
    return Job(id="index|a", name="index", args=("a",), created=NOW, due=NOW, **facts)


class TestPauses:
    def test_pauses_grow_from_ten_seconds_to_an_hour_and_then_end(self):
        assert [model.pause_after(n) for n in (1, 2, 3, 4, 5)] == [
            timedelta(seconds=10),
            timedelta(minutes=1),
            timedelta(minutes=10),
            timedelta(hours=1),
            None,
        ]

    @given(st.lists(SECONDS, min_size=1, max_size=8))
    def test_a_job_that_always_fails_waits_longer_each_time_and_ends_as_failed(self, waits):
        now, current, pauses = NOW, job(), []
        while current.state != JobState.FAILED:
            now = max(now, current.due) + waits[len(pauses) % len(waits)]
            current = model.claimed(current, "me", now)
            current = model.failed_once_more(current, "boom", now)
            if current.state == JobState.WAITING:
                pauses.append(current.due - now)
        assert pauses == sorted(set(pauses))
        assert len(pauses) == len(model.PAUSES)
        assert current.attempts == len(model.PAUSES) + 1
        assert current.error == "boom"


class TestRepeated:
    @given(st.lists(st.tuples(SECONDS, SECONDS), max_size=20))
    def test_a_burst_never_puts_a_job_off_for_longer_than_the_limit(self, steps):
        now, current = NOW, job()
        for passed, delay in steps:
            now += passed
            before = current
            current = model.repeated(current, ("b",), now, delay)
            assert current.args == ("b",)
            limit = max(model.LONGEST_PUT_OFF, delay)
            assert current.due <= before.created + limit
            assert current.created == before.created

    def test_a_repeat_cures_a_job_that_waits_out_a_failure(self):
        failed = model.failed_once_more(job(), "boom", NOW)
        later = NOW + timedelta(seconds=3)
        again = model.repeated(failed, ("a",), later, timedelta(0))
        assert (again.attempts, again.error, again.due) == (0, "", later)


class TestStates:
    def test_a_job_is_due_from_its_time_on(self):
        waiting = job()
        assert model.is_due(waiting, NOW)
        assert not model.is_due(waiting, NOW - timedelta(seconds=1))
        assert not model.is_due(model.claimed(waiting, "me", NOW), NOW)

    def test_a_running_job_is_abandoned_when_its_lease_is_over(self):
        running = model.claimed(job(), "me", NOW)
        assert not model.is_abandoned(running, NOW + model.LEASE - timedelta(seconds=1))
        assert model.is_abandoned(running, NOW + model.LEASE)
        assert not model.is_abandoned(job(), NOW + model.LEASE)

    def test_the_end_of_a_long_error_is_kept(self):
        failed = model.failed_once_more(job(), "x" * 10_000 + "the cause", NOW)
        assert len(failed.error) == model.ERROR_CHARACTERS
        assert failed.error.endswith("the cause")

    def test_retrying_starts_afresh(self):
        failed = job(state=JobState.FAILED, attempts=5, error="boom", finished=NOW)
        again = model.retried(failed, NOW)
        assert (again.state, again.attempts, again.finished) == (JobState.WAITING, 0, None)

    @pytest.mark.parametrize("state", list(JobState))
    def test_a_row_reads_back_and_holds_only_plain_values(self, state):
        one = job(state=state, leased_until=NOW)
        assert Job.from_row(one.row()) == one
        assert {type(value) for value in one.row()} <= {str, int, tuple, datetime, type(None)}

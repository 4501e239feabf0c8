"""Slowing down guesses, pure."""

from __future__ import annotations

from collective.tobaccooa.organisation.throttle import FORGET_AFTER
from collective.tobaccooa.organisation.throttle import FREE_FAILURES
from collective.tobaccooa.organisation.throttle import LONGEST_WAIT
from collective.tobaccooa.organisation.throttle import MOST_LOGINS
from collective.tobaccooa.organisation.throttle import Throttle
from hypothesis import given
from hypothesis import strategies as st

import pytest


def after(failures: int) -> Throttle:
    """Return a throttle that saw so many failures of `clerk` at second 0."""
    throttle = Throttle()
    for _failure in range(failures):
        throttle.failed("clerk", 0.0)
    return throttle


class TestThrottle:
    @pytest.mark.parametrize("failures", range(FREE_FAILURES + 1))
    def test_a_few_slips_cost_nothing(self, failures):
        assert after(failures).wait("clerk", 0.0) == 0

    def test_the_wait_grows_and_passes(self):
        assert after(5).wait("clerk", 0.5) == 5
        assert after(5).wait("clerk", 5.0) == 0
        assert after(6).wait("clerk", 0.5) == 10
        assert after(7).wait("clerk", 0.5) == 20

    def test_upper_case_is_the_same_login_and_another_is_not(self):
        assert after(9).wait("CLERK", 0.0) > 0
        assert after(9).wait("leader", 0.0) == 0

    def test_a_success_forgets(self):
        throttle = after(9)
        throttle.succeeded("clerk")
        assert throttle.wait("clerk", 0.0) == 0

    def test_a_quarter_of_an_hour_forgets(self):
        throttle = after(9)
        throttle.failed("clerk", FORGET_AFTER + 1)
        assert throttle.wait("clerk", FORGET_AFTER + 1) == 0

    def test_it_keeps_no_more_logins_than_its_limit(self):
        throttle = Throttle()
        for number in range(MOST_LOGINS + 5):
            throttle.failed(f"name{number}", 0.0)
        assert len(throttle._failures) == MOST_LOGINS

    @given(st.integers(5, 60), st.floats(0, 10_000))
    def test_nobody_waits_longer_than_the_longest_wait(self, failures, now):
        assert after(failures).wait("clerk", now) <= LONGEST_WAIT + 1

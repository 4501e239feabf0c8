"""The demo world, and what waits worked off inside the test's transaction."""

import pytest


@pytest.fixture
def work_off(demo_portal):
    """Return a function that runs the waiting background jobs."""
    from collective.tobaccooa.jobs.worker import drain

    return lambda: drain(demo_portal)

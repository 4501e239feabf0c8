"""The administrator's page of background jobs."""

from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.jobs.clock import prepare
from collective.tobaccooa.jobs.interfaces import IPeriodic
from collective.tobaccooa.jobs.model import Job
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.schedule import Daily
from collective.tobaccooa.jobs.store import queue_of
from dataclasses import replace
from datetime import datetime
from datetime import UTC
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.protect.authenticator import createToken
from zExceptions import Forbidden
from zExceptions import Unauthorized
from zope.component import getGlobalSiteManager
from zope.interface import alsoProvides

import pytest


NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def page(portal):
    """Render the page as the test user."""

    def render(**form):
        request = portal.REQUEST
        alsoProvides(request, ITobaccooaLayer)
        request.form.clear()
        request.form.update(form)
        request.environ["REQUEST_METHOD"] = request.method = "POST" if form else "GET"
        request["REQUEST_METHOD"] = request.method
        return portal.restrictedTraverse("@@oa-jobs")()

    return render


@pytest.fixture
def failed(portal):
    job = Job(
        id="index|<a>",
        name="index",
        args=("<a>",),
        created=NOW,
        due=NOW,
        state=JobState.FAILED,
        attempts=5,
        error="Traceback\nValueError: <the file is broken>",
    )
    queue_of(portal).shard(job.id).put(job)
    return job


def test_installing_makes_the_queue(portal):
    assert queue_of(portal).count(JobState.WAITING) == 0


def test_staff_may_not_see_it(portal, page):
    setRoles(portal, TEST_USER_ID, ["Member"])
    with pytest.raises(Unauthorized):
        page()


@pytest.mark.usefixtures("manager")
class TestPage:
    def test_an_error_is_shown_and_escaped(self, page, failed):
        html = page()
        assert "ValueError: &lt;the file is broken&gt;" in html
        assert "<the file" not in html
        assert "后台任务" in html

    @pytest.mark.parametrize("name", ["index-document", "follow-person"])
    def test_a_job_of_ours_is_named_in_words(self, portal, page, failed, name):
        queue_of(portal).shard("x").put(replace(failed, id="x", name=name))
        words = {"index-document": "检索条目", "follow-person": "离岗人员的公文"}
        assert words[name] in page()

    def test_retry_lets_the_job_wait(self, portal, page, failed):
        page(job=failed.id, retry="1", _authenticator=createToken())
        assert [each.id for each in queue_of(portal).jobs(JobState.WAITING)] == [failed.id]
        assert queue_of(portal).count(JobState.FAILED) == 0

    def test_drop_removes_it(self, portal, page, failed):
        page(job=failed.id, drop="1", _authenticator=createToken())
        assert queue_of(portal).count(JobState.FAILED) == 0
        assert queue_of(portal).count(JobState.WAITING) == 0

    def test_a_job_that_is_gone_is_no_error(self, portal, page):
        page(job="index|b", drop="1", _authenticator=createToken())
        assert queue_of(portal).count(JobState.FAILED) == 0

    def test_a_forged_form_is_refused(self, portal, page, failed):
        with pytest.raises(Forbidden):
            page(job=failed.id, drop="1")
        assert queue_of(portal).count(JobState.FAILED) == 1


@pytest.mark.usefixtures("manager")
class TestPeriodicWork:
    @pytest.fixture
    def work(self):
        registry = getGlobalSiteManager()
        work = type("Work", (), {"title": "Counting sheep", "every": Daily(6)})()
        registry.registerUtility(work, IPeriodic, "sheep")
        yield work
        registry.unregisterUtility(work, IPeriodic, "sheep")

    def test_it_is_shown_with_what_it_last_said(self, portal, page, work):
        prepare(portal).ended["sheep"] = (NOW, "<seven> sheep")
        html = page()
        assert "Counting sheep" in html
        assert "&lt;seven&gt; sheep" in html
        assert "2026-11-23 13:00:00" in html

    def test_it_runs_out_of_turn_when_asked_to(self, portal, page, work):
        page(job="sheep", run="1", _authenticator=createToken())
        assert [job.name for job in queue_of(portal).jobs(JobState.WAITING)] == ["clock"]

    def test_not_without_the_form(self, portal, page, work):
        with pytest.raises(Forbidden):
            page(job="sheep", run="1")

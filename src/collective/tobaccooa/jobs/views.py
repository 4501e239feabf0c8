"""The administrator's page of the background jobs (后台任务): what waits, runs and went wrong."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.i18n import say
from collective.tobaccooa.jobs.clock import ask_now
from collective.tobaccooa.jobs.clock import Standing
from collective.tobaccooa.jobs.clock import standings
from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.jobs.model import Job
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.queue import work_arrived
from collective.tobaccooa.jobs.store import queue_of
from datetime import datetime
from datetime import UTC
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five import BrowserView
from zoneinfo import ZoneInfo
from zope.component import queryUtility

import logging
import transaction


logger = logging.getLogger(__name__)

ZONE = ZoneInfo("Asia/Shanghai")
ROWS_SHOWN = 100


class JobsView(BrowserView):
    """Lists jobs and periodic work; retries, drops or runs one by POST."""

    states = (JobState.FAILED, JobState.RUNNING, JobState.WAITING)

    def __call__(self):
        """Show the page, or do what a button asks and come back to it."""
        if self.request.get("REQUEST_METHOD") == "POST":
            self._act()
            return self.request.response.redirect(f"{self.context.absolute_url()}/@@oa-jobs")
        return self.index()

    def sections(self) -> list[dict]:
        """Return one section per state: heading, count, and its first rows."""
        headings = {
            JobState.FAILED: _("heading_jobs_failed", default="Failed"),
            JobState.RUNNING: _("heading_jobs_running", default="Running"),
            JobState.WAITING: _("heading_jobs_waiting", default="Waiting"),
        }
        queue = queue_of(self.context)
        sections = []
        for state in self.states:
            jobs = queue.jobs(state) if queue is not None else []
            sections.append(
                {
                    "id": str(state),
                    "heading": headings[state],
                    "count": len(jobs),
                    "hidden": max(0, len(jobs) - ROWS_SHOWN),
                    "rows": [self._row(job) for job in jobs[:ROWS_SHOWN]],
                }
            )
        return sections

    def periodic(self) -> list[dict]:
        """Return one row for each piece of periodic work: when it ran, what it said, what next."""
        return [self._standing(each) for each in standings(self.context, datetime.now(UTC))]

    def _standing(self, standing: Standing) -> dict:
        failing = standing.failing
        return {
            "name": standing.name,
            "title": say(standing.title, self.request),
            "last_run": _local(standing.last_run) if standing.last_run else "",
            "result": standing.result,
            "cause": failing.error.strip().splitlines()[-1] if failing and failing.error else "",
            "next_due": _local(standing.next_due),
        }

    def _row(self, job: Job) -> dict:
        return {
            "id": job.id,
            "name": job.name,
            "title": self._title(job.name),
            "args": " ".join(job.args),
            "attempts": job.attempts,
            "due": _local(job.due),
            "created": _local(job.created),
            "cause": job.error.strip().splitlines()[-1] if job.error else "",
            "error": job.error,
            "may_act": job.state in (JobState.FAILED, JobState.WAITING),
        }

    def _title(self, name: str) -> str:
        return say(getattr(queryUtility(IJob, name), "title", ""), self.request)

    def _act(self) -> None:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        job_id = str(self.request.form.get("job", ""))
        queue = queue_of(self.context)
        if "run" in self.request.form:
            done = ask_now(job_id)
            message = _("msg_job_asked_now", default="The work will be done at once.")
        elif "retry" in self.request.form:
            done = queue.retry(job_id, datetime.now(UTC))
            message = _("msg_job_retried", default="The job will be tried again at once.")
            transaction.get().addAfterCommitHook(lambda ok: ok and work_arrived.set())
        else:
            done = queue.drop(job_id)
            message = _("msg_job_dropped", default="The job was removed.")
        if not done:
            message = _(
                "error_job_gone",
                default="This job has ended or is running by now; there is nothing to do.",
            )
        logger.info("%s by %s: job %s", message, getSecurityManager().getUser().getId(), job_id)
        self.context.plone_utils.addPortalMessage(say(message, self.request))


def _local(when: datetime) -> str:
    return when.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")

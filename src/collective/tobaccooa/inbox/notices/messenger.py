"""Calls to the bureau's own messenger: each notice one POST, sent by a job.

A call that fails is tried again as every job (10 s, 1 min, 10 min, 1 h) and is then seen on
`@@oa-jobs`. It may come twice after a crash, under the same delivery id.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.notices.choices import Site
from collective.tobaccooa.inbox.notices.links import address_of
from collective.tobaccooa.inbox.notices.settings import site_settings
from collective.tobaccooa.inbox.notices.signing import body_of
from collective.tobaccooa.inbox.notices.signing import headers_of
from collective.tobaccooa.inbox.notices.store import notice_store
from collective.tobaccooa.jobs.calling import address_parts
from collective.tobaccooa.jobs.calling import call
from collective.tobaccooa.jobs.calling import CallFailed
from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.calendars import working_calendar
from datetime import datetime
from math import ceil
from typing import Any
from zope.interface import implementer

import os


JOB = "notices.call"
#: Seconds for a call, and bytes of an answer nobody reads.
DEADLINE = 10.0
LIMIT = 64 * 1024
#: One call names so many people.
PEOPLE = 200
#: The operator of the machine, not who enters the address, may allow calls to the machine itself.
OWN_ALLOWED = "OA_CALL_OWN_MACHINE"


class CallRefused(Refused):
    """The messenger can't be reached or does not take the call."""

    def __str__(self) -> str:
        return write_down(self.message)


def on_told(event) -> None:
    """Ask for the call about a notice."""
    settings = site_settings()
    notice = event.item.notice
    if not settings.call or notice.kind not in settings.call_kinds:
        return
    delay = 0
    if settings.call_quietly and not notice.urgent:
        over = settings.quiet.over(event.item.at, working_calendar())
        delay = max(0, ceil((over - event.item.at).total_seconds()))
    # what it is about stays out of the queue, which administrators look at
    for first in range(0, len(event.user_ids), PEOPLE):
        enqueue(JOB, event.item.id, *event.user_ids[first : first + PEOPLE], delay=delay)


@implementer(IJob)
class CallJob:
    """The job that sends one call: a notice's id, then the people it is for."""

    title = _("title_job_call", default="Call to the messenger")

    def __call__(self, site: Any, notice_id: str, *people: str) -> None:
        settings = site_settings()
        centre = notice_store(site).peek(people[0])
        item = centre.get(notice_id) if centre is not None else None
        if not settings.call or item is None:
            return
        url = address_of(item.notice, settings.address) if settings.address else ""
        body = body_of(people, item, url)
        send_call(settings, f"{notice_id}-{people[0]}", body, clock.now())


def send_call(settings: Site, delivery: str, body: str, now: datetime) -> None:
    """Send a call and see that it was taken.

    :param delivery: names the call. :param body: `signing.body_of`.
    :raises CallRefused: the messenger was not reached, or did not answer with success (2xx).
    """
    sent = body.encode("utf-8")
    try:
        answer = call(
            "POST",
            settings.call_url,
            headers_of(sent, settings.call_secret, delivery, now),
            sent,
            deadline=DEADLINE,
            limit=LIMIT,
            own=os.environ.get(OWN_ALLOWED) == "yes",
        )
    except CallFailed as failure:
        raise CallRefused(_why(failure)) from failure
    if not 200 <= answer.status < 300:
        raise CallRefused(
            _(
                "call_status",
                default="The messenger answered with the status ${status}.",
                mapping={"status": str(answer.status)},
            )
        )


def check_address(url: str) -> None:
    """See that an address can be called. :raises InvalidInput: no http or https address."""
    try:
        address_parts(url)
    except CallFailed as failure:
        raise InvalidInput(_why(failure), field="call_url") from failure


def _why(failure: CallFailed) -> str:
    return {
        CallFailed.ADDRESS: _(
            "call_bad_address",
            default="The messenger's address is not an http or https address.",
        ),
        CallFailed.OWN: _(
            "call_own_machine",
            default="The messenger's address leads to this server itself. Enter one of the "
            "bureau's network.",
        ),
        CallFailed.SLOW: _(
            "call_slow",
            default="The messenger did not answer within ${seconds} seconds.",
            mapping={"seconds": str(round(DEADLINE))},
        ),
        CallFailed.UNREACHABLE: _(
            "call_unreachable",
            default="The messenger can't be reached: ${error}",
            mapping={"error": failure.detail},
        ),
        CallFailed.LARGE: _(
            "call_large", default="The messenger's answer is too large; it should be empty."
        ),
        CallFailed.CUT: _("call_cut", default="The messenger broke off its answer."),
    }[failure.reason]

"""Mails: who is due is found every few minutes, each gets a mail in a job of their own.

What was sent is noted in the transaction that hands the mail to Plone's MailHost, which sends when
that commits: nothing goes twice. As MailHost only logs what fails so late, the server is asked
before whether it would take the mail; if not, the job fails, is tried again and is seen on
`@@oa-jobs`, and everything waits for the next mail.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.items import counts
from collective.tobaccooa.inbox.looking import boxes_of
from collective.tobaccooa.inbox.model import Kind as ListKind
from collective.tobaccooa.inbox.model import Shelf
from collective.tobaccooa.inbox.notices.asking import ask_server
from collective.tobaccooa.inbox.notices.choices import Site
from collective.tobaccooa.inbox.notices.composing import compose
from collective.tobaccooa.inbox.notices.composing import Letter
from collective.tobaccooa.inbox.notices.composing import Line
from collective.tobaccooa.inbox.notices.links import address_of
from collective.tobaccooa.inbox.notices.model import id_at
from collective.tobaccooa.inbox.notices.model import Kept
from collective.tobaccooa.inbox.notices.outbox import outbox_of
from collective.tobaccooa.inbox.notices.rhythm import next_turn
from collective.tobaccooa.inbox.notices.settings import choice_for
from collective.tobaccooa.inbox.notices.settings import site_settings
from collective.tobaccooa.inbox.notices.store import notice_store
from collective.tobaccooa.inbox.notices.texts import KIND_TITLES
from collective.tobaccooa.inbox.store import inbox_store
from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.jobs.interfaces import IPeriodic
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.accounts import email_of
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.organisation.directory import directory
from datetime import datetime
from datetime import timedelta
from email.utils import formataddr
from plone import api
from typing import Any
from zope.interface import implementer


JOB = "notices.mail"
#: What could not be mailed for so long is not mailed any more; it is in the centre.
LONGEST_WAIT = timedelta(days=14)
#: The first digest counts what came so long before.
FIRST_LOOK = timedelta(days=1)


def on_told(event) -> None:
    """Let a notice wait for the next mail of those who want it by mail."""
    if not site_settings().mail:
        return
    box = outbox_of(api.portal.get(), create=True)
    for user_id in event.user_ids:
        if choice_for(user_id).wants(event.item.notice.kind):
            box.put(user_id, event.item.id, event.item.notice.urgent)


@implementer(IPeriodic)
class MailRound:
    """Periodic work: ask for the mails that are due."""

    title = _("title_mail_round", default="Mails with notices")
    every = timedelta(minutes=5)

    def __call__(self, site: Any) -> str | None:
        count = ask_for_mails(site, clock.now())
        if not count:
            return None
        return _("msg_mail_round", default="${count} mails are due.", mapping={"count": str(count)})


def ask_for_mails(site: Any, now: datetime) -> int:
    """Ask for a mail for everybody to whom one is due; :returns: how many.

    Only this writes the turns, so no two workers ask for the same digest.
    """
    settings = site_settings()
    if not settings.mail:
        return 0
    box, calendar, asked = outbox_of(site, create=True), working_calendar(), 0
    box.forget(id_at(now - LONGEST_WAIT, ""))
    waiting = box.people()
    for person in directory().people():
        if not person.active:
            continue
        choice, turn = choice_for(person.id), box.turn(person.id)
        urgent = waiting.get(person.id, False)
        after = next_turn(turn, choice.rhythm, urgent, now, settings.times, choice.quiet, calendar)
        if after is None:
            continue
        box.set_turn(person.id, after)
        since = turn.mailed or now - FIRST_LOOK
        arrived = choice.items and _arrived(person.id, since)
        if (person.id in waiting or arrived) and email_of(person.id):
            enqueue(JOB, person.id, since.isoformat(), key=person.id)
            asked += 1
    return asked


@implementer(IJob)
class MailJob:
    """The job that mails everything that waits for one person."""

    title = _("title_job_mail", default="Mail with notices")

    def __call__(self, site: Any, user_id: str, since: str) -> None:
        send_mail(site, user_id, datetime.fromisoformat(since), clock.now())


def send_mail(site: Any, user_id: str, since: datetime, now: datetime) -> bool:
    """Mail to a person what waits for them, in the caller's transaction; whether there was a mail.

    In quiet hours it goes on waiting: the job may have been held up.

    :param since: new items of work are counted from then on.
    :raises MailRefused: the mail server is not there or does not take the mail.
    """
    settings, choice, box = site_settings(), choice_for(user_id), outbox_of(site, create=True)
    if settings.mail and choice.quiet.at(now, working_calendar()):
        return False
    ids = box.waiting(user_id)
    address = email_of(user_id)
    wanted = bool(settings.mail and address and directory().person(user_id).active)
    found = _unseen(site, user_id, ids) if wanted else []
    lines = [each for each in found if choice.wants(each.notice.kind)]
    arrived = _arrived(user_id, since) if wanted and choice.items else 0
    box.remove(user_id, ids)
    if not lines and not arrived:
        return False
    letter = _letter(settings, user_id, address, lines, arrived)
    host = api.portal.get_tool("MailHost")
    ask_server(host, letter.sender[1], address)
    host.send(
        compose(letter), mto=formataddr(letter.to), mfrom=formataddr(letter.sender), charset="utf-8"
    )
    return True


def _unseen(site: Any, user_id: str, ids: list[str]) -> list[Kept]:
    """What was seen on the site meanwhile need not be mailed."""
    centre = notice_store(site).peek(user_id)
    found = [centre.get(each) for each in ids] if centre is not None else []
    return [each for each in found if each is not None and each.seen_at is None]


def _arrived(user_id: str, since: datetime) -> int:
    """Count what came into somebody's list of open work and is still there, unopened."""
    store = inbox_store(api.portal.get())
    items = store.items(Shelf.OPEN, boxes_of(user_id))
    return sum(1 for item in items if item.since > since and item.opened_at is None)


def _letter(settings: Site, user_id: str, address: str, found: list[Kept], arrived: int) -> Letter:
    known = directory()
    root = settings.address
    lines = [
        Line(
            kind=write_down(KIND_TITLES[each.notice.kind]),
            title=each.notice.title,
            actor=known.title_of(each.notice.actor) if each.notice.actor else "",
            at=each.at,
            url=address_of(each.notice, root),
        )
        for each in found
    ]
    return Letter(
        sender=sender(),
        to=(known.fullname(user_id), address),
        site=known.units()[0].short_title or known.units()[0].title,
        lines=lines,
        arrived=arrived,
        waiting=counts(user_id)[ListKind.OPEN.value],
        work_url=f"{root}/@@my-work",
        settings_url=f"{root}/@@notice-settings",
    )


def sender() -> tuple[str, str]:
    """Return name and address of the sender, as Plone's control panel of mail says."""
    name = api.portal.get_registry_record("plone.email_from_name", default="") or ""
    address = api.portal.get_registry_record("plone.email_from_address", default="") or ""
    return name, address

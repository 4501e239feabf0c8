"""Mails really received by an SMTP server on this machine, from Plone's MailHost."""

from __future__ import annotations

from aiosmtpd.controller import Controller
from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.inbox.notices.choices import Choice
from collective.tobaccooa.inbox.notices.choices import Site
from collective.tobaccooa.inbox.notices.mailing import ask_for_mails
from collective.tobaccooa.inbox.notices.mailing import send_mail
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.outbox import outbox_of
from collective.tobaccooa.inbox.notices.rhythm import Quiet
from collective.tobaccooa.inbox.notices.rhythm import Rhythm
from collective.tobaccooa.inbox.notices.settings import store_choice
from collective.tobaccooa.inbox.notices.settings import store_site_settings
from collective.tobaccooa.inbox.notices.telling import mark_all_seen
from collective.tobaccooa.inbox.notices.telling import notices_of
from collective.tobaccooa.inbox.notices.telling import tell
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.queue import work_arrived
from collective.tobaccooa.jobs.schedule import ZONE
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.jobs.worker import run_pending
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.accounts import set_email
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from email import message_from_bytes
from email import policy
from plone import api

import pytest
import socket
import transaction


#: A Tuesday; quiet hours end at 8, digests go at 8:30 and 14:00.
MORNING = datetime(2026, 9, 29, 8, 30, tzinfo=ZONE)
SITE = Site(mail=True, address="https://oa.bureau.test")


class PostOffice:
    """Keeps what it gets; may refuse recipients, or take nothing at all."""

    def __init__(self):
        self.mails = []
        self.refusing = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refusing:
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def office(demo_functional):
    """The demo site with a mail server, and the clerk with an address."""
    portal = demo_functional["portal"]
    post = PostOffice()
    controller = Controller(post, hostname="127.0.0.1", port=free_port())
    controller.start()
    api.portal.set_registry_record("plone.smtp_host", "127.0.0.1")
    api.portal.set_registry_record("plone.smtp_port", controller.port)
    api.portal.set_registry_record("plone.email_from_name", "办公系统")
    api.portal.set_registry_record("plone.email_from_address", "oa@bureau.test")
    set_email("city-clerk", "clerk@bureau.test")
    store_site_settings(SITE)
    transaction.commit()
    yield portal, post
    controller.stop()
    work_arrived.clear()


@pytest.fixture
def look(office, monkeypatch):
    """Return a function that looks for due mails at an instant and works the jobs off."""
    portal, post = office

    def at(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        before = len(post.mails)
        ask_for_mails(portal, now)
        transaction.commit()
        run_pending(portal, clock=lambda: datetime.now(UTC) + timedelta(days=1))
        transaction.begin()
        return post.mails[before:]

    return at


def say(count, at, kind=Kind.RETURNED, urgent=False, user="city-clerk"):
    for number in range(count):
        notice = Notice(kind, f"关于第{number + 1}号工作的通知", actor="city-leader", urgent=urgent)
        tell([user], notice, at + timedelta(seconds=number))
    transaction.commit()


def test_twenty_notices_are_one_mail_and_never_come_again(look, office):
    portal, _post = office
    say(20, MORNING - timedelta(minutes=20))
    (mail,) = look(MORNING)
    assert mail["To"].addresses[0].addr_spec == "clerk@bureau.test"
    assert mail["From"].addresses[0].display_name == "办公系统"
    assert mail["Subject"].endswith("】20条通知")
    plain = mail.get_body(("plain",)).get_content()
    assert plain.count("【退回】") == 20
    assert "关于第7号工作的通知" in plain
    assert "https://oa.bureau.test/@@my-work" in plain
    assert "<ul" in mail.get_body(("html",)).get_content()
    assert outbox_of(portal).people() == {}
    assert look(MORNING + timedelta(minutes=5)) == []
    assert look(MORNING.replace(hour=14)) == []


def test_quiet_hours_hold_back_until_morning(look):
    evening = MORNING.replace(hour=20) - timedelta(days=1)
    look(evening - timedelta(hours=2))
    say(1, evening, urgent=True)
    store_choice("city-clerk", Choice(Rhythm.AT_ONCE, Quiet()))
    transaction.commit()
    for hours in (0, 2, 5, 11):
        assert look(evening + timedelta(hours=hours)) == []
    (mail,) = look(MORNING.replace(hour=8, minute=1))
    assert mail["Subject"] == "【退回】关于第1号工作的通知"


def test_a_holiday_holds_back_until_work_begins_again(look):
    """Told on the last evening before the holidays of October, mailed after them."""
    eve = datetime(2026, 9, 30, 19, 30, tzinfo=ZONE)
    look(eve.replace(hour=15))
    say(3, eve)
    for day in range(1, 8):
        assert look(datetime(2026, 10, day, 10, 0, tzinfo=ZONE)) == []
    assert len(look(datetime(2026, 10, 8, 8, 30, tzinfo=ZONE))) == 1


def test_a_server_that_is_down_keeps_everything_for_the_next_time(look, office):
    portal, post = office
    port = api.portal.get_registry_record("plone.smtp_port")
    api.portal.set_registry_record("plone.smtp_port", 1)
    transaction.commit()
    say(2, MORNING - timedelta(minutes=1))
    assert look(MORNING) == []
    assert len(outbox_of(portal).waiting("city-clerk")) == 2
    (job,) = queue_of(portal).jobs(JobState.WAITING)
    assert (job.name, job.attempts) == ("notices.mail", 1)
    assert "127.0.0.1" in job.error
    api.portal.set_registry_record("plone.smtp_port", port)
    transaction.commit()
    (mail,) = look(MORNING.replace(hour=14))
    assert "2条通知" in mail["Subject"]
    assert queue_of(portal).jobs(JobState.WAITING) == []
    assert len(post.mails) == 1


def test_a_recipient_that_is_refused_keeps_everything_too(look, office):
    """MailHost would only log it: so the server is asked before anything is noted as sent."""
    portal, post = office
    post.refusing = True
    say(1, MORNING - timedelta(minutes=1))
    assert look(MORNING) == []
    assert len(outbox_of(portal).waiting("city-clerk")) == 1
    post.refusing = False
    assert len(look(MORNING.replace(hour=14))) == 1


def test_a_transaction_that_fails_sends_nothing(office, monkeypatch):
    """What was noted as sent and the mail itself stand or fall together."""
    portal, post = office
    say(1, MORNING)
    assert send_mail(portal, "city-clerk", MORNING, MORNING + timedelta(minutes=1))
    transaction.abort()
    assert post.mails == []
    assert len(outbox_of(portal).waiting("city-clerk")) == 1


def test_only_wanted_kinds_go_and_what_was_seen_needs_no_mail(look, office):
    store_choice("city-clerk", Choice(Rhythm.TWICE, Quiet(), frozenset({Kind.URGED})))
    say(2, MORNING - timedelta(minutes=9), Kind.RETURNED)
    say(1, MORNING - timedelta(minutes=8), Kind.URGED)
    mark_all_seen("city-clerk", notices_of("city-clerk")[0].id, MORNING)
    say(1, MORNING - timedelta(minutes=2), Kind.URGED)
    (mail,) = look(MORNING)
    assert mail["Subject"].startswith("【催办】")


def test_never_means_never_and_no_address_no_mail(look, office):
    portal, _post = office
    store_choice("city-clerk", Choice(Rhythm.NEVER, Quiet()))
    say(1, MORNING - timedelta(minutes=2), Kind.URGED, urgent=True)
    say(1, MORNING - timedelta(minutes=2), user="city-deputy")
    assert look(MORNING) == []
    assert outbox_of(portal).waiting("city-clerk") == []


def test_new_items_of_work_are_counted_in_a_digest(look, office):
    set_email("city-finance-head", "head@bureau.test")
    look(MORNING - timedelta(days=1))
    body = {"title": "关于防汛工作的通知", "document_type": "notice", "text": "<p>秘不外发。</p>"}
    body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]}
    now = (MORNING - timedelta(hours=1)).astimezone(UTC)
    document = create_document("city", "OutgoingDocument", body, "city-finance-staff", now=now)
    decide(document, Decision("advance", opinion="内部意见"), "city-finance-staff", now)
    transaction.commit()
    (mail,) = look(MORNING)
    assert mail["To"].addresses[0].addr_spec == "head@bureau.test"
    assert "1件新待办" in mail["Subject"]
    text = mail.as_string() + mail.get_body(("plain",)).get_content()
    assert "秘不外发" not in text
    assert "内部意见" not in text
    assert look(MORNING.replace(hour=14)) == []


def test_without_mail_nothing_waits_for_it(look, office):
    portal, _post = office
    store_site_settings(Site())
    say(3, MORNING - timedelta(minutes=2))
    assert outbox_of(portal).people() == {}
    assert look(MORNING) == []

"""Send one mail or call at once, so that the administrator sees whether it works."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.inbox.notices.asking import ask_server
from collective.tobaccooa.inbox.notices.asking import MailRefused
from collective.tobaccooa.inbox.notices.choices import Site
from collective.tobaccooa.inbox.notices.mailing import sender
from collective.tobaccooa.inbox.notices.messenger import send_call
from collective.tobaccooa.inbox.notices.signing import body
from collective.tobaccooa.organisation.accounts import bad_email
from collective.tobaccooa.organisation.accounts import is_email
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import formataddr
from plone import api
from smtplib import SMTPException
from uuid import uuid4


def try_mail(to: str) -> None:
    """Send a mail now.

    :raises InvalidInput: `to` is no address. :raises MailRefused: with what the server said.
    """
    if not is_email(to):
        raise InvalidInput(bad_email(to), field="test_to")
    name, address = sender()
    host = api.portal.get_tool("MailHost")
    ask_server(host, address, to)
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = write_down(_("test_mail_subject", default="Test of e-mail notices"))
    mail["From"], mail["To"] = formataddr((name, address)), to
    text = write_down(
        _("test_mail_text", default="The office system can send e-mail. Nothing need be done.")
    )
    mail.set_content(text, charset="utf-8", cte="base64")
    try:
        host.send(mail, mto=to, mfrom=formataddr((name, address)), charset="utf-8", immediate=True)
    except (OSError, SMTPException) as error:
        raise MailRefused(
            _(
                "error_mail_failed",
                default="The mail could not be sent: ${error}",
                mapping={"error": str(error)[:300]},
            )
        ) from error


def try_call(settings: Site, user_id: str, now: datetime) -> None:
    """Call the messenger now, with the event `test`.

    :raises Refused: there is no address or secret yet, or the messenger does not take the call.
    """
    if not (settings.call_url and settings.call_secret):
        raise Refused(
            _(
                "error_call_incomplete",
                default="Enter the messenger's address and the secret, and keep them, first.",
            )
        )
    title = write_down(_("test_call_title", default="Test of notices"))
    text = body("test", [user_id], title, settings.address, now)
    send_call(settings, f"test-{uuid4().hex[:8]}", text, now)

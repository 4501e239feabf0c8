"""Ask the mail server whether it would take a mail, before anything is noted as sent."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import write_down
from smtplib import SMTP
from smtplib import SMTP_SSL
from smtplib import SMTPException
from typing import Any


#: For each answer of the server. A worker must not wait for ever.
SECONDS = 10.0


class MailRefused(Refused):
    """The mail server can't be reached, or does not take the mail."""

    def __str__(self) -> str:
        return write_down(self.message)


def ask_server(host: Any, sender: str, to: str) -> None:
    """Go through a mail with the server up to its text, then take it back.

    :param host: Plone's MailHost. Where it keeps a queue in a folder there is nothing to ask.
    :raises MailRefused: with what the server said.
    """
    if not sender:
        raise MailRefused(
            _(
                "error_mail_sender",
                default="The site has no sender's address. Enter it in the site settings, Mail.",
            )
        )
    if host.smtp_queue:
        return
    # Plone takes server and password from its registry, the rest from the MailHost itself
    mailer = host._makeMailer()
    if not mailer.hostname:
        raise MailRefused(
            _(
                "error_mail_host",
                default="The site has no mail server. Enter it in the site settings, Mail.",
            )
        )
    try:
        _rehearse(mailer, sender, to)
    except (OSError, SMTPException, UnicodeError) as error:
        raise MailRefused(
            _(
                "error_mail_refused",
                default="The mail server ${host} does not take the mail to ${to}: ${error}",
                mapping={"host": mailer.hostname, "to": to, "error": _said(error)},
            )
        ) from error


def _rehearse(mailer: Any, sender: str, to: str) -> None:
    kind = SMTP_SSL if mailer.implicit_tls else SMTP
    with kind(mailer.hostname, int(mailer.port), timeout=SECONDS) as server:
        server.ehlo_or_helo_if_needed()
        if not mailer.implicit_tls and server.has_extn("starttls") and not mailer.no_tls:
            server.starttls()
            server.ehlo()
        elif mailer.force_tls and not mailer.implicit_tls:
            raise SMTPException("no TLS")
        if mailer.username and mailer.password and server.does_esmtp:
            server.login(mailer.username, mailer.password)
        for code, answer in (server.mail(sender), server.rcpt(to)):
            if code not in (250, 251):
                raise SMTPException(f"{code} {answer.decode('utf-8', 'replace')}")
        server.rset()


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__

"""`@@oa-notices`: mails, quiet hours and the messenger, for the whole site; trying them out."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.inbox.notices.choices import kinds_of
from collective.tobaccooa.inbox.notices.choices import quiet_hours
from collective.tobaccooa.inbox.notices.choices import rhythm_of
from collective.tobaccooa.inbox.notices.choices import Site
from collective.tobaccooa.inbox.notices.choices import site_address
from collective.tobaccooa.inbox.notices.choices import time_of_day
from collective.tobaccooa.inbox.notices.mailing import sender
from collective.tobaccooa.inbox.notices.messenger import check_address
from collective.tobaccooa.inbox.notices.rhythm import Times
from collective.tobaccooa.inbox.notices.settings import site_settings
from collective.tobaccooa.inbox.notices.settings import store_site_settings
from collective.tobaccooa.inbox.notices.texts import KIND_TITLES
from collective.tobaccooa.inbox.notices.texts import RHYTHM_TITLES
from collective.tobaccooa.inbox.notices.trying import try_call
from collective.tobaccooa.inbox.notices.trying import try_mail
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.accounts import email_of
from functools import cached_property
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


#: A shorter secret could be guessed.
SHORTEST_SECRET = 16


class NoticesPanel(Panel):
    """One form for all settings, and two small ones that send something now."""

    page_title = _("heading_notices_panel", default="Notices, e-mail, messenger")
    mail_part = ViewPageTemplateFile("templates/notices_mail.pt")
    call_part = ViewPageTemplateFile("templates/notices_call.pt")
    time_fields = (
        ("morning", _("label_morning", default="First mail of the day")),
        ("afternoon", _("label_afternoon", default="Second mail of the day")),
        ("quiet_begins", _("label_quiet_begins", default="Quiet hours from")),
        ("quiet_ends", _("label_quiet_ends", default="Quiet hours until")),
    )
    actions = {"save": "save", "try-mail": "try_mail", "try-call": "try_call"}

    @cached_property
    def site(self) -> Site:
        """The settings as they are."""
        return site_settings()

    def save(self) -> str:
        """Keep the settings."""
        secret = self.text("call_secret") or self.site.call_secret
        settings = Site(
            mail=self.text("mail") == "yes",
            address=site_address(self.text("address")),
            rhythm=rhythm_of(self.text("rhythm")),
            times=self._times(),
            quiet=quiet_hours(
                self.text("quiet_begins"), self.text("quiet_ends"), self.text("days_off") == "yes"
            ),
            call=self.text("call") == "yes",
            call_url=self.text("call_url"),
            call_secret=secret,
            call_kinds=kinds_of(self.texts("call_kinds")),
            call_quietly=self.text("call_quietly") == "yes",
        )
        self._check(settings)
        store_site_settings(settings)
        self.tell(_("msg_notices_saved", default="The settings are kept."))
        return self.url

    def _times(self) -> Times:
        times = Times(
            time_of_day(self.text("morning"), "morning"),
            time_of_day(self.text("afternoon"), "afternoon"),
        )
        if times.afternoon <= times.morning:
            raise InvalidInput(
                _("error_digest_order", default="The second mail must come after the first."),
                field="afternoon",
            )
        return times

    def _check(self, settings: Site) -> None:
        if settings.call_url:
            check_address(settings.call_url)
        if settings.call_secret and len(settings.call_secret) < SHORTEST_SECRET:
            raise InvalidInput(
                _(
                    "error_call_secret",
                    default="The secret must have at least ${count} characters.",
                    mapping={"count": str(SHORTEST_SECRET)},
                ),
                field="call_secret",
            )
        if settings.call and not (settings.call_url and settings.call_secret):
            raise InvalidInput(
                _(
                    "error_call_needs",
                    default="To call the messenger, its address and a secret are needed.",
                ),
                field="call_url",
            )
        if settings.mail and not settings.address:
            raise InvalidInput(
                _(
                    "error_mail_needs_address",
                    default="To send mail, the site's address is needed: links begin with it.",
                ),
                field="address",
            )

    def try_mail(self) -> str:
        """Send a mail now."""
        to = self.text("test_to")
        try_mail(to)
        self.tell(
            _(
                "msg_test_mail",
                default="A mail has been sent to ${to}. See whether it arrives.",
                mapping={"to": to},
            )
        )
        return self.url

    def try_call(self) -> str:
        """Call the messenger now."""
        try_call(self.site, self.user, clock.now())
        self.tell(_("msg_test_call", default="The messenger has taken the call."))
        return self.url

    def shown(self, name: str) -> str:
        """Return what to show in a field: what was typed, else what is kept. Never the secret."""
        if self.problem and self.text("do") == "save":
            return self.text(name)
        site = self.site
        return {
            "address": site.address or api.portal.get().absolute_url(),
            "morning": f"{site.times.morning:%H:%M}",
            "afternoon": f"{site.times.afternoon:%H:%M}",
            "quiet_begins": f"{site.quiet.begins:%H:%M}",
            "quiet_ends": f"{site.quiet.ends:%H:%M}",
            "call_url": site.call_url,
        }[name]

    def ticked(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        if self.problem and self.text("do") == "save":
            return self.text(name) == "yes"
        return bool(self.site.quiet.days_off if name == "days_off" else getattr(self.site, name))

    @property
    def has_secret(self) -> bool:
        """Whether a secret is kept."""
        return bool(self.site.call_secret)

    def rhythms(self) -> list[dict[str, Any]]:
        """Return the rhythms: `{"id", "title", "chosen"}`."""
        typed = self.text("rhythm") if self.problem else ""
        return [
            {"id": each.value, "title": title, "chosen": each == (typed or self.site.rhythm)}
            for each, title in RHYTHM_TITLES.items()
        ]

    def kinds(self) -> list[dict[str, Any]]:
        """Return the kinds for which the messenger is called: `{"id", "title", "chosen"}`."""
        saving = self.problem and self.text("do") == "save"
        chosen = set(self.texts("call_kinds")) if saving else self.site.call_kinds
        return [
            {"id": each.value, "title": title, "chosen": each in chosen}
            for each, title in KIND_TITLES.items()
        ]

    def server(self) -> dict[str, str]:
        """Return what Plone's own settings say: `{"host", "sender"}`."""
        mailer = api.portal.get_tool("MailHost")._makeMailer()
        name, address = sender()
        missing = self.say(_("label_not_set", default="not set"))
        return {
            "host": f"{mailer.hostname}:{mailer.port}" if mailer.hostname else missing,
            "sender": f"{name} <{address}>" if address else missing,
        }

    def own_address(self) -> str:
        """Return the address to which a test goes at first."""
        return self.text("test_to") or email_of(self.user)

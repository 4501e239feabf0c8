"""`@@notice-settings`: what somebody wants by e-mail, and when."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.inbox.notices.choices import Choice
from collective.tobaccooa.inbox.notices.choices import kinds_of
from collective.tobaccooa.inbox.notices.choices import quiet_hours
from collective.tobaccooa.inbox.notices.choices import rhythm_of
from collective.tobaccooa.inbox.notices.choices import Site
from collective.tobaccooa.inbox.notices.settings import choice_for
from collective.tobaccooa.inbox.notices.settings import site_settings
from collective.tobaccooa.inbox.notices.settings import store_choice
from collective.tobaccooa.inbox.notices.texts import KIND_TITLES
from collective.tobaccooa.inbox.notices.texts import RHYTHM_TITLES
from collective.tobaccooa.organisation import accounts
from functools import cached_property
from typing import Any

import transaction


class NoticeSettings(OfficePage):
    """One's own settings; nobody else's can be named."""

    section = "notices"
    page_title = _("heading_notice_settings", default="E-mail notices")
    problem = ""
    problem_field = ""

    def __call__(self) -> str:
        """Show the form, or keep what was chosen."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if not self.posted:
            return self.index()
        self.check_form()
        try:
            self._keep()
        except OAError as error:
            transaction.abort()
            self.problem = self.say(error.message)
            self.problem_field = error.extra.get("field", "")
            self.request.response.setStatus(error.status)
            return self.index()
        return self.go(self.address)

    def _keep(self) -> None:
        if not accounts.has_account(self.user):
            raise Refused(
                _(
                    "error_no_own_account",
                    default="The instance's administrator has no notices; sign in as a person.",
                )
            )
        if self.text("do") == "defaults":
            store_choice(self.user, None)
            self.tell(_("msg_choice_defaults", default="The site's settings hold for you again."))
            return
        choice = Choice(
            rhythm_of(self.text("rhythm")),
            quiet_hours(
                self.text("quiet_begins"), self.text("quiet_ends"), self.text("days_off") == "yes"
            ),
            kinds_of(self.texts("kinds")),
            self.text("items") == "yes",
        )
        accounts.set_email(self.user, self.text("email"))
        store_choice(self.user, choice)
        self.tell(_("msg_choice_kept", default="Your settings for e-mail are kept."))

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.portal_url}/@@notice-settings"

    @cached_property
    def site(self) -> Site:
        """The site's settings."""
        return site_settings()

    @cached_property
    def choice(self) -> Choice:
        """What holds for the person now."""
        return choice_for(self.user)

    def value(self, name: str) -> str:
        """Return what to show in a field: what was typed, else what holds."""
        if self.problem:
            return self.text(name)
        if name == "email":
            return accounts.email_of(self.user)
        return f"{getattr(self.choice.quiet, name.removeprefix('quiet_')):%H:%M}"

    def ticked(self, name: str) -> bool:
        """Tell whether one of the two boxes is ticked."""
        if self.problem:
            return self.text(name) == "yes"
        return self.choice.items if name == "items" else self.choice.quiet.days_off

    def rhythms(self) -> list[dict[str, Any]]:
        """Return how often mail may come: `{"id", "title", "chosen"}`."""
        chosen = self.text("rhythm") if self.problem else self.choice.rhythm
        return [
            {"id": each.value, "title": title, "chosen": each == chosen}
            for each, title in RHYTHM_TITLES.items()
        ]

    def kinds(self) -> list[dict[str, Any]]:
        """Return the kinds of notices: `{"id", "title", "chosen"}`."""
        chosen = set(self.texts("kinds")) if self.problem else self.choice.kinds
        return [
            {"id": each.value, "title": title, "chosen": each in chosen}
            for each, title in KIND_TITLES.items()
        ]

    def times(self) -> dict[str, str]:
        """Return the times of the site's digests."""
        times = self.site.times
        return {"morning": f"{times.morning:%H:%M}", "afternoon": f"{times.afternoon:%H:%M}"}
